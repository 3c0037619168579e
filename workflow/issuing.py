"""How a document of the bloc becomes official: the registered file, its number and date (R15)."""

from dataclasses import dataclass
from datetime import date

from storage.unit_of_work import UnitOfWork
from workflow.bloc_document import Dossier, Move, after, one_line, recorded, to_move
from workflow.calendar import local
from workflow.discussion_errors import DayAhead
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.typed import day_within

NUMBER_LIMIT = 50


def number_of(text: str) -> str:
    """Return the number that a registered paper bears, as typed."""
    return one_line(text, NUMBER_LIMIT)


def issue_day(uow: UnitOfWork, actor: Actor, text: str) -> date:
    """Read the date that a registered paper bears: one of the year, not still to come (R15)."""
    day = day_within(text, actor.cycle.year)
    if day > local(uow.now).date():
        raise DayAhead(day)
    return day


@dataclass(frozen=True)
class Final:
    """What makes a document official: the file, and the number and date it bears."""

    file_id: int
    number: str
    issued_on: date


async def issue(
    uow: UnitOfWork, actor: Actor, document_id: int, revision: int, final: Final
) -> tuple[Dossier, tuple[int, ...]]:
    """Issue the document as it was shown; return it with everybody to be told."""
    dossier = await to_move(uow, actor, document_id, Move.ISSUE, revision)
    values = {
        "state": after(dossier.document.state, Move.ISSUE),
        "issued_id": final.file_id,
        "issued_number": number_of(final.number),
        "issued_on": final.issued_on,
    }
    await uow.bloc_documents.touch(document_id, values)
    facts = {"title": dossier.document.title, "number": final.number}
    shown = await recorded(uow, actor, document_id, "bloc_document.issued", **facts)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (*UNIT_ROLES, *READERS))
    return shown, tuple(dict.fromkeys(seat.person_id for seat in held))
