"""`giaouoc rehearse`: the product on one machine, by hand or playing by itself."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import structlog
import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.app import Server, listen
from bot.channels.web.rehearsal_page import build_rehearsal
from bot.database import CannotStart
from bot.logs import start_logs
from bot.rehearsal.live import open_live
from bot.rehearsal.play import play, write_record
from bot.rehearsal.stage import HOST, open_stage, rehearsal_config
from bot.rehearsal.story import CHAPTERS

PORT = 8090


def rehearse(
    out: Annotated[Path, typer.Option(help="With --play: where the record goes.")] = Path("out"),
    port: Annotated[
        int | None, typer.Option(help=f"Where the rehearsal page is served; else {PORT}.")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="A folder for the database and the clock; the next start goes on there."),
    ] = None,
    *,
    play_it: Annotated[bool, typer.Option("--play", help="Play the story by itself.")] = False,
) -> None:
    """Rehearse with an invented bloc of 8 units; nothing leaves this machine."""
    if not play_it:
        asyncio.run(_serve(port, keep))
        return
    if keep is not None:
        raise typer.BadParameter(
            "a story that plays by itself begins anew each time", param_hint="--keep"
        )
    wrong = asyncio.run(_play(out))
    for fact in wrong:
        typer.echo(f"Does not hold: {fact}", err=True)
    if wrong:
        raise typer.Exit(1)


async def _play(out: Path) -> list[str]:
    # The outages that the log would warn of are part of the story.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with TemporaryDirectory() as folder, Progress(*columns) as progress:
        bar = progress.add_task("", total=len(CHAPTERS) + 1)

        def report(chapter: str) -> None:
            progress.update(bar, description=chapter)
            progress.advance(bar)

        async with open_stage(Path(folder)) as stage:
            result, wrong = await play(stage, report)
            await write_record(stage, result, out)
    typer.echo(f"{out}/result.json, {out}/transcripts, {out}/papers")
    return wrong


async def _serve(port: int | None, keep: Path | None) -> None:
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows stops by KeyboardInterrupt
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    start_logs(None)
    with _folder(keep) as folder:
        listening = _listen(port, folder)
        at = listening.getsockname()[1]
        async with open_live(folder, at) as live:
            server = Server(live.stage.app, listening, build_rehearsal(live))
            typer.echo(f"Rehearsal: http://{HOST}:{at}/")
            typer.echo(f"Ctrl+C stops it; {_fate(keep)}")
            await live.run(server, stop)


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Give the folder in which to go on, or one that ends with the rehearsal."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _fate(keep: Path | None) -> str:
    """Return what becomes of the rehearsal when it stops."""
    if keep is None:
        return "nothing of it is kept (--keep FOLDER keeps it, to rehearse an outage)."
    return f"it is kept in {keep}, and its clock flows on: the same command goes on with it."


def _listen(port: int | None, folder: Path) -> socket.socket:
    """Bind the wanted port, or refuse; without a wish, the usual one or any that is free."""
    try:
        return listen(rehearsal_config(folder / "rehearsal.db", port or PORT))
    except CannotStart:
        if port is None:
            return listen(rehearsal_config(folder / "rehearsal.db", 0))
        raise CannotStart(
            f"Port {port} on {HOST} is taken. Stop the other program, or give another --port."
        ) from None
