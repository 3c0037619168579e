"""`giaouoc rehearse`: the product on one machine, by hand or playing by itself."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.rehearsal.play import play, write_record
from bot.rehearsal.stage import open_stage
from bot.rehearsal.story import CHAPTERS


def rehearse(
    out: Annotated[Path, typer.Option(help="With --play: where the record goes.")] = Path("out"),
    port: Annotated[int, typer.Option(help="Where the rehearsal page is served.")] = 8090,
    *,
    play_it: Annotated[bool, typer.Option("--play", help="Play the story by itself.")] = False,
) -> None:
    """Rehearse with an invented bloc of 8 units; nothing leaves this machine."""
    wrong = asyncio.run(_play(out)) if play_it else asyncio.run(_serve(port))
    for fact in wrong:
        typer.echo(f"Does not hold: {fact}", err=True)
    if wrong:
        raise typer.Exit(1)


async def _play(out: Path) -> list[str]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with TemporaryDirectory() as folder, Progress(*columns) as progress:
        bar = progress.add_task("", total=len(CHAPTERS) + 1)

        def report(chapter: str) -> None:
            progress.update(bar, description=chapter)
            progress.advance(bar)

        async with open_stage(Path(folder)) as stage:
            result, wrong = await play(stage, report)
            await write_record(stage, result, out)
    typer.echo(f"{out}/result.json, {out}/transcripts")
    return wrong


async def _serve(port: int) -> list[str]:
    raise NotImplementedError(port)
