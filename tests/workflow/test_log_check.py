"""Whatever is done to the log by force is found, and the first row concerned is named (R12)."""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.histories import CONTENT, chained
from storage.log import COLUMNS, NUMBERS, Line
from tests.support.forced import forced, opened
from tests.workflow import signed_bloc
from tests.workflow.small_bloc import build
from workflow import log_check, witness
from workflow.log_check import Checked, Flaw

RENUMBER = (
    "UPDATE history SET id = -id {by} WHERE id > {after}",
    "UPDATE history SET id = abs(id)",
)


@dataclass(frozen=True)
class Kept:
    """A database with a log of `n_rows`, of which `signed` is the first act of signing."""

    file: Path
    clock: MovableClock
    n_rows: int
    signed: int

    def checked(self, *statements: str) -> Checked:
        """Check a copy to which something was done."""
        copied = forced(self.file, self.file.with_name("forced.db"), *statements)
        return asyncio.run(_checked(copied, self.clock))

    def rehashed(self, done: Sequence[str], first: int, last: int) -> Checked:
        """Check a copy whose hashes from `first` to `last` were computed anew after a change."""
        copied = forced(self.file, self.file.with_name("rehashed.db"), *done)
        with closing(sqlite3.connect(copied)) as database:
            for number in range(first, last + 1):
                _rehash(database, number)
            database.commit()
        return asyncio.run(_checked(copied, self.clock))


async def _checked(file: Path, clock: MovableClock) -> Checked:
    async with opened(file, clock) as storage, storage.begin() as uow:

        async def read(after: int, _: int) -> Sequence[Line]:
            return await uow.log.after(after, 7)

        return await log_check.check(read, await witness.gather(uow))


def _rehash(database: sqlite3.Connection, number: int) -> None:
    names = ", ".join(CONTENT)
    row = database.execute(f"SELECT {names} FROM history WHERE id = ?", [number]).fetchone()
    values = dict(zip(CONTENT, row, strict=True))
    values.update(at=datetime.fromisoformat(values["at"]), facts=json.loads(values["facts"]))
    before = database.execute("SELECT hash FROM history WHERE id = ?", [number - 1]).fetchone()[0]
    database.execute(
        "UPDATE history SET previous_hash = ?, hash = ? WHERE id = ?",
        [before, chained(before, values), number],
    )


@pytest.fixture
async def kept(storage: Storage, clock: MovableClock, tmp_path: Path) -> Kept:
    async with storage.begin() as uow:
        first, _ = await signed_bloc.signed(uow, await build(uow))
        n_rows = (await uow.histories.head()).id
    return Kept(tmp_path / "giaouoc.db", clock, n_rows, first.log_id)


def test_an_untouched_log_is_good_to_its_last_row(kept: Kept) -> None:
    found = kept.checked()

    assert found.is_good
    assert (found.n_good, found.n_certificates, found.n_texts) == (kept.n_rows, 2, 1)
    assert found.last_at == kept.clock.now()


@pytest.mark.rule(12)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    place=st.integers(0, 10**6), column=st.sampled_from(COLUMNS), at=st.integers(0, 10**6),
    bit=st.integers(0, 7),
)  # fmt: skip
def test_one_flipped_bit_in_any_cell_is_found_where_it_is(
    kept: Kept, place: int, column: str, at: int, bit: int
) -> None:
    number = 1 + place % kept.n_rows
    with closing(sqlite3.connect(kept.file)) as database:
        ask = f"SELECT CAST({column} AS BLOB) FROM history WHERE id = {number}"
        cell = database.execute(ask).fetchone()[0]
    assume(cell is not None)
    value = _flipped(column, cell, at, bit)
    assume(column != "id" or int(value) > kept.n_rows)

    checked = kept.checked(f"UPDATE history SET {column} = {value} WHERE id = {number}")

    assert checked.found is not None
    flaw = Flaw.REMOVED if column == "id" else Flaw.ALTERED
    if column == "id" and number == kept.n_rows:
        assert checked.found.number == number
    else:
        assert (checked.found.number, checked.found.flaw) == (number, flaw)
    assert checked.n_good == number - 1


def _flipped(column: str, cell: bytes, at: int, bit: int) -> str:
    if column in NUMBERS:
        return str(int(cell) ^ (1 << bit))
    changed = bytearray(cell)
    changed[at % len(cell)] ^= 1 << bit
    return f"CAST(x'{changed.hex()}' AS TEXT)"


def _renumbered(after: int, by: str) -> tuple[str, ...]:
    return tuple(one.format(after=after, by=by) for one in RENUMBER)


@pytest.mark.rule(12)
def test_the_first_row_that_was_tampered_with_is_named(kept: Kept) -> None:
    n, signed = kept.n_rows, kept.signed
    rename = "UPDATE history SET subject_id = 999 WHERE id = {}".format
    removed = kept.checked("DELETE FROM history WHERE id IN (5, 6)")
    assert _told(removed) == (Flaw.REMOVED, 5, 4)
    closed_up = kept.checked("DELETE FROM history WHERE id = 5", *_renumbered(5, "+ 1"))
    assert _told(closed_up) == (Flaw.BROKEN, 5, 4)
    alone = kept.rehashed((rename(5),), 5, 5)
    assert _told(alone) == (Flaw.BROKEN, 6, 5)
    onward = kept.rehashed((rename(5),), 5, n)
    assert _told(onward) == (Flaw.REWRITTEN, signed, signed - 1)
    cut = kept.checked(f"DELETE FROM history WHERE id >= {signed}")
    assert _told(cut) == (Flaw.CUT_OFF, signed, signed - 1)
    assert cut.found is not None
    assert len(cut.found.code) > 0
    zoneless = kept.checked("UPDATE history SET at = rtrim(at, 'Z') WHERE id = 5")
    assert _told(zoneless) == (Flaw.ALTERED, 5, 4)
    retyped = kept.checked("UPDATE history SET role = CAST(role AS BLOB) WHERE id = 5")
    assert _told(retyped) == (Flaw.ALTERED, 5, 4)
    emptied = kept.checked("DELETE FROM history")
    assert _told(emptied) == (Flaw.CUT_OFF, 1, 0)


@pytest.mark.rule(12)
def test_a_row_that_was_slipped_in_is_named(kept: Kept) -> None:
    others = ", ".join(name for name in COLUMNS if name not in ("id", "hash"))
    twin = "INSERT INTO history (id, {0}, hash) SELECT {1}, {0}, 'new' FROM history WHERE id = 5"
    room = _renumbered(5, "- 1")
    foreign = kept.checked(*room, twin.format(others, 6))
    assert _told(foreign) == (Flaw.ALTERED, 6, 5)
    first_of_all = kept.checked(twin.format(others, -3))
    assert _told(first_of_all) == (Flaw.ALTERED, -3, 0)
    fitting = kept.rehashed((*room, twin.format(others, 6)), 6, 6)
    assert _told(fitting) == (Flaw.INSERTED, 6, 5)


def _told(checked: Checked) -> tuple[Flaw, int, int]:
    assert checked.found is not None
    return checked.found.flaw, checked.found.number, checked.n_good


def test_texts_and_signatures_that_the_log_bears_witness_of_are_checked(kept: Kept) -> None:
    text = kept.checked("UPDATE pledge SET text = text || ' '")
    assert (text.found, len(text.texts), text.is_good) == (None, 1, False)
    signer = kept.checked("UPDATE signature SET position_title = 'Giam doc' WHERE id = 1")
    assert [one.full_name for one in signer.certificates] == ["Trần Quốc Khánh"]
    unlogged = kept.checked("UPDATE pledge SET text = '', text_hash = ''")
    assert len(unlogged.texts) == 1
