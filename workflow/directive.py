"""A directive of the patron or of the standing agency: recorded, and sent as theirs."""

from dataclasses import dataclass

from storage.kinds import Audience, NoticeState, Role
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.broadcast import queue
from workflow.discussion_errors import WordingChanged
from workflow.launch import hash_start
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


async def give(uow: UnitOfWork, actor: Actor, subject: str, text: str, start: str) -> Directive:
    """Record the directive that was shown and send it to everybody, as a notice of its giver."""
    shown = await word(uow, actor, text)
    if shown.hash_start != start:
        raise WordingChanged
    notice_id = await uow.notices.add(
        {
            "cycle_id": actor.cycle.id,
            "author_id": actor.person.id,
            "state": NoticeState.SENDING,
            "revision": 1,
            "subject": subject,
            "body": shown.text,
            "audience": Audience.ALL,
            "needs_confirmation": False,
            "created_at": uow.now,
            "released_at": uow.now,
            "progress": {},
        }
    )
    held = await uow.people.held_in(actor.cycle.id, uow.now, (*UNIT_ROLES, *READERS))
    units = {seat.person_id: seat.unit_id for seat in held}
    for person_id in shown.people:
        await uow.notices.add_recipient(notice_id, person_id, units[person_id])
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    await queue(uow, notice, list(shown.people))
    await history.record(uow, shown.by, "directive.given", notice_id, reason=shown.text)
    return shown
