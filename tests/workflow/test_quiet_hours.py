"""When a queued message may leave: by its lane, its cycle's hours and its notice's state."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from storage.copies import NEVER
from storage.engine import Storage
from storage.kinds import Audience, Lane, NoticeState
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow.calendar import LOCAL, at_local
from workflow.quiet_hours import opens_at

FRIDAY_NIGHT = datetime(2027, 2, 26, 22, 0, tzinfo=LOCAL)
SATURDAY, MONDAY = date(2027, 2, 27), date(2027, 3, 1)


async def _notice(uow: UnitOfWork, bloc: SmallBloc, state: NoticeState) -> int:
    return await uow.notices.add(
        {
            "cycle_id": bloc.cycle_id,
            "author_id": bloc.people["chair"],
            "state": state,
            "revision": 1,
            "subject": "Thông báo",
            "body": "",
            "audience": Audience.ALL,
            "needs_confirmation": False,
            "created_at": uow.now,
            "released_at": uow.now,
            "released_by": bloc.people["chair"],
            "leaves_at": uow.now,
            "progress": {},
        }
    )


def _delivery(lane: Lane, kind: str, subject_id: int | None, queued: datetime) -> Delivery:
    return Delivery(
        id=1,
        account_id=1,
        channel="web",
        external_id="a",
        person_id=1,
        lane=lane,
        kind=kind,
        subject_id=subject_id,
        content={},
        press_id=None,
        target_id=None,
        attempts=0,
        resend_of=None,
        due_at=queued,
        created_at=queued,
        is_lost=False,
    )


@pytest.mark.rule(14)
async def test_each_kind_of_message_has_its_hours(storage: Storage, clock: MovableClock) -> None:
    clock.set(FRIDAY_NIGHT)
    async with storage.begin() as uow:
        bloc = await build(uow)
        known = await uow.blocs.cycle(bloc.cycle_id)
        hours = {"reminder_hours": "09:00-16:00", "notice_hours": "07:00-20:00"}
        await uow.blocs.save_cycle(known.bloc_id, known.year, hours)
        going = await _notice(uow, bloc, NoticeState.SENDING)
        paused = await _notice(uow, bloc, NoticeState.PAUSED)

        async def opens(lane: Lane, kind: str, subject_id: int | None) -> datetime:
            return await opens_at(uow, _delivery(lane, kind, subject_id, uow.now))

        assert await opens(Lane.REPLY, "reply", None) == uow.now
        assert await opens(Lane.NOTICE, "inform", None) == uow.now
        assert await opens(Lane.NOTICE, "notice", going) == at_local(SATURDAY, time(7))
        assert await opens(Lane.URGENT, "notice", going) == uow.now
        assert await opens(Lane.URGENT, "notice", paused) == NEVER
        assert await opens(Lane.REMINDER, "chase", bloc.cycle_id) == at_local(MONDAY, time(9))
        left = _delivery(Lane.REMINDER, "reminder", bloc.cycle_id, uow.now)
        taken_up = at_local(MONDAY, time(9, 5))
        assert await opens_at(uow, left) == taken_up, "today's own message takes it up before"
        todays = replace(left, created_at=at_local(MONDAY, time(9)))
        uow.now = at_local(MONDAY, time(9)) + timedelta(minutes=1)
        assert await opens_at(uow, todays) == uow.now
