"""The power goes while the screens of a notice are being drawn: none is left with old words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.delivery import Carrier
from bot.rehearsal.clock import MovableClock
from bot.ticks import FOLLOW_EVERY, Ticks
from messages.render import label
from storage.engine import Storage
from storage.kinds import Lane
from storage.unit_of_work import UnitOfWork
from tests.support.fake_channel import FakeChannel
from tests.workflow import small_bloc
from tests.workflow.small_bloc import SmallBloc
from workflow import broadcast, correction, notice, send_time

MARK = label("word.resent")
FORMER, NEW = "Mời họp trước 17:00", "Mời họp trước 15:00"
BODY = "Đề nghị dự."


@dataclass
class Office:
    """A bloc whose accounts are on a channel that does not repeat safely."""

    storage: Storage
    clock: MovableClock
    bloc: SmallBloc
    channel: FakeChannel = field(default_factory=lambda: FakeChannel("web"))

    def __post_init__(self) -> None:
        self.carrier = Carrier(self.storage, {"web": self.channel}, self.clock)
        self.ticks = Ticks(self.storage, self.carrier.wake)

    async def does(self, act: Callable[[UnitOfWork, SmallBloc], Awaitable[None]]) -> None:
        async with self.storage.begin() as uow:
            await act(uow, self.bloc)

    async def goes_on(self, *waits: timedelta) -> None:
        for wait in waits or (FOLLOW_EVERY,) * 3:
            self.clock.move(wait)
            await self.ticks.follow()
            await self.carrier.drain()

    async def is_cut_off(self) -> list[str]:
        """Lose the power with what was just taken from the line in flight; return its kinds."""
        taken = await self.carrier._next(timedelta(0))
        self.__post_init__()
        await self.carrier.recover()
        return sorted(one.claimed.delivery.kind for one in taken)

    def on_screen(self, account: str) -> list[str]:
        """Return the first line of each message as it stands, redrawn ones where they are."""
        texts: dict[str, str] = {}
        for number, one in enumerate(self.channel.sent, start=1):
            if one.account == account:
                texts[one.target_id or str(number)] = str(one.content["text"]).split("\n")[0]
        return list(texts.values())


@pytest.fixture
async def office(storage: Storage, clock: MovableClock) -> Office:
    async with storage.begin() as uow:
        return Office(storage, clock, await small_bloc.build(uow))


async def release(uow: UnitOfWork, bloc: SmallBloc) -> None:
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice
    await notice.write(uow, actor, draft.id, "subject", FORMER)
    await notice.write(uow, actor, draft.id, "body", BODY)
    shown = await notice.preview(uow, actor, draft.id)
    left = await broadcast.release(uow, actor, draft.id, shown.notice.revision, shown.mark)
    await uow.outbox.add(
        {
            "account_id": bloc.accounts["chair"],
            "person_id": bloc.people["chair"],
            "lane": Lane.REPLY,
            "kind": "progress",
            "subject_id": draft.id,
            "content": {},
            "dedupe": left.notice.progress["key"],
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )


async def correct(uow: UnitOfWork, bloc: SmallBloc) -> None:
    actor, words = await bloc.actor(uow, "chair"), {"subject": NEW, "body": BODY}
    (sent,) = await uow.notices.released(bloc.cycle_id, 1)
    shown = await correction.word(uow, actor, sent.id, words, "subject")
    await correction.correct(uow, actor, sent.id, words, shown.hash_start)


async def test_what_is_drawn_when_the_power_goes_is_drawn_again(office: Office) -> None:
    await office.does(release)
    assert await office.is_cut_off() == ["progress"]
    await office.goes_on()
    assert office.on_screen("chair")[0].startswith(MARK)

    await office.goes_on(send_time.HOLD)
    office.clock.move(FOLLOW_EVERY)
    await office.ticks.follow()
    assert await office.is_cut_off() == ["progress"]
    await office.goes_on()
    assert office.on_screen("officer") == [f"<b>{FORMER}</b>"]
    assert f"<b>Đã gửi xong: {FORMER}</b>" in office.on_screen("chair")

    await office.does(correct)
    assert set(await office.is_cut_off()) == {"correction"}
    await office.goes_on()
    assert office.on_screen("officer")[0] == f"<b>{NEW}</b>"
    assert len(office.on_screen("officer")) == 2, "the copy, and the line that tells of it"
