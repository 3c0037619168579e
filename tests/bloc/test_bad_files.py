"""Every wrong file is refused in Vietnamese, all problems at once, with sheet and row."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.bloc_file import read_plan
from tests.bloc.conftest import refusal
from tests.support.sample_bloc import filled, sample

Problems = Callable[[Workbook], list[str]]

ROLES = (
    "cán bộ, lãnh đạo, trưởng khối, thư ký, phó trưởng khối, thường trực hội đồng, "
    "lãnh đạo phụ trách, quản trị"
)
CODES = "SKHCN, SXD, STC, SCT, SNNMT, BQLKCN, CCTK, NHNN"
BLOC, UNITS, PEOPLE = "Khối", "Đơn vị", "Người"

CASES = [
    (BLOC, "B2", None, "Khối, dòng 2: thiếu mã khối"),
    (
        BLOC,
        "B2",
        "K T N",
        'Khối, dòng 2: mã khối "K T N" chỉ được gồm chữ, số, dấu . - _ và không có dấu cách',
    ),
    (BLOC, "B3", "  ", "Khối, dòng 3: thiếu tên khối"),
    (BLOC, "B4", None, "Khối, dòng 4: thiếu cơ quan cấp trên"),
    (BLOC, "B3", "x" * 201, "Khối, dòng 3: tên khối dài 201 ký tự, tối đa 200"),
    (BLOC, "B6", 1999, "Khối, dòng 6: năm 1999 phải từ 2000 đến 2100"),
    (BLOC, "B6", "hai nghìn", 'Khối, dòng 6: năm "hai nghìn" phải là số nguyên'),
    (BLOC, "B6", 2027.5, 'Khối, dòng 6: năm "2027.5" phải là số nguyên'),
    (
        BLOC,
        "B11",
        "cuối tháng 2",
        (
            'Khối, dòng 11: hạn đăng ký nhiệm vụ "cuối tháng 2" không phải ngày; '
            "gõ dạng dd/mm/yyyy, ví dụ 26/02/2027"
        ),
    ),
    (
        BLOC,
        "B15",
        "7; 3 và 1",
        (
            'Khối, dòng 15: nhắc trước hạn (ngày làm việc) "7; 3 và 1" phải là các số ngày làm việc'
            " cách nhau dấu phẩy, ví dụ 7,3,1,0; tối đa 10 số, mỗi số từ 0 đến 60"
        ),
    ),
    (
        BLOC,
        "B16",
        "sáng",
        (
            'Khối, dòng 16: giờ gửi tin nhắc "sáng" không phải giờ; gõ dạng 07:30-17:30,'
            " giờ sau lớn hơn giờ trước"
        ),
    ),
    (
        BLOC,
        "B16",
        "06:00-08:00",
        'Khối, dòng 16: giờ gửi tin nhắc "06:00-08:00" quá ngắn; giờ kết thúc từ 09:00 trở đi',
    ),
    (
        BLOC,
        "B17",
        "8h-8h30",
        'Khối, dòng 17: giờ gửi thông báo "8h-8h30" quá ngắn; giờ kết thúc từ 09:00 trở đi',
    ),
    (
        BLOC,
        "B13",
        "30/02/2027",
        (
            'Khối, dòng 13: hạn ký giao ước "30/02/2027" không phải ngày; '
            "gõ dạng dd/mm/yyyy, ví dụ 26/02/2027"
        ),
    ),
    (
        BLOC,
        "B13",
        "15/03",
        (
            'Khối, dòng 13: hạn ký giao ước "15/03" không phải ngày; '
            "gõ dạng dd/mm/yyyy, ví dụ 26/02/2027"
        ),
    ),
    (BLOC, "B14", None, "Khối, dòng 14: thiếu hạn tham gia"),
    (BLOC, "B9", 0, "Khối, dòng 9: số điểm nhấn tối thiểu 0 phải từ 1 đến 50"),
    (BLOC, "B9", 4, "Khối, dòng 9: số điểm nhấn tối thiểu (4) không được hơn tối đa (3)"),
    (
        BLOC,
        "B10",
        11,
        "Khối, dòng 10: số điểm nhấn tối đa (11) không được hơn số nhiệm vụ mỗi đơn vị (10)",
    ),
    (BLOC, "A2", "Mã số", "Khối: thiếu mã khối"),
    (UNITS, "B4", "sxd", 'Đơn vị, dòng 4: mã đơn vị "SXD" đã dùng ở Đơn vị, dòng 3'),
    (UNITS, "A4", 2, "Đơn vị, dòng 4: thứ tự 2 đã dùng ở Đơn vị, dòng 3"),
    (UNITS, "A4", None, "Đơn vị, dòng 4: thiếu thứ tự"),
    (UNITS, "C4", None, "Đơn vị, dòng 4: thiếu tên đơn vị"),
    (UNITS, "C4", "x" * 201, "Đơn vị, dòng 4: tên đơn vị dài 201 ký tự, tối đa 200"),
    (
        UNITS,
        "D4",
        "trưởng khối",
        (
            "Đơn vị, dòng 4: đã có đơn vị trưởng khối ở Đơn vị, dòng 2; "
            'đúng một đơn vị là "trưởng khối"'
        ),
    ),
    (
        UNITS,
        "D4",
        "pho truong khoi",
        (
            "Đơn vị, dòng 4: đã có đơn vị phó trưởng khối ở Đơn vị, dòng 3; "
            'đúng một đơn vị là "phó trưởng khối"'
        ),
    ),
    (
        UNITS,
        "D3",
        "thành viên",
        'Đơn vị: chưa có đơn vị phó trưởng khối; đúng một đơn vị là "phó trưởng khối"',
    ),
    (
        UNITS,
        "D4",
        "uỷ viên",
        (
            'Đơn vị, dòng 4: vai trò trong khối "uỷ viên" không có; dùng một trong: '
            "thành viên, trưởng khối, phó trưởng khối"
        ),
    ),
    (
        PEOPLE,
        "D7",
        "giám đốc",
        f'Người, dòng 7: vai trò "giám đốc" không có; dùng một trong: {ROLES}',
    ),
    (PEOPLE, "D7", None, "Người, dòng 7: thiếu vai trò"),
    (PEOPLE, "B7", None, "Người, dòng 7: thiếu họ và tên"),
    (PEOPLE, "B7", "x" * 101, "Người, dòng 7: họ và tên dài 101 ký tự, tối đa 100"),
    (
        PEOPLE,
        "B7",
        date(2027, 1, 2),
        'Người, dòng 7: họ và tên "02/01/2027" phải là chữ; định dạng ô là Text rồi gõ lại',
    ),
    (PEOPLE, "C8", "SGD", f'Người, dòng 8: mã đơn vị "SGD" không có ở trang Đơn vị; có: {CODES}'),
    (PEOPLE, "C8", None, 'Người, dòng 8: vai trò "cán bộ" cần mã đơn vị'),
    (
        PEOPLE,
        "C5",
        "STC",
        'Người, dòng 5: vai trò "thư ký" phải thuộc đơn vị SKHCN, không phải STC',
    ),
    (
        PEOPLE,
        "C7",
        "STC",
        'Người, dòng 7: vai trò "phó trưởng khối" phải thuộc đơn vị SXD, không phải STC',
    ),
    (PEOPLE, "D9", "cán bộ", "Đơn vị, dòng 4: đơn vị STC chưa có lãnh đạo nào ở trang Người"),
    (
        PEOPLE,
        "F9",
        "TUQ",
        'Người, dòng 9: tư cách ký "TUQ" không có; dùng một trong: HEAD, Q, KT',
    ),
    (
        PEOPLE,
        "D3",
        "lãnh đạo",
        'Người, dòng 3: Đỗ Quang Vinh đã có vai trò "lãnh đạo" ở Người, dòng 2',
    ),
    (
        PEOPLE,
        "B3",
        "Đỗ Quang Vĩnh",
        (
            'Người, dòng 3: tên "Đỗ Quang Vĩnh" chỉ khác dấu với "Đỗ Quang Vinh" ở Người, dòng 2; '
            "một người thì viết y như nhau, hai người thì điền mã người"
        ),
    ),
    (
        PEOPLE,
        "B7",
        "=B6",
        (
            "Người, dòng 7: họ và tên là công thức chưa có giá trị; mở bằng Excel "
            "rồi lưu lại, hoặc gõ giá trị"
        ),
    ),
    (PEOPLE, "C7", "#N/A", "Người, dòng 7: mã đơn vị là ô lỗi #N/A; gõ lại giá trị"),
    (PEOPLE, "D1", "Chức danh", 'Người, dòng 1: thiếu cột "Vai trò"'),
    (UNITS, "C1", None, 'Đơn vị, dòng 1: thiếu cột "Tên đơn vị"'),
    (PEOPLE, "G1", "VAI TRO", 'Người, dòng 1: có hai cột "Vai trò"; giữ một cột'),
]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    CASES,
    ids=[f"{s}-{c}-{str(v)[:12]}" for s, c, v, _ in CASES],
)
def test_bad_cell_is_the_one_thing_named(
    workbook: Workbook, problems: Problems, sheet: str, cell: str, value: Any, said: str
) -> None:
    """One wrong cell gives exactly one sentence, with its sheet and row."""
    workbook[sheet][cell] = value

    assert problems(workbook) == [said]


def test_every_problem_is_named_at_once(workbook: Workbook, problems: Problems) -> None:
    """Problems come together and in reading order."""
    workbook["Khối"]["B6"] = "nay"
    workbook["Đơn vị"]["C4"] = None
    workbook["Người"]["D12"] = "sếp"
    workbook["Người"]["D9"] = "phó"

    assert [line.split(":")[0] for line in problems(workbook)] == [
        "Khối, dòng 6",
        "Đơn vị, dòng 4",
        "Người, dòng 9",
        "Người, dòng 12",
    ]


def test_person_code_belongs_to_one_person(workbook: Workbook, problems: Problems) -> None:
    """A code written beside two names is refused."""
    workbook["Người"]["A2"] = "P01"
    workbook["Người"]["A4"] = "p01"

    assert problems(workbook) == [
        'Người, dòng 4: mã người "P01" đã dùng cho Đỗ Quang Vinh ở Người, dòng 2'
    ]


def test_namesakes_need_codes(workbook: Workbook, problems: Problems) -> None:
    """Of two coded namesakes in a unit, a third row without a code could be either."""
    people = workbook["Người"]
    people["A2"], people["A4"], people["B4"] = "P01", "P02", "Đỗ Quang Vinh"

    assert problems(workbook) == [
        "Người, dòng 3: có hai người tên Đỗ Quang Vinh trong đơn vị; điền mã người cho dòng này"
    ]


@pytest.mark.parametrize(("n_units", "said"), [(2, True), (3, False), (20, False), (21, True)])
def test_bloc_has_three_to_twenty_units(
    tmp_path: Path, problems: Problems, n_units: int, said: bool
) -> None:
    content = sample()
    leader = content["person"][0]
    more = [{"position": n, "code": f"D{n}", "name": f"Đơn vị {n}"} for n in range(9, 22)]
    content["unit"] = [*content["unit"], *more][:n_units]
    content["person"] = [
        {**leader, "unit": unit["code"], "name": f"Người {unit['code']}"}
        for unit in content["unit"]
    ]
    workbook = filled(content)

    if said:
        assert problems(workbook) == [
            f"Đơn vị: có {n_units} đơn vị; một khối có từ 3 đến 20 đơn vị"
        ]
    else:
        workbook.save(tmp_path / "khoi.xlsx")
        assert len(read_plan(tmp_path / "khoi.xlsx")[0].units) == n_units


def test_missing_sheets_are_named(workbook: Workbook, problems: Problems) -> None:
    """What cannot be judged without the missing sheet is not called wrong."""
    del workbook["Khối"]
    del workbook["Đơn vị"]

    assert problems(workbook) == ['Tệp: thiếu trang "Khối"', 'Tệp: thiếu trang "Đơn vị"']


def test_empty_form_is_refused(problems: Problems) -> None:
    said = problems(filled({"bloc": {}, "deadlines": {}, "unit": [], "person": []}))

    assert said[0] == "Khối, dòng 2: thiếu mã khối"
    assert said[-2:] == ["Đơn vị: chưa có dòng nào", "Người: chưa có dòng nào"]


def test_too_many_rows_are_refused(workbook: Workbook, problems: Problems) -> None:
    for _ in range(1001):
        workbook["Người"].append([None, "Tên", "SXD", "cán bộ"])

    assert problems(workbook) == ["Người: có hơn 1000 dòng; bỏ dòng thừa rồi nhập"]


FILES = {
    "khoi.xls": (b"\xd0\xcf\x11\xe0", ("khoi.xls là tệp .xls đời cũ; mở bằng Excel hoặc "
                 "LibreOffice, lưu lại dạng .xlsx rồi nhập")),
    "khoi.xlsm": (b"PK", "khoi.xlsm có macro; lưu lại dạng .xlsx (không macro) rồi nhập"),
    "khoa.xlsx": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, ("khoa.xlsx đặt mật khẩu hoặc "
                  "không phải .xlsx thật; bỏ mật khẩu, lưu lại dạng .xlsx rồi nhập")),
    "hong.xlsx": (b"khong phai zip", ("hong.xlsx hỏng hoặc không phải tệp Excel .xlsx; mở lại, "
                  "lưu dạng .xlsx rồi nhập")),
    "rong.xlsx": (b"", ("rong.xlsx hỏng hoặc không phải tệp Excel .xlsx; mở lại, "
                  "lưu dạng .xlsx rồi nhập")),
    "khoi.docx": (b"PK", "khoi.docx không phải .xlsx hay .toml; lấy mẫu bằng giaouoc bloc template"),
    "sai.toml": (b"[bloc\n", ("sai.toml viết sai TOML: Expected ']' at the end of a table "
                 "declaration (at line 1, column 6)")),
    "khac.toml": ("[bloc]\nname = 'Khối'".encode("utf-16"), ("khac.toml không phải chữ UTF-8; "
                  "lưu lại dạng UTF-8 rồi nhập")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_foreign_file_is_refused(tmp_path: Path, name: str) -> None:
    content, said = FILES[name]
    (tmp_path / name).write_bytes(content)

    assert refusal(tmp_path / name) == [f"Tệp: {said}"]


def test_absent_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xlsx") == ["Tệp: không tìm thấy tệp a.xlsx"]


def test_macro_under_another_name_is_refused(workbook: Workbook, tmp_path: Path) -> None:
    path = tmp_path / "khoi.xlsx"
    workbook.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")

    assert refusal(path) == ["Tệp: khoi.xlsx có macro; lưu lại dạng .xlsx (không macro) rồi nhập"]


@pytest.mark.parametrize("kept", ["[Content_Types].xml", "xl/workbook.xml"])
def test_torn_workbook_is_refused(workbook: Workbook, tmp_path: Path, kept: str) -> None:
    """A zip that is no whole workbook is called broken, without a traceback."""
    workbook.save(tmp_path / "whole.xlsx")
    path = tmp_path / "khoi.xlsx"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(path, "w") as torn:
        torn.writestr(kept, whole.read(kept)[:200])

    assert refusal(path) == [
        "Tệp: khoi.xlsx hỏng hoặc không phải tệp Excel .xlsx; mở lại, lưu dạng .xlsx rồi nhập"
    ]


def test_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "to.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))

    assert refusal(path) == ["Tệp: to.xlsx quá lớn (trên 5 MB); bảng khối thi đua chỉ vài chục KB"]


def test_toml_names_table_and_key(tmp_path: Path) -> None:
    """A TOML file's mistakes are named by table, number and key."""
    path = tmp_path / "khoi.toml"
    path.write_text(
        'unit = 3\n[bloc]\ncode = "KTN"\nnam = 2027\n'
        '[deadlines]\nsign = "mai"\n[[person]]\nrole = "sếp"\n',
        encoding="utf-8",
    )

    said = refusal(path)

    assert '[[unit]]: "unit" phải viết dạng [[unit]]' in said
    assert "[bloc]: thiếu year" in said
    assert any(line.startswith('[bloc]: không có mục "nam"; có: code, name') for line in said)
    assert '[deadlines]: sign "mai" không phải ngày; gõ dạng dd/mm/yyyy, ví dụ 26/02/2027' in said
    assert f'[[person]] thứ 1: role "sếp" không có; dùng một trong: {ROLES}' in said
