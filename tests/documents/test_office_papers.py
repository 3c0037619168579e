"""Every paper of every kind, from invented facts: whole, read back, and as its fields are told."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from messages.documents.paper_form import form_of, forms
from messages.documents.pledge_sheet import read_text
from messages.documents.signing_words import capacity
from messages.render import TEMPLATES
from tests.documents.paper_facts import LONG_NAME, PAPERS
from workflow.paper_signer import Signer
from workflow.words import clean

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bnull\b|\(\)|\[\]")


def opened(name: str) -> Page:
    return Document(BytesIO(PAPERS[name][1]()))


def text_of(page: Page) -> str:
    """Return every text of the document, its tables included, as one line."""
    parts = (element.text for element in page.element.body.iter(qn("w:t"), qn("w:p")))
    return clean(" ".join(part or "" for part in parts))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a paper's fields with its path; a tuple is one text, None is nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    elif value is not False and value is not None:
        yield path, value


def printed(name: str) -> list[str]:
    """Return the texts that the paper's template puts on the page."""
    kind, _, fields = PAPERS[name]
    path = TEMPLATES / "vi" / "documents" / f"{kind}.paper.txt"
    source = path.read_text(encoding="utf-8")
    said = " ".join(re.findall(r"\{\{.*?\}\}|\{% if.*?%\}", source))
    grid = "unit mark capacity signer" if "grid " in source else ""
    wanted = set(re.findall(r"\w+", f"{said} {grid} {loops(source)}"))
    found = [
        " ".join(value) if isinstance(value, tuple) else str(value)
        for at, value in leaves(fields())
        if at.rpartition(".")[2].replace("[]", "") in wanted and not at.startswith("highlights")
    ]
    return [text for text in found if text and text not in ("0", "True")]


def loops(source: str) -> str:
    return " ".join(re.findall(r"for \w+ in ([\w.]+)", source))


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_its_facts_and_nothing_unfilled(name: str) -> None:
    text = text_of(opened(name)).casefold()

    assert PLACEHOLDER.findall(text_of(opened(name))) == []
    assert printed(name)
    missing = [one for one in printed(name) if clean(one).casefold() not in text]
    assert missing == []


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_the_fields_of_a_paper_are_told_as_they_are(form: Any) -> None:
    made = [fields() for kind, _, fields in PAPERS.values() if kind == form.name]
    paths = {path for fields in made for path, _ in leaves(fields)}
    told = set(form_of(form.name).fields)

    # What no example happens to have may stand there all the same, not the other way round.
    assert paths - told == set()
    assert {path.partition(".")[0].replace("[]", "") for path in told} == set().union(*made)


def test_tables_repeat_their_heading_and_rows_stay_whole() -> None:
    page = opened("bloc_tasks")
    tables = [table for table in page.tables if len(table.rows) > 20]

    assert [len(table.rows) for table in tables] == [1 + 40, 1 + 20 + 200]
    for table in tables:
        rows = [row._tr for row in table.rows]
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert page.sections[0].orientation is WD_ORIENT.LANDSCAPE


@pytest.mark.parametrize(
    ("name", "addressee", "recipients"),
    [
        (
            "invitation",
            "- Đồng chí Hà Minh Đức, ",
            ["Như trên", "Đồng chí Hà Minh Đức", "Đồng chí Hoàng Thu Trang"],
        ),
        ("notice", "Kính gửi: Thủ trưởng và cán bộ phụ trách thi đua các đơn vị", ["Như trên"]),
        ("notice.bare", "thi đua các đơn vị: Sở Khoa học và Công nghệ; Sở Xây", ["Như trên"]),
        ("notice.everybody", "thi đua các đơn vị thành viên", ["Như trên", "Đồng chí Hà Minh Đức"]),
        ("unit_awards", "Kính gửi: ", ["Như trên"]),
    ],
)
def test_a_letter_names_whom_it_is_for_and_who_else_gets_it(
    name: str, addressee: str, recipients: list[str]
) -> None:
    page = opened(name)
    left = [line.text for line in page.tables[-1].rows[0].cells[0].paragraphs]

    assert addressee in text_of(page)
    assert left[0] == "Nơi nhận:"
    assert [one.startswith(f"- {who}") for one, who in zip(left[1:], recipients, strict=False)] == [
        True
    ] * len(recipients)
    assert left[-1] == "- Lưu: VT."


@pytest.mark.parametrize("name", ["minutes", "invitation", "notice", "unit_awards", "bloc_awards"])
def test_two_paragraphs_stay_on_the_page_of_who_signs(name: str) -> None:
    *above, closing = opened(name).iter_inner_content()
    lines = [one for one in above if isinstance(one, Paragraph)]
    said = [line for line in lines if line.text.strip()][-2:]

    assert isinstance(closing, Table)
    assert said[-1].paragraph_format.keep_with_next
    assert lines[-1].paragraph_format.keep_with_next
    follows_table = name == "bloc_awards"
    assert said[0].paragraph_format.keep_with_next or follows_table


@pytest.mark.parametrize(("count", "per_row"), [(3, 2), (8, 3), (20, 3)])
def test_the_signing_grid_has_a_whole_cell_for_every_unit(count: int, per_row: int) -> None:
    grid = opened(f"pledge.{count}").tables[-1]
    head, *rows = grid.rows
    witness = rows.pop().cells if count == 8 else ()
    cells = [clean(cell.text) for row in rows for cell in row.cells]

    assert len(grid.columns) == per_row
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert clean(head.cells[0].text).startswith("ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC ")
    assert head.cells[0].text.endswith(
        "Dự thảo giao ước thi đua năm 2027"
        if count == 3
        else "Giao ước thi đua năm 2027, bản 2, mã kiểm tra 0f0f0f0f0f0f0f0f…"
    )
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    # Of two pages that the grid takes neither has one row alone; a witness is its last.
    assert {clean(cell.text) for cell in witness} <= {"CHỨNG KIẾN PHÓ CHỦ TỊCH Hà Minh Đức"}
    assert [at for at, keeps in enumerate(kept) if keeps] == {3: [0], 8: [0, 2], 20: [0, 5]}[count]
    assert len([cell for cell in cells if cell]) == count
    assert cells[0] == "SỞ KHOA HỌC VÀ CÔNG NGHỆ (Đơn vị Trưởng khối) GIÁM ĐỐC Phạm Hồng Sơn"
    assert cells[1].endswith("(Đơn vị Phó Trưởng khối) KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Vũ Minh Châu")
    assert cells[2] == f"{LONG_NAME.upper()} Q. GIÁM ĐỐC Nguyễn Thị Bích Đào"
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)


@pytest.mark.parametrize(
    ("mode", "title", "lines"),
    [
        ("HEAD", "Giám đốc", "GIÁM ĐỐC"),
        ("Q", "Quyền Giám đốc", "Q. GIÁM ĐỐC"),
        ("KT", "Phó Chánh Thanh tra", "KT. CHÁNH THANH TRA / PHÓ CHÁNH THANH TRA"),
        ("TL", "Chánh Văn phòng", "TL. THỦ TRƯỞNG ĐƠN VỊ / CHÁNH VĂN PHÒNG"),
        ("TUQ", "Phó Giám đốc", "TUQ. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
        ("TM", "Trưởng ban", "TM. SỞ A / TRƯỞNG BAN"),
        ("HEAD", "", "THỦ TRƯỞNG ĐƠN VỊ"),
    ],
)
@pytest.mark.rule(7)
def test_the_sign_mode_stands_in_words_above_the_signature(
    mode: str, title: str, lines: str
) -> None:
    assert " / ".join(capacity(Signer("Hằng", title, mode, "Sở A"))) == lines


def test_no_line_of_a_pledge_is_lost() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "BẢN GIAO ƯỚC\nNĂM 2027\n\nSông Lam, ngày …… tháng …… năm 2027\n\nCăn cứ Luật;\n\n"
        "I. Nhiệm vụ\nMột.\n   - Hai\nĐiều 2. Chỉ tiêu\nBa."
    )

    title, dated, sections = read_text(text)

    assert (title, dated) == (("BẢN GIAO ƯỚC", "NĂM 2027"), "Sông Lam, ngày …… tháng …… năm 2027")
    assert [(one.heading, one.paragraphs) for one in sections] == [
        ("", ("Căn cứ Luật;",)),
        ("I. Nhiệm vụ", ("Một.", "- Hai")),
        ("Điều 2. Chỉ tiêu", ("Ba.",)),
    ]
    assert read_text("Bắt đầu khác\nI. Một\nHai")[2][0].paragraphs == ("Bắt đầu khác",)
