"""`giaouoc code`: invite codes and their printed sheets, and the end of a role."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import config, invite_files
from bot.desk import in_database, refuse
from messages.documents import bloc_report, code_report
from messages.documents.bloc_words import choices
from storage.blocs import Bloc, Cycle
from storage.kinds import Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import seat
from workflow.bloc import CycleUnclear, find_cycle
from workflow.seat import Choice, IssuedCode, UnknownUnit
from workflow.words import fold

app = typer.Typer(help="Invite codes: issue, print, revoke.", no_args_is_help=True)

UnitCode = Annotated[str | None, typer.Option("--unit", help="Unit code.")]
RoleWord = Annotated[str | None, typer.Option("--role", help="Role, as in the bloc file.")]
PersonName = Annotated[str | None, typer.Option("--person", help="Full name.")]
BlocCode = Annotated[str | None, typer.Option("--bloc", help="Bloc code, when there are several.")]
Year = Annotated[int | None, typer.Option("--year", help="Year, when there are several.")]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Round:
    """Codes of one issue; `joined` were passed over because they have an account."""

    bloc: Bloc
    cycle: Cycle
    units: tuple[Unit, ...]
    issued: tuple[IssuedCode, ...]
    joined: tuple[Assignment, ...]


@app.command()
def issue(
    unit: UnitCode = None,
    role: RoleWord = None,
    person: PersonName = None,
    bloc: BlocCode = None,
    year: Year = None,
    *,
    everyone: Annotated[bool, typer.Option("--all", help="All who have not joined.")] = False,
) -> None:
    """Print fresh codes; who has joined gets one only when named with --person."""
    if not (everyone or unit or role or person):
        refuse(code_report.line("whom"))
    settings = config.load()
    choice = _choice(unit, role, person)
    done = _in_cycle(settings, (bloc, year), lambda uow, at: _issue(uow, at, choice))
    typer.echo(code_report.issued(done.issued, done.joined, invite_files.links(settings)))


@app.command()
def sheet(
    out: Annotated[Path, typer.Option(help="A folder (a file a unit), or one .html file.")],
    unit: UnitCode = None,
    bloc: BlocCode = None,
    year: Year = None,
) -> None:
    """Print an A4 page a unit for everyone who has not joined; their older codes end."""
    settings = config.load()
    links = invite_files.links(settings)
    choice = Choice(unit=unit)
    try:
        invite_files.prepare(out)
        done = _in_cycle(settings, (bloc, year), lambda uow, at: _issue(uow, at, choice))
        pages = invite_files.pages(done.bloc, done.cycle, done.units, done.issued, links)
        written = invite_files.write(out, pages)
    except OSError as error:
        refuse(bloc_report.cannot_write(str(out), error.strerror))
    typer.echo(code_report.sheets(written, len(done.issued), done.joined, links))


@app.command()
def revoke(
    unit: UnitCode = None,
    role: RoleWord = None,
    person: PersonName = None,
    bloc: BlocCode = None,
    year: Year = None,
    *,
    end: Annotated[bool, typer.Option("--end", help="End the role itself, now.")] = False,
) -> None:
    """End unused codes; with --end also the one role that fits."""
    if not (unit or role or person):
        refuse(code_report.line("whose"))
    choice = _choice(unit, role, person)
    verb = _end if end else _revoke
    typer.echo(_in_cycle(config.load(), (bloc, year), lambda uow, at: verb(uow, at, choice)))


async def _issue(uow: UnitOfWork, at: tuple[Bloc, Cycle], choice: Choice) -> Round:
    bloc, cycle = at
    found = await _found(uow, cycle, choice)
    named = choice.person is not None
    open_seats = found if named else await seat.without_account(uow, found)
    return Round(
        bloc,
        cycle,
        tuple(await uow.units.of_cycle(cycle.id)),
        tuple(await seat.issue_codes(uow, open_seats)),
        tuple(other for other in found if other not in open_seats),
    )


async def _revoke(uow: UnitOfWork, at: tuple[Bloc, Cycle], choice: Choice) -> str:
    found = await _found(uow, at[1], choice)
    return code_report.revoked(await seat.revoke_codes(uow, found), found)


async def _end(uow: UnitOfWork, at: tuple[Bloc, Cycle], choice: Choice) -> str:
    found = await _found(uow, at[1], choice)
    if len(found) > 1:
        refuse(code_report.several(found))
    return code_report.ended(found[0], await seat.end_role(uow, found[0]))


async def _found(uow: UnitOfWork, cycle: Cycle, choice: Choice) -> list[Assignment]:
    found = await seat.find(uow, cycle.id, choice)
    return found or refuse(code_report.line("nobody"))


def _choice(unit: str | None, role: str | None, person: str | None) -> Choice:
    if role is None:
        return Choice(unit, None, person)
    known = choices(Role).get(fold(role))
    return Choice(unit, known or refuse(code_report.unknown_role(role)), person)


def _in_cycle(
    settings: config.Config,
    names: tuple[str | None, int | None],
    verb: Callable[[UnitOfWork, tuple[Bloc, Cycle]], Awaitable[Result]],
) -> Result:
    """Do one thing in the cycle that is meant; say in one line which names are missing."""

    async def act(uow: UnitOfWork) -> Result:
        return await verb(uow, await find_cycle(uow, *names))

    try:
        return in_database(settings, act)
    except CycleUnclear as unclear:
        refuse(bloc_report.cycle_unclear(unclear))
    except UnknownUnit as unknown:
        refuse(code_report.unknown_unit(unknown.code, unknown.known))
