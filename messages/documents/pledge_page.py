"""The pledge as set pages, to read and to print: its text, then the grid in which units sign."""

from collections.abc import Mapping
from typing import Any

from messages.documents.office_words import words
from messages.documents.pledge_sheet import (
    BASIS,
    FEW,
    Party,
    Sheet,
    grid_line,
    reference,
    sheet_of,
    witnessed,
)
from messages.documents.typeset import Typeset
from messages.documents.word_table import PER_ROW
from messages.documents.word_template import MOTTO, NATION
from workflow.pledge_paper import PledgePaper


def pledge_page(facts: PledgePaper) -> Typeset:
    """Return the pages of the frozen text, or of the draft as it would be frozen now."""
    return set_sheet(sheet_of(facts))


def set_sheet(sheet: Sheet) -> Typeset:
    known = words()["pledge"]
    told = {
        "nation": NATION,
        "motto": MOTTO,
        "issuer": sheet.issuer,
        "draft": known["draft"] if sheet.version is None else "",
        "title": sheet.title_lines,
        "place_and_date": sheet.place_and_date,
        "sections": [
            {
                "heading": one.heading,
                "lines": [
                    {"text": text, "is_basis": text.startswith(BASIS)} for text in one.paragraphs
                ],
            }
            for one in sheet.sections
        ],
        "grid": known["grid"],
        "grid_line": grid_line(sheet),
        "witness_head": known["witness"],
        "witness": witnessed(sheet.witness),
        "per_row": PER_ROW[len(sheet.parties) > FEW],
        "parties": [_party(one) for one in sheet.parties],
        "reference": reference(sheet),
    }
    return Typeset("pledge", told)


def _party(party: Party) -> Mapping[str, Any]:
    return {
        "unit": _bound(party.unit.upper()),
        "mark": party.mark,
        "capacity": [_bound(line) for line in party.capacity],
        "signer": party.name,
    }


def _bound(line: str) -> str:
    """Keep the last two words together, so that none stands alone on a line."""
    return "\N{NO-BREAK SPACE}".join(line.rsplit(" ", 1))
