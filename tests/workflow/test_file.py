import pytest

from handlers.request import SentFile
from storage.unit_of_work import UnitOfWork
from workflow.file import LIMIT, is_secret, keep
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
