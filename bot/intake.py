"""Inbox → one update, one transaction → outbox.

1. A channel stores what it received; only then is its peer told "received".
2. Updates are taken in order, one at a time; nothing inside a transaction awaits the network:
   a sent file is fetched and read between two, and only when an open question waits for it.
3. The act, its history, the reply and every letter commit together, with the inbox row done.
4. An unexpected error rolls all of it back; after one retry the row is FAILED, the person gets
   an apology, the operator a log line, and the next update goes on.
5. While the database takes nothing, updates wait: those not stored yet with their channel.
"""

import asyncio
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from bot.channels.channel import Channel, Ignored, Incoming, SentFile, Unfetchable
from bot.patience import Patience
from bot.turn import File, Turn, apologise, seal
from bot.wake import Wake
from handlers import request
from handlers.request import Reader
from messages.people import Links
from storage.engine import CannotWrite, Storage
from storage.inbox import Received
from workflow.errors import Unfit
from workflow.file import LIMIT
from workflow.file_errors import FileRefused

ATTEMPTS = 2
# Seconds; while one file is fetched or read, everybody waits.
FETCH_WITHIN = 60
READ_WITHIN = 10
log = structlog.get_logger()


class Intake:
    """Takes what the channels stored; `on_outbox` is called when something is to be delivered."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        links: Links,
        on_outbox: Callable[[], None],
        patience: Patience | None = None,
    ) -> None:
        self._storage = storage
        self._channels = channels
        self._links = links
        self._on_outbox = on_outbox
        self._patience = patience or Patience()
        self._wake = Wake()

    async def receive(self, channel: str, updates: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
        """Store updates durably; return how many were new. After it, the peer may be told."""
        try:
            async with self._storage.begin() as uow:
                stored = [
                    await uow.inbox.add(channel, external_id, raw, uow.now)
                    for external_id, raw in updates
                ]
        except CannotWrite as trouble:
            self._patience.tell(trouble)
            raise
        self.wake()
        return sum(stored)

    def wake(self) -> None:
        self._wake.ring()

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop`; the one in hand is finished."""
        while not stop.is_set():
            self._wake.reset()
            try:
                await self.drain()
            except CannotWrite as trouble:
                await self._patience.bear(trouble, stop)
                continue
            await self._wake.wait(stop)

    async def drain(self) -> int:
        """Take everything that waits; return how many updates."""
        taken = 0
        while await self._take_one():
            taken += 1
        return taken

    async def _take_one(self) -> bool:
        received: Received | None = None
        turn: Turn | None = None
        try:
            async with self._storage.begin() as uow:
                received = await uow.inbox.next()
                if received is None:
                    return False
                turn = Turn(uow, received, self._understand(received), self._links)
                wanted = await turn.wanted()
                if wanted is None:
                    await turn.take()
            if wanted is not None:
                await self._take_with_file(received, turn.incoming, wanted.reader)
        except CannotWrite:
            # No fault of the update: it stays where it is, and is taken when there is room.
            raise
        except Exception as error:
            if received is None:
                raise
            await self._fail(received, turn, error)
        self._on_outbox()
        return True

    async def _take_with_file(
        self, received: Received, incoming: Incoming, reader: Reader | None
    ) -> None:
        file, read = await self._fetched(received, incoming), None
        if reader is not None and isinstance(file, request.SentFile):
            try:
                read = await _read(reader, file)
            except Unfit as refused:
                file = refused
        async with self._storage.begin() as uow:
            await Turn(uow, received, incoming, self._links, file, read).take()

    def _understand(self, received: Received) -> Incoming:
        channel = self._channels.get(received.channel)
        # A channel switched off since: nobody waits there for an answer.
        return channel.understand(received.raw) if channel else Incoming("", Ignored())

    async def _fetched(self, received: Received, incoming: Incoming) -> File:
        what = incoming.what
        assert isinstance(what, SentFile)
        if what.size > LIMIT:
            return FileRefused("large")
        try:
            async with asyncio.timeout(FETCH_WITHIN):
                content = await self._channels[received.channel].fetch(what.ref)
        except (Unfetchable, TimeoutError):
            return FileRefused("unfetchable")
        return request.SentFile(what.name, what.media_type, content)

    async def _fail(self, received: Received, turn: Turn | None, error: Exception) -> None:
        final = received.attempts + 1 >= ATTEMPTS
        # The error's text may quote what a person wrote: the operator gets its kind and place.
        log.error(
            "update failed",
            inbox_id=received.id,
            channel=received.channel,
            final=final,
            error=type(error).__name__,
            place="".join(traceback.format_tb(error.__traceback__)),
        )
        async with self._storage.begin() as uow:
            await uow.inbox.fail(received, type(error).__name__, uow.now, final=final)
            # What could not even be understood names nobody to apologise to.
            if final and turn is not None:
                await apologise(uow, received, turn.incoming)
                if turn.is_ballot:
                    await seal(uow, received)


async def _read(reader: Reader, file: request.SentFile) -> Any:
    if not file.content:
        raise FileRefused("empty")
    try:
        async with asyncio.timeout(READ_WITHIN):
            return await asyncio.to_thread(reader, file)
    except TimeoutError as error:
        raise FileRefused("slow") from error
