"""Drafting a list: one by one, every answer saved at once (R1, R2)."""

import pytest

from storage.kinds import Role
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import TITLES, fill, sheet_of, submit
from tests.support.staffing import acts_too
from tests.support.world import World


async def begins_a_task(world: World, title: str = "Số hóa hồ sơ") -> None:
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Thêm nhiệm vụ")
    await world.officer.types(title)


async def test_a_task_is_entered_field_by_field(world: World) -> None:
    await begins_a_task(world)
    assert "Gõ chỉ tiêu, kèm đơn vị tính" in await world.officer.text()
    await world.officer.types("100% hồ sơ")
    assert "Gõ thời hạn hoàn thành nhiệm vụ 1" in await world.officer.text()
    await world.officer.types("30/9")

    text = await world.officer.text()
    assert "1. Số hóa hồ sơ – 100% hồ sơ – 30/09/2027" in text
    assert "1/10 nhiệm vụ · ⭐ 0 điểm nhấn (cần 1–3) · Nháp" in text
    assert "Còn thiếu 9 nhiệm vụ; thiếu 1 điểm nhấn" in text


async def test_who_acts_for_two_units_chooses_one(world: World) -> None:
    await acts_too(world, world.officer, "SCT", Role.OFFICER)
    await world.officer.opens("/nhiemvu")
    assert "Chọn đơn vị" in await world.officer.text()
    assert await world.officer.labels() == ["STC", "SCT", "Màn hình chính"]

    await world.officer.presses("SCT", "Thêm nhiệm vụ")
    await world.officer.types("Số hóa hồ sơ")

    assert [t.title for t in (await sheet_of(world, world.other)).tasks] == ["Số hóa hồ sơ"]
    await world.officer.opens("/nhiemvu")
    await world.officer.types("stc")
    assert "Chưa có nhiệm vụ nào" in await world.officer.text()


async def test_skipped_fields_stay_empty(web: World) -> None:
    await begins_a_task(web)

    await web.officer.presses("Bỏ qua", "Bỏ qua")

    assert "1. Số hóa hồ sơ\n" in await web.officer.text()


async def test_leaving_midway_keeps_what_was_saved(web: World) -> None:
    await begins_a_task(web)
    await web.officer.types("100% hồ sơ")

    await web.officer.presses("Dừng nhập")

    await web.officer.opens("/nhiemvu")
    assert "1. Số hóa hồ sơ – 100% hồ sơ\n" in await web.officer.text()


async def test_each_field_can_be_edited(world: World) -> None:
    await fill(world, world.officer, ["Số hóa hồ sơ"], starred=0)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1", "Sửa tên")
    assert "Hiện nay: Số hóa hồ sơ" in await world.officer.text()
    await world.officer.types("Số hóa toàn bộ hồ sơ")
    await world.officer.presses("Chỉ tiêu")
    await world.officer.types("95% đúng hạn")
    await world.officer.presses("Thời hạn")
    await world.officer.types("15-10-2027")

    text = await world.officer.text()
    assert text.startswith("Nhiệm vụ 1/10\nSố hóa toàn bộ hồ sơ")
    assert "Chỉ tiêu: 95% đúng hạn" in text
    assert "Thời hạn: 15/10/2027" in text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("mai", "chưa phải ngày tháng"),
        ("31/2", "chưa phải ngày tháng"),
        ("30/9/2026", "không thuộc năm thi đua 2027"),
    ],
)
async def test_a_date_that_is_none_is_asked_again(web: World, typed: str, why: str) -> None:
    await begins_a_task(web)
    await web.officer.presses("Bỏ qua")

    await web.officer.types(typed)
    assert why in await web.officer.text()
    assert await web.officer.labels() == ["Dừng nhập"]
    await web.officer.types("30.9")

    assert "1. Số hóa hồ sơ – 30/09/2027" in await web.officer.text()


@pytest.mark.rule(1)
async def test_a_fourth_highlight_is_refused_with_the_reason(web: World) -> None:
    await fill(web, web.officer, TITLES[:4], starred=3)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("4", "Chọn làm điểm nhấn")

    assert "Đã đủ 3 điểm nhấn: nhiệm vụ 1, 2, 3." in await web.officer.text()
    assert (await sheet_of(web, web.officer)).n_highlights == 3
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("1", "Bỏ điểm nhấn", "Mở danh mục", "4", "Chọn làm điểm nhấn")
    assert "Nhiệm vụ 4/10 ⭐ điểm nhấn" in await web.officer.text()


async def test_a_task_moves_up_and_down(world: World) -> None:
    await fill(world, world.officer, TITLES[:3], starred=0)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("3", "Chuyển lên", "Chuyển lên")
    assert "Chuyển lên" not in await world.officer.labels()
    await world.officer.presses("Chuyển xuống", "Mở danh mục")

    titles = [task.title for task in (await sheet_of(world, world.officer)).tasks]
    assert titles == ["Nhiệm vụ số 1", "Nhiệm vụ số 3", "Nhiệm vụ số 2"]


async def test_a_deleted_task_comes_back_as_it_was(world: World) -> None:
    await fill(world, world.officer, TITLES[:3], starred=2)
    before = await sheet_of(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("2", "Xóa")

    text = await world.officer.text()
    assert text.startswith("Đã xóa nhiệm vụ 2: Nhiệm vụ số 2.")
    assert "1. ⭐ Nhiệm vụ số 1\n2. Nhiệm vụ số 3" in text

    undo = await world.officer.holds("Hoàn tác")
    await world.officer.presses_held(undo, undo)
    assert (await sheet_of(world, world.officer)).tasks == before.tasks


@pytest.mark.rule(1)
async def test_a_task_comes_back_only_where_there_is_room(web: World) -> None:
    await fill(web, web.officer)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("10", "Xóa")
    undo = await web.officer.holds("Hoàn tác")
    await fill(web, web.leader, ["Nhiệm vụ khác"], starred=0)

    await web.officer.presses_held(undo)

    assert "đã đủ 10 nhiệm vụ" in await web.officer.text()


async def test_a_long_list_comes_in_pages(world: World) -> None:
    async def more(uow: UnitOfWork) -> None:
        cycle = await uow.blocs.cycle(world.stage.cycle_id)
        rules = {"tasks_per_unit": 12, "highlights_min": 1, "highlights_max": 3}
        await uow.blocs.save_cycle(cycle.bloc_id, cycle.year, {**rules, "theme": cycle.theme})

    await world.do(more)
    await fill(world, world.officer, [*TITLES, "Nhiệm vụ số 11", "Nhiệm vụ số 12"])
    await world.officer.opens("/nhiemvu")
    assert "Nhiệm vụ số 11" not in await world.officer.text()

    await world.officer.presses("Trang sau", "12")

    assert "Nhiệm vụ số 12" in await world.officer.text()


@pytest.mark.rule(1)
async def test_a_full_list_takes_no_eleventh_task(web: World) -> None:
    await fill(web, web.officer, TITLES[:9])
    await web.officer.opens("/nhiemvu")
    add = await web.officer.holds("Thêm nhiệm vụ")
    await fill(web, web.leader, ["Nhiệm vụ thứ mười"], starred=0)

    await web.officer.presses_held(add)
    assert "đã đủ 10 nhiệm vụ" in await web.officer.text()
    await web.officer.opens("/nhiemvu")
    assert "Thêm nhiệm vụ" not in await web.officer.labels()
    assert "Danh mục đã đủ, bấm “Kiểm tra và gửi”" in await web.officer.text()


async def test_a_question_that_can_no_longer_be_answered_is_closed(web: World) -> None:
    """What is asked again must be something that can be answered."""
    await fill(web, web.officer, TITLES[:9])
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Thêm nhiệm vụ")
    await fill(web, web.leader, ["Nhiệm vụ thứ mười"], starred=0)

    await web.officer.types("Nhiệm vụ thứ mười một")
    assert "đã đủ 10 nhiệm vụ" in await web.officer.text()
    await web.officer.types("Nhiệm vụ thứ mười một")
    assert "Chưa có câu hỏi nào" in await web.officer.text()


@pytest.mark.rule(1)
async def test_review_names_what_is_missing(web: World) -> None:
    await fill(web, web.officer, TITLES[:7], starred=0)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("Kiểm tra và gửi")

    text = await web.officer.text()
    assert "Chưa gửi được: thiếu 3 nhiệm vụ; thiếu 1 điểm nhấn" in text
    assert await web.officer.labels() == ["Mở danh mục"]


@pytest.mark.rule(1)
async def test_an_incomplete_list_cannot_be_sent_with_a_forged_button(web: World) -> None:
    await fill(web, web.officer, TITLES[:7])
    listed = (await sheet_of(web, web.officer)).submission

    await web.officer.forges(f"ksend1:{listed.id}:{listed.revision}")

    assert "Danh mục chưa gửi được" in await web.officer.text()
    assert (await sheet_of(web, web.officer)).submission.state.value == "draft"


async def test_a_sent_list_cannot_be_edited_by_an_old_button(world: World) -> None:
    await fill(world, world.officer)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")
    held = [await world.officer.holds(label) for label in ("Sửa tên", "Xóa", "Chuyển xuống")]
    await submit(world, world.officer)
    before = await sheet_of(world, world.officer)

    for button in held:
        await world.officer.presses_held(button)
        text = await world.officer.text()
        assert "đang ở bước “Chờ lãnh đạo”" in text

    assert await sheet_of(world, world.officer) == before


async def test_two_people_on_one_list_never_overwrite_each_other(world: World) -> None:
    """A press on a screen drawn before the other's change redraws and changes nothing."""
    await fill(world, world.officer, TITLES[:3], starred=0)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")
    star = await world.officer.holds("Chọn làm điểm nhấn")
    await world.leader.opens("/nhiemvu")
    await world.leader.presses("1", "Xóa")

    await world.officer.presses_held(star)
    assert f"đã được {world.leader.name} xóa" in await world.officer.text()
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")
    star = await world.officer.holds("Chọn làm điểm nhấn")
    await world.leader.opens("/nhiemvu")
    await world.leader.presses("2", "Chuyển lên")
    before = await sheet_of(world, world.officer)

    await world.officer.presses_held(star)

    assert "1. Nhiệm vụ số 3\n2. Nhiệm vụ số 2" in await world.officer.text()
    assert await sheet_of(world, world.officer) == before


async def test_an_answer_does_not_overwrite_what_somebody_wrote_meanwhile(web: World) -> None:
    await fill(web, web.officer, ["Số hóa hồ sơ"], starred=0)
    for person in (web.officer, web.leader):
        await person.opens("/nhiemvu")
        await person.presses("1", "Chỉ tiêu")
    await web.leader.types("100% hồ sơ")

    await web.officer.types("80% hồ sơ")

    text = await web.officer.text()
    assert f"{web.leader.name} vừa sửa chỉ tiêu" in text
    assert "Hiện nay: 100% hồ sơ\nĐồng chí gõ: 80% hồ sơ" in text
    (task,) = (await sheet_of(web, web.officer)).tasks
    assert task.target == "100% hồ sơ"

    await web.officer.types("Ghi nội dung của tôi")
    assert "Chỉ tiêu: 80% hồ sơ" in await web.officer.text()


async def test_what_somebody_wrote_meanwhile_can_be_kept(web: World) -> None:
    await fill(web, web.officer, ["Số hóa hồ sơ"], starred=0)
    for person in (web.officer, web.leader):
        await person.opens("/nhiemvu")
        await person.presses("1", "Chỉ tiêu")
    await web.leader.types("100% hồ sơ")
    await web.officer.types("80% hồ sơ")

    mine = await web.officer.holds("Ghi nội dung của tôi")
    await web.officer.presses("Giữ như hiện nay")
    await web.officer.presses_held(mine)

    (task,) = (await sheet_of(web, web.officer)).tasks
    assert task.target == "100% hồ sơ"


async def test_every_further_field_is_one_press_away_and_can_be_emptied(web: World) -> None:
    await fill(web, web.officer, ["Số hóa hồ sơ"], starred=0)
    await web.officer.opens("/nhiemvu")
    await web.officer.presses("1", "Mục khác", "Giải pháp")
    await web.officer.types("Rà soát quy trình.\nTập huấn cán bộ.")
    await web.officer.presses("Chủ trì")
    await web.officer.types("Văn phòng Sở")
    await web.officer.presses("Đơn vị tính")
    await web.officer.types("hồ sơ")

    text = await web.officer.text()
    assert "Giải pháp: Rà soát quy trình. Tập huấn cán bộ.\nChủ trì: Văn phòng Sở" in text
    assert "Chưa ghi: căn cứ, phối hợp, minh chứng, ghi chú" in text
    await web.officer.presses("Chủ trì", "Xóa nội dung này")
    (task,) = (await sheet_of(web, web.officer)).tasks
    assert (task.lead, task.target_unit) == ("", "hồ sơ")
    assert task.measures == "Rà soát quy trình.\nTập huấn cán bộ."


async def test_a_double_press_does_a_thing_once(world: World) -> None:
    await fill(world, world.officer, TITLES[:2], starred=0)
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")
    delete = await world.officer.holds("Xóa")

    await world.officer.presses_held(delete, delete)

    assert [t.title for t in (await sheet_of(world, world.officer)).tasks] == ["Nhiệm vụ số 2"]
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("1")
    star = await world.officer.holds("Chọn làm điểm nhấn")
    await world.officer.presses_held(star, star)
    assert (await sheet_of(world, world.officer)).n_highlights == 1
