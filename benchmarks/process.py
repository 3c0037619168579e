"""A program under measure: started as a process of its own, its time and memory read from Linux."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crash.program import ROOT, Program
from tests.support.bot_api import BotApi

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """What the system knows of a running process."""

    pid: int

    @property
    def cpu_seconds(self) -> float:
        """Seconds of processor time so far, in the program and in the system for it."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def memory(self) -> float:
        """Resident memory in MiB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@asynccontextmanager
async def ours(folder: Path, server: BotApi, per_second: float = 28.95) -> AsyncIterator[Process]:
    """Run the real program on the folder's database, at a pace; yield once it polls."""
    program = Program(folder, server.base_url, per_second=per_second)
    await program.start()
    try:
        await server.polls.waiting.wait()
        yield Process(program.pid)
        await program.stop(within=30)
    finally:
        await program.close()


@asynccontextmanager
async def peer(server: BotApi, name: str, *arguments: str) -> AsyncIterator[Process]:
    """Run one of `benchmarks.peers`; yield once it polls."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"benchmarks.peers.{name}", server.base_url, server.token,
        *arguments, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await server.polls.waiting.wait()
        yield Process(process.pid)
    finally:
        process.terminate()
        await process.wait()
