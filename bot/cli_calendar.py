"""`giaouoc calendar`: a year's official days off, out as a form, in, and printed."""

from html import unescape
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.desk import in_database, refuse
from messages import refusal as words
from messages.documents import bloc_report, calendar_report
from messages.documents.calendar_form import (
    YEARS,
    CalendarUnfit,
    calendar_book,
    calendar_toml,
    read_calendar,
)
from storage.unit_of_work import UnitOfWork
from workflow.errors import Unfit
from workflow.official_days import YearPlan, import_year

app = typer.Typer(help="Enter a year's official days off.", no_args_is_help=True)
Year = Annotated[int, typer.Argument(help="Four digits.")]


@app.command()
def template(
    year: Year, file: Annotated[Path, typer.Argument(help="A new .xlsx or .toml file.")]
) -> None:
    """Write the form with the law's days off; a file that exists is never overwritten."""
    _check(year)
    is_toml = file.suffix.lower() == ".toml"
    try:
        with file.open("xb") as out:
            out.write(calendar_toml(year).encode() if is_toml else calendar_book(year))
    except FileExistsError:
        refuse(bloc_report.exists(file.name))
    except OSError as error:
        refuse(bloc_report.cannot_write(file.name, error.strerror))
    typer.echo(calendar_report.written(year, file.name))


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A filled .xlsx or .toml form.")],
) -> None:
    """Put a year's official days in place of those known before; all of the file or nothing."""
    plan = _read(file)
    done = in_database(config.load(), lambda uow: import_year(uow, plan))
    typer.echo(calendar_report.imported(done))


@app.command()
def show(year: Year) -> None:
    """Print a year's days off and made-up working days, and whether they are confirmed."""
    _check(year)
    typer.echo(in_database(config.load(), lambda uow: _shown(uow, year)))


async def _shown(uow: UnitOfWork, year: int) -> str:
    known = [one for one in await uow.calendars.years() if one.year == year]
    days = [one for one in await uow.calendars.days() if one.day.year == year]
    return calendar_report.shown(year, known[0] if known else None, days)


def _read(file: Path) -> YearPlan:
    try:
        return read_calendar(file.read_bytes(), file.name)
    except OSError:
        refuse(calendar_report.no_file(file.name))
    except CalendarUnfit as unfit:
        refuse(calendar_report.refused(unfit.sentences))
    except Unfit as unfit:
        refuse(unescape(words.refused(unfit, asked=True).text))


def _check(year: int) -> None:
    if year not in YEARS:
        refuse(calendar_report.bad_year())
