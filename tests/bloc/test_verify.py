"""`giaouoc verify` and `giaouoc verify-log` as an administrator types them."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from messages.people import grouped
from storage.certificates import Certificate
from storage.engine import Storage
from tests.support.forced import forced
from tests.workflow import signed_bloc
from tests.workflow.small_bloc import build
from workflow import text_check
from workflow.certificate import KIND

MADE = b"%PDF made"

Types = Callable[..., Result]


@pytest.fixture
def verifies(office: Path) -> Types:
    assert (office / "config.toml").exists()

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


@pytest.fixture
async def known(storage: Storage) -> Certificate:
    async with storage.begin() as uow:
        first, _ = await signed_bloc.signed(uow, await build(uow))
        file_id = await uow.files.add("a.pdf", "application/pdf", MADE, uow.now)
        await uow.made_papers.keep(KIND, first.id, hashlib.sha256(b"facts").hexdigest(), file_id)
    return first


def test_a_code_or_a_file_is_verified(known: Certificate, verifies: Types, office: Path) -> None:
    by_code = verifies("verify", grouped(known.code).lower())
    assert by_code.exit_code == 0
    first, *rest = by_code.output.splitlines()
    assert first == "Giấy đúng, văn bản nguyên vẹn, chữ ký đang có hiệu lực."
    assert f"SHA-256:      {known.text_hash}" in rest
    assert "Người ký:     Trần Quốc Khánh, Giám đốc (HEAD)" in rest
    (office / "giay.pdf").write_bytes(MADE)
    by_file = verifies("verify", "giay.pdf")
    assert by_file.exit_code == 0
    assert "Tệp đúng là tệp chương trình đã lập." in by_file.output

    (office / "giay.pdf").write_bytes(MADE[:-1] + b"f")
    changed = verifies("verify", "giay.pdf")
    assert (changed.exit_code, changed.stdout) == (1, "")
    assert "văn bản giao ước đã chốt do chương trình lập, hoặc đã bị sửa" in changed.stderr
    assert "Không có giấy xác nhận nào mang mã này." in verifies("verify", "0" * 20).stderr
    assert "không phải tệp và cũng không phải mã" in verifies("verify", "chua-co.pdf").stderr


def test_the_log_is_verified_and_a_head_looked_for(known: Certificate, verifies: Types) -> None:
    good = verifies("verify-log")
    assert good.exit_code == 0
    assert "Nhật ký còn nguyên" in good.output
    assert "Khớp cả 2 giấy xác nhận và 1 văn bản giao ước." in good.output

    head = " ".join((known.log_head[:32].upper(), known.log_head[32:]))
    assert f"ở dòng {known.log_id}" in verifies("verify-log", "--head", head).output
    missing = verifies("verify-log", "--head", "0" * 64)
    assert (missing.exit_code, "KHÔNG có trong phần còn nguyên" in missing.output) == (1, True)


def test_the_first_changed_row_is_named(known: Certificate, verifies: Types, office: Path) -> None:
    file = office / "giaouoc.db"
    changed = f"UPDATE history SET role = 'chair' WHERE id = {known.log_id}"
    copied = forced(file, office / "forced.db", changed, "UPDATE pledge SET text = 'A' || text")
    copied.replace(file)
    bad = verifies("verify-log")
    assert bad.exit_code == 1
    assert "Nhật ký KHÔNG còn nguyên. Chỗ sai đầu tiên:" in bad.output
    assert "Khóa chống sửa, xóa của bảng history đã bị gỡ" in bad.output
    assert (
        f"Dòng {known.log_id}: nội dung hoặc mã của dòng đã bị sửa. Dòng ghi lúc 09:00 ngày"
        " 11/01/2027, việc “ký giao ước”, người làm: Trần Quốc Khánh."
    ) in bad.output
    assert "Văn bản giao ước bản 1 (số 1) KHÔNG còn như lúc chốt." in bad.output
    assert f"Nguyên vẹn: {known.log_id - 1} dòng đầu, đến lúc" in bad.output
    damaged = forced(
        file, office / "forced.db", "UPDATE signature SET signed_at = CAST(x'ff' AS TEXT)"
    )
    damaged.replace(file)
    for words in (("verify-log",), ("verify", known.code)):
        unread = verifies(*words)
        assert (unread.exit_code, unread.stdout) == (1, "")
        assert "tệp đã hỏng: khôi phục từ bản sao lưu" in unread.stderr


def test_a_changed_text_fails_its_certificate(
    known: Certificate, verifies: Types, office: Path
) -> None:
    file = office / "giaouoc.db"
    forced(file, office / "forced.db", "UPDATE pledge SET text = 'A' || text").replace(file)

    altered = verifies("verify", known.code)
    assert altered.exit_code == 1
    assert altered.output.startswith("KHÔNG xác nhận được: văn bản giao ước")


async def _pages(storage: Storage, pledge_id: int) -> str:
    """Keep a made PDF of the pledge; return its text."""
    async with storage.begin() as uow:
        file_id = await uow.files.add("b.pdf", "application/pdf", b"%PDF pages", uow.now)
        facts = hashlib.sha256(b"pages").hexdigest()
        await uow.made_papers.keep(text_check.KIND, pledge_id, facts, file_id)
        found = await uow.pledges.get(pledge_id)
    assert found is not None
    return found.text


async def test_a_pledge_file_says_its_version_and_whether_it_holds(
    known: Certificate, verifies: Types, office: Path, storage: Storage
) -> None:
    text = await _pages(storage, known.pledge_id)
    (office / "giao-uoc.pdf").write_bytes(b"%PDF pages")
    (office / "giao-uoc.txt").write_bytes(text.encode())

    for name in ("giao-uoc.pdf", "giao-uoc.txt"):
        good = await asyncio.to_thread(verifies, "verify", name)
        assert (good.exit_code, good.output.splitlines()[0]) == (
            0,
            "Tệp đúng, văn bản nguyên vẹn, là bản hiện hành.",
        )
        assert f"bản {known.version}\nSHA-256:      {known.text_hash}" in good.output

        content = (office / name).read_bytes()
        (office / "sua").write_bytes(content[:-2] + b"?" + content[-1:])
        flipped = await asyncio.to_thread(verifies, "verify", "sua")
        assert (flipped.exit_code, flipped.stdout) == (1, "")
        assert "hoặc đã bị sửa" in flipped.stderr

    async with storage.begin() as uow:
        await uow.pledges.replace(known.pledge_id, "Sửa chỉ tiêu", uow.now)
    unlogged = await asyncio.to_thread(verifies, "verify", "giao-uoc.pdf")
    assert unlogged.output.startswith("KHÔNG xác nhận được: việc chốt văn bản")
    file = office / "giaouoc.db"
    forced(file, office / "forced.db", "UPDATE pledge SET text = 'A' || text").replace(file)
    altered = await asyncio.to_thread(verifies, "verify", "giao-uoc.pdf")
    assert altered.exit_code == 1
    assert altered.output.startswith("KHÔNG xác nhận được: văn bản giao ước trong sổ")
