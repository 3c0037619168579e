"""What papers and proof cost: each kind of paper once, and walking a log of 100,000 rows.

Peer of a paper: the same tool, Typst or docxtpl, with a page of one line in the same run.
Peer of the walk: the same file read by SQLite alone, every row hashed as it comes.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import typst
from docx import Document
from docxtpl import DocxTemplate

from benchmarks.table import Line
from messages.documents.certificate import certificate_page
from messages.documents.pledge_copy import write_copy
from messages.documents.pledge_page import set_sheet
from messages.documents.pledge_sheet import Sheet, read_text
from messages.documents.typeset import Typeset
from messages.pledge import sections_of, text_of
from storage import log
from storage.certificates import Certificate
from storage.engine import Storage
from storage.histories import GENESIS, chained
from storage.kinds import PledgeState, SignMode
from tests.documents.paper_facts import PAPERS, pledge
from tests.messages.work import draft
from workflow import log_check
from workflow.clock import SystemClock
from workflow.witness import Evidence

ROWS = 100_000
TIMES = 9
LIMIT = 0.3
DOTS = 96
UNITS = 20
BEGAN = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
Page = Callable[[int], Typeset]
WRITE = f"INSERT INTO history VALUES ({', '.join('?' * 11)})"
LINK = "https://giaouoc.example.vn/v/7K3QF-9ZD2M-XW4TB-HN6PA"


async def lines() -> list[Line]:
    """Make each paper and walk the log; return the times of both beside their peers'."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "log.db"
        storage = Storage(f"sqlite+aiosqlite:///{file}", SystemClock())
        await storage.upgrade()
        _fill(file)
        ours = await _walk(storage)
        await storage.close()
        peer = _hash_alone(file)
    shown = f"{ours:.1f} s", f"{peer:.1f} s (read and hash alone)", f"{ours / peer:.1f}"
    return [*_papers(), Line(f"verify-log, {ROWS} rows", *shown)]


def _papers() -> list[Line]:
    """Return each kind of paper beside a page of one line."""
    pdf, png, docx = (_taken(bare) for bare in (_bare_pdf, _bare_png, _bare_docx))
    found = []
    for name, page in _pages().items():
        found.append(_line(f"{name}, PDF", _taken(partial(_pdf, page)), pdf))
        found.append(_line(f"{name}, PNG", _taken(partial(_png, page)), png))
    made = {name: _taken(partial(_docx, make)) for name, (_, make, _) in PAPERS.items()}
    found += [_line(f"{name}, docx", seconds, docx) for name, seconds in made.items()]
    return [*found, _line("draft for Word, docx", _taken(_word_copy), docx)]


def _line(name: str, seconds: float, bare: float) -> Line:
    shown = _ms(seconds), f"{_ms(bare)} (one line)", f"{seconds / bare:.1f}"
    return Line(name, *shown, f"< {LIMIT * 1000:.0f} ms", seconds < LIMIT)


def _taken(make: Callable[[int], object]) -> float:
    """Return the median seconds of making a paper, each time of other facts."""
    make(0)
    seconds = []
    for number in range(1, TIMES + 1):
        begin = time.perf_counter()
        make(number)
        seconds.append(time.perf_counter() - begin)
    return median(seconds)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _pdf(page: Page, number: int) -> object:
    return page(number).pdf()


def _png(page: Page, number: int) -> object:
    return page(number).pictures(DOTS)


def _docx(make: Callable[[], bytes], _: int) -> object:
    return make()


def _bare_pdf(number: int) -> object:
    return typst.compile(f"One line, {number}".encode(), format="pdf", ignore_system_fonts=True)


def _bare_png(number: int) -> object:
    line = f"One line, {number}".encode()
    return typst.compile(line, format="png", ppi=DOTS, ignore_system_fonts=True)


def _bare_docx(number: int) -> bytes:
    source, made = BytesIO(), BytesIO()
    page = Document()
    page.add_paragraph("{{ line }}")
    page.save(source)
    paper = DocxTemplate(source)
    paper.render({"line": f"One line, {number}"})
    paper.save(made)
    return made.getvalue()


def _pages() -> Mapping[str, Page]:
    return {
        "certificate": lambda number: certificate_page(_certificate(number), LINK),
        "pledge draft": lambda number: set_sheet(_sheet(number, version=None)),
        "pledge frozen": lambda number: set_sheet(_sheet(number)),
    }


def _sheet(number: int, **changed: Any) -> Sheet:
    """Return a pledge as long as a bloc's, of the most units there may be."""
    _, _, sections = read_text(text_of(draft()))
    return replace(pledge(UNITS, sections=sections, issuer=f"{number}"), **changed)


def _word_copy(number: int) -> bytes:
    return write_copy(sections_of(draft()), 2027, f"{number}", BEGAN)


def _certificate(number: int) -> Certificate:
    return Certificate(
        id=number,
        code="7K3QF9ZD2MXW4TBHN6PA",
        bloc_name="Khoi thi dua Kinh te nganh",
        superior="Tinh Song Lam",
        place="Song Lam",
        unit_name="So Tai chinh",
        log_id=number,
        log_head=GENESIS,
        signature_id=number,
        pledge_id=1,
        unit_id=1,
        person_id=1,
        full_name=f"Ly Thanh Tung {number}",
        position_title="Giam doc",
        sign_mode=SignMode.HEAD,
        text_hash=GENESIS,
        channel="web",
        signed_at=BEGAN,
        cycle_id=1,
        year=2027,
        version=1,
        frozen_at=BEGAN,
        state=PledgeState.SIGNING,
        addendum_of=None,
    )


def _fill(file: Path) -> None:
    rows, previous = [], GENESIS
    for number in range(1, ROWS + 1):
        at = BEGAN + timedelta(seconds=number)
        facts = {"name": "Nguyen Thi Bich Dao", "title": f"Nhiem vu {number}"}
        act = ("officer", "key_task.added", number)
        names = ("at", "cycle_id", "unit_id", "person_id", "role", "act", "subject_id", "facts")
        values = dict(zip(names, (at, 1, 2, 3, *act, facts), strict=True))
        digest = chained(previous, values)
        stamp = f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
        rows.append((number, stamp, 1, 2, 3, *act, json.dumps(facts), previous, digest))
        previous = digest
    with closing(sqlite3.connect(file)) as database:
        database.executemany(WRITE, rows)
        database.commit()


async def _walk(storage: Storage) -> float:
    async def read(after: int, limit: int) -> Sequence[log.Line]:
        async with storage.begin() as uow:
            return await uow.log.after(after, limit)

    begin = time.perf_counter()
    checked = await log_check.check(read, Evidence())
    assert checked.is_good
    assert checked.n_good == ROWS
    return time.perf_counter() - begin


def _hash_alone(file: Path) -> float:
    begin = time.perf_counter()
    with closing(sqlite3.connect(file)) as database:
        for row in database.execute("SELECT * FROM history ORDER BY id"):
            hashlib.sha256(str(row).encode()).hexdigest()
    return time.perf_counter() - begin
