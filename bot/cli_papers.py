"""`giaouoc papers`: the Word templates of papers, out to be changed and checked before use."""

from pathlib import Path
from typing import Annotated

import typer

from bot.desk import refuse
from messages.documents import bloc_report, template_folder

app = typer.Typer(help="Change the Word templates of papers.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="A folder of .docx templates.")]


@app.command()
def templates(folder: Folder) -> None:
    """Write out every template with a README of its fields; nothing is overwritten."""
    try:
        typer.echo(template_folder.write(folder))
    except FileExistsError as there:
        refuse(str(there))
    except OSError as error:
        refuse(bloc_report.cannot_write(folder.name, error.strerror))


@app.command()
def check(folder: Folder) -> None:
    """Tell which templates can be used; code 1 when one cannot."""
    found = template_folder.check(folder)
    if found.sentences:
        refuse(template_folder.reported(found))
    typer.echo(template_folder.reported(found))
