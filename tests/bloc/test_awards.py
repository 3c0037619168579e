"""`giaouoc awards` as an administrator types it: out to a workbook, edited, back in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from bot.cli_awards import app

Row = list[Any]
Columns = ("Mã", "Loại", "Tên", "Áp dụng từ", "Hết hiệu lực", "Tỷ lệ tối đa", "Tính theo mã")


@pytest.fixture
def awards(office: Path) -> Callable[..., Result]:
    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


def write(path: Path, *rows: Row, columns: tuple[str, ...] = Columns) -> str:
    workbook = Workbook()
    page = workbook.create_sheet("Danh hiệu", 0)
    page.append(list(columns))
    for row in rows:
        page.append(row)
    workbook.save(path)
    return str(path)


def test_what_is_in_force_is_edited_and_read_back(
    awards: Callable[..., Result], office: Path
) -> None:
    written = awards("export", "danh-hieu.xlsx")
    assert written.output == (
        "Đã ghi 12 danh hiệu, hình thức khen thưởng vào danh-hieu.xlsx."
        " Sửa xong, nhập bằng: giaouoc awards import danh-hieu.xlsx\n"
    )
    workbook = load_workbook(office / "danh-hieu.xlsx")
    page = workbook["Danh hiệu"]
    assert [cell.value for cell in page[7]][:3] == [
        "CSTDCS",
        "danh hiệu cá nhân",
        "Chiến sĩ thi đua cơ sở",
    ]
    page["F7"] = 10
    page.append(["kncd", "Hình thức khen thưởng", "Kỷ niệm chương"])
    workbook.save(office / "danh-hieu.xlsx")

    done = awards("import", "danh-hieu.xlsx")
    again = awards("import", "danh-hieu.xlsx")

    assert done.output.splitlines() == [
        "Thêm: Kỷ niệm chương.",
        "Thay đổi: Chiến sĩ thi đua cơ sở.",
        "Giữ nguyên: 11.",
    ]
    assert again.output == "Giữ nguyên: 13.\n"


def test_an_export_overwrites_nothing(awards: Callable[..., Result], office: Path) -> None:
    (office / "a.xlsx").write_text("của tôi", encoding="utf-8")

    assert awards("export", "a.xlsx").exit_code == 1
    assert (office / "a.xlsx").read_text(encoding="utf-8") == "của tôi"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "danh hiệu tập thể", "Cờ"], "Dòng 2, cột “Mã”: còn trống"),
        (["CỜ", "danh hiệu tập thể", "Cờ"], "Dòng 2, cột “Mã”: “CỜ” chưa dùng được"),
        (["CO", "cờ", "Cờ"], "Dòng 2, cột “Loại”: “cờ” không có trong danh sách"),
        (["CO", "danh hiệu tập thể", "x" * 151], "Dòng 2, cột “Tên”: dài 151 ký tự, tối đa 150"),
        (["CO", "danh hiệu tập thể", "=1+1"], "Dòng 2, cột “Tên”: là công thức"),
        (["CO", "danh hiệu tập thể", "Cờ", "đầu năm"], "“đầu năm” chưa phải ngày"),
        (["CO", "danh hiệu tập thể", "Cờ", "1/7/2026", "30/6/2026"], "trước ngày bắt đầu áp dụng"),
        (["CO", "danh hiệu tập thể", "Cờ", "", "", 150, "CO"], "“150” chưa phải số nguyên"),
        (["CO", "danh hiệu tập thể", "Cờ", "", "", 15, ""], "đi liền với tỷ lệ tối đa"),
        (["CO", "danh hiệu tập thể", "Cờ", "", "", "15%", "LD"], "“LD” không phải mã"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_imported(
    awards: Callable[..., Result], office: Path, row: Row, sentence: str
) -> None:
    done = awards("import", write(office / "sai.xlsx", row))

    assert done.exit_code == 1
    assert sentence in done.output
    assert "Có 1 chỗ cần sửa, chưa có gì được nhập." in done.output


def test_a_code_given_twice_is_named(awards: Callable[..., Result], office: Path) -> None:
    rows = ["GK", "hình thức khen thưởng", "Giấy khen"], ["gk", "hình thức khen thưởng", "Giấy"]

    done = awards("import", write(office / "hai.xlsx", *rows))

    assert "Dòng 3, cột “Mã”: “GK” đã có ở dòng 2" in done.output


def test_a_file_that_is_no_workbook_of_awards_is_refused(
    awards: Callable[..., Result], office: Path
) -> None:
    (office / "van-ban.pdf").write_bytes(b"%PDF-1.7")
    bare = write(office / "thieu.xlsx", ["GK"], columns=("Mã",))

    assert "không phải Excel" in awards("import", "van-ban.pdf").output
    assert "thiếu các cột: “Loại”, “Tên”" in awards("import", bare).output
    assert "Không đọc được tệp khong-co.xlsx" in awards("import", "khong-co.xlsx").output
