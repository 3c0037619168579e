"""Walks the log of a database with what it bears witness of, and changes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from storage.engine import Storage
from storage.log import Line
from workflow import log_check, witness
from workflow.log_check import Checked


async def walk(storage: Storage, kept: str = "") -> Checked:
    """Check the whole log; `kept` is a head that somebody kept outside."""

    async def read(after: int, limit: int) -> Sequence[Line]:
        # A transaction a page: the running program waits for none of them long.
        async with storage.begin() as uow:
            return await uow.log.after(after, limit)

    async with storage.begin() as uow:
        evidence = await witness.gather(uow)
        unguarded = await uow.log.missing_guards()
    return replace(await log_check.check(read, evidence, kept), unguarded=unguarded)
