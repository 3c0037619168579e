"""Outbox → channel: lanes, pace, and what is known of each delivery.

    QUEUED ──claim, commit──▶ SENDING ──▶ SENT          the channel has it
      ▲                          ├──────▶ FAILED        it will never take it
      │                          ├──────▶ UNREACHABLE   it takes nothing for this account
      └──did not leave, later────┤
                                 └──────▶ UNKNOWN       it may or may not have arrived

1. SENDING is committed before the channel is called; what is found SENDING at start is UNKNOWN,
   save a redraw that nobody asked for just now: it is drawn again.
2. A reply, letter, reminder or notice that is UNKNOWN is sent once more, marked "(gửi lại)";
   nothing else is, and a resend never again. A little later: a server that fails or hangs
   would otherwise swallow both.
3. One message to an account is in flight at a time, replies before notices before reminders.
   Replies have places in flight and slots of the pace that a broadcast cannot take.
4. Notices, reminders and what is told of an outage are rendered at sending; what has nothing left to say is withdrawn.
5. Papers are made between the claim and the sending. One that cannot be made fails its
   delivery; what was fixed to be said is queued again without it. One that the reader may not
   have by then is left out, and that is said.
6. What has ended is written down in the transaction that takes the next ones from the line: at
   once where somebody or nothing else waits, else within a tenth of a second.
7. A file is uploaded once and then known by its reference; until that is known, a broadcast
   waits for the first of its copies, and others pass it. One that the channel refuses is left
   out, and that is said.
8. What nobody asked for and an account takes no more leaves for another account of its reader.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.channel import Channel, Later, Outcome, TooFast, Uncertain
from bot.claiming import Claimed, loaded, prepare, with_papers
from bot.in_flight import InFlight
from bot.outcomes import LONGEST_WAIT, RESENT, Ended, NotTried, record
from bot.pace import SET_BACK, Paced, Slot
from bot.papers import Workshop
from bot.patience import Patience
from bot.wake import Wake
from handlers.papers import PAPERS, Papers
from storage.engine import CannotWrite, Storage
from storage.kinds import Lane
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import broadcast
from workflow.clock import Clock

# Some twelve messages, one commit for several; a busy machine must not empty it meanwhile.
AHEAD = timedelta(milliseconds=400)
AT_THIS_INSTANT = timedelta(0)
GATHER = 0.1
IDLE = timedelta(seconds=30)
log = structlog.get_logger()


@dataclass(frozen=True)
class Leaving:
    """A claimed delivery with its slot."""

    claimed: Claimed
    slot: Slot


class Carrier:
    """Sends what the outbox holds through the channels."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        clock: Clock,
        papers: Papers = PAPERS,
        patience: Patience | None = None,
    ) -> None:
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._papers = papers
        self._patience = patience or Patience()
        self._workshop = Workshop(storage)
        self._paces = {name: Paced(channel.pace, clock) for name, channel in channels.items()}
        self._wake = Wake()
        self._gathering: asyncio.TimerHandle | None = None
        self._next_at: datetime | None = None
        self._newest: datetime | None = None
        self._ended: list[Ended] = []
        self._flying = InFlight()

    def wake(self) -> None:
        self._wake.ring()

    async def recover(self) -> int:
        """Settle what a former run left in flight; return how many became UNKNOWN."""
        safe = [name for name, channel in self._channels.items() if channel.repeats_safely]
        async with self._storage.begin() as uow:
            lost = await uow.outbox.lost_in_flight(safe, uow.now)
            for delivery_id, kind in lost:
                if kind in RESENT:
                    await uow.outbox.resend(delivery_id, uow.now)
            last = await uow.uptimes.last()
            await self._mind_the_clock(uow, last.until_at if last else None)
        return len(lost)

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`, then wait for what is in flight."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._wake.reset()
                try:
                    leaving = await self._next(AHEAD)
                except CannotWrite as trouble:
                    await self._patience.bear(trouble, stop)
                    continue
                for one in leaving:
                    group.create_task(self._carry(one))
                await self._wake.wait(stop, self._pause())
        await self._write_down()

    async def _write_down(self) -> None:
        """Record what ended last; what cannot be written then is UNKNOWN at the next start."""
        try:
            async with self._storage.begin() as uow:
                for one in self._ended:
                    await record(uow, one)
        except CannotWrite as trouble:
            self._patience.tell(trouble)

    async def drain(self) -> int:
        """Deliver what may leave at this instant; return how many deliveries."""
        carried = 0
        while batch := await self._next(AT_THIS_INSTANT):
            for one in batch:
                await self._carry(one)
            carried += len(batch)
        return carried

    @property
    def next_at(self) -> datetime | None:
        """When the earliest message still in line may leave, as of the last claim."""
        return self._next_at

    def _pause(self) -> timedelta:
        until = self._next_at or self._clock.now() + IDLE
        return min(max(until - self._clock.now(), timedelta(0)), IDLE)

    async def _next(self, ahead: timedelta) -> list[Leaving]:
        """Write down what has ended and take what may leave within `ahead`.

        Look again where all that was chosen had nothing left to say or waits for an upload.
        """
        n_gone, leaving = 1, list[Leaving]()
        while n_gone and not leaving:
            ended = tuple(self._ended)
            async with self._storage.begin() as uow:
                await self._mind_the_clock(uow, self._newest)
                for one in ended:
                    await record(uow, one)
                n_gone, waiting, leaving = await self._claim(uow, ahead)
                self._next_at = uow.now if waiting else await self._later(uow, ahead)
            # Only now: what could not be committed is written down, or chosen, once more.
            self._newest = uow.now
            del self._ended[: len(ended)]
            for taken in leaving:
                self._flying.add(taken.claimed)
            for delivery in waiting:
                self._flying.let_wait(delivery)
            n_gone += len(waiting)
        return leaving

    async def _mind_the_clock(self, uow: UnitOfWork, newest: datetime | None) -> None:
        """Let nothing wait for a clock that was set back to catch up."""
        if newest is not None and uow.now < newest - SET_BACK:
            moved = await uow.line.turn_back(newest, uow.now, LONGEST_WAIT)
            await broadcast.turn_back(uow, newest)
            log.warning("the clock was set back", by=str(newest - uow.now), moved=moved)

    async def _claim(
        self, uow: UnitOfWork, ahead: timedelta
    ) -> tuple[int, list[Delivery], list[Leaving]]:
        """Take the first of the line.

        Return how many left it with nothing to say, which wait for an upload, and the rest.
        """
        n_gone, waiting, leaving = 0, list[Delivery](), list[Leaving]()
        # Channel by channel: one that is held or slow must not hold up another.
        for name, pace in self._paces.items():
            places = self._places(name, ahead)
            due: list[Delivery] = []
            if limit := min(places.total(), self._flying.room(name)):
                passed = pace.held(), self._flying.waiting[name]
                due = await uow.line.first(name, uow.now, limit, *passed)
            for delivery in due:
                if not places[delivery.lane == Lane.REPLY]:
                    continue
                claimed = await self._prepared(uow, delivery)
                if claimed is None:
                    n_gone += 1
                elif self._waits_for_an_upload(claimed, leaving):
                    waiting.append(delivery)
                else:
                    places[delivery.lane == Lane.REPLY] -= 1
                    leaving.append(self._take(await loaded(uow, claimed), pace))
        if leaving:
            await uow.line.start([one.claimed.delivery.id for one in leaving])
        return n_gone, waiting, leaving

    def _places(self, channel: str, ahead: timedelta) -> Counter[bool]:
        """Count what may be taken now: of replies (True) and of all others."""
        pace = self._paces[channel]
        others = min(pace.n_slots(Lane.NOTICE, ahead), self._flying.room_for_others(channel))
        return Counter({True: pace.n_slots(Lane.REPLY, ahead), False: others})

    async def _prepared(self, uow: UnitOfWork, delivery: Delivery) -> Claimed | None:
        knows_files = self._channels[delivery.channel].knows_files
        return await prepare(uow, delivery, self._papers, self._load if knows_files else None)

    async def _load(self, file_id: int) -> bytes:
        async with self._storage.begin() as uow:
            file = await uow.files.get(file_id)
        return file.content if file else b""

    def _waits_for_an_upload(self, claimed: Claimed, leaving: Sequence[Leaving]) -> bool:
        """Tell whether a file of a broadcast is on its way for the first time."""
        delivery = claimed.delivery
        if delivery.lane == Lane.REPLY or not self._channels[delivery.channel].knows_files:
            return False
        return self._flying.has_uploads_of(claimed, [one.claimed for one in leaving])

    def _take(self, claimed: Claimed, pace: Paced) -> Leaving:
        delivery = claimed.delivery
        n_messages = self._channels[delivery.channel].n_messages(claimed.outgoing)
        return Leaving(claimed, pace.take(delivery.account_id, Lane(delivery.lane), n_messages))

    async def _later(self, uow: UnitOfWork, ahead: timedelta) -> datetime | None:
        """Return when to look again: what is due later, and what is due and may not leave yet."""
        found = [await uow.line.next_due_at(uow.now)]
        for name, pace in self._paces.items():
            chance = pace.next_chance(ahead)
            if chance is not None and await uow.line.is_waiting(name, uow.now):
                found.append(chance)
        return min((at for at in found if at is not None), default=None)

    async def _carry(self, leaving: Leaving) -> None:
        delivery = leaving.claimed.delivery
        ended = await self._attempt(leaving)
        self._flying.end(leaving.claimed)
        if ended is not None:
            self._obey(ended, leaving.slot)
            self._ended.append(ended)
        if delivery.lane == Lane.REPLY or self._flying.is_empty:
            self.wake()
        elif self._gathering is None:
            self._gathering = asyncio.get_running_loop().call_later(GATHER, self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        self.wake()

    async def _attempt(self, leaving: Leaving) -> Ended | None:
        """Return how it ended; None when a paper failed and so the delivery has failed already."""
        channel = self._channels[leaving.claimed.delivery.channel]
        try:
            whole = await with_papers(self._storage, self._workshop, leaving.claimed)
        except CannotWrite as trouble:
            self._patience.tell(trouble)
            again = Later(self._patience.rest, trouble.why)
            return Ended(leaving.claimed, again, self._clock.now())
        if whole is None:
            return None
        outcome: Outcome | NotTried = NotTried()
        if await self._paces[channel.name].reach(leaving.slot):
            outcome = await _send(channel, whole)
        return Ended(whole, outcome, self._clock.now())

    def _obey(self, ended: Ended, slot: Slot) -> None:
        """Hold what the channel asked to hold, from now."""
        delivery = ended.claimed.delivery
        pace = self._paces[delivery.channel]
        match ended.outcome:
            case TooFast(after) | Uncertain(_, after, True):
                pace.slow(delivery.account_id, slot, after)
            case Later(after, _, True) | Uncertain(_, after) if after:
                pace.pause(after)


async def _send(channel: Channel, claimed: Claimed) -> Outcome:
    try:
        return await channel.send(claimed.outgoing)
    except Exception as error:
        log.exception("channel failed", channel=channel.name, delivery=claimed.delivery.id)
        return Uncertain(type(error).__name__)
