"""Every paper opened by LibreOffice and printed: its pages, its text, no cell over two pages."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from messages.documents.bloc_tasks import bloc_book, unit_book
from messages.documents.criteria_form import criteria_book
from messages.documents.office_words import words
from messages.documents.pledge_page import set_sheet
from messages.documents.roll_book import roll_book
from tests.documents.paper_facts import ALL_TASKS, PAPERS, pledge
from tests.messages.cases.bloc_tasks import sent, view
from tests.messages.facts import UNITS
from tests.messages.minutes_facts import MEETING
from tests.support.libre_office import converted

BOOKS: Mapping[str, Callable[..., bytes]] = {
    "bloc_book": lambda: bloc_book(ALL_TASKS[20].view),
    "unit_book": lambda: unit_book(view(sent(UNITS[2]))),
    "criteria_book": criteria_book,
    "roll_book": lambda: roll_book(MEETING),
}
# How many pages each takes at most; a paper that grows beyond looks wrong.
PAGES = {
    "unit_tasks": 2,
    "bloc_tasks": 14,
    "unit_awards": 1,
    "bloc_awards": 3,
    "invitation": 2,
    "notice": 1,
    "minutes": 4,
    "news": 1,
    "pledge.3": 2,
    "pledge.8": 2,
    "pledge.20": 3,
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the pages of every paper as text, by its name."""
    papers = {f"{name}.docx": make() for name, (_, make, _) in PAPERS.items()}
    papers |= {f"{name}.xlsx": make() for name, make in BOOKS.items()}
    pdfs = converted(tmp_path_factory.mktemp("office"), papers)
    return {Path(name).stem: _pages(path) for name, path in pdfs.items()}


def _pages(path: Path) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return read.stdout.decode().rstrip("\f").split("\f")


def test_every_paper_is_printed_on_as_many_pages_as_it_should(
    printed: dict[str, list[str]],
) -> None:
    counted = {name: len(pages) for name, pages in printed.items()}

    assert set(counted) == {*PAPERS, *BOOKS}
    assert {name: counted[name] for name in PAGES if counted[name] > PAGES[name]} == {}


def test_the_text_survives_and_every_page_but_the_first_is_numbered(
    printed: dict[str, list[str]],
) -> None:
    for name in PAPERS:
        first, *others = printed[name]
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first or name == "news"
        numbers = [page.split()[0] for page in others]
        assert numbers == [str(number) for number in range(2, len(others) + 2)], name
    assert "Trần Quốc Khánh" in printed["unit_tasks"][-1]
    assert all("Nội dung nhiệm vụ" in page for page in printed["bloc_tasks"][3:-1])
    for name in BOOKS:
        assert {"STT", "Mã"} & set(printed[name][0].split()), name


@pytest.mark.parametrize("maker", ["office", "typst"])
@pytest.mark.parametrize("count", [3, 8, 20])
def test_no_cell_of_the_signing_grid_is_split(
    count: int, maker: str, printed: dict[str, list[str]], tmp_path: Path
) -> None:
    """A page that begins a row of cells also ends it: as many heads as names on each page."""
    pages = printed[f"pledge.{count}"]
    if maker == "typst":
        (tmp_path / "pledge.pdf").write_bytes(set_sheet(pledge(count)).pdf())
        pages = _pages(tmp_path / "pledge.pdf")
    names = {party.signer.name for party in pledge(count).parties if party.signer}
    shown = [sum(page.count(name) for name in names) for page in pages]
    heads = [page.count("GIÁM ĐỐC") - page.count("PHÓ GIÁM ĐỐC") for page in pages]

    assert sum(shown) == count
    assert shown == heads
    assert words()["pledge"]["chair"] in "".join(pages)
