"""A directive of the patron or of the standing agency: recorded, and sent as theirs."""

from dataclasses import dataclass

from storage.kinds import Audience, NoticeState, Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.broadcast import schedule
from workflow.discussion_errors import WordingChanged
from workflow.launch import hash_start
from workflow.ledger import Ledger
from workflow.notice import BODY_LIMIT
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.typed import text_within

GIVERS = (Role.PATRON, Role.AGENCY)


@dataclass(frozen=True)
class Directive:
    """A directive as it would be sent, and to how many people."""

    text: str
    by: Assignment
    people: tuple[int, ...]

    @property
    def hash_start(self) -> str:
        return hash_start(self.text)


async def word(uow: UnitOfWork, actor: Actor, text: str) -> Directive:
    """Return the directive for a last look: 1-3000 characters, several lines."""
    seat = actor.require(*GIVERS)
    said = text_within(text, BODY_LIMIT)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (*UNIT_ROLES, *READERS))
    people = dict.fromkeys(a.person_id for a in held if a.person_id != actor.person.id)
    return Directive(said, seat, tuple(people))


async def give(uow: UnitOfWork, actor: Actor, subject: str, text: str, start: str) -> Ledger:
    """Record the directive that was shown and let it go to everybody, as a notice of its giver."""
    shown = await word(uow, actor, text)
    if shown.hash_start != start:
        raise WordingChanged
    notice_id = await uow.notices.add(
        {
            "cycle_id": actor.cycle.id,
            "author_id": actor.person.id,
            "state": NoticeState.DRAFT,
            "revision": 1,
            "subject": subject,
            "body": shown.text,
            "audience": Audience.EVERYBODY,
            "needs_confirmation": False,
            "created_at": uow.now,
            "progress": {},
        }
    )
    await history.record(uow, shown.by, "directive.given", notice_id, reason=shown.text)
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    return await schedule(uow, shown.by, actor.cycle, notice, len(shown.people))
