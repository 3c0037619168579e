"""What becomes of a queued reminder until it leaves: whom it is for by then, and that none is lost."""

from datetime import date, datetime, timedelta

import pytest

from bot.channels.channel import Later, Outcome, Outgoing
from bot.delivery import Carrier
from bot.rehearsal.clock import MovableClock
from bot.ticks import Ticks
from storage.engine import Storage
from storage.kinds import ObligationKind, Role
from tests.support.fake_channel import FakeChannel
from tests.workflow.small_bloc import SmallBloc, build
from workflow import absence, history, obligation, reminder
from workflow.calendar import LOCAL

FIRST = datetime(2027, 2, 17, 8, 0, tzinfo=LOCAL)
LIST, NOTICE = "danh mục", "bấm “Đã đọc”"


@pytest.fixture
async def bloc(storage: Storage) -> SmallBloc:
    async with storage.begin() as uow:
        return await build(uow)


async def sweep(storage: Storage) -> int:
    async with storage.begin() as uow:
        return await reminder.sweep(uow)


async def owes_a_notice(storage: Storage, bloc: SmallBloc, due_on: date, subject: int = 1) -> None:
    async with storage.begin() as uow:
        person_id = bloc.people["officer"]
        await obligation.open_one(
            uow,
            obligation.NewObligation(
                bloc.cycle_id,
                ObligationKind.CONFIRM,
                subject,
                Role.OFFICER,
                due_on,
                person_id=person_id,
            ),
        )


async def said(storage: Storage, clock: MovableClock, web: FakeChannel, account: str) -> list[str]:
    """Deliver what may leave now; return what the account was told so far."""
    await Carrier(storage, {"web": web}, clock).drain()
    return [one.content["text"] for one in web.sent if one.account == account]


async def test_who_was_replaced_meanwhile_is_not_reminded(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)
    await sweep(storage)
    async with storage.begin() as uow:
        await uow.people.end((await bloc.seat(uow, "officer")).id, uow.now)

    assert await said(storage, clock, FakeChannel("web"), "officer") == []


async def test_what_waits_follows_its_person_to_the_new_phone(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)
    await sweep(storage)
    async with storage.begin() as uow:
        new = await uow.accounts.open("web", "new phone", uow.now)
        await uow.accounts.bind(new.id, bloc.people["officer"], uow.now)
    web = FakeChannel("web")

    assert len(await said(storage, clock, web, "new phone")) == 1
    assert await said(storage, clock, web, "officer") == []


async def test_a_reminder_in_flight_at_the_next_sweep_is_said(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)
    await sweep(storage)
    await owes_a_notice(storage, bloc, date(2027, 2, 19))
    clock.set(FIRST + timedelta(days=1, hours=1))
    web = Sweeping(storage)

    await said(storage, clock, web, "officer")
    clock.move(timedelta(minutes=1))
    told = await said(storage, clock, web, "officer")

    assert [LIST in text for text in told].count(True) == 1
    assert [NOTICE in text for text in told].count(True) == 1


async def test_after_an_outage_the_start_says_all_in_one_message(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST)
    await sweep(storage)
    await owes_a_notice(storage, bloc, date(2027, 2, 19))
    clock.set(FIRST + timedelta(days=1, hours=1))

    await Ticks(storage, lambda: None).begin()
    (text,) = await said(storage, clock, FakeChannel("web"), "officer")
    assert LIST in text
    assert NOTICE in text
    assert await sweep(storage) == 0


async def test_what_was_taken_up_is_said_once_whatever_became_of_its_channel(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    """The first waits on Telegram, which was switched off; the person goes over to the page."""
    async with storage.begin() as uow:
        phone = await uow.accounts.open("telegram", "7", uow.now + timedelta(seconds=1))
        await uow.accounts.bind(phone.id, bloc.people["officer"], uow.now)
    clock.set(FIRST)
    await sweep(storage)
    async with storage.begin() as uow:
        await uow.accounts.open("web", "officer", uow.now + timedelta(hours=1))
    web = FakeChannel("web")
    for n_days in range(1, 3):
        await owes_a_notice(storage, bloc, FIRST.date() + timedelta(days=n_days), n_days)
        clock.set(FIRST + timedelta(days=n_days))
        await sweep(storage)
        told = await said(storage, clock, web, "officer")

    assert [LIST in text for text in told] == [True, False]
    assert ["gửi muộn" in text for text in told] == [True, False]


async def test_who_is_back_hears_of_the_duties_that_fell_due(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    async with storage.begin() as uow:
        await uow.accounts.mark_unreachable(bloc.accounts["officer"], uow.now)
    for n_days in (0, 6):
        clock.set(FIRST + timedelta(days=n_days))
        await sweep(storage)
    clock.move(timedelta(hours=1))
    async with storage.begin() as uow:
        assert await absence.end(uow, await uow.accounts.open("web", "officer", uow.now))

    (text,) = await said(storage, clock, FakeChannel("web"), "officer")
    assert "- Tin nhắc 1 việc chưa xong, nay xem ở mục Việc cần làm." in text


async def test_the_chairs_own_acts_are_no_news_to_them(
    storage: Storage, clock: MovableClock, bloc: SmallBloc
) -> None:
    clock.set(FIRST + timedelta(hours=4))
    async with storage.begin() as uow:
        await uow.digests.mark(bloc.cycle_id, FIRST.date())
        await uow.digests.warn(bloc.cycle_id, FIRST.year)
        await history.record(uow, await bloc.seat(uow, "chair"), "code.issued", 1)
        owed = await uow.obligations.open_in(bloc.cycle_id)
        await uow.obligations.plan({one.id: (None, None) for one in owed})
    clock.set(FIRST + timedelta(days=1))

    assert await sweep(storage) == 0


class Sweeping(FakeChannel):
    """A channel on which the tick comes while the first message is in flight."""

    def __init__(self, storage: Storage) -> None:
        super().__init__("web")
        self._storage = storage
        self._swept = False

    async def send(self, outgoing: Outgoing) -> Outcome:
        if outgoing.account == "officer" and not self._swept:
            self._swept = True
            await sweep(self._storage)
            return Later(timedelta(seconds=5), "not connected")
        return await super().send(outgoing)
