"""Deadlines extended by the chair's side: shown, granted, told, reminded anew (R13)."""

from datetime import date, time

from storage.extensions import Extension
from storage.kinds import Step
from storage.unit_of_work import UnitOfWork
from tests.handlers.test_reminders import days_of, moves_deadline
from tests.support.prepared import declared, fill, frozen, sheet_of, submit
from tests.support.world import Person, World
from workflow.calendar import at_local

REASON = "Các đơn vị tập trung phục vụ kỳ họp của tỉnh."


async def extensions(world: World) -> list[Extension]:
    async def look(uow: UnitOfWork) -> list[Extension]:
        return await uow.extensions.of_cycle(world.stage.cycle_id)

    return await world.do(look)


async def proposes(person: Person, *labels: str, day: str = "12/3", reason: str = REASON) -> None:
    """Walk up to the last press."""
    await person.opens("/dieuhanh")
    await person.presses("Thời hạn", *labels)
    await person.types(day, reason)


async def test_the_list_is_extended_for_all_and_everybody_is_told(world: World) -> None:
    await proposes(world.chair, "2. Danh mục nhiệm vụ", "Tất cả đơn vị", day="5/3")
    preview = await world.chair.text()
    assert "Áp dụng cho: tất cả 8 đơn vị" in preview
    assert "Hạn đang áp dụng: 26/02/2027\nHạn mới: 05/03/2027" in preview
    assert await extensions(world) == []

    await world.chair.presses("Gia hạn")

    assert "Đã gia hạn gửi danh mục nhiệm vụ trọng tâm đến 05/03/2027" in await world.chair.text()
    for person in (world.officer, world.leader):
        told = await person.text()
        assert "được gia hạn gửi danh mục nhiệm vụ trọng tâm đến 05/03/2027" in told
        assert "Hạn chính thức: 26/02/2027" in told
        assert f"Lý do: {REASON}" in told
        assert f"đồng chí {world.chair.name}, Trưởng khối" in told
    assert await world.agency.sees("gia hạn") == 0
    await world.officer.presses("Mở danh mục")
    assert (
        "chậm nhất ngày 05/03/2027 (gia hạn; hạn chính thức 26/02/2027)"
    ) in await world.officer.text()
    await world.chair.presses("Thời hạn")
    assert "05/03/2027 (gia hạn; hạn chính thức 26/02/2027)" in await world.chair.text()


async def test_the_secretary_extends_for_one_unit_and_no_other_is_touched(world: World) -> None:
    """Everything is typed, as after an outage."""
    await world.secretary.types(
        "dieu hanh", "thoi han", "2. danh muc nhiem vu", "3", "12/3", REASON, "gia han"
    )

    (granted,) = await extensions(world)
    assert (granted.unit_id, granted.due_on) == (world.officer.unit.id, date(2027, 3, 12))
    assert await world.officer.sees("được gia hạn") == 1
    assert await world.other.sees("được gia hạn") == 0
    await world.officer.opens("/viec")
    assert "hạn 12/03/2027" in await world.officer.text()
    await world.other.opens("/viec")
    assert "hạn 26/02/2027" in await world.other.text()
    await world.leader.opens("/lichsu")
    assert (
        f"{world.secretary.name} (Thư ký khối) gia hạn gửi danh mục nhiệm vụ trọng tâm"
        " từ 26/02/2027 đến 12/03/2027 – Các đơn vị tập trung"
    ) in await world.leader.text()
    await world.other.opens("/lichsu")
    assert "gia hạn" not in await world.other.text()


async def test_a_wrong_date_or_a_short_reason_is_answered_and_asked_again(web: World) -> None:
    chair = web.chair
    await chair.opens("/dieuhanh")
    await chair.presses("Thời hạn", "2. Danh mục nhiệm vụ", "Tất cả đơn vị")
    for typed, answer in (
        ("cuối tháng", "chưa phải ngày tháng"),
        ("5/3/2028", "không thuộc năm thi đua"),
        ("26/2", "không muộn hơn hạn đang áp dụng là 26/02/2027"),
        ("20/02/2027", "không muộn hơn"),
    ):
        await chair.types(typed)
        assert answer in await chair.text(), typed
    await chair.types("13/03/2027", "Bận")
    assert "ít nhất 10 ký tự" in await chair.text()

    await chair.types(REASON)

    assert "13/03/2027 (ngày nghỉ, tính hết ngày làm việc 15/03/2027)" in await chair.text()
    await chair.types("Chờ kế hoạch của Ủy ban nhân dân tỉnh.")
    assert "Lý do: Chờ kế hoạch của Ủy ban" in await chair.text()
    await chair.presses("Gia hạn")
    assert [one.reason for one in await extensions(web)] == [
        "Chờ kế hoạch của Ủy ban nhân dân tỉnh."
    ]


async def test_leaving_at_any_step_or_pressing_twice_saves_nothing_more(web: World) -> None:
    chair = web.chair
    await proposes(chair, "2. Danh mục nhiệm vụ", "3")
    grant = await chair.holds("Gia hạn")
    await chair.presses("Dừng nhập")
    await chair.presses_held(grant)
    assert await extensions(web) == []

    await proposes(chair, "2. Danh mục nhiệm vụ", "4")
    await chair.presses_held(grant)
    assert await extensions(web) == []
    assert await chair.sees("Chưa gia hạn") == 1

    await proposes(chair, "2. Danh mục nhiệm vụ", "3")
    again = await chair.holds("Gia hạn")
    await chair.presses_held(again, again)
    assert len(await extensions(web)) == 1
    assert await web.officer.sees("được gia hạn") == 1


async def test_the_second_of_two_sees_what_the_first_granted(web: World) -> None:
    await proposes(web.chair, "2. Danh mục nhiệm vụ", "Tất cả đơn vị", day="12/3")
    await proposes(web.secretary, "2. Danh mục nhiệm vụ", "Tất cả đơn vị", day="5/3")
    await web.chair.presses("Gia hạn")

    await web.secretary.presses("Gia hạn")

    text = await web.secretary.text()
    assert "Chưa gia hạn" in text
    assert f"Hạn đang áp dụng: 12/03/2027, đồng chí {web.chair.name} gia hạn" in text
    assert len(await extensions(web)) == 1
    await web.secretary.types("19/3", REASON)
    await web.secretary.presses("Gia hạn")
    assert [one.due_on.day for one in await extensions(web)] == [12, 19]


async def test_after_the_deadline_reminders_follow_the_new_date_and_the_stamp_tells_from_it(
    web: World,
) -> None:
    """Overdue since 26/02, extended on 02/03 to 12/03, sent on 15/03: one working day late."""
    await declared(web, web.officer)
    await web.stage.until(date(2027, 3, 2))
    await proposes(web.chair, "2. Danh mục nhiệm vụ", "3")
    await web.chair.presses("Gia hạn")

    await web.stage.until(date(2027, 3, 15))

    assert (await days_of(web, web.officer))[-5:] == [
        "03/03 08:00",
        "09/03 08:00",
        "11/03 08:00",
        "12/03 08:00",
        "15/03 08:00",
    ]
    assert await days_of(web, web.leader) == []
    await fill(web, web.officer)
    await submit(web, web.officer)
    sheet = await sheet_of(web, web.officer)
    assert sheet.submission.days_late == 1
    assert (sheet.due.official, sheet.due.on) == (date(2027, 2, 26), date(2027, 3, 12))


async def test_a_late_stamp_stays_when_the_deadline_is_extended_afterwards(web: World) -> None:
    await web.stage.until(date(2027, 3, 2), asleep=True)
    await fill(web, web.officer)
    await submit(web, web.officer)

    await proposes(web.chair, "2. Danh mục nhiệm vụ", "3")
    await web.chair.presses("Gia hạn")

    assert (await sheet_of(web, web.officer)).submission.days_late == 2


async def test_a_reminder_that_waits_is_not_said_for_the_old_date(web: World) -> None:
    """It was queued at 08:00, and the deadline was extended before it could leave."""
    await declared(web, web.officer)
    await proposes(web.chair, "2. Danh mục nhiệm vụ", "3")
    web.clock.set(at_local(date(2027, 2, 17), time(8, 0)))
    await web.stage.app.ticks.remind()

    await web.chair.presses("Gia hạn")
    await web.stage.settle()

    assert await web.officer.sees("Nhắc đồng chí") == 0
    assert await web.other.sees("Nhắc đồng chí") == 1


async def test_another_import_keeps_what_was_extended(web: World) -> None:
    await proposes(web.chair, "2. Danh mục nhiệm vụ", "3", day="19/3")
    await web.chair.presses("Gia hạn")

    await moves_deadline(web, Step.KEY_TASKS, date(2027, 3, 12))

    await web.officer.opens("/viec")
    assert "hạn 19/03/2027" in await web.officer.text()
    await web.other.opens("/viec")
    assert "hạn 12/03/2027" in await web.other.text()


async def test_signing_is_extended_where_it_is_owed(web: World) -> None:
    await frozen(web)
    await proposes(web.chair, "4. Ký giao ước", "3", day="22/3")
    await web.chair.presses("Gia hạn")

    await web.leader.opens("/viec")
    assert "hạn 22/03/2027" in await web.leader.text()
    await web.leader.opens("/giaouoc")
    assert "22/03/2027" in await web.leader.text()


async def test_only_the_chairs_side_extends_and_the_others_read(web: World) -> None:
    await web.agency.opens("/dieuhanh")
    await web.agency.presses("Thời hạn")
    assert "2. Gửi danh mục nhiệm vụ trọng tâm: 26/02/2027" in await web.agency.text()
    assert await web.agency.labels() == ["Điều hành"]

    for person in (web.agency, web.deputy, web.officer):
        await person.forges("dlfor1:key_tasks:0", "dlday1:key_tasks:0", "dlday1:nonsense:0")
        assert "không làm được việc này" in await person.text()
