"""The few fixed ticks; whatever is due is a row, so a missed tick loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.engine import Storage
from workflow import broadcast, reminder

REMIND_EVERY = timedelta(seconds=30)
FOLLOW_EVERY = timedelta(seconds=3)
TIDY_EVERY = timedelta(hours=6)
KEEP = timedelta(days=90)


class Ticks:
    """Looks for what is due; `on_outbox` is called when something was queued."""

    def __init__(self, storage: Storage, on_outbox: Callable[[], None]) -> None:
        self._storage = storage
        self._on_outbox = on_outbox
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        jobs: tuple[tuple[Callable[[], Awaitable[int]], timedelta], ...] = (
            (self.remind, REMIND_EVERY),
            (self.follow, FOLLOW_EVERY),
            (self.tidy, TIDY_EVERY),
        )
        for job, every in jobs:
            self._scheduler.add_job(job, "interval", seconds=every.total_seconds())
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

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
