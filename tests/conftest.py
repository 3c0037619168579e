"""A real database on a clock that moves only when told."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from tests.support.empty_database import make_empty_database
from workflow.calendar import Official, adopt


@pytest.fixture(autouse=True)
def no_official_days() -> Iterator[None]:
    """Count by the law alone again: official days hold for the whole process."""
    yield
    adopt(Official())


@pytest.fixture
def clock() -> MovableClock:
    """Monday 11/01/2027, 09:00 in Việt Nam."""
    return MovableClock(datetime(2027, 1, 11, 2, 0, tzinfo=UTC))


@pytest.fixture
async def storage(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Storage]:
    make_empty_database(tmp_path / "giaouoc.db")
    opened = Storage(f"sqlite+aiosqlite:///{tmp_path / 'giaouoc.db'}", clock)
    yield opened
    await opened.close()
