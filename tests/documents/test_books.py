"""Every workbook, read back: whole, without anything unfilled, ready to be printed."""

import re
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.documents.book_facts import BOOKS
from workflow.words import clean

WIDEST = 165
UNFILLED = re.compile(r"\{\{|\}\}|\{\w*\}|\{%|%\}|\bNone\b|\bnull\b|\[\]|#\w+[!?]|: [,.;]")


def opened(name: str) -> Workbook:
    return load_workbook(BytesIO(BOOKS[name].make()))


def texts_of(book: Workbook) -> list[str]:
    return [
        clean(str(value))
        for page in book.worksheets
        for row in page.values
        for value in row
        if value is not None
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_says_its_facts_and_nothing_unfilled(name: str) -> None:
    texts = texts_of(opened(name))

    assert [text for text in texts if UNFILLED.search(text) or not text] == []
    assert BOOKS[name].texts()
    whole = "\n".join(texts)
    assert [one for one in BOOKS[name].texts() if clean(one) not in whole] == []


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_set_up_for_a4_with_its_heading_on_every_page(name: str) -> None:
    first, *_ = opened(name).worksheets

    for page in opened(name).worksheets:
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.paperSize, page.page_setup.fitToWidth) == (9, 1)
        assert page.page_setup.fitToHeight == 0
        # 12 points, shrunk to the page's width, stay 9 or more.
        assert sum(one.width for one in page.column_dimensions.values()) <= WIDEST
    assert first.print_title_rows
