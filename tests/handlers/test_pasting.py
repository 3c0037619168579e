"""A whole list in one message: shown as read, then saved whole or not at all (R1, R2)."""

from storage.kinds import Role, Standing
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import acting, fill, sheet_of
from tests.support.world import World

TEN = [
    f"{n}. {'⭐ ' if n < 3 else ''}Việc trọng tâm {n:03d} – {n * 9}% hồ sơ – {n}/9"
    for n in range(1, 11)
]


async def pastes(world: World, *texts: str) -> None:
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Nhập cả danh mục")
    await world.officer.types(*texts)


async def test_ten_tasks_are_registered_in_four_messages(world: World) -> None:
    await pastes(world, "\n".join(TEN))
    assert (await sheet_of(world, world.officer)).tasks == ()
    await world.officer.presses("Lưu 10 nhiệm vụ")

    text = await world.officer.text()
    assert "10/10 nhiệm vụ · ⭐ 2 điểm nhấn (cần 1–3) · Nháp" in text
    assert "1. ⭐ Việc trọng tâm 001 – 9% hồ sơ – 01/09/2027" in text
    assert "Kiểm tra và gửi" in await world.officer.labels()


async def test_a_list_that_comes_in_several_messages_is_read_as_one(world: World) -> None:
    await pastes(world, "\n".join(TEN[:4]), "\n".join(TEN[4:]))

    assert "Đã đọc được 10 nhiệm vụ, chưa lưu" in await world.officer.text()
    await world.officer.types("xong")
    assert "Đã đọc được 10 nhiệm vụ, chưa lưu" in await world.officer.text()
    assert "10. Việc trọng tâm 010 – 90% hồ sơ – 10/09/2027" in await world.officer.text()


async def test_a_paste_replaces_or_follows_what_is_there(world: World) -> None:
    await fill(world, world.officer, ["Việc cũ"], starred=0)
    await pastes(world, "\n".join(TEN[:2]))
    assert "Danh mục đang có 1 nhiệm vụ" in await world.officer.text()
    await world.officer.presses("Thêm vào cuối")
    assert [task.title for task in (await sheet_of(world, world.officer)).tasks] == [
        "Việc cũ",
        "Việc trọng tâm 001",
        "Việc trọng tâm 002",
    ]

    await pastes(world, TEN[2])
    await world.officer.presses("Thay cả danh mục")

    assert [task.title for task in (await sheet_of(world, world.officer)).tasks] == [
        "Việc trọng tâm 003"
    ]


async def test_more_rows_than_the_list_holds_save_nothing(web: World) -> None:
    await pastes(web, "\n".join([*TEN, "11. Việc thừa"]))

    text = await web.officer.text()
    assert "Chưa lưu được: đọc được 11 nhiệm vụ, danh mục chỉ nhận 10" in text
    assert "bỏ dòng 11" in text
    assert await web.officer.labels() == ["Trang sau", "Làm lại từ đầu", "Dừng nhập"]
    await web.officer.presses("Trang sau")
    assert "11. Việc thừa" in await web.officer.text()
    assert (await sheet_of(web, web.officer)).tasks == ()


async def test_a_doubtful_row_is_named_and_a_title_too_long_saves_nothing(web: World) -> None:
    await pastes(web, f"1. Số hóa – cuối năm\n2. {'dài ' * 80}")

    text = await web.officer.text()
    assert "đề nghị sửa dòng 2" in text
    assert "chưa ghi thời hạn: dòng 1 “cuối năm” (gợi ý 31/12/2027)" in text
    assert "Quá dài: dòng 2 Tên nhiệm vụ (tối đa 300 ký tự)." in text


async def test_pasting_again_begins_anew_and_leaving_changes_nothing(web: World) -> None:
    await pastes(web, TEN[0])
    await web.officer.presses("Làm lại từ đầu")
    await web.officer.types("\n".join(TEN[1:4]))
    assert "Đã đọc được 3 nhiệm vụ" in await web.officer.text()

    await web.officer.presses("Dừng nhập")

    assert (await sheet_of(web, web.officer)).tasks == ()


async def test_a_save_pressed_after_another_officers_change_saves_nothing(web: World) -> None:
    await pastes(web, "\n".join(TEN))
    save = await web.officer.holds("Lưu 10 nhiệm vụ")
    await fill(web, web.leader, ["Việc của lãnh đạo"], starred=0)

    await web.officer.presses_held(save)

    assert [task.title for task in (await sheet_of(web, web.officer)).tasks] == [
        "Việc của lãnh đạo"
    ]
    text = await web.officer.text()
    assert "Chưa lưu: danh mục vừa được sửa. Xem lại 10 nhiệm vụ đã đọc" in text
    assert "Danh mục nay có 1 nhiệm vụ (Việc của lãnh đạo); thay cả danh mục thì" in text

    await web.officer.presses("Thay cả danh mục")

    assert len((await sheet_of(web, web.officer)).tasks) == len(TEN)


async def test_a_taken_date_stays_taken_when_more_is_pasted(web: World) -> None:
    await pastes(web, "1. Số hóa – cuối năm")
    await web.officer.presses("Ghi hạn gợi ý (1)")
    await web.officer.types("2. Làm cầu – quý I")

    text = await web.officer.text()
    assert "1. Số hóa – 31/12/2027" in text
    assert "dòng 2 “quý I” (gợi ý 31/03/2027)" in text
    assert "Ghi hạn gợi ý (1)" in await web.officer.labels()


async def test_rows_read_for_one_year_are_not_saved_into_the_next(web: World) -> None:
    await pastes(web, TEN[0])
    save = await web.officer.holds("Lưu 1 nhiệm vụ")
    await begin_next_year(web)

    await web.officer.presses_held(save)
    assert "là của danh mục trước, chưa lưu vì" in await web.officer.text()
    await web.officer.types(TEN[1])
    assert "là của danh mục trước, chưa lưu vì" in await web.officer.text()

    assert (await sheet_of(web, web.officer)).tasks == ()


async def begin_next_year(world: World) -> None:
    """Let the officer go on in a cycle of the next year."""

    async def write(uow: UnitOfWork) -> None:
        actor, unit = await acting(uow, world.officer), world.officer.unit
        rules = {"theme": "", "tasks_per_unit": 10, "highlights_min": 1, "highlights_max": 3}
        cycle_id = await uow.blocs.save_cycle(actor.cycle.bloc_id, 2028, rules)
        await uow.units.save_membership(cycle_id, unit.id, position=1, standing=Standing.MEMBER)
        seat = NewAssignment(cycle_id, unit.id, world.officer.id, Role.OFFICER, "Chuyên viên")
        await uow.people.assign(seat, uow.now)

    await world.do(write)


async def test_an_old_save_button_after_leaving_saves_nothing(world: World) -> None:
    await pastes(world, TEN[0])
    save = await world.officer.holds("Lưu 1 nhiệm vụ")
    await world.officer.presses("Dừng nhập")

    await world.officer.presses_held(save)

    assert (await sheet_of(world, world.officer)).tasks == ()


async def test_what_a_paste_replaced_stays_in_the_history(web: World) -> None:
    await fill(web, web.officer, ["Việc cũ"], starred=0)
    await pastes(web, TEN[0])
    await web.officer.presses("Thay cả danh mục")

    await web.officer.opens("/lichsu")

    assert "dán danh mục nhiệm vụ" in await web.officer.text()
