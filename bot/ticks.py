"""The few fixed ticks; whatever is due is a row, so a missed tick loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.engine import Storage
from workflow import broadcast, outage, reminder

BEAT_EVERY = timedelta(seconds=30)
REMIND_EVERY = timedelta(seconds=30)
FOLLOW_EVERY = timedelta(seconds=3)
TIDY_EVERY = timedelta(hours=6)
KEEP = timedelta(days=90)
log = structlog.get_logger()


class Ticks:
    """Looks for what is due; `on_outbox` is called when something was queued."""

    def __init__(self, storage: Storage, on_outbox: Callable[[], None]) -> None:
        self._storage = storage
        self._on_outbox = on_outbox
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        jobs: tuple[tuple[Callable[[], Awaitable[object]], timedelta], ...] = (
            (self.beat, BEAT_EVERY),
            (self.remind, REMIND_EVERY),
            (self.follow, FOLLOW_EVERY),
            (self.tidy, TIDY_EVERY),
        )
        for job, every in jobs:
            self._scheduler.add_job(job, "interval", seconds=every.total_seconds())
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """Leave a sign of life; after a pause queue what is to be told about it.

        Called at the start too, before anything is received.
        """
        async with self._storage.begin() as uow:
            paused = await outage.beat(uow)
        if paused is not None:
            log.warning("the program was away", **paused.to_json())
            self._on_outbox()

    async def remind(self) -> int:
        """Queue the reminders that are due; return how many messages."""
        async with self._storage.begin() as uow:
            queued = await reminder.sweep(uow)
        self._on_outbox()
        return queued

    async def follow(self) -> int:
        """Queue redraws of the progress of notices on their way; return how many."""
        async with self._storage.begin() as uow:
            queued = await broadcast.follow(uow)
        if queued:
            self._on_outbox()
        return queued

    async def tidy(self) -> int:
        """Forget raw updates and sent replies older than the keeping time; return how many."""
        async with self._storage.begin() as uow:
            forgotten = await uow.inbox.forget(uow.now, KEEP)
            return forgotten + await uow.outbox.forget(uow.now, KEEP)
