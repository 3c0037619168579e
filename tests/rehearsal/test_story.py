"""The whole story, on each channel: its facts hold, and Telegram has nothing to refuse."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.log_walk import walk
from bot.rehearsal.clock import MovableClock
from bot.rehearsal.papers import printed
from bot.rehearsal.play import play
from bot.rehearsal.stage import OPENING, open_stage
from bot.rehearsal.told import wanted
from tests.documents.test_office_papers import PLACEHOLDER
from tests.messages.acts import unforeseen
from tests.support.forced import forced, opened
from tests.support.telegram_stage import open_telegram_stage
from tests.support.world import stop_syncing
from workflow.log_check import Checked, Flaw

STARTS = {".docx": b"PK", ".xlsx": b"PK", ".pdf": b"%PDF", ".png": b"\x89PNG"}


async def test_the_story_holds_on_the_web_channel(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stop_syncing(stage.app.storage)
        chapters: list[str] = []
        result, wrong = await play(stage, report=chapters.append)
        async with stage.app.storage.begin() as uow:
            acts = await uow.histories.all()

    assert wrong == []
    assert unforeseen(acts) == []
    # Nobody can block a page; on Telegram one person does.
    assert result.told == wanted(blocked=0)


async def test_the_story_holds_on_telegram_with_no_answer_refused(tmp_path: Path) -> None:
    async with open_telegram_stage(tmp_path) as (stage, server):
        await stop_syncing(stage.app.storage)
        chapters: list[str] = []
        result, wrong = await play(stage, report=chapters.append)

        assert wrong == []
        assert [(call.method, call.status) for call in server.refused()] == [("sendMessage", 403)]
        assert result.told == wanted(blocked=1)
        papers = await printed(stage)
    are_whole(papers)
    assert set(result.papers) < set(papers)
    await a_flipped_byte_is_found(tmp_path / "telegram.db")


def are_whole(papers: Mapping[str, bytes]) -> None:
    """Open every paper as its office program does; nothing on it is left unfilled."""
    kinds = Counter(Path(name).suffix for name in papers)
    assert kinds == {".docx": 9, ".xlsx": 2, ".pdf": 1, ".png": 1}
    for name, content in papers.items():
        assert content.startswith(STARTS[Path(name).suffix]), name
        if name.endswith(".docx"):
            page = Document(BytesIO(content))
            text = " ".join(one.text or "" for one in page.element.body.iter(qn("w:t")))
            assert PLACEHOLDER.findall(text) == [], name
        if name.endswith(".xlsx"):
            assert load_workbook(BytesIO(content)).worksheets[0].max_row > 1


async def a_flipped_byte_is_found(database: Path) -> None:
    """Flip one byte of the story at a time, in a copy; the check of the log names it."""
    changed = await after_flipping(database, "pledge", "text", 2)
    assert [(one.version, changed.found) for one in changed.texts] == [(2, None)]
    file_id = "SELECT file_id FROM pledge WHERE version = 1"
    handed_out = await after_flipping(database, "file", "content", f"({file_id})")
    assert [one.version for one in handed_out.texts] == [1]
    certified = await after_flipping(database, "certificate", "unit_name", 3)
    assert [one.id for one in certified.certificates] == [3]
    number = changed.n_good // 2
    logged = await after_flipping(database, "history", "facts", number)
    assert logged.found is not None
    assert (logged.found.flaw, logged.found.number) == (Flaw.ALTERED, number)
    assert logged.n_good == number - 1


async def after_flipping(database: Path, table: str, column: str, row: int | str) -> Checked:
    with closing(sqlite3.connect(database)) as known:
        ask = f"SELECT CAST({column} AS BLOB) FROM {table} WHERE id = {row}"
        cell = bytearray(known.execute(ask).fetchone()[0])
    cell[len(cell) // 2] ^= 1
    flip = f"UPDATE {table} SET {column} = CAST(x'{cell.hex()}' AS TEXT) WHERE id = {row}"
    copied = forced(database, database.with_name("forced.db"), flip)
    async with opened(copied, MovableClock(OPENING)) as storage:
        return await walk(storage)
