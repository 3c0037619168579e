"""Invented notices that are being written, for the approved texts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from storage.files import FileName
from storage.kinds import NoticeState, Role
from storage.people import Assignment
from storage.units import Unit
from tests.messages.facts import CHAIR, CHAIR_UNIT, LEADER, NOW, OFFICER, UNITS, seat
from tests.messages.work import notice
from workflow.audience import Empty, Readers
from workflow.notice import Draft, Preview
from workflow.send_time import HOLD, Departure

SECRETARY = seat(Role.SECRETARY, "Đặng Văn An", CHAIR_UNIT)
FILES = (
    FileName(9, "Dự thảo quy chế.docx"),
    FileName(10, "Bảng tổng hợp <góp ý> của các đơn vị.xlsx"),
)
HOURS = "06:30-21:00"
FACTS = ("silent_units", "title", "n_unjoined")


def readers(
    *people: Assignment,
    units: tuple[Unit, ...] = UNITS,
    chosen: tuple[Unit, ...] | None = None,
    empty: Empty | None = None,
    **changed: Any,
) -> Readers:
    """Whom a draft is for, with the facts about it that are given."""
    facts = {name: changed.pop(name) for name in FACTS if name in changed}
    if chosen is not None:
        changed["units"] = [unit.id for unit in chosen]
    known = notice(NoticeState.DRAFT, **changed)
    found = () if empty else people or (OFFICER, LEADER)
    silent = facts.pop("silent_units", ())
    return Readers(known, found, units, silent, chosen, empty=empty, **facts)


def draft(
    of: Readers | None = None,
    *,
    files: tuple[FileName, ...] = (),
    leaves_at: datetime = NOW + HOLD,
    missed: bool = False,
    may_release: bool = True,
    **changed: Any,
) -> Draft:
    """A draft as its author sees it, which would leave at once unless told otherwise."""
    of = of or readers()
    known = replace(of.notice, **changed)
    wanted = NOW + HOLD if missed else known.send_at or NOW + HOLD
    departure = Departure(leaves_at, wanted, NOW, missed)
    return Draft(known, files, replace(of, notice=known), departure, HOURS, may_release)


def preview(of: Draft, *, is_own: bool = True) -> Preview:
    return Preview(of, CHAIR, is_own)
