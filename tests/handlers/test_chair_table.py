"""The chair's table: how far each unit is, who is missing what, one press to remind exactly those."""

from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from messages import actions
from storage.kinds import Answer, Role
from storage.unit_of_work import UnitOfWork
from tests.support.called import answers, called
from tests.support.prepared import approve, fill, submit
from tests.support.staffing import leaves, newcomer
from tests.support.world import Person, World
from workflow.calendar import local

OVERDUE = date(2027, 3, 2)
REMINDED = "Trưởng khối nhắc: đồng chí"


def officers(world: World, besides: tuple[str, ...] = ()) -> list[Person]:
    codes = [unit.code for unit in world.stage.units if unit.code not in besides]
    return [world.of(code, Role.OFFICER) for code in codes]


async def test_the_chair_reminds_exactly_who_still_owes_a_step(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)

    await world.chair.opens("/dieuhanh")
    assert (await world.chair.text()).startswith("Tình hình các đơn vị – năm 2027")
    await world.chair.presses("Theo từng bước", "2. Nhiệm vụ")
    text = await world.chair.text()
    assert text.startswith("Nhiệm vụ: xong 0/8 đơn vị")
    assert f"1. STC: chờ lãnh đạo, hạn 08/01/2027 – {world.leader.name}" in text
    await world.chair.presses("Nhắc những đơn vị này")
    text = await world.chair.text()
    assert text.startswith("Nhắc 8 người của 8 đơn vị gửi danh mục nhiệm vụ?")
    assert f"STC: {world.leader.name}" in text
    assert "Tin đi ngay" in text
    twice = await world.chair.holds("Nhắc 8 người")
    await world.chair.presses("Nhắc 8 người")
    assert (await world.chair.text()).startswith("Đang nhắc 8 người của 8 đơn vị")
    await world.chair.presses_held(twice)

    for person in (world.leader, *officers(world, ("STC",))):
        assert await person.sees(REMINDED) == 1, person.name
    assert await world.officer.sees(REMINDED) == 0
    text = (await world.leader.shown()).text
    assert text.startswith("Nhắc đồng chí duyệt danh mục nhiệm vụ trọng tâm của đơn vị: hạn 08/01")
    assert "thôi nhắc khi đã duyệt hoặc trả lại" in text
    await world.leader.presses("1. Xem và duyệt")
    assert "Đề nghị duyệt hoặc trả lại danh mục" in await world.leader.text()
    assert "Lúc này không còn ai để nhắc" in await world.chair.text()
    assert f", đồng chí {world.chair.name} nhắc)" in await world.chair.text()


async def test_what_is_done_before_it_leaves_is_not_reminded(web: World) -> None:
    await web.stage.until(date(2027, 2, 26), time(19, 0))
    await web.secretary.opens("/dieuhanh")
    await web.secretary.presses("Theo từng bước", "2. Nhiệm vụ", "Nhắc những đơn vị này")
    text = await web.secretary.text()
    assert "Ngoài giờ nhắc: tin sẽ đi lúc 07:30 ngày 01/03/2027" in text
    await web.secretary.presses("Nhắc 8 người")
    assert "Sẽ nhắc lúc 07:30 ngày 01/03/2027: 8 người của 8 đơn vị" in await web.secretary.text()
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.stage.until(date(2027, 3, 1), time(7, 40))

    assert await web.officer.sees("Thư ký khối nhắc") == 0
    assert await web.other.sees("Thư ký khối nhắc") == 1


async def troubled(world: World) -> datetime:
    """Let a unit stay away, lose its leader and get somebody new; return when, local."""
    meeting = await called(world)
    await answers(world, meeting, world.leader, Answer.ABSENT)

    async def lose(uow: UnitOfWork) -> None:
        account = (await uow.accounts.known([world.leader.id]))[world.leader.id]
        await uow.accounts.mark_unreachable(account.id, uow.now)

    await world.do(lose)
    await newcomer(world, world.officer.unit.code, Role.OFFICER, "Đinh Công Mới")
    return local(world.clock.now())


async def test_a_unit_is_seen_whole_and_reminded_of_all_it_owes(web: World) -> None:
    """Late at the lists, silent to the invitation; its leader blocked us."""
    lost_at = await troubled(web)
    await web.stage.until(OVERDUE, time(9, 0))

    await web.chair.opens("/dieuhanh")
    first, *rest = (await web.chair.text()).splitlines()
    assert first == "Tình hình các đơn vị; 8 đơn vị trễ hạn; 1 người không tới được – năm 2027"
    assert "3. STC: xong 1/4; nhiệm vụ: trễ 2 ngày; " in rest[2]
    await web.chair.presses("STC")
    text = await web.chair.text()
    assert "Tham gia: mới 2/3 người – Đinh Công Mới (chưa tham gia)" in text
    assert f"trễ 2 ngày, hạn 26/02/2027 – {web.officer.name}" in text
    assert f"Giấy mời: báo vắng, ngày {lost_at:%d/%m/%Y}" in text
    assert f"Không tới được: {web.leader.name}, đã chặn tin từ {lost_at:%H:%M ngày %d/%m}" in text
    await web.chair.presses("Nhắc đơn vị này")
    text = await web.chair.text()
    assert text.startswith(f"Nhắc 1 người của {web.officer.unit.name} làm mọi việc còn nợ?")
    await web.chair.presses("Nhắc 1 người", "Trở lại đơn vị")
    reminder = next(b.text for b in await web.officer.said() if REMINDED in b.text)
    assert "1. Gửi danh mục nhiệm vụ trọng tâm – quá hạn 2 ngày làm việc" in reminder
    assert "2. Gửi bản đăng ký thi đua" in reminder
    await web.chair.presses("Xem lịch sử")
    assert (
        f"{web.chair.name} (Trưởng khối) nhắc làm mọi việc còn nợ, 1 người"
        in await web.chair.text()
    )
    await web.other.opens("/lichsu")
    assert "nhắc làm mọi việc" not in await web.other.text()


async def test_readers_read_and_nobody_reminds_in_the_chairs_place(web: World) -> None:
    forged = actions.SendChase("key_tasks", 0, "f" * 8).encode()
    for person in (web.agency, web.patron, web.deputy):
        await person.opens("/dieuhanh")
        await person.presses("Theo từng bước", "2. Nhiệm vụ")
        assert "Nhắc những đơn vị này" not in await person.labels()
        await person.presses("1")
        assert "Nhắc đơn vị này" not in await person.labels()
    for person in (web.agency, web.patron, web.deputy, web.officer):
        await person.forges(forged)
        assert "không làm được việc này" in await person.text()
    await web.chair.forges(forged)
    assert (await web.chair.text()).startswith("Nhắc 8 người của 8 đơn vị")
    assert await web.other.sees(REMINDED) == 0


async def test_the_table_goes_out_as_a_picture_and_as_a_workbook(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await approve(world, world.leader)
    await world.agency.opens("/dieuhanh")
    await world.agency.presses("Ảnh bảng tình hình")
    (name,) = (await world.agency.shown()).files
    assert name == "Bang tinh hinh 05-01-2027.png"
    assert (await world.agency.phone.downloads(name)).startswith(b"\x89PNG")

    await world.agency.presses("Điều hành", "Theo từng bước", "Bảng tình hình Excel")
    (name,) = (await world.agency.shown()).files
    book = load_workbook(BytesIO(await world.agency.phone.downloads(name)))
    table, duties = book.worksheets
    rows = {row[1]: row for row in table.iter_rows(min_row=6, values_only=True)}
    assert rows["STC"][3:] == ("2/2 người", "chờ Trưởng khối", "chưa gửi")
    owed = [row[1:] for row in duties.iter_rows(min_row=6, values_only=True)]
    assert ("Sở Công Thương", "Gửi danh mục nhiệm vụ trọng tâm", world.other.name) in [
        row[:3] for row in owed
    ]
    assert all(row[4:] == (0, 0) for row in owed)
    assert table.print_title_rows
    assert table.page_setup.fitToWidth == 1


async def test_what_a_leaver_did_not_confirm_is_waited_for_no_more(web: World) -> None:
    chair = web.chair
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    await chair.types("Đăng ký nhiệm vụ trước ngày 05/03", "Đề nghị các đơn vị làm.")
    await web.release(chair, 16)
    leader = web.of(web.other.unit.code, Role.LEADER)
    await leader.presses("Đã đọc")
    await leaves(web, web.other)

    await chair.opens("/dieuhanh")
    await chair.presses("Theo từng bước", "4. Đọc thông báo")
    text = await chair.text()
    assert f"{web.other.unit.code}: 1/1 bản" in text
    assert "Cần gọi điện" not in text
    await chair.presses("Nhắc những đơn vị này")
    assert web.other.unit.code not in await chair.text()
