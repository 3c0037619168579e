"""The pledge as set pages: what they say, and the same bytes for the same facts."""

import json
from dataclasses import replace

import pytest

from messages.documents.pledge_page import set_sheet
from messages.documents.pledge_sheet import Party
from storage.kinds import Standing
from tests.documents.paper_facts import LONG_NAME, pledge


@pytest.mark.parametrize("count", [3, 8, 20])
def test_the_pages_say_the_whole_text_and_every_unit(count: int) -> None:
    sheet = pledge(count)
    page = set_sheet(sheet)
    said = json.dumps(page.facts, ensure_ascii=False)

    for section in sheet.sections:
        assert all(json.dumps(text, ensure_ascii=False) in said for text in section.paragraphs)
    assert len(page.facts["parties"]) == count
    assert LONG_NAME.upper()[:60] in said
    assert "0f" * 32 in said
    assert page.pdf() == set_sheet(sheet).pdf()


def test_a_draft_says_that_it_is_one_and_names_may_be_missing() -> None:
    nobody = Party("Sở <Mới> #1 $x$", Standing.MEMBER, None)
    page = set_sheet(replace(pledge(3), version=None, parties=(nobody,), title_lines=()))

    assert page.facts["draft"] == "DỰ THẢO"
    assert page.facts["reference"] == ""
    assert page.facts["parties"][0]["capacity"] == ["THỦ TRƯỞNG ĐƠN\N{NO-BREAK SPACE}VỊ"]
    assert page.pdf().startswith(b"%PDF")
