"""The commands as an administrator types them, on a real database in a folder of their own."""

import hashlib
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from messages.documents.bloc_words import book
from tests.bloc.conftest import Typed
from tests.support.sample_bloc import SAMPLE, filled, sample
from workflow.bloc_plan import Flaw

PROVISIONAL = (
    "Chú ý: lịch nghỉ năm 2027 chưa được xác nhận, các hạn đang tính tạm theo luật."
    " Nhập thông báo lịch nghỉ: giaouoc calendar import TỆP"
    " (mẫu: giaouoc calendar template 2027 TỆP)"
)

CODE = re.compile(r"https://giaouoc\.example\.vn/j/([0-9A-Z]{26})")


@pytest.fixture
def typed(types: Typed) -> Typed:
    """The commands, with the sample bloc brought in."""
    assert types("bloc", "import", str(SAMPLE)).exit_code == 0
    return types


def asked(office: Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(office / "giaouoc.db")) as database:
        found = database.execute(question, values).fetchall()
        database.commit()
        return found


def open_codes(office: Path) -> set[str]:
    found = asked(
        office, "SELECT code_hash FROM invite_code WHERE used_at IS NULL AND revoked_at IS NULL"
    )
    return {code_hash for (code_hash,) in found}


def hashed(code: str) -> str:
    """Return what is stored of a code: the hash of its key, 128 bits of its own hash."""
    key = hashlib.sha256(code.encode()).hexdigest()[:32]
    return hashlib.sha256(key.encode()).hexdigest()


def join(office: Path, name: str) -> None:
    """Let the person have an account, as after an accepted code."""
    asked(
        office,
        "INSERT INTO account (channel, external_id, person_id, state, joined_at, seen_at)"
        " SELECT 'web', ?, id, 'active', '2027-01-12T00:00:00.000000Z',"
        " '2027-01-12T00:00:00.000000Z' FROM person WHERE full_name = ?",
        name,
        name,
    )


def test_every_flaw_has_its_sentence() -> None:
    assert set(book("bloc_problems")) == set(Flaw)


def test_template_is_filled_in_and_imported(types: Typed, office: Path) -> None:
    """The form as written, filled in by hand, is a bloc."""
    written = types("bloc", "template", "--out", "mau.xlsx")
    filled().save(office / "khoi.xlsx")

    done = types("bloc", "import", "khoi.xlsx")

    assert written.output == "Đã ghi mau.xlsx. Điền xong, nhập bằng: giaouoc bloc import mau.xlsx\n"
    assert load_workbook(office / "mau.xlsx").sheetnames == ["Khối", "Đơn vị", "Người", "Hướng dẫn"]
    assert done.output.splitlines() == [
        "Khối thi đua Kinh tế ngành (KTN), năm 2027: 8 đơn vị, 19 người, 21 vai trò.",
        "Đã nhập mới.",
        PROVISIONAL,
    ]


def test_template_overwrites_nothing(types: Typed, office: Path) -> None:
    (office / "bloc.toml").write_text("của tôi", encoding="utf-8")

    done = types("bloc", "template", "--toml")

    assert (done.exit_code, done.stderr) == (
        1,
        "bloc.toml đã có; chọn tên khác hoặc xóa tệp cũ trước.\n",
    )
    assert (office / "bloc.toml").read_text(encoding="utf-8") == "của tôi"


def test_bad_file_is_answered_with_code_1(types: Typed, office: Path) -> None:
    """Every problem is a line of Vietnamese; the database is not even opened."""
    content = sample()
    content["person"][5]["role"] = "sếp"
    content["unit"][1]["name"] = ""
    filled(content).save(office / "khoi.xlsx")

    done = types("bloc", "import", "khoi.xlsx")

    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == "Đơn vị, dòng 3: thiếu tên đơn vị"
    assert done.stderr.splitlines()[1].startswith('Người, dòng 7: vai trò "sếp" không có;')
    assert done.stderr.splitlines()[2] == "Chưa nhập gì: tệp có 2 lỗi."
    assert not (office / "giaouoc.db").exists()


def test_second_import_says_nothing_changed(typed: Typed) -> None:
    assert typed("bloc", "import", str(SAMPLE)).output.endswith(
        f"Không có gì thay đổi.\n{PROVISIONAL}\n"
    )


def test_first_command_makes_the_database_folder(types: Typed, office: Path) -> None:
    config = office / "config.toml"
    text = config.read_text(encoding="utf-8").replace("giaouoc.db", "data/giaouoc.db")
    config.write_text(text, encoding="utf-8")

    assert types("bloc", "import", str(SAMPLE)).exit_code == 0
    assert (office / "data" / "giaouoc.db").is_file()


def test_codes_are_for_someone(typed: Typed) -> None:
    done = typed("code", "issue")

    assert (done.exit_code, done.stderr.startswith("Cấp mã cho ai?")) == (1, True)


def test_issued_code_comes_with_links_and_is_stored_as_hash(typed: Typed, office: Path) -> None:
    done = typed("code", "issue", "--unit", "stc", "--role", "LANH DAO")

    (code,) = CODE.findall(done.output)
    assert done.output.startswith("Lý Thanh Tùng, lãnh đạo, Sở Tài chính\n  Mã: ")
    assert f"https://t.me/giaouoc_bot?start={code}" in done.output
    assert " ".join(re.findall(".{1,4}", code)) in done.output
    assert open_codes(office) == {hashed(code)}


def test_person_with_two_roles_gets_one_code(typed: Typed, office: Path) -> None:
    done = typed("code", "issue", "--all")

    assert len(CODE.findall(done.output)) == 19 == len(open_codes(office))
    assert "Đỗ Quang Vinh, lãnh đạo, trưởng khối, Sở Khoa học và Công nghệ\n" in done.output
    assert "Nghiêm Xuân Bách, lãnh đạo phụ trách\n" in done.output


def test_new_code_ends_the_old_one(typed: Typed, office: Path) -> None:
    """Also when it was issued for another of the person's roles."""
    typed("code", "issue", "--person", "Do Quang Vinh", "--role", "leader")
    done = typed("code", "issue", "--person", "Đỗ Quang Vinh", "--role", "trưởng khối")

    assert open_codes(office) == {hashed(code) for code in CODE.findall(done.output)}


def test_who_has_joined_is_passed_over_unless_named(typed: Typed, office: Path) -> None:
    join(office, "Lý Thanh Tùng")

    by_unit = typed("code", "issue", "--unit", "STC")
    by_name = typed("code", "issue", "--person", "Lý Thanh Tùng")

    assert len(CODE.findall(by_unit.output)) == 1
    assert "bỏ qua (cần mã mới thì thêm --person): Lý Thanh Tùng." in by_unit.output
    assert len(CODE.findall(by_name.output)) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "SGD"), 'Không có đơn vị "SGD"; có: SKHCN, SXD,'),
        (("--role", "sếp"), 'Vai trò "sếp" không có; dùng một trong: cán bộ,'),
        (("--person", "Ai Đó"), "Không có ai khớp trong khối này."),
        (("--all", "--bloc", "KHAC"), "Không có khối hoặc năm đó. Đang có: KTN 2027."),
        (("--all", "--year", "2026"), "Không có khối hoặc năm đó. Đang có: KTN 2027."),
    ],
)
def test_unknown_name_is_answered_in_one_line(
    typed: Typed, office: Path, words: tuple[str, ...], said: str
) -> None:
    done = typed("code", "issue", *words)

    assert (done.exit_code, done.stderr.startswith(said)) == (1, True)
    assert done.stderr.count("\n") == 1
    assert open_codes(office) == set()


def test_empty_database_says_what_to_do(types: Typed) -> None:
    done = types("code", "issue", "--all")

    assert done.stderr == "Chưa có khối nào; nhập bằng: giaouoc bloc import TỆP\n"


def test_several_cycles_are_asked_apart(typed: Typed, office: Path) -> None:
    content = sample()
    content["bloc"]["year"] = 2028
    filled(content).save(office / "khoi.xlsx")
    typed("bloc", "import", "khoi.xlsx")

    unclear = typed("code", "issue", "--all")
    clear = typed("code", "issue", "--all", "--year", "2028")

    assert unclear.stderr == (
        "Có nhiều khối hoặc nhiều năm: KTN 2027, KTN 2028. Xin thêm --bloc MÃ --year NĂM.\n"
    )
    assert len(CODE.findall(clear.output)) == 19


def test_revoke_ends_unused_codes_only(typed: Typed, office: Path) -> None:
    typed("code", "issue", "--unit", "STC")

    done = typed("code", "revoke", "--unit", "STC", "--role", "officer")

    assert done.output == "Đã thu hồi 1 mã chưa dùng của: Đặng Mai Phương.\n"
    assert len(open_codes(office)) == 1


def test_end_ends_the_one_role_that_fits(typed: Typed, office: Path) -> None:
    """The role ends with its code; the person no longer owes to join; an act is recorded."""
    typed("code", "issue", "--unit", "STC")

    done = typed("code", "revoke", "--unit", "STC", "--role", "cán bộ", "--end")

    assert done.output == (
        "Đã kết thúc vai trò: Đặng Mai Phương, cán bộ, Sở Tài chính. Thu hồi 1 mã chưa dùng.\n"
    )
    held = "SELECT count(*) FROM role_assignment WHERE to_at IS NULL"
    joining = "SELECT count(*) FROM obligation WHERE kind = 'join' AND done_at IS NULL"
    assert asked(office, held) == [(20,)]
    assert asked(office, joining) == [(18,)]
    assert asked(office, "SELECT act FROM history ORDER BY id DESC LIMIT 1") == [("role.ended",)]


def test_an_ended_role_is_given_again_only_when_asked_for(typed: Typed) -> None:
    typed("code", "revoke", "--unit", "STC", "--role", "cán bộ", "--end")

    again = typed("bloc", "import", str(SAMPLE))
    restored = typed("bloc", "import", str(SAMPLE), "--restore")

    assert again.output.endswith(f"- Đặng Mai Phương, cán bộ, Sở Tài chính\n{PROVISIONAL}\n")
    assert "Không có gì thay đổi." in again.output
    assert "- vai trò mới: Đặng Mai Phương, cán bộ (STC)" in restored.output


def test_a_file_that_comes_too_late_is_refused_in_words(typed: Typed, office: Path) -> None:
    asked(
        office,
        "INSERT INTO submission (cycle_id, unit_id, kind, round, state, revision,"
        " amend_reason, reason, days_late)"
        " VALUES (1, 1, 'key_tasks', 1, 'waiting_leader', 1, '', '', 0)",
    )
    content = sample()
    content["bloc"]["tasks_per_unit"] = 8
    filled(content).save(office / "khoi.xlsx")

    done = typed("bloc", "import", "khoi.xlsx")

    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "Đã có đơn vị gửi danh mục, tệp không đổi được những điểm sau:",
        "- Số nhiệm vụ mỗi đơn vị: 10 → 8",
        "Chưa nhập gì. Sửa lại các điểm này trong tệp như cũ rồi nhập lại.",
    ]
    assert asked(office, "SELECT tasks_per_unit FROM cycle") == [(10,)]


def test_end_of_several_roles_is_refused(typed: Typed, office: Path) -> None:
    done = typed("code", "revoke", "--unit", "STC", "--end")

    assert done.exit_code == 1
    assert done.stderr == (
        "Có nhiều vai trò khớp, mỗi lần chỉ kết thúc một: Lý Thanh Tùng, lãnh đạo, Sở Tài chính; "
        "Đặng Mai Phương, cán bộ, Sở Tài chính. Xin thêm --unit, --role hoặc --person.\n"
    )
    assert asked(office, "SELECT count(*) FROM role_assignment WHERE to_at IS NOT NULL") == [(0,)]


def test_sheet_has_each_persons_live_link(typed: Typed, office: Path) -> None:
    """Every code on paper opens a door; codes from before are neither on it nor alive."""
    old = CODE.findall(typed("code", "issue", "--all").output)

    done = typed("code", "sheet", "--out", "phieu.html")

    text = (office / "phieu.html").read_text(encoding="utf-8")
    new = CODE.findall(text)
    assert done.output == (
        "Đã cấp 19 mã mới, mã cũ chưa dùng của những người này hết hiệu lực. Đã ghi: phieu.html\n"
    )
    assert {hashed(code) for code in new} == open_codes(office)
    assert not set(new) & set(old)
    assert all(f"t.me/giaouoc_bot?start={code}" in text for code in new)
    assert all(person["name"] in text for person in sample()["person"])
    assert (text.count('<section class="page">'), text.count("<svg")) == (9, 38)
    assert "http" not in re.sub(
        r"https://(giaouoc\.example\.vn|t\.me|)/|http://www\.w3\.org/2000/svg", "", text
    )


def test_sheets_go_into_a_folder_by_unit(typed: Typed, office: Path) -> None:
    """A file for each unit and one for those without; only their owner reads them."""
    join(office, "Lý Thanh Tùng")

    done = typed("code", "sheet", "--out", "phieu")

    files = sorted((office / "phieu").iterdir())
    assert [file.name for file in files] == [
        *("BQLKCN.html", "CCTK.html", "KHOI.html", "NHNN.html", "SCT.html"),
        *("SKHCN.html", "SNNMT.html", "STC.html", "SXD.html"),
    ]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "Lý Thanh Tùng" not in (office / "phieu" / "STC.html").read_text(encoding="utf-8")
    assert "Không in phiếu cho 1 người đã tham gia." in done.output


def test_sheet_of_one_unit(typed: Typed, office: Path) -> None:
    typed("code", "sheet", "--unit", "sxd", "--out", "phieu.html")

    assert len(open_codes(office)) == 2


def test_sheet_that_cannot_be_written_issues_nothing(typed: Typed, office: Path) -> None:
    (office / "phieu").write_text("a file", encoding="utf-8")

    done = typed("code", "sheet", "--out", "phieu")

    assert done.exit_code == 1
    assert done.stderr.startswith("Không ghi được phieu:")
    assert open_codes(office) == set()


def test_sheet_without_any_channel_says_so(typed: Typed, office: Path) -> None:
    config = office / "config.toml"
    text = config.read_text(encoding="utf-8").replace("giaouoc_bot", "")
    config.write_text(text.replace("[web]", "[web]\nenabled = false"), encoding="utf-8")

    done = typed("code", "sheet", "--out", "phieu.html")

    assert "chỉ có mã, không có liên kết và mã QR" in done.output
    assert "<svg" not in (office / "phieu.html").read_text(encoding="utf-8")


def test_address_of_this_machine_only_is_doubted(typed: Typed, office: Path) -> None:
    """A QR code with 127.0.0.1 opens nothing on a phone, and the command says so."""
    config = office / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("https://giaouoc.example.vn", "http://127.0.0.1:8080"), encoding="utf-8"
    )

    done = typed("code", "issue", "--unit", "STC")

    assert "web.public_url là http://127.0.0.1:8080, chỉ mở được trên chính máy này" in done.output
