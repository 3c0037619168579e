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
4. Notices and reminders are rendered at sending; what has nothing left to say is withdrawn.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
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
from bot.wake import Wake
from handlers.speakers import rendered
from messages.render import label
from storage.engine import Now, Storage
from storage.kinds import DeliveryState
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork

RESENT = ("reply", "inform", "reminder", "notice")
AT_ONCE = 12
LOOK_AHEAD = 60
LONGEST_WAIT = timedelta(minutes=5)
IDLE = timedelta(seconds=30)
log = structlog.get_logger()


@dataclass(frozen=True)
class Claimed:
    """A delivery on its way, with what will be said."""

    delivery: Delivery
    content: dict[str, Any]
    outgoing: Outgoing


class Carrier:
    """Sends what the outbox holds through the channels."""

    def __init__(self, storage: Storage, channels: Mapping[str, Channel], clock: Now) -> None:
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._paces = {name: Paced(channel.pace) for name, channel in channels.items()}
        self._wake = Wake()
        self._next_at: datetime | None = None

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
        async with self._storage.begin() as uow:
            chosen = self._choose(await uow.outbox.claimable(uow.now, LOOK_AHEAD), uow.now)
            claimed = [made for one in chosen if (made := await _prepare(uow, one)) is not None]
            if claimed:
                await uow.outbox.start([one.delivery.id for one in claimed])
            later = await uow.outbox.next_due_at(uow.now)
        waiting = [moment for moment in (self._next_at, later) if moment is not None]
        self._next_at = min(waiting, default=None)
        return claimed

    def _choose(self, due: list[Delivery], now: datetime) -> list[Delivery]:
        """Pick what may leave now, one to an account; note when the next one may."""
        chosen: dict[int, Delivery] = {}
        waits: list[datetime] = []
        for delivery in due:
            pace = self._paces.get(delivery.channel)
            if pace is None or delivery.account_id in chosen:
                continue
            ready_at = pace.ready_at(delivery.account_id, now)
            if ready_at > now or len(chosen) >= AT_ONCE:
                waits.append(ready_at)
                continue
            pace.take(delivery.account_id, now)
            chosen[delivery.account_id] = delivery
        self._next_at = min(waits, default=None)
        return list(chosen.values())

    async def _carry(self, claimed: Claimed) -> None:
        channel = self._channels[claimed.delivery.channel]
        try:
            outcome = await channel.send(claimed.outgoing)
        except Exception as error:
            log.exception("channel failed", channel=channel.name, delivery=claimed.delivery.id)
            outcome = Uncertain(type(error).__name__)
        async with self._storage.begin() as uow:
            await self._record(uow, claimed, outcome)
        self.wake()

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


async def _prepare(uow: UnitOfWork, delivery: Delivery) -> Claimed | None:
    """Return the delivery with its words; withdraw one that has nothing left to say."""
    content = await rendered(uow, delivery)
    if content is None:
        await uow.outbox.withdraw(delivery.id)
        return None
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
    stored = [await uow.files.get(attached["id"]) for attached in content["files"]]
    return tuple(
        CarriedFile(file.id, file.name, file.media_type, file.content)
        for file in stored
        if file is not None
    )
