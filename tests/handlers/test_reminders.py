"""Duties on the clock: 7, 3, 1 and 0 working days before, 1 to 3 after, then the leader (R14)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bloc_file import read_plan
from bot.rehearsal.stage import BLOC_FILE
from storage.kinds import Answer, DeliveryState, Step
from storage.tables import outbox
from storage.unit_of_work import UnitOfWork
from tests.handlers.conftest import TemplateOf
from tests.handlers.test_notice import SUBJECT, composes
from tests.support.called import answers, called
from tests.support.prepared import accepted, declared, fill, frozen, sheet_of, submit
from tests.support.staffing import leaves
from tests.support.world import Person, World, open_world
from workflow.bloc import import_plan
from workflow.calendar import at_local, local

MARCH = date(2027, 3, 20)
OF_FINANCE = "duyệt danh mục nhiệm vụ trọng tâm của Sở Tài chính"


async def reminders_of(world: World, person: Person) -> list[datetime]:
    """Return when each reminder was delivered to the person, local."""

    async def look(uow: UnitOfWork) -> list[datetime]:
        sent = outbox.c.kind == "reminder", outbox.c.state == DeliveryState.SENT
        rows = await uow._connection.execute(
            select(outbox.c.settled_at)
            .where(*sent, outbox.c.person_id == person.id)
            .order_by(outbox.c.id)
        )
        return [local(row.settled_at) for row in rows]

    return await world.do(look)


async def days_of(world: World, person: Person) -> list[str]:
    return [f"{moment:%d/%m %H:%M}" for moment in await reminders_of(world, person)]


async def moves_deadline(world: World, step: Step, day: date) -> None:
    """Import the bloc anew with one other deadline."""
    plan, _ = read_plan(BLOC_FILE)
    moved = replace(plan, bloc=replace(plan.bloc, deadlines={**plan.bloc.deadlines, step: day}))

    async def act(uow: UnitOfWork) -> None:
        await import_plan(uow, moved)

    await world.do(act)


async def test_a_duty_is_reminded_on_its_days_then_its_leader_once(world: World) -> None:
    """The list is due on Friday 26/02/2027."""
    await declared(world, world.officer)
    await world.stage.until(MARCH)

    assert await days_of(world, world.officer) == [
        "17/02 08:00",
        "23/02 08:00",
        "25/02 08:00",
        "26/02 08:00",
        "01/03 08:00",
        "02/03 08:00",
        "03/03 08:00",
    ]
    assert await days_of(world, world.leader) == ["04/03 08:00"]
    assert await world.officer.sees("gửi danh mục nhiệm vụ trọng tâm: quá hạn 3 ngày làm việc") == 1
    assert await world.agency.sees("Nhắc đồng chí") == 0


async def test_a_reminder_says_why_and_opens_the_screen(world: World) -> None:
    await declared(world, world.officer)
    await world.stage.until(date(2027, 2, 17))

    text = await world.officer.text()
    assert text.startswith(
        "Nhắc đồng chí gửi danh mục nhiệm vụ trọng tâm: hạn 26/02/2027, còn 7 ngày làm việc"
    )
    assert "thôi nhắc khi đã gửi lãnh đạo duyệt" in text
    await world.officer.presses("1. Mở danh mục")
    assert "Chưa có nhiệm vụ nào." in await world.officer.text()
    assert await world.officer.sees("Nhắc đồng chí") == 1


async def test_one_message_a_day_however_many_duties(web: World) -> None:
    await declared(web, web.officer)
    chair = await composes(web)
    await web.stage.until(date(2027, 2, 22), asleep=True)
    await web.release(chair, 16)
    # Confirming is due on Thursday 25/02, the list on Friday: 25/02 reminds of both.
    await web.stage.until(date(2027, 2, 25))

    assert (await days_of(web, web.officer))[-1] == "25/02 08:00"
    text = next(b.text for b in reversed(await web.officer.said()) if "còn 2 việc" in b.text)
    assert "1. Xác nhận đã đọc" in text
    assert "2. Gửi danh mục nhiệm vụ trọng tâm" in text
    days = [moment.date() for moment in await reminders_of(web, web.officer)]
    assert len(days) == len(set(days))


async def test_nothing_leaves_on_days_off_or_at_night(web: World) -> None:
    """Tet 2027 falls on 06/02; the list is moved so that its reminders straddle it."""
    await moves_deadline(web, Step.KEY_TASKS, date(2027, 2, 12))
    hour = at_local(date(2027, 2, 1), time(0, 10))
    while hour < at_local(date(2027, 2, 13), time(0)):
        await web.stage.reach(hour, asleep=True)
        hour += timedelta(minutes=155)

    moments = await reminders_of(web, web.officer)
    assert len(moments) == 4
    for moment in moments:
        assert time(7, 30) <= moment.time() <= time(17, 30)
        assert moment.weekday() < 5
        assert not date(2027, 2, 5) <= moment.date() <= date(2027, 2, 9), "Tet"


async def test_after_an_outage_one_late_message_says_so(world: World) -> None:
    await world.stage.until(date(2027, 2, 16))
    await world.stage.until(date(2027, 2, 25), time(14, 0), asleep=True)

    assert await days_of(world, world.officer) == ["25/02 14:00"]
    assert "Tin nhắc này gửi muộn do hệ thống gián đoạn" in await world.officer.text()
    assert "còn 1 ngày làm việc" in await world.officer.text()


async def test_an_outage_into_the_night_is_made_up_for_in_the_morning(web: World) -> None:
    await web.stage.until(date(2027, 2, 16))
    await web.stage.until(date(2027, 2, 17), time(22, 0), asleep=True)
    assert await days_of(web, web.officer) == []

    await web.stage.until(date(2027, 2, 18), time(8, 5), asleep=True)

    assert await days_of(web, web.officer) == ["18/02 08:05"]


async def test_ticking_often_reminds_once(web: World) -> None:
    await web.stage.until(date(2027, 2, 17))
    for _ in range(10):
        await web.stage.app.ticks.remind()
        await web.stage.goes_on()

    assert await days_of(web, web.officer) == ["17/02 08:00"]
    assert await web.officer.sees("Nhắc đồng chí") == 1


@pytest.mark.parametrize("channel", ["web", "telegram"])
async def test_starting_again_on_the_same_day_reminds_nobody_twice(
    template_of: TemplateOf, tmp_path: Path, channel: str
) -> None:
    template = await template_of(channel, "joined")
    async with open_world(template, tmp_path) as first:
        await first.stage.until(date(2027, 2, 17))
        starts = first.clock.now()

    async with open_world(template, tmp_path, starts) as second:
        await second.stage.app.carrier.recover()
        await second.stage.until(date(2027, 2, 17), time(11, 0))

        assert await days_of(second, second.officer) == ["17/02 08:00"]


async def test_what_is_done_is_never_reminded_again(web: World) -> None:
    await declared(web, web.officer)
    await web.stage.until(date(2027, 2, 17))
    await fill(web, web.officer)
    await submit(web, web.officer)

    await web.stage.until(MARCH)

    assert await days_of(web, web.officer) == ["17/02 08:00"]
    assert len(await days_of(web, web.leader)) > 0, "now the leader owes the approval"


async def test_a_reminder_that_waits_is_withdrawn_when_its_duty_is_done(web: World) -> None:
    """It was queued at 08:00, and the list was sent before it could leave."""
    await declared(web, web.officer)
    await fill(web, web.officer)
    web.clock.set(at_local(date(2027, 2, 17), time(8, 0)))
    await web.stage.app.ticks.remind()
    await submit(web, web.officer)

    await web.stage.settle()

    assert await web.officer.sees("Nhắc đồng chí") == 0
    assert await web.other.sees("Nhắc đồng chí") == 1


async def test_a_moved_deadline_moves_the_reminders(web: World) -> None:
    await declared(web, web.officer)
    await web.stage.until(date(2027, 2, 16))

    await moves_deadline(web, Step.KEY_TASKS, date(2027, 3, 12))
    await web.stage.until(date(2027, 3, 4))

    assert await days_of(web, web.officer) == ["03/03 08:00"]
    assert "hạn 12/03/2027, còn 7 ngày làm việc" in await web.officer.text()
    await web.officer.opens("/nhiemvu")
    assert "chậm nhất ngày 12/03/2027" in await web.officer.text()


async def test_a_moved_signing_deadline_moves_the_duties_to_sign(web: World) -> None:
    await frozen(web)

    await moves_deadline(web, Step.SIGN, date(2027, 3, 31))

    await web.leader.opens("/viec")
    assert "hạn 31/03/2027" in await web.leader.text()


async def test_whoever_left_is_not_reminded_of_what_they_owed(web: World) -> None:
    chair = await composes(web)
    await web.release(chair, 16)
    await leaves(web, web.officer)

    await web.stage.until(date(2027, 1, 15))

    assert await days_of(web, web.officer) == []
    assert len(await days_of(web, web.other)) > 0
    assert SUBJECT in await web.other.text()


async def test_a_returned_list_gives_time_to_correct(web: World) -> None:
    """Returned on the last day: three working days to send it again, official date kept (R13)."""
    await web.stage.until(date(2027, 2, 26), asleep=True)
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Trả lại")
    await web.leader.types("Chọn nhiệm vụ sát chỉ tiêu tỉnh giao hơn.")

    assert "chậm nhất ngày 03/03/2027" in await web.officer.text()
    await web.stage.until(date(2027, 3, 3))
    assert (await days_of(web, web.officer))[-1] == "03/03 08:00"
    listed = (await sheet_of(web, web.officer)).submission
    assert listed.days_late == 0


async def test_deciding_is_owed_by_the_bloc_and_reminded(web: World) -> None:
    await fill(web, web.officer)
    await submit(web, web.officer)
    await web.leader.opens("/nhiemvu")
    await web.leader.presses("Duyệt")

    await web.stage.until(date(2027, 1, 8))

    assert await days_of(web, web.chair) == ["06/01 08:00", "07/01 08:00", "08/01 08:00"]
    assert await web.chair.sees(f"Nhắc đồng chí {OF_FINANCE}") == 2, (
        "on 06/01 the chair read only what changed"
    )
    assert OF_FINANCE in await web.chair.text()
    await accepted(web, web.other)
    await web.chair.opens("/viec")
    await web.chair.presses("1. Duyệt: Sở Tài chính", "Duyệt")
    await web.stage.until(date(2027, 1, 15))
    assert await web.chair.sees(f"Nhắc đồng chí {OF_FINANCE}") == 2


async def test_a_notice_is_repeated_three_times_at_most(web: World) -> None:
    """Sent on Tuesday 05/01, to be confirmed by Friday; later it is the chair's to see."""
    chair = await composes(web)
    await web.release(chair, 16)

    await web.stage.until(date(2027, 1, 29))

    assert await days_of(web, web.officer) == ["07/01 08:00", "08/01 08:00", "11/01 08:00"]
    assert await web.other.sees("xác nhận đã đọc") == 3
    assert await web.chair.sees("đã hết lượt: xác nhận đã đọc (") == 1


async def test_a_meeting_is_told_of_the_working_day_before_and_on_the_day(web: World) -> None:
    """Monday 15/03/2027, 14:00: Friday before it and Monday; one unit said that nobody comes."""
    now = web.stage.clock.now()
    held = await called(web, at_local(date(2027, 3, 15), time(14)) - now)
    await answers(web, held, web.other, Answer.ABSENT)
    line = "hội nghị: 14:00 thứ Hai, 15/03/2027; Hội trường tầng 2."
    await web.stage.until(date(2027, 3, 12), time(7))
    before = {one.id: len(await days_of(web, one)) for one in (web.secretary, web.leader)}

    await web.stage.until(MARCH)

    for person in (web.secretary, web.leader):
        days = await days_of(web, person)
        assert days[before[person.id] :][:2] == ["12/03 08:00", "15/03 08:00"]
        assert await person.sees("Nhắc đồng chí dự hội nghị") + await person.sees(line) == 2
    assert await web.agency.sees("dự hội nghị lúc 14:00 thứ Hai, 15/03/2027") == 1
    assert await web.agency.sees("dự hội nghị hôm nay, lúc 14:00 thứ Hai, 15/03/2027") == 1
    assert await web.other.sees("Hội trường tầng 2") == 0


async def test_a_meeting_postponed_since_is_not_told_of(web: World) -> None:
    held = await called(web, at_local(date(2027, 3, 15), time(14)) - web.stage.clock.now())
    await web.stage.until(date(2027, 3, 12), time(7))

    async def move(uow: UnitOfWork) -> None:
        moved = {"starts_at": at_local(date(2027, 3, 22), time(14)), "called_at": uow.now}
        await uow.conferences.touch(held, moved)

    await web.do(move)
    await web.stage.until(MARCH)
    assert await days_of(web, web.agency) == ["19/03 08:00"]
