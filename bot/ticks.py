"""The few fixed ticks; whatever is due is a row, so a missed tick loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import watchdog
from bot.patience import Patience
from storage.engine import CannotWrite, Storage
from workflow import broadcast, correction, leaving, official_days, outage, reminder, sending

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
        self._reminded_at: datetime | None = None
        self._followed_at: datetime | None = None
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    async def begin(self) -> None:
        """Catch up before anything is received or sent, so that what is late is said at once."""
        async with self._storage.begin() as uow:
            await official_days.begin(uow)
            self._reminded_at = self._followed_at = uow.now
        await self.beat()
        try:
            await self.remind()
        except Exception:
            # Answers must go on; health complains if the next sweeps fail as well.
            log.exception("no reminders at the start")

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

        Official days that another process entered count from here on.
        """
        async with self._storage.begin() as uow:
            paused = await outage.beat(uow)
            await uow.uptimes.note(
                {
                    "polled_at": self._polled_at(),
                    "reminded_at": self._reminded_at,
                    "followed_at": self._followed_at,
                }
            )
            moved = await official_days.refresh(uow)
        if moved:
            log.info("other official days", reminders_moved=moved)
        if paused is not None:
            log.warning("the program was away", **paused.to_json())
            self._on_outbox()

    async def remind(self) -> int:
        """Queue the reminders that are due; return how many messages."""
        async with self._storage.begin() as uow:
            await leaving.settle(uow)
            queued = await reminder.sweep(uow)
        self._reminded_at = uow.now
        self._on_outbox()
        return queued

    async def follow(self) -> int:
        """Let the notices leave whose time has come, and show how those go on that left.

        Return how much was done.
        """
        async with self._storage.begin() as uow:
            left = await broadcast.depart(uow)
            queued = left + await correction.catch_up(uow) + await sending.follow(uow)
        self._followed_at = uow.now
        if queued:
            self._on_outbox()
        return queued

    async def tidy(self) -> int:
        """Forget raw updates and sent replies older than the keeping time; return how many."""
        async with self._storage.begin() as uow:
            forgotten = await uow.inbox.forget(uow.now, KEEP)
            return forgotten + await uow.outbox.forget(uow.now, KEEP)
