"""`giaouoc calendar` as an administrator types it: the form out, filled in, read back, printed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot.cli_calendar import app
from tests.bloc.conftest import Typed
from workflow.calendar import Official, adopt, is_working

SOURCE = "Thông báo số 12/TB-BNV ngày 20/10/2026"


@pytest.fixture
def types_calendar(office: Path) -> Typed:
    def run(*words: str) -> Result:
        # Each command is a process of its own.
        adopt(Official())
        return CliRunner().invoke(app, list(words))

    return run


ADDED = (
    (date(2027, 9, 6), "Nghỉ", "Nghỉ hoán đổi"),
    ("11/09/2027", "LÀM BÙ", "Làm bù ngày 06/09"),
)


def fill(file: Path, *added: tuple[Any, ...]) -> None:
    """Name the document in the form, drop its first day, add rows after its last."""
    workbook = load_workbook(file)
    workbook["Văn bản"]["B2"] = SOURCE
    page = workbook["Lịch nghỉ"]
    page.delete_rows(2)
    for row, values in enumerate(added, start=16):
        for column, value in enumerate(values, start=1):
            page.cell(row, column).value = value
    workbook.save(file)


def test_a_year_is_entered_and_shown(types_calendar: Typed, office: Path) -> None:
    assert "CHƯA ĐƯỢC XÁC NHẬN" in types_calendar("show", "2027").output
    written = types_calendar("template", "2027", "lich.xlsx")
    assert written.output.startswith("Đã ghi mẫu lịch nghỉ năm 2027 vào lich.xlsx.")
    assert types_calendar("template", "2027", "lich.xlsx").exit_code == 1
    fill(office / "lich.xlsx", *ADDED)

    done = types_calendar("import", "lich.xlsx")

    assert done.output.splitlines() == [
        f"Lịch nghỉ năm 2027 đã được xác nhận: 16 ngày, theo {SOURCE}.",
        "Khác với trước: 06/09/2027, 11/09/2027.",
        "Vẫn là ngày nghỉ theo luật, tệp không nhắc đến: 01/01/2027.",
    ]
    assert not is_working(date(2027, 9, 6))
    assert is_working(date(2027, 9, 11))
    shown = types_calendar("show", "2027").output
    assert shown.startswith(f"Lịch nghỉ năm 2027, theo {SOURCE}, cập nhật ")
    assert "thứ Bảy 11/09/2027  làm bù  Làm bù ngày 06/09\n" in shown
    assert "01/01/2027  nghỉ  Tết Dương lịch (theo luật)\n" in shown


def test_a_year_entered_again_is_replaced(types_calendar: Typed, office: Path) -> None:
    types_calendar("template", "2027", "lich.xlsx")
    fill(office / "lich.xlsx", *ADDED)
    types_calendar("import", "lich.xlsx")
    assert types_calendar("template", "2027", "lich.toml").exit_code == 0
    text = (office / "lich.toml").read_text(encoding="utf-8")
    (office / "lich.toml").write_text(text.replace('source = ""', f'source = "{SOURCE}"'), "utf-8")

    again = types_calendar("import", "lich.toml")

    assert again.output.splitlines() == [
        f"Lịch nghỉ năm 2027 đã được thay: 15 ngày, theo {SOURCE}.",
        "Khác với trước: 06/09/2027, 11/09/2027.",
    ]
    assert is_working(date(2027, 9, 6))


def test_a_day_named_twice_refuses_the_whole_file(types_calendar: Typed, office: Path) -> None:
    types_calendar("template", "2027", "lich.xlsx")
    fill(office / "lich.xlsx", (date(2027, 4, 30), "nghỉ", "Ngày Chiến thắng"), *ADDED)

    twice = types_calendar("import", "lich.xlsx")

    assert twice.exit_code == 1
    assert twice.output.splitlines() == [
        "Lịch nghỉ, dòng 16, ngày: 30/04/2027 đã có ở Lịch nghỉ, dòng 10. Đề nghị giữ một dòng.",
        "Có 1 chỗ cần sửa, chưa có gì được nhập.",
    ]
    assert "CHƯA ĐƯỢC XÁC NHẬN" in types_calendar("show", "2027").output


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("year = 27", "Tệp, năm: “27” chưa phải năm từ 2000 đến 2100. Đề nghị gõ bốn chữ số."),
        ("", "Tệp, năm: còn trống. Đề nghị điền."),
        ("when = 1", "Tệp, when: không dùng đến. Đề nghị bỏ, chỉ giữ: year, source."),
        ("year = ", "lich.toml viết sai TOML: Invalid value (at end of document)"),
        ('day = "x"', "Tệp, ngày: chưa đúng dạng. Đề nghị lấy mẫu bằng giaouoc calendar template."),
        (
            'year = 2027\n[[day]]\nday = 2026-01-01\nkind = "nghỉ"\nname = "A"',
            (
                "[[day]] thứ 1, ngày: 01/01/2026 không thuộc năm 2027."
                " Đề nghị sửa ngày, hoặc ghi vào tệp của năm đó."
            ),
        ),
        (
            'year = 2027\n[[day]]\nday = "31/02/2027"\nkind = "off"\nname = ""',
            "[[day]] thứ 1, ngày: “31/02/2027” chưa phải ngày. Đề nghị gõ dạng 05/02/2027.",
        ),
        (
            'year = 2027\n[[day]]\nday = 2027-03-01\nkind = "làm bù"\nname = "A"',
            (
                "[[day]] thứ 1, ngày: 01/03/2027 vốn là ngày làm việc, không cần làm bù."
                " Đề nghị kiểm tra lại ngày."
            ),
        ),
    ],
)
def test_whatever_is_wrong_is_named_and_nothing_is_entered(
    types_calendar: Typed, office: Path, text: str, sentence: str
) -> None:
    (office / "lich.toml").write_text(text, "utf-8")

    refused = types_calendar("import", "lich.toml")

    assert refused.exit_code == 1
    assert sentence in refused.output.splitlines()
    assert "chưa có gì được nhập." in refused.output


def test_other_files_are_refused_in_a_sentence(types_calendar: Typed, office: Path) -> None:
    for name in ("lich.xlsx", "lich.pdf"):
        (office / name).write_bytes(b"no workbook")

    assert "Đề nghị lấy mẫu" in types_calendar("import", "lich.pdf").output
    assert types_calendar("import", "lich.xlsx").exit_code == 1
    assert "Không đọc được tệp không-có.toml" in types_calendar("import", "không-có.toml").output
    assert types_calendar("show", "27").output == "Năm phải từ 2000 đến 2100.\n"
