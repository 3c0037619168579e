from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from handlers.request import SentFile
from storage.unit_of_work import UnitOfWork
from workflow.file import LIMIT, bears_mark, is_secret, keep
from workflow.file_errors import FileRefused


@pytest.mark.parametrize(
    "name",
    [
        "Công văn MẬT.pdf",
        "MẬT - kế hoạch.docx",
        "cong_van_MẬT_2027.pdf",
        "Co\u0302ng va\u0306n MA\u0323\u0302T.pdf",
        "toi_mat.docx",
        "Tối mật.pdf",
        "TUYỆT MẬT 01.pdf",
        "tuyet-mat.pdf",
        "bao.cao.toi.mat.xlsx",
    ],
)
def test_a_marked_name_is_secret(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    ["bề mặt.pdf", "BỀ MẶT.pdf", "bảo mật thông tin.docx", "Mật ong.jpg", "mat bang.pdf", "a.pdf"],
)
def test_an_everyday_name_is_not_secret(name: str) -> None:
    assert not is_secret(name)


def word(*texts: str, header: str = "") -> bytes:
    """Return a .docx with these paragraphs; the last stands in a table."""
    page, content = Document(), BytesIO()
    for text in texts[:-1]:
        page.add_paragraph(text)
    page.add_table(1, 1).cell(0, 0).text = texts[-1]
    page.sections[0].header.paragraphs[0].text = header
    page.save(content)
    return content.getvalue()


def book(*texts: str) -> bytes:
    made, content = Workbook(), BytesIO()
    made.worksheets[0].append(texts)
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        word("MẬT", "Kế hoạch"),
        word("Kế hoạch", "Độ mật: Tối mật"),
        word("Kế hoạch", "Ký tên", header="* TUYỆT MẬT *"),
        book("Kế hoạch", "MẬT"),
    ],
)
async def test_an_office_file_with_a_mark_as_heading_is_not_kept(
    uow: UnitOfWork, content: bytes
) -> None:
    with pytest.raises(FileRefused) as refused:
        await keep(uow, SentFile("ke-hoach.docx", "application/octet-stream", content))

    assert refused.value.why == "secret"
    assert await uow.files.get(1) is None


@pytest.mark.parametrize(
    "content",
    [
        word("BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Không gửi tài liệu MẬT, TỐI MẬT, TUYỆT MẬT qua chat."),
        book("Mật", "Chấp hành quy định về bí mật nhà nước: 5 điểm"),
        b"PK\x03\x04 torn",
        b"M\xe1\xba\xacT",
    ],
)
def test_words_about_secrets_are_no_mark(content: bytes) -> None:
    assert not bears_mark(content)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (None, "none"),
        (SentFile("a.pdf", "application/pdf", b""), "empty"),
        (SentFile("a.pdf", "application/pdf", bytes(LIMIT + 1)), "large"),
        (SentFile("MẬT.pdf", "application/pdf", b"x"), "secret"),
    ],
)
async def test_what_cannot_be_kept_is_refused(
    uow: UnitOfWork, sent: SentFile | None, why: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        await keep(uow, sent)

    assert refused.value.why == why
    assert await uow.files.get(1) is None


async def test_a_file_of_just_the_limit_is_kept_under_its_clean_name(uow: UnitOfWork) -> None:
    sent = SentFile("  Biên\u0020 bản.pdf", "application/pdf", bytes(LIMIT))

    file = await uow.files.get(await keep(uow, sent))

    assert file is not None
    assert (file.name, len(file.content)) == ("Biên bản.pdf", LIMIT)
