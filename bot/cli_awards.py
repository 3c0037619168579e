"""`giaouoc awards`: titles and commendations as dated data, out to a workbook and back."""

from html import unescape
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.desk import in_database, refuse
from messages import refusal as words
from messages.documents import award_report, bloc_report
from messages.documents.award_form import AwardsUnfit, awards_book, read_awards
from storage.awards import Award
from storage.unit_of_work import UnitOfWork
from workflow import award
from workflow.errors import Unfit

app = typer.Typer(help="Edit titles and commendations as a workbook.", no_args_is_help=True)
Book = Annotated[Path, typer.Argument(help="An .xlsx file.")]


@app.command("export")
def export_file(file: Book) -> None:
    """Write what is in force today; a file that exists is never overwritten."""
    awards = in_database(config.load(), _in_force)
    try:
        with file.open("xb") as out:
            out.write(awards_book(awards))
    except FileExistsError:
        refuse(bloc_report.exists(file.name))
    except OSError as error:
        refuse(bloc_report.cannot_write(file.name, error.strerror))
    typer.echo(award_report.exported(len(awards), file.name))


async def _in_force(uow: UnitOfWork) -> list[Award]:
    await award.ensure(uow)
    return await award.in_force(uow)


@app.command("import")
def import_file(file: Book) -> None:
    """Read an edited workbook in; all of it or nothing."""
    try:
        rows = read_awards(file.read_bytes(), file.name)
    except OSError:
        refuse(award_report.no_file(file.name))
    except AwardsUnfit as unfit:
        refuse(award_report.refused(unfit.sentences))
    except Unfit as unfit:
        refuse(unescape(words.refused(unfit, asked=True).text))
    done = in_database(config.load(), lambda uow: award.import_awards(uow, rows))
    typer.echo(award_report.imported(done))
