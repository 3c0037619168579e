"""Every paper opened by LibreOffice and printed: its pages, its text, no cell over two pages."""

import re
import subprocess
from pathlib import Path

import pytest

from messages.documents.office_words import words
from messages.documents.pledge_page import set_sheet
from tests.documents.book_facts import BOOKS
from tests.documents.paper_facts import PAPERS, pledge
from tests.messages.facts import BLOC
from tests.support.libre_office import converted

READABLE = 9
ZOOM = 3
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
    # A name of 200 letters fills a row; the last two rows stay together, their heading with them.
    "pledge.8": 3,
    "pledge.20": 3,
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    papers = {f"{name}.docx": make() for name, (_, make, _) in PAPERS.items()}
    papers |= {f"{name}.xlsx": book.make() for name, book in BOOKS.items()}
    made = converted(tmp_path_factory.mktemp("office"), papers)
    return {Path(name).stem: path for name, path in made.items()}


@pytest.fixture(scope="module")
def printed(pdfs: dict[str, Path]) -> dict[str, list[str]]:
    """Return the pages of every paper as text, by its name."""
    return {name: _pages(path) for name, path in pdfs.items()}


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
        assert {"STT", "TT", "Mã"} & set(printed[name][0].split()), name


def test_who_signs_never_stands_on_a_page_without_text_above(
    printed: dict[str, list[str]],
) -> None:
    for name, (_, _, fields) in PAPERS.items():
        told = fields()
        first = (told.get("capacity") or ("THƯ KÝ",))[0]
        if "rows" in told or name == "news":
            continue
        lines = [line.strip() for line in printed[name][-1].splitlines() if line.strip()]
        starts = [at for at, line in enumerate(lines) if line.endswith(first) or first in line[:9]]
        text = [line for line in lines[: starts[-1]] if not line.isdigit()]
        assert len([line for line in text if line != "Nơi nhận:"]) >= 2, name
        assert "Nơi nhận:" in printed[name][-1], name


def test_the_letterhead_of_a_lying_page_breaks_no_name(printed: dict[str, list[str]]) -> None:
    for name in ("bloc_tasks", "bloc_awards"):
        first = printed[name][0].strip().splitlines()[0]
        assert first.split("  ")[0].strip() == BLOC.superior.upper()
        assert first.endswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_printed_in_letters_that_can_be_read(
    name: str, pdfs: dict[str, Path]
) -> None:
    how = ("pdftohtml", "-zoom", str(ZOOM), "-xml", "-i", "-stdout")
    read = subprocess.run([*how, pdfs[name]], check=True, capture_output=True).stdout.decode()

    sizes = [int(size) / ZOOM for size in re.findall(r'<fontspec [^>]*size="(\d+)"', read)]

    assert sizes
    assert min(sizes) >= READABLE


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
