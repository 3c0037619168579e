"""The bloc's criteria: a workbook in, versions kept, tasks pointed at them (R17)."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from messages import actions
from messages.documents.criteria_form import criteria_book
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import accepted, acting, fill, sheet_of
from tests.support.world import Person, World
from workflow import criteria_import
from workflow.criteria_import import Written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "tieu-chi.xlsx"
ROWS: tuple[tuple[Any, ...], ...] = (
    ("I. Nhiệm vụ chính trị", "1.1", "Hoàn thành nhiệm vụ trọng tâm", 60, "Trong thang"),
    ("", "1.2", "Giải quyết hồ sơ đúng hạn", "27,5", ""),
    ("II. Phong trào thi đua", "2.1", "Báo cáo đúng hạn", 12.5, ""),
    ("III. Điểm thưởng", "T1", "Có mô hình mới", 5, "Thưởng"),
)


def filled(*rows: tuple[Any, ...]) -> bytes:
    workbook = load_workbook(BytesIO(criteria_book()))
    page = workbook["Tiêu chí"]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            page.cell(number, column).value = value
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


async def begins(person: Person) -> None:
    await person.opens("/tieuchi")
    await person.presses("Gửi tệp tiêu chí")


async def imported(world: World, rows: tuple[tuple[Any, ...], ...] = ROWS) -> None:
    """Save criteria past the channels, as the newest version."""
    group = ""
    written = []
    for number, (name, code, text, points, kind) in enumerate(rows, start=2):
        group = name or group
        word = "bonus" if kind == "Thưởng" else "scale"
        written.append(Written(number, group, code, text, str(points), word))

    async def save(uow: UnitOfWork) -> None:
        chair = await acting(uow, world.chair)
        current = await uow.criteria.current(chair.cycle.id)
        file_id = await uow.files.add(NAME, XLSX, b"x", uow.now)
        version = current.version + 1 if current else 1
        await criteria_import.save(uow, chair, written, file_id, version)

    await world.do(save)


async def test_the_secretary_imports_criteria_and_a_unit_reads_them(world: World) -> None:
    await begins(world.secretary)
    assert (await world.secretary.shown()).files == ("Mẫu bộ tiêu chí 2027.xlsx",)
    form = await world.secretary.phone.downloads("Mẫu bộ tiêu chí 2027.xlsx")
    assert load_workbook(BytesIO(form)).sheetnames == ["Tiêu chí", "Hướng dẫn"]

    await world.secretary.sends(NAME, filled(*ROWS), XLSX)
    text = await world.secretary.text()
    assert "Đã đọc được 4 tiêu chí, chưa lưu" in text
    assert "I. Nhiệm vụ chính trị: 2 tiêu chí, 87,5 điểm" in text
    assert "Tổng thang điểm: 100." in text
    await world.officer.opens("/tieuchi")
    assert "Khối chưa có bộ tiêu chí" in await world.officer.text()

    await world.secretary.presses("Lưu bản 1")
    assert "Đã lưu bộ tiêu chí bản 1: 4 tiêu chí" in await world.secretary.text()

    await world.officer.opens("/tieuchi")
    assert "III. Điểm thưởng: 1 tiêu chí, thưởng 5 điểm" in await world.officer.text()
    assert "Gửi bản tiêu chí mới" not in await world.officer.labels()
    await world.officer.presses("Đọc tiêu chí")
    assert "1.2 – Giải quyết hồ sơ đúng hạn (27,5 điểm)" in await world.officer.text()


async def test_a_doubtful_row_is_named_and_the_corrected_file_is_taken(web: World) -> None:
    await begins(web.chair)
    await web.chair.sends(NAME, filled(ROWS[0], ("", "1.1", "Số hóa", "nhiều", "Khác")), XLSX)

    text = await web.chair.text()
    assert "Chưa lưu được: đề nghị sửa 1 dòng trong tệp Excel rồi gửi lại" in text
    assert "Dòng 3: mã “1.1” trùng dòng trên (ghi mã khác); điểm chưa đúng" in text
    assert await web.chair.labels() == ["Dừng nhập"]
    await web.chair.forges(actions.SaveCriteria(1).encode())
    assert await web.do(lambda uow: uow.criteria.current(web.stage.cycle_id)) is None

    await web.chair.sends(NAME, filled(*ROWS[:2]), XLSX)
    assert "thang điểm thường là 100 hoặc 1.000; vẫn lưu được" in await web.chair.text()
    await web.chair.presses("Dừng nhập")
    assert await web.do(lambda uow: uow.criteria.current(web.stage.cycle_id)) is None


async def test_a_wrong_file_or_a_text_leaves_the_question_open(world: World) -> None:
    await begins(world.chair)
    await world.chair.sends("tieu-chi.pdf", b"%PDF-1.7", "application/pdf")
    assert "không phải Excel" in await world.chair.text()
    await world.chair.sends("tieu-chi.xls", b"\xd0\xcf\x11\xe0", "application/vnd.ms-excel")
    assert "Excel đời cũ" in await world.chair.text()
    await world.chair.types("đây là tiêu chí")
    assert "Đang chờ một tệp" in await world.chair.text()
    await world.chair.sends(NAME, criteria_book(), XLSX)
    assert "Tiêu chí" in await world.chair.text()
    assert await world.chair.labels() == ["Dừng nhập"]

    await world.chair.sends(NAME, filled(*ROWS), XLSX)

    assert "Lưu bản 1" in await world.chair.labels()


async def test_a_new_version_keeps_the_older_and_the_same_again_is_refused(web: World) -> None:
    await imported(web)
    await web.chair.opens("/dieuhanh")
    await web.chair.presses("Tiêu chí thi đua", "Gửi bản tiêu chí mới")
    sent_out = await web.chair.phone.downloads("Bộ tiêu chí 2027, bản 1.xlsx")
    await web.chair.sends(NAME, sent_out, XLSX)
    assert "giống hệt bộ tiêu chí bản 1 đang dùng" in await web.chair.text()

    await web.chair.sends(NAME, filled(*ROWS[:3]), XLSX)
    await web.chair.presses("Lưu bản 2", "Tiêu chí thi đua", "Các bản tiêu chí", "Bản 1")

    text = await web.chair.text()
    assert "bản 1, đã được thay bằng bản 2" in text
    assert "III. Điểm thưởng" in text
    assert "Gửi bản tiêu chí mới" not in await web.chair.labels()


async def test_a_version_saved_meanwhile_by_another_is_not_overwritten(web: World) -> None:
    await begins(web.chair)
    await web.chair.sends(NAME, filled(*ROWS[:3]), XLSX)
    save = await web.chair.holds("Lưu bản 1")
    await imported(web)

    await web.chair.presses_held(save)

    assert "bản 1 vừa được người khác lưu" in await web.chair.text()


async def test_a_task_points_at_a_criterion_and_what_is_left_out_is_shown(world: World) -> None:
    await imported(world)
    await fill(world, world.officer, ["Số hóa hồ sơ"], starred=0)

    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1", "Mục khác", "Chọn tiêu chí")
    assert "2. 1.2 – Giải quyết hồ sơ đúng hạn (27,5 điểm)" in await world.officer.text()
    await world.officer.presses("2")

    assert (await sheet_of(world, world.officer)).tasks[0].criterion == "1.2"
    await world.officer.opens("/tieuchi")
    await world.officer.presses("Tiêu chí còn trống")
    text = await world.officer.text()
    assert "2/3 tiêu chí chưa có nhiệm vụ nào" in text
    assert "1.2" not in text

    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1", "Mục khác", "Chọn tiêu chí", "Bỏ tiêu chí")
    assert (await sheet_of(world, world.officer)).tasks[0].criterion == ""


async def test_a_registered_title_answers_to_a_criterion(web: World) -> None:
    await imported(web)
    await web.officer.opens("/dangky")
    await web.officer.presses("Danh hiệu tập thể", "2", "Mở bản đăng ký", "Gắn tiêu chí")
    assert "Tập thể lao động xuất sắc – chưa gắn" in await web.officer.text()
    await web.officer.presses("1", "3")

    assert "Tập thể lao động xuất sắc – tiêu chí 2.1" in await web.officer.text()
    await web.officer.opens("/lichsu")
    assert "Tập thể lao động xuất sắc, tiêu chí: để trống → 2.1" in await web.officer.text()


async def test_the_chair_sees_which_units_leave_criteria_out(web: World) -> None:
    await imported(web)
    await accepted(web, web.officer)

    await web.chair.opens("/tieuchi")
    await web.chair.presses("Tiêu chí còn trống")
    text = await web.chair.text()
    assert "STC: 3 tiêu chí" in text
    assert "SCT: chưa gửi danh mục" in text

    await web.chair.presses("STC")
    assert "3/3 tiêu chí chưa có nhiệm vụ nào" in await web.chair.text()


async def test_the_last_look_names_tasks_without_a_criterion(web: World) -> None:
    await imported(web)
    await fill(web, web.officer)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Kiểm tra và gửi")

    assert "chưa gắn tiêu chí thi đua" in await web.officer.text()


FORGED = (
    actions.AskCriteria(),
    actions.SaveCriteria(1),
    actions.OpenCoverage(0),
    actions.OpenCriteriaSet(99, 0),
    actions.FetchCriteria(99),
    actions.PickCriterion(99, 0),
    actions.ChooseCriterion(99, 1, 1),
    actions.OpenUncovered(99, 0),
    actions.OpenItemCriteria(99),
    actions.PickItemCriterion(99, 1, 0),
    actions.ChooseItemCriterion(99, 1, 1, 1),
)


async def test_forged_buttons_change_nothing(web: World) -> None:
    for action in FORGED:
        await web.officer.forges(action.encode())
        assert await web.officer.labels() == ["Màn hình chính"]
