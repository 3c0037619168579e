"""The real program as a process of its own: started, killed, started again, on one database."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from random import Random  # noqa: TID251 (seeded, handed in)

from tests.crash.bloc import database_url
from tests.crash.waiting import until
from tests.support.bot_api import TOKEN

ROOT = Path(__file__).parents[2]
# Below the ports that the system hands out by itself, so that none takes ours between two runs.
PORTS = range(20_000, 32_000)
CONFIG = """
[database]
url = "{url}"
[web]
port = {port}
public_url = "http://127.0.0.1:{port}"
acts_per_ten_seconds = 100000
[telegram]
base_url = "{base_url}"
"""


class Program:
    """`python -m bot run` in `folder`; what it logs is in `program.log` there."""

    def __init__(self, folder: Path, base_url: str, rng: Random) -> None:
        self.database = folder / "giaouoc.db"
        self.port = next(port for port in rng.sample(PORTS, 100) if _is_free(port))
        self.up = asyncio.Event()
        """Set while the web address answers."""
        self._log = folder / "program.log"
        self._config = folder / "config.toml"
        self._config.write_text(
            CONFIG.format(url=database_url(self.database), port=self.port, base_url=base_url)
        )
        self._process: Process | None = None

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=ROOT, env=self._environment(), stderr=log,
                stdout=log,
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

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

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


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
