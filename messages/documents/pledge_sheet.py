"""The pledge as one sheet for the whole bloc: its text, then the grid in which units sign.

The sheet is made from `Sheet` alone; `read_text` takes a pledge's plain text apart for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from messages.documents.lettering import broken
from messages.documents.office_page import LOOKS, TEXT_WIDTH
from messages.documents.office_words import merger, words
from messages.documents.signing_words import capacity
from messages.documents.word_paper import fill_paper
from messages.documents.word_table import PER_ROW
from messages.documents.word_template import MOTTO, NATION
from messages.pledge import text_of
from storage.kinds import Standing
from storage.pledges import Pledge
from workflow.paper_signer import Signer
from workflow.pledge_paper import PledgePaper
from workflow.words import fold

# Up to so many units sign two a row.
FEW = 6
SIZE = LOOKS["party"].size
# What Word keeps free on both sides of a cell's text, in mm.
MARGINS = 4
# Letters of the hash that a person compares.
HASH_SHOWN = 16
HEADING = re.compile(r"(?:[IVX]+|Điều \d+)\. ")
BASIS = ("Căn cứ ", "Hưởng ứng ")
DATE = re.compile(r".+, ngày .+ tháng .+ năm .+")


@dataclass(frozen=True)
class Section:
    """A part of the text; what stands before the first heading has none."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Party:
    """A unit in the grid, with who signs for it; None leaves the name to be written."""

    unit: str
    standing: Standing
    signer: Signer | None
    is_excepted: bool = False
    merger: str = ""
    """What became of the unit, in words."""

    @property
    def mark(self) -> str:
        """Return what stands under the unit's name: standing, exception, merger."""
        forms = words()["pledge"]
        said = (
            "" if self.standing is Standing.MEMBER else forms[self.standing],
            forms["excepted"] if self.is_excepted else "",
            self.merger,
        )
        return ", ".join(filter(None, said))

    @property
    def capacity(self) -> tuple[str, ...]:
        """Return the lines above the signature, if one is to come."""
        return () if self.is_excepted else capacity(self.signer)

    @property
    def name(self) -> str:
        return self.signer.name if self.signer and not self.is_excepted else ""


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet; without a reference it is a draft."""

    title_lines: tuple[str, ...]
    place_and_date: str
    sections: tuple[Section, ...]
    parties: tuple[Party, ...]
    issuer: str
    year: int
    is_addendum: bool = False
    witness: Signer | None = None
    version: int | None = None
    text_hash: str = ""


def pledge_sheet(sheet: Sheet, made_at: datetime) -> bytes:
    """Return the sheet."""
    return fill_paper("pledge", fields(sheet), made_at)


def from_facts(facts: PledgePaper, made_at: datetime) -> bytes:
    """Return the sheet of the frozen text, or of the draft as it would be frozen now."""
    return pledge_sheet(sheet_of(facts), made_at)


def sheet_of(facts: PledgePaper) -> Sheet:
    """Return what stands on the sheet."""
    known = facts.text
    title_lines, place_and_date, sections = read_text(
        known.text if isinstance(known, Pledge) else text_of(known)
    )
    return Sheet(
        title_lines=title_lines,
        place_and_date=place_and_date,
        sections=sections,
        parties=tuple(
            Party(unit.name, unit.standing, who, unit.id in facts.excepted, merger(unit, facts.at))
            for unit, who in facts.parties
        ),
        issuer=facts.bloc.name,
        year=facts.cycle.year,
        witness=facts.witness,
        is_addendum=isinstance(known, Pledge) and known.unit_id is not None,
        version=known.version if isinstance(known, Pledge) else None,
        text_hash=known.text_hash if isinstance(known, Pledge) else "",
    )


def read_text(text: str) -> tuple[tuple[str, ...], str, tuple[Section, ...]]:
    """Return the title's lines, place and date, and the sections of a pledge's plain text.

    No line is lost: what is no title, date or heading is a paragraph.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if fold(line) not in (fold(NATION), fold(MOTTO))]
    dated = next((at for at, line in enumerate(lines) if DATE.fullmatch(line)), None)
    title = lines[: dated or 0]
    if dated is None or not all(line.isupper() for line in title):
        return (), "", _sections(lines)
    return tuple(title), lines[dated], _sections(lines[dated + 1 :])


def _sections(lines: Sequence[str]) -> tuple[Section, ...]:
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if HEADING.match(line):
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return tuple(Section(heading, tuple(texts)) for heading, texts in found if heading or texts)


def fields(sheet: Sheet) -> dict[str, Any]:
    """Return what the template of the sheet may name."""
    per_row = PER_ROW[len(sheet.parties) > FEW]
    known = words()["pledge"]
    return {
        "issuer": sheet.issuer,
        "title": " ".join(sheet.title_lines) or sheet.issuer,
        "title_lines": list(sheet.title_lines),
        "place_and_date": sheet.place_and_date,
        "sections": [_section(one) for one in sheet.sections],
        "per_row": per_row,
        "grid_line": grid_line(sheet),
        "rows": _rows(sheet.parties, per_row),
        "witness": witnessed(sheet.witness),
        "draft": known["draft"] if sheet.version is None else "",
        "reference": reference(sheet),
    }


def reference(sheet: Sheet) -> str:
    """Return the line that names the frozen text; a draft has none."""
    if sheet.version is None:
        return ""
    form = words()["pledge"]["addendum_reference" if sheet.is_addendum else "reference"]
    return str(form.format(version=sheet.version, hash=sheet.text_hash))


def grid_line(sheet: Sheet) -> str:
    """Return the line that tells on every page of the grid what is signed there."""
    forms, start = words()["pledge"], sheet.text_hash[:HASH_SHOWN]
    key = "addendum_line" if sheet.is_addendum else "line"
    form = forms["draft_line" if sheet.version is None else key]
    return str(form.format(year=sheet.year, version=sheet.version, hash=start))


def _section(one: Section) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "paragraphs": [
            {"text": text, "is_basis": text.startswith(BASIS)} for text in one.paragraphs
        ],
    }


def _rows(parties: Sequence[Party], per_row: int) -> list[list[dict[str, Any]]]:
    """Return the cells row by row, the names of each row level; the last is filled with blanks."""
    blank = {"unit": "", "mark": "", "capacity": (), "signer": "", "gap": 0}
    cells = [_cell(party, TEXT_WIDTH / per_row - MARGINS) for party in parties]
    rows = [cells[at : at + per_row] for at in range(0, len(cells), per_row)]
    for row in rows:
        tallest = max(map(_height, row))
        for cell in row:
            cell["gap"] = tallest - _height(cell)
    rows[-1] += [blank] * (per_row - len(rows[-1]))
    return rows


def _height(cell: dict[str, Any]) -> int:
    return len(cell["unit"]) + bool(cell["mark"]) + len(cell["capacity"])


def _cell(party: Party, width: float) -> dict[str, Any]:
    above = [broken(line, width, SIZE) for line in party.capacity]
    return {
        "unit": broken(party.unit.upper(), width, SIZE),
        "mark": party.mark,
        "capacity": tuple(line for lines in above for line in lines),
        "signer": party.name,
    }


def witnessed(signer: Signer | None) -> dict[str, Any]:
    """Return what stands under the grid for who witnessed the signing; nothing for nobody."""
    if signer is None:
        return {}
    return {"capacity": capacity(signer), "signer": signer.name}
