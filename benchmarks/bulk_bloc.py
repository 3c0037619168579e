"""A bloc with 1,000 officers to write to, everybody on Telegram, a notice drafted. Invented names."""

from dataclasses import dataclass
from datetime import timedelta

from benchmarks.full_hall import Invitee, joined, plan_of
from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.kinds import Audience, Role
from workflow import narrowing, notice
from workflow.bloc import import_plan
from workflow.clock import SystemClock
from workflow.permission import actor_of

OFFICERS = 50


@dataclass(frozen=True)
class BulkBloc:
    """The author of the notice, those who get it, and those who only talk meanwhile."""

    author: Invitee
    readers: tuple[Invitee, ...]
    talkers: tuple[Invitee, ...]


async def prepare(url: str) -> BulkBloc:
    """Fill a fresh database."""
    storage = Storage(url, MovableClock(SystemClock().now() - timedelta(hours=1)))
    try:
        await storage.upgrade()
        async with storage.begin() as uow:
            await import_plan(uow, plan_of((Role.LEADER, *[Role.OFFICER] * OFFICERS)))
            (cycle,) = await uow.blocs.cycles()
            held = await uow.people.held_in(cycle.id, uow.now)
            everybody = [await joined(uow, seat, "telegram") for seat in held]
            author = next(one for one in everybody if one.role is Role.CHAIR)
            account = (await uow.accounts.known([author.person_id]))[author.person_id]
            actor = await actor_of(uow, account)
            assert actor is not None
            draft = (await notice.compose(uow, actor)).notice
            await notice.write(uow, actor, draft.id, "subject", "Moi hop truoc 17:00 ngay 26/11")
            await notice.write(uow, actor, draft.id, "body", "De nghi cac don vi du dung gio.")
            await narrowing.choose_roles(uow, actor, draft.id, Audience.OFFICERS)
        readers = tuple(one for one in everybody if one.role is Role.OFFICER)
        talkers = tuple(one for one in everybody if one.role is Role.LEADER)
        return BulkBloc(author, readers, talkers)
    finally:
        await storage.close()
