"""A filled form as offices send it, and every wrong file with what is wrong about it."""

import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from messages.documents.office_file import MB, PARTS_MAX
from messages.documents.workbook import Cell, Column, Kind, Layout, Row, open_book
from workflow.file_errors import (
    ColumnsMissing,
    ColumnTwice,
    FileRefused,
    NotABook,
    SheetEmpty,
    SheetMissing,
    SheetTooLong,
    WorkbookRefused,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
FORMATS = "http://schemas.openxmlformats.org"
SHEET = f"{FORMATS}/spreadsheetml/2006/main"
CONTENT_TYPE = (
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}"/></Types>'.encode()
)
RELATIONSHIP = (
    f'<Relationship Id="rId99" Type="{FORMATS}/officeDocument/2006/relationships/sharedStrings"'
    ' Target="/xl/sharedStrings.xml"/></Relationships>'.encode()
)
INLINE = b't="inlineStr"><is><t>apart</t></is></c>'
TASKS = Layout(
    "Nhiệm vụ",
    (
        Column("title", ("Tên nhiệm vụ", "Nhiệm vụ")),
        Column("due", ("Hạn hoàn thành",)),
        Column("target", ("Chỉ tiêu",), is_required=False),
    ),
)
HEADINGS = ("Tên nhiệm vụ", "Hạn hoàn thành", "Chỉ tiêu")


def saved(*rows: tuple[Any, ...], sheet: str = "Nhiệm vụ") -> bytes:
    return packed(lambda page: [page.append(row) for row in rows], sheet)


def packed(fill: Callable[[Any], object], sheet: str = "Nhiệm vụ") -> bytes:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    fill(page)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def rows(content: bytes, limit: int = 200) -> tuple[Row, ...]:
    return open_book(content, "danh-muc.xlsx").rows(TASKS, limit)


def cell(value: Any, *, form: str = "General") -> Cell:
    """Return the target of a task as it is read back."""

    def fill(page: Any) -> None:
        page.append(HEADINGS)
        page.append(("Số hoá hồ sơ", date(2027, 6, 30), value))
        page["C2"].number_format = form

    ((read,),) = (rows(packed(fill)),)
    return read.cells["target"]


def why(content: bytes, name: str = "danh-muc.xlsx") -> NotABook:
    with pytest.raises(WorkbookRefused) as refused:
        open_book(content, name)
    return refused.value.why


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


def changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Replace something in one part."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as read, zipfile.ZipFile(stream, "w") as written:
        for part in read.namelist():
            held = read.read(part)
            assert part != name or old in held
            written.writestr(part, held.replace(old, new) if part == name else held)
    return stream.getvalue()


def archive_of(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return stream.getvalue()


def test_a_filled_form_is_read_whatever_stands_above_and_in_what_order() -> None:
    content = saved(
        ("DANH MỤC NHIỆM VỤ TRỌNG TÂM",),
        (),
        ("TT", "hạn hoàn thành (ngày/tháng/năm) *", " TÊN  NHIỆM VỤ "),
        (1, datetime.fromisoformat("2027-06-30T08:00:00"), "Số hoá hồ sơ"),
        (),
        (2, "quý III", unicodedata.normalize("NFD", "Cải cách\u200b thủ tục")),
    )

    first, second = rows(content)

    assert (first.number, second.number) == (4, 6)
    assert first.cells["due"] == Cell(Kind.DAY, "30/06/2027", date(2027, 6, 30))
    assert first.cells["target"] == Cell(Kind.EMPTY)
    assert second.cells["title"] == Cell(Kind.TEXT, "Cải cách thủ tục")
    assert second.cells["due"] == Cell(Kind.TEXT, "quý III")


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (2027, "General", Cell(Kind.NUMBER, "2027", 2027)),
        (12.5, "General", Cell(Kind.NUMBER, "12,5", 12.5)),
        (0.95, "0%", Cell(Kind.NUMBER, "95%", 0.95)),
        (0.07, "0.0%", Cell(Kind.NUMBER, "7%", 0.07)),
        ("  ", "General", Cell(Kind.EMPTY)),
        ("100% hồ sơ\n  đúng hạn ⭐", "General", Cell(Kind.TEXT, "100% hồ sơ\nđúng hạn ⭐")),
        ("=1+1", "General", Cell(Kind.FORMULA)),
        ("#REF!", "General", Cell(Kind.ERROR, "#REF!")),
        (True, "General", Cell(Kind.TEXT, "True")),
    ],
)
def test_a_cell_tells_what_it_holds(value: Any, form: str, read: Cell) -> None:
    assert cell(value, form=form) == read


def test_a_formula_gives_the_value_that_was_calculated() -> None:
    content = saved(HEADINGS, ("Số hoá hồ sơ", date(2027, 6, 30), "=6*7"))

    (row,) = rows(changed(content, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>42</v>"))

    assert row.cells["target"] == Cell(Kind.NUMBER, "42", 42)


def test_what_a_merged_cell_swallows_is_told() -> None:
    def fill(page: Any) -> None:
        page.append(("Danh mục",))
        page.merge_cells("A1:C1")
        page.append(HEADINGS)
        for number in range(3):
            page.append((f"Nhiệm vụ {number}", date(2027, 6, 30), "100%"))
        page.merge_cells("A3:A4")

    first, second, third = rows(packed(fill))

    assert first.cells["title"].text == "Nhiệm vụ 0"
    assert second.cells["title"] == Cell(Kind.MERGED)
    assert [row.is_merged for row in (first, second, third)] == [False, True, False]


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (OLE, "cu.xls", NotABook.OLD_EXCEL),
        (OLE + "Workbook".encode("utf-16-le"), "cu.xlsx", NotABook.OLD_EXCEL),
        (OLE + "WordDocument".encode("utf-16-le"), "van-ban.xlsx", NotABook.FOREIGN),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "khoa.xlsx", NotABook.LOCKED),
        (saved(HEADINGS), "macro.xlsm", NotABook.MACRO),
        (with_part(saved(HEADINGS), "xl/vbaProject.bin", b"x"), "a.xlsx", NotABook.MACRO),
        (b"%PDF-1.7", "a.pdf", NotABook.FOREIGN),
        (b"\x89PNG\r\n", "a.xlsx", NotABook.FOREIGN),
        (b"STT;T\xc3\xaan", "a.xlsx", NotABook.FOREIGN),
        (archive_of("[Content_Types].xml", "word/document.xml"), "a.docx", NotABook.FOREIGN),
        (saved(HEADINGS)[:-400], "a.xlsx", NotABook.BROKEN),
        (archive_of("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", NotABook.BROKEN),
        (archive_of(*(f"xl/{n}" for n in range(PARTS_MAX + 1))), "a.xlsx", NotABook.TOO_BIG),
        (saved(HEADINGS) + b"\0" * (5 * MB), "a.xlsx", NotABook.TOO_BIG),
    ],
    ids=lambda value: value[-30:] if isinstance(value, str) else "",
)
def test_what_is_no_plain_workbook_is_refused(content: bytes, name: str, reason: NotABook) -> None:
    assert why(content, name) is reason


def test_a_bomb_is_not_unpacked() -> None:
    content = with_part(saved(HEADINGS), "xl/media/image1.png", b"\0" * (51 * MB))

    assert len(content) < MB
    assert why(content) is NotABook.TOO_BIG


def test_texts_that_would_be_loaded_for_minutes_are_not() -> None:
    content = with_part(saved(HEADINGS), "xl/sharedStrings.xml", b"<si/>" * 1_200_000)

    assert why(content) is NotABook.TOO_BIG


def test_texts_kept_apart_from_their_cells_are_read() -> None:
    """Excel keeps them in one part, marked up piece by piece."""
    texts = "<si><r><rPr><b/></rPr><t>Số hoá</t></r><r><t xml:space='preserve'> hồ sơ</t></r></si>"
    shared = f"<sst xmlns='{SHEET}'>{texts}</sst>".encode()
    content = saved(HEADINGS, ("apart", date(2027, 6, 30), "100%"))
    content = changed(content, "[Content_Types].xml", b"</Types>", CONTENT_TYPE)
    content = changed(content, "xl/_rels/workbook.xml.rels", b"</Relationships>", RELATIONSHIP)
    content = changed(content, "xl/worksheets/sheet1.xml", INLINE, b't="s"><v>0</v></c>')

    (row,) = rows(with_part(content, "xl/sharedStrings.xml", shared))

    assert row.cells["title"].text == "Số hoá hồ sơ"


def test_a_workbook_is_known_by_what_it_holds_not_by_its_name() -> None:
    content = saved(HEADINGS, ("Số hoá hồ sơ", date(2027, 6, 30)))

    assert len(open_book(content, "tai-lieu").rows(TASKS)) == 1


def test_a_file_marked_secret_is_not_opened() -> None:
    with pytest.raises(FileRefused):
        open_book(saved(HEADINGS), "Tối_mật.xlsx")


def test_a_wrong_sheet_is_named() -> None:
    with pytest.raises(SheetMissing) as refused:
        rows(saved(HEADINGS, sheet="Trang 1"))

    assert vars(refused.value) == {"wanted": "Nhiệm vụ", "found": ("Trang 1",)}


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (("Nhiệm vụ", "Thời gian"), ("Hạn hoàn thành",)),
        ((), ("Tên nhiệm vụ", "Hạn hoàn thành")),
    ],
)
def test_missing_columns_are_named(headings: tuple[str, ...], missing: tuple[str, ...]) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        rows(saved(headings, ("Số hoá hồ sơ", date(2027, 6, 30))))

    assert refused.value.columns == missing


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ColumnTwice) as refused:
        rows(saved((*HEADINGS, "HẠN HOÀN THÀNH"), ("Số hoá", None, "", date(2027, 6, 30))))

    assert refused.value.column == "Hạn hoàn thành"


def test_an_empty_form_is_refused() -> None:
    with pytest.raises(SheetEmpty):
        rows(saved(HEADINGS, ("  ", None, None)))


@pytest.mark.parametrize(("n_rows", "is_more"), [(5000, False), (5001, True)])
def test_five_thousand_rows_are_counted_and_refused(n_rows: int, is_more: bool) -> None:
    content = saved(HEADINGS, *[(f"Nhiệm vụ {n}", date(2027, 6, 30)) for n in range(n_rows)])

    with pytest.raises(SheetTooLong) as refused:
        rows(content)

    assert (refused.value.count, refused.value.is_more) == (5000, is_more)


def test_as_many_rows_as_allowed_are_read() -> None:
    content = saved(HEADINGS, *[(f"Nhiệm vụ {n}", None) for n in range(200)])

    assert len(rows(content)) == 200
