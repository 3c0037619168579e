"""The few fixed ticks; whatever is due is a row, so a missed tick loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import watchdog
from bot.patience import Patience
from storage.engine import CannotWrite, Storage
from workflow import broadcast, correction, official_days, outage, reminder, sending

BEAT_EVERY = timedelta(seconds=30)
REMIND_EVERY = timedelta(seconds=30)
FOLLOW_EVERY = timedelta(seconds=3)
TIDY_EVERY = timedelta(hours=6)
KEEP = timedelta(days=90)
log = structlog.get_logger()


class Ticks:
    """Looks for what is due; `on_outbox` is called when something was queued.

    `polled_at` returns when Telegram last answered a poll, None where nothing is polled.
    """

    def __init__(
        self,
        storage: Storage,
        on_outbox: Callable[[], None],
        polled_at: Callable[[], datetime | None] = lambda: None,
        patience: Patience | None = None,
    ) -> None:
        self._storage = storage
        self._on_outbox = on_outbox
        self._polled_at = polled_at
        self._patience = patience or Patience()
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
            self._scheduler.add_job(
                self._surviving, "interval", [job], seconds=every.total_seconds()
            )
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def _surviving(self, job: Callable[[], Awaitable[object]]) -> None:
        """Do a job; a database that takes nothing now is found again at the next tick."""
        try:
            await job()
        except CannotWrite as trouble:
            self._patience.tell(trouble)
        watchdog.feed()

    async def beat(self) -> None:
        """Leave a sign of life; after a pause queue what is to be told about it.

        Official days that another process entered count from here on. Called at the start too,
        before anything is received.
        """
        async with self._storage.begin() as uow:
            paused = await outage.beat(uow)
            await uow.uptimes.note_poll(self._polled_at())
            moved = await official_days.refresh(uow)
        if moved:
            log.info("other official days", reminders_moved=moved)
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
        """Let the notices leave whose time has come, and show how those go on that left.

        Return how much was done.
        """
        async with self._storage.begin() as uow:
            left = await broadcast.depart(uow)
            queued = left + await correction.catch_up(uow) + await sending.follow(uow)
        if queued:
            self._on_outbox()
        return queued

    async def tidy(self) -> int:
        """Forget raw updates and sent replies older than the keeping time; return how many."""
        async with self._storage.begin() as uow:
            forgotten = await uow.inbox.forget(uow.now, KEEP)
            return forgotten + await uow.outbox.forget(uow.now, KEEP)
