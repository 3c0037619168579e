from collections.abc import AsyncIterator

import pytest

from storage.engine import Storage
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build


@pytest.fixture
async def uow(storage: Storage) -> AsyncIterator[UnitOfWork]:
    """One transaction, open for the whole test."""
    async with storage.begin() as opened:
        yield opened


@pytest.fixture
async def bloc(uow: UnitOfWork) -> SmallBloc:
    return await build(uow)
