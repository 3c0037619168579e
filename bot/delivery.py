"""Outbox → channel: lanes, pace, and what is known of each delivery.

    QUEUED ──claim, commit──▶ SENDING ──▶ SENT          the channel has it
      ▲                          ├──────▶ FAILED        it will never take it
      │                          ├──────▶ UNREACHABLE   it takes nothing for this account
      └──did not leave, later────┤
                                 └──────▶ UNKNOWN       it may or may not have arrived

1. SENDING is committed before the channel is called; what is found SENDING at start is UNKNOWN.
2. A reply, letter, reminder or notice that is UNKNOWN is sent once more, marked "(gửi lại)";
   nothing else is, and a resend never again.
3. One message to an account is in flight at a time, replies before notices before reminders.
4. Notices, reminders and what is told of an outage are rendered at sending; what has nothing left to say is withdrawn.
5. Papers are made between the claim and the sending. One that cannot be made fails its
   delivery; what was fixed to be said is queued again without it. One that the reader may not
   have by then is left out, and that is said.
"""

import asyncio
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels.channel import (
    Blocked,
    CarriedFile,
    Channel,
    Later,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    Uncertain,
)
from bot.pace import Paced
from bot.papers import Unmade, Workshop, gather, listed, say_without_papers
from bot.wake import Wake
from handlers.papers import PAPERS, Papers
from handlers.speakers import rendered
from messages.render import label
from storage.engine import Now, Storage
from storage.kinds import DeliveryState, Lane
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import reminder

RESENT = ("reply", "inform", "reminder", "notice", "outage")
# Below the channels' connection pools, so that nothing waits for a connection.
AT_ONCE = 24
LONGEST_WAIT = timedelta(minutes=5)
IDLE = timedelta(seconds=30)
log = structlog.get_logger()


@dataclass(frozen=True)
class Claimed:
    """A delivery on its way, with what will be said."""

    delivery: Delivery
    content: dict[str, Any]
    outgoing: Outgoing
    papers: tuple[Unmade, ...] = ()


class Carrier:
    """Sends what the outbox holds through the channels."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        clock: Now,
        papers: Papers = PAPERS,
    ) -> None:
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._papers = papers
        self._workshop = Workshop(storage)
        self._paces = {name: Paced(channel.pace) for name, channel in channels.items()}
        self._wake = Wake()
        self._next_at: datetime | None = None
        self._in_flight: Counter[str] = Counter()

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
        return len(lost)

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`, then wait for what is in flight."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._wake.reset()
                for claimed in await self._claim():
                    group.create_task(self._carry(claimed))
                await self._wake.wait(stop, self._pause())

    async def drain(self) -> int:
        """Deliver what may leave at this instant; return how many deliveries."""
        carried = 0
        while batch := await self._claim():
            for claimed in batch:
                await self._carry(claimed)
            carried += len(batch)
        return carried

    @property
    def next_at(self) -> datetime | None:
        """When the earliest message still in line may leave, as of the last claim."""
        return self._next_at

    def _pause(self) -> timedelta:
        until = self._next_at or self._clock.now() + IDLE
        return min(max(until - self._clock.now(), timedelta(0)), IDLE)

    async def _claim(self) -> list[Claimed]:
        """Take what may leave now; look again where all of it had nothing left to say."""
        n_chosen, claimed = await self._claim_first()
        while n_chosen and not claimed:
            n_chosen, claimed = await self._claim_first()
        return claimed

    async def _claim_first(self) -> tuple[int, list[Claimed]]:
        """Take the first of each line; return how many were chosen, withdrawn ones included."""
        async with self._storage.begin() as uow:
            waits: list[datetime] = []
            chosen: list[Delivery] = []
            # Channel by channel: one that is paused or slow must not hold up another.
            for name, pace in self._paces.items():
                room = AT_ONCE - self._in_flight[name]
                due = await uow.outbox.claimable(name, uow.now, room) if room > 0 else []
                chosen += _choose(due, pace, uow.now, waits)
            prepared = [await _prepare(uow, one, self._papers) for one in chosen]
            claimed = [one for one in prepared if one is not None]
            if claimed:
                await uow.outbox.start([one.delivery.id for one in claimed])
            later = await uow.outbox.next_due_at(uow.now)
        self._next_at = min(waits if later is None else [*waits, later], default=None)
        return len(chosen), claimed

    async def _carry(self, claimed: Claimed) -> None:
        channel = self._channels[claimed.delivery.channel]
        self._in_flight[channel.name] += 1
        try:
            whole = await self._with_papers(claimed)
            outcome = None if whole is None else await _send(channel, whole)
        finally:
            self._in_flight[channel.name] -= 1
        if whole is not None and outcome is not None:
            async with self._storage.begin() as uow:
                await self._record(uow, whole, outcome)
        self.wake()

    async def _with_papers(self, claimed: Claimed) -> Claimed | None:
        """Return the delivery with its papers made; None when one failed, and so it all did."""
        if not claimed.papers:
            return claimed
        delivery, outgoing = claimed.delivery, claimed.outgoing
        try:
            files = await self._workshop.make(delivery, claimed.papers, outgoing.files)
        except Exception as error:  # noqa: BLE001 (one message must not stop all others)
            async with self._storage.begin() as uow:
                await _give_up(uow, delivery, error)
            return None
        content = {**claimed.content, "files": listed(files)}
        return Claimed(delivery, content, replace(outgoing, content=content, files=files))

    async def _record(self, uow: UnitOfWork, claimed: Claimed, outcome: Outcome) -> None:
        delivery = claimed.delivery
        said = {"content": claimed.content, "settled_at": uow.now}
        match outcome:
            case Sent(message_id):
                values = {**said, "message_id": message_id}
                await uow.outbox.settle(delivery.id, DeliveryState.SENT, values)
            case Refused(reason):
                log.warning("message refused", delivery=delivery.id, reason=reason)
                values = {**said, "error": reason[:300]}
                await uow.outbox.settle(delivery.id, DeliveryState.FAILED, values)
            case Blocked(reason):
                values = {**said, "error": reason[:300]}
                await uow.outbox.settle(delivery.id, DeliveryState.UNREACHABLE, values)
                await uow.accounts.mark_unreachable(delivery.account_id)
            case Uncertain(reason):
                values = {**said, "error": reason[:300]}
                await uow.outbox.settle(delivery.id, DeliveryState.UNKNOWN, values)
                if delivery.kind in RESENT:
                    await uow.outbox.resend(delivery.id, uow.now)
            case Later(after, reason, whole):
                await self._postpone(uow, delivery, after, reason, whole=whole)

    async def _postpone(
        self, uow: UnitOfWork, delivery: Delivery, after: timedelta, reason: str, *, whole: bool
    ) -> None:
        wait = min(after * max(1, delivery.attempts), max(after, LONGEST_WAIT))
        await uow.outbox.postpone(delivery.id, uow.now + wait, reason)
        if whole:
            self._paces[delivery.channel].pause(uow.now + wait)


def _choose(
    due: list[Delivery], pace: Paced, now: datetime, waits: list[datetime]
) -> Iterator[Delivery]:
    """Yield what may leave now; note in `waits` when each of the others may."""
    for delivery in due:
        ready_at = pace.ready_at(delivery.account_id, now)
        if ready_at > now:
            waits.append(ready_at)
        else:
            pace.take(delivery.account_id, now)
            yield delivery


async def _send(channel: Channel, claimed: Claimed) -> Outcome:
    try:
        return await channel.send(claimed.outgoing)
    except Exception as error:
        log.exception("channel failed", channel=channel.name, delivery=claimed.delivery.id)
        return Uncertain(type(error).__name__)


async def _prepare(uow: UnitOfWork, delivery: Delivery, papers: Papers) -> Claimed | None:
    """Return the delivery with its words; put off, withdraw or fail one that has none now."""
    opens_at = reminder.opening(uow.now)
    if delivery.lane == Lane.REMINDER and opens_at > uow.now:
        await uow.outbox.postpone(delivery.id, opens_at, "outside the hours of reminders")
        return None
    try:
        async with uow.attempt():
            content = await _words(uow, delivery)
            whole = content and await gather(papers, uow, delivery, content)
    except Exception as error:  # noqa: BLE001 (one message must not stop all others)
        await _give_up(uow, delivery, error)
        return None
    if not whole:
        await uow.outbox.withdraw(delivery.id)
        return None
    said, unmade = whole
    return replace(await _claimed(uow, delivery, said), papers=unmade)


async def _words(uow: UnitOfWork, delivery: Delivery) -> dict[str, Any] | None:
    overtaken = await uow.outbox.is_overtaken(delivery)
    return None if overtaken else await rendered(uow, delivery)


async def _give_up(uow: UnitOfWork, delivery: Delivery, error: Exception) -> None:
    log.error(
        "message could not be put into words",
        delivery=delivery.id,
        kind=delivery.kind,
        error=type(error).__name__,
        place="".join(traceback.format_tb(error.__traceback__)),
    )
    values = {"error": type(error).__name__, "settled_at": uow.now}
    await uow.outbox.settle(delivery.id, DeliveryState.FAILED, values)
    await say_without_papers(uow, delivery)


async def _claimed(uow: UnitOfWork, delivery: Delivery, content: dict[str, Any]) -> Claimed:
    if delivery.resend_of is not None:
        content = {**content, "text": f"{label('word.resent')} {content['text']}"}
    outgoing = Outgoing(
        delivery_id=delivery.id,
        account=delivery.external_id,
        content=content,
        files=await _files(uow, content),
        press_id=delivery.press_id,
        target_id=delivery.target_id,
    )
    return Claimed(delivery, content, outgoing)


async def _files(uow: UnitOfWork, content: Mapping[str, Any]) -> tuple[CarriedFile, ...]:
    ids = [attached["id"] for attached in content["files"] if "id" in attached]
    stored = [await uow.files.get(file_id) for file_id in ids]
    return tuple(
        CarriedFile(file.id, file.name, file.media_type, file.content)
        for file in stored
        if file is not None
    )
