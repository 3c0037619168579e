"""The command line's way into the database: one command, one transaction, always closed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import typer

from bot.config import Config
from bot.database import open_storage
from storage.engine import Storage
from storage.unit_of_work import UnitOfWork
from workflow import official_days
from workflow.clock import SystemClock

Result = TypeVar("Result")


def in_database(config: Config, verb: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    """Do one thing in one transaction of the configured database, brought up to date first."""
    return asyncio.run(_in_database(config, verb))


def with_database(config: Config, verb: Callable[[Storage], Awaitable[Result]]) -> Result:
    """Do what takes many transactions of the configured database."""
    return asyncio.run(_with_database(config, verb))


async def _in_database(config: Config, verb: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    async def act(storage: Storage) -> Result:
        async with storage.begin() as uow:
            return await verb(uow)

    return await _with_database(config, act)


async def _with_database(config: Config, verb: Callable[[Storage], Awaitable[Result]]) -> Result:
    storage = await open_storage(config.database.url, SystemClock())
    try:
        async with storage.begin() as uow:
            await official_days.refresh(uow)
        return await verb(storage)
    finally:
        await storage.close()


def refuse(text: str) -> NoReturn:
    """Say on the error stream why nothing was done, and leave with code 1."""
    typer.echo(text, err=True)
    raise typer.Exit(1)
