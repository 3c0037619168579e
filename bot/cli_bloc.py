"""`giaouoc bloc`: the empty form, and a filled one into the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot import bloc_file, config
from bot.desk import in_database, refuse
from messages.documents import bloc_report, calendar_report
from messages.documents.bloc_form import bloc_template, bloc_template_toml
from workflow.bloc import import_plan
from workflow.bloc_fixed import TooLate
from workflow.bloc_plan import FileRefused

app = typer.Typer(help="Set up a bloc from a file.", no_args_is_help=True)


@app.command()
def template(
    out: Annotated[Path | None, typer.Option(help="Where to write it.")] = None,
    *,
    toml: Annotated[bool, typer.Option("--toml", help="As commented TOML, not .xlsx.")] = False,
) -> None:
    """Write the empty bloc form; a file that exists is never overwritten."""
    path = out or Path("bloc.toml" if toml else "bloc.xlsx")
    content = bloc_template_toml().encode() if toml else bloc_template()
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        refuse(bloc_report.exists(path.name))
    except OSError as error:
        refuse(bloc_report.cannot_write(path.name, error.strerror))
    typer.echo(bloc_report.written(path.name))


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A filled .xlsx or .toml form.")],
    *,
    restore: Annotated[bool, typer.Option("--restore", help="Give ended roles again.")] = False,
) -> None:
    """Bring a bloc, its units, people and deadlines in; all of the file or nothing."""
    try:
        plan, warnings = bloc_file.read_plan(file)
    except FileRefused as refusal:
        refuse(bloc_report.refused(refusal.problems))
    try:
        done = in_database(config.load(), lambda uow: import_plan(uow, plan, restore=restore))
    except TooLate as refusal:
        refuse(bloc_report.too_late(refusal))
    typer.echo(bloc_report.imported(done, warnings))
    if warning := calendar_report.provisional(done.cycle.year):
        typer.echo(warning)
