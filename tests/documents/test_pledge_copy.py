"""The Word file of the draft read back: its parts, Word's own ways, and every way it can fail."""

import unicodedata
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as Page
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from messages.documents.office_file import LOCKED_MARK, MB, OLE_MAGIC, PARTS_MAX
from messages.documents.pledge_copy import LINES_MAX, read_copy, write_copy
from messages.pledge import sections_of
from tests.messages.facts import NOW
from tests.messages.signings import doubtful
from tests.support.edited import Edit, adds, drops, edited, line, mark, says
from workflow.file_errors import FileRefused
from workflow.section import SECTIONS
from workflow.word_copy import Part, stamp
from workflow.word_errors import Fault, Flaw, WordRefused, WordUnfit
from workflow.words import paragraphs

NAME = "Du thao giao uoc.docx"
DRAFT = doubtful()
COPY = write_copy(sections_of(DRAFT), 2027, DRAFT.bloc.name, NOW)
TEXTS = {key: paragraphs(text) for key, text in sections_of(DRAFT)}
TARGETS = "100% đơn vị"


def read(*edits: Edit) -> dict[str, str]:
    return {part.key: part.text for part in read_copy(edited(COPY, *edits), NAME)}


def flaws(*edits: Edit) -> tuple[Flaw, ...]:
    with pytest.raises(WordUnfit) as refused:
        read(*edits)
    return refused.value.flaws


def test_an_untouched_file_says_every_part_as_it_was() -> None:
    parts = read_copy(COPY, NAME)

    assert [part.key for part in parts] == list(SECTIONS)
    assert {part.key: part.text for part in parts} == TEXTS
    assert [part for part in parts if part.base != stamp(part.text)] == []
    assert Document(BytesIO(COPY)).core_properties.author == DRAFT.bloc.name


def test_signs_of_other_tools_are_letters_like_any() -> None:
    odd = "Đạt **95%** & <vượt> {{ mức }} [effect]"

    (part, *_) = read_copy(write_copy([(key, odd) for key in SECTIONS], 2027, "Khối", NOW), NAME)

    assert part.text == odd


def test_lines_are_read_as_they_are_seen() -> None:
    def breaks(page: Page) -> None:
        one = line(page, TARGETS)
        one.text = "Một\tdòng "
        one.add_run("đậm").bold = True
        one.add_run().add_break()
        one.add_run(unicodedata.normalize("NFD", "hai\N{ZERO WIDTH SPACE} dòng"))

    assert read(breaks)["targets"] == "V. Chỉ tiêu phấn đấu\nMột dòng đậm\nhai dòng"


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="{{form}}"/><w:lvlText w:val="{{text}}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def lists(form: str, text: str, levels: str) -> Edit:
    """Turn the parties' lines into an automatic list."""

    def edit(page: Page) -> None:
        element = page.part.numbering_part.element
        for child in list(element):
            element.remove(child)
        for child in parse_xml(NUMBERING.format(form=form, text=text)):
            element.append(child)
        for level in levels:
            made = mark(page, "tasks").insert_paragraph_before("mục")
            properties = made._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = int(level)
            properties.get_or_add_numId().val = 7

    return edit


@pytest.mark.parametrize(
    ("form", "text", "levels", "seen"),
    [
        ("decimal", "%1.", "000", ["1. mục", "2. mục", "3. mục"]),
        ("upperRoman", "%1.", "0000", ["I. mục", "II. mục", "III. mục", "IV. mục"]),
        ("lowerLetter", "%1)", "01101", ["a) mục", "aa) mục", "ab) mục", "b) mục", "ba) mục"]),
        ("bullet", "\uf0b7", "00", ["- mục", "- mục"]),
    ],
)
def test_an_automatic_list_keeps_its_numbers(
    form: str, text: str, levels: str, seen: list[str]
) -> None:
    said = read(lists(form, text, levels))["parties"].splitlines()

    assert said[-len(seen) :] == seen


@pytest.mark.parametrize(("form", "text"), [("ordinalText", "%1"), ("decimal", "%1" * 99)])
def test_a_list_that_counts_in_an_unknown_way_is_refused(form: str, text: str) -> None:
    assert flaws(lists(form, text, "0")) == (Flaw(Fault.NUMBERING, "parties"),)


def puts(xml: str) -> Edit:
    """Put Word's XML at the end of a line."""

    def edit(page: Page) -> None:
        line(page, TARGETS)._p.append(parse_xml(xml.format(nsdecls("w"))))

    return edit


def tables(page: Page) -> None:
    line(page, TARGETS)._p.addprevious(page.add_table(rows=1, cols=2)._tbl)


def repeats(page: Page) -> None:
    """Copy a part behind itself, as with copy and paste."""
    for one in (mark(page, "targets"), line(page, TARGETS)):
        mark(page, "effect")._p.addprevious(deepcopy(one._p))


def moves(page: Page) -> None:
    mark(page, "heading")._p.addprevious(mark(page, "theme")._p)


def heads(page: Page) -> None:
    page.sections[0].header.paragraphs[0].add_run("Bản của Sở")


def proposes_its_end(page: Page) -> None:
    mark_ = OxmlElement("w:rPr")
    mark_.append(OxmlElement("w:ins"))
    line(page, TARGETS)._p.get_or_add_pPr().append(mark_)


TRACKED = '<w:ins {} w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>'
IN_TARGETS = {
    "table": (tables, Fault.TABLE),
    "picture": (puts("<w:r {}><w:drawing/></w:r>"), Fault.PICTURE),
    "text box": (puts("<w:r {}><w:pict/></w:r>"), Fault.PICTURE),
    "symbol": (puts('<w:r {}><w:sym w:char="F0B7"/></w:r>'), Fault.OBJECT),
    "footnote": (puts('<w:r {}><w:footnoteReference w:id="2"/></w:r>'), Fault.NOTE),
    "tracked": (puts(TRACKED), Fault.TRACKED),
    "tracked end": (proposes_its_end, Fault.TRACKED),
    "missing": (drops("[targets"), Fault.MISSING),
    "twice": (repeats, Fault.TWICE),
}


@pytest.mark.parametrize("name", IN_TARGETS)
def test_what_is_no_text_is_named_with_its_part(name: str) -> None:
    edit, fault = IN_TARGETS[name]

    assert flaws(edit) == (Flaw(fault, "targets"),)


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (adds("[heading", "Chữ lạc"), Flaw(Fault.OUTSIDE, line="Chữ lạc")),
        (lambda page: page.add_paragraph("Nơi nhận:"), Flaw(Fault.OUTSIDE, line="Nơi nhận:")),
        (heads, Flaw(Fault.OUTSIDE, line="Bản của Sở")),
        (adds("[effect", "▼ Phần mới [extra 12345678]"), Flaw(Fault.UNKNOWN, line="▼ Phần mới [extra 12345678]")),
        (moves, Flaw(Fault.ORDER, "theme")),
        (says("Sông Lam, ngày", "Năm 2027"), Flaw(Fault.DATE, "heading")),
    ],
)  # fmt: skip
def test_what_stands_at_the_wrong_place_is_named(edit: Edit, found: Flaw) -> None:
    assert found in flaws(edit)


def test_a_document_of_somebody_else_is_told_so() -> None:
    stream = BytesIO()
    page = Document()
    page.add_paragraph("Kế hoạch")
    page.save(stream)

    with pytest.raises(WordUnfit) as refused:
        read_copy(stream.getvalue(), NAME)

    assert refused.value.flaws == (Flaw(Fault.NOT_OURS),)


def packed(change: Callable[[ZipFile], None]) -> bytes:
    stream = BytesIO(COPY)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        change(archive)
    return stream.getvalue()


def scattered(archive: ZipFile) -> None:
    for number in range(PARTS_MAX):
        archive.writestr(f"x{number}", b"")


def bombed(archive: ZipFile) -> None:
    archive.writestr("word/media/bomb.png", bytes(11 * MB))


REFUSED = {
    "old": (OLE_MAGIC + "WordDocument".encode("utf-16-le"), "a.doc", "old_word"),
    "password": (OLE_MAGIC + LOCKED_MARK, NAME, "locked"),
    "excel": (OLE_MAGIC + "Workbook".encode("utf-16-le"), NAME, "foreign"),
    "macro by name": (COPY, "a.docm", "macro"),
    "macro inside": (packed(lambda a: a.writestr("word/vbaProject.bin", b"x")), NAME, "macro"),
    "pdf": (b"%PDF-1.7", NAME, "foreign"),
    "text": (b"Giao uoc", "a.doc", "old_word"),
    "torn": (COPY[: len(COPY) // 2], NAME, "broken"),
    "bomb": (packed(bombed), NAME, "too_big"),
    "long": (packed(lambda a: a.writestr("word/a.xml", bytes(6 * MB))), NAME, "too_big"),
    "many": (packed(scattered), NAME, "too_big"),
    "large": (COPY + bytes(6 * MB), NAME, "too_big"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_plain_docx_is_refused(name: str) -> None:
    content, called, why = REFUSED[name]

    with pytest.raises(WordRefused) as refused:
        read_copy(content, called)

    assert refused.value.why == why


def test_a_document_of_endless_lines_is_refused_at_once() -> None:
    def fills(page: Page) -> None:
        first = line(page, TARGETS)._p
        for _ in range(LINES_MAX):
            first.addprevious(OxmlElement("w:p"))

    with pytest.raises(WordRefused):
        read(fills)


def test_a_secret_file_is_refused_by_its_name() -> None:
    with pytest.raises(FileRefused):
        read_copy(COPY, "TỐI MẬT.docx")


def test_an_entity_is_never_expanded() -> None:
    with ZipFile(BytesIO(COPY)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE a [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>'
    body = kept["word/document.xml"].partition(b"?>")
    kept["word/document.xml"] = body[0] + body[1] + bomb + body[2].replace(b"100%", b"&b;", 1)
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)

    said = {part.key: part for part in read_copy(stream.getvalue(), NAME)}

    assert isinstance(said["targets"], Part)
    assert "boom" not in said["targets"].text
