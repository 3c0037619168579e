"""The real program as a process of its own: started, killed, started again, on one database."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import Process
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from tests.crash.bloc import database_url
from tests.crash.waiting import until
from tests.support.bot_api import TOKEN

ROOT = Path(__file__).parents[2]
# A chat is written to as fast as a local Bot API server allows: who waits a second for each
# answer does little between two kills.
CONFIG = """
[database]
url = "{url}"
[web]
port = {port}
public_url = "http://127.0.0.1:{port}"
acts_per_ten_seconds = 100000
[telegram]
base_url = "{base_url}"
messages_per_second = {per_second}
messages_per_second_to_one = 20
"""


class Program:
    """The program in `folder`; what it logs is in `program.log` there.

    With `ahead` it is tests/crash/hurried.py, by a clock so far ahead; else `python -m bot run`.
    """

    def __init__(
        self,
        folder: Path,
        base_url: str,
        *,
        ahead: timedelta | None = None,
        per_second: float = 28.95,
    ) -> None:
        self.ahead = ahead
        self.database = folder / "giaouoc.db"
        self._reserved = _reserved_port()
        self.port: int = self._reserved.getsockname()[1]
        self.up = asyncio.Event()
        """Set while the web address answers."""
        self._log = folder / "program.log"
        self._config = folder / "config.toml"
        self._config.write_text(
            CONFIG.format(
                url=database_url(self.database),
                port=self.port,
                base_url=base_url,
                per_second=per_second,
            )
        )
        self._process: Process | None = None

    async def start(self) -> None:
        if self.ahead is None:
            self._process = await self.says("run")
        else:
            self._process = await self._python(
                "tests.crash.hurried", str(self.ahead.total_seconds())
            )

    async def says(self, *words: str) -> Process:
        """Start a command of the program in a process of its own, on the same database."""
        return await self._python("bot", *words)

    async def _python(self, module: str, *words: str) -> Process:
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", module, *words, cwd=ROOT, env=self._environment(),
                stderr=log, stdout=log,
            )  # fmt: skip

    async def answers(self) -> None:
        """Wait until the web address can be reached."""
        await until(self._is_reached, "the program answers")
        self.up.set()

    async def kill(self, after: float = 0) -> None:
        """Kill it without warning, `after` seconds from now; it must be running until then."""
        process = self._running()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), after)
        assert process.returncode is None, f"it ended by itself:\n{self.log()[-3000:]}"
        self.up.clear()
        process.kill()
        await process.wait()

    async def stop(self, within: float = 10) -> int:
        """Ask it to end, as an operator does; return its exit code."""
        process = self._running()
        self.up.clear()
        process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(process.wait(), within)

    async def close(self) -> None:
        """Leave no process behind."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()
        self._reserved.close()

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def pid(self) -> int:
        return self._running().pid

    def _running(self) -> Process:
        assert self._process is not None
        return self._process

    def _environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIAOUOC_")}
        # As installed: compiled once, not at each of a hundred starts.
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        return inherited | {
            "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "giaouoc-bytecode"),
            "GIAOUOC_CONFIG": str(self._config),
            "GIAOUOC_TELEGRAM_TOKEN": TOKEN,
        }

    async def _is_reached(self) -> bool:
        assert self._running().returncode is None, f"it ended by itself:\n{self.log()[-3000:]}"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True


def _reserved_port() -> socket.socket:
    """Return a socket that keeps a port for the program alone as long as it is not closed.

    It never listens, so the program may bind the same port, again at each start; the system
    gives that port to nobody who asks for any, nor to an outgoing connection.
    """
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    return reserved
