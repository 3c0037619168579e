"""A released notice: held, stopped, paused, gone on with, sent again, corrected, exported."""

from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bot.channels.channel import Outgoing, Sent
from messages import actions
from messages.message import Message
from storage.kinds import Audience, DeliveryState, NoticeState, ObligationKind, Role
from storage.notices import Notice, Recipient
from storage.unit_of_work import UnitOfWork
from tests.support.rows import Rows
from tests.support.staffing import leaves, newcomer
from tests.support.world import Person, World
from workflow.audience import mark_of, people
from workflow.calendar import at_local
from workflow.send_time import HOLD

SUBJECT = "Đăng ký nhiệm vụ trước ngày 26/02"
BODY = "Đề nghị các đơn vị đăng ký 10 nhiệm vụ trọng tâm."
EVERYBODY = 16
NEWCOMER = "Lâm Thị Mỹ Duyên"


async def drafts(world: World, **changed: Any) -> int:
    """Put a draft of the chair in place; how it is written is tested elsewhere."""
    values = {
        "cycle_id": world.stage.cycle_id,
        "author_id": world.chair.id,
        "state": NoticeState.DRAFT,
        "revision": 1,
        "subject": SUBJECT,
        "body": BODY,
        "audience": Audience.ALL,
        "needs_confirmation": True,
        "created_at": world.clock.now(),
        "progress": {},
    }
    return await world.do(lambda uow: uow.notices.add({**values, **changed}))


async def lets_go(world: World, notice_id: int, revision: int = 1) -> None:
    """Let the chair send a draft to whom it is for now."""

    async def mark(uow: UnitOfWork) -> str:
        notice = await uow.notices.get(notice_id)
        assert notice is not None
        return mark_of(seat.person_id for seat in await people(uow, notice))

    send = actions.ReleaseNotice(notice_id, revision, await world.do(mark))
    await world.chair.forges(send.encode())


async def releases(world: World, **changed: Any) -> int:
    """Let the chair send a draft; the hold has not passed."""
    notice_id = await drafts(world, **changed)
    await lets_go(world, notice_id)
    return notice_id


async def sends(world: World, **changed: Any) -> int:
    notice_id = await releases(world, **changed)
    await world.departs()
    return notice_id


async def queues(world: World) -> None:
    """Let the hold pass and the notice leave, but no copy be carried yet."""
    world.clock.move(HOLD)
    await world.stage.app.ticks.follow()


async def known(world: World, notice_id: int) -> tuple[Notice, list[Recipient]]:
    async def look(uow: UnitOfWork) -> tuple[Notice, list[Recipient]]:
        notice = await uow.notices.get(notice_id)
        assert notice is not None
        return notice, await uow.notices.recipients(notice_id)

    return await world.do(look)


async def confirming(world: World, notice_id: int) -> int:
    """Count who owes the confirmation."""
    kind = ObligationKind.CONFIRM
    return len(await world.do(lambda uow: uow.obligations.find_open(kind, notice_id)))


async def screen(person: Person, words: str) -> str:
    """Return the newest of the bot's screens that holds the words."""
    return next(b.text for b in reversed(await person.said()) if words in b.text)


async def test_from_the_hold_to_the_last_confirmation(world: World) -> None:
    """One unit's only person has no account; on Telegram the officer blocks the bot besides."""
    await newcomer(world, "SCT", Role.OFFICER, NEWCOMER)
    await leaves(world, world.of("SCT", Role.LEADER), world.other)
    notice_id = await releases(world)
    assert "tới 15 người. Cần sửa thì bấm “Dừng”" in await world.chair.text()
    await world.chair.presses("Dừng")
    assert "Đã dừng, chưa gửi cho ai" in await world.chair.text()
    await world.departs()
    assert await world.officer.sees(SUBJECT) == 0

    n_blocked = int(await world.officer.phone.blocks())
    await lets_go(world, notice_id, 3)
    await queues(world)
    await pauses(world, notice_id)
    await reaches_the_rest(world, n_blocked)
    await corrects(world, notice_id)


async def pauses(world: World, notice_id: int) -> None:
    chair, leader = world.chair, world.leader
    await chair.forges(actions.PauseNotice(notice_id).encode())
    assert "Đang tạm dừng" in await chair.text()
    assert "15 người: đã xác nhận 0; kênh đã nhận 0; không tới được 1; chờ gửi 14." in (
        await chair.text()
    )
    await world.departs(timedelta(hours=1))
    assert await leader.sees(SUBJECT) == 0

    await chair.presses("Gửi tiếp")
    assert await leader.sees(SUBJECT) == 1


async def reaches_the_rest(world: World, n_blocked: int) -> None:
    """Look at the ledger, and send again to whom nothing reached."""
    chair, officer, leader = world.chair, world.officer, world.leader
    await chair.presses("Xem từng người")
    lines = (await screen(chair, "Kết quả gửi")).splitlines()
    assert f"kênh đã nhận {14 - n_blocked}; không tới được {1 + n_blocked}." in lines[1]
    assert f"• {NEWCOMER}, Sở Công Thương: không tới được" in lines[2 : 3 + n_blocked]

    await officer.types("/menu")
    await chair.presses("Quay lại", "Gửi lại người chưa nhận")
    if not n_blocked:
        # Whom nothing reached has no account.
        assert await chair.sees("Không còn ai để gửi lại") == 1
        await chair.presses("Xem kết quả gửi")
    assert await officer.sees(SUBJECT) == await leader.sees(SUBJECT) == 1
    await officer.presses("Đã đọc")
    await leader.presses("Đã đọc")


async def corrects(world: World, notice_id: int) -> None:
    """Correct the notice: everybody is asked anew, on the same screen."""
    chair, officer = world.chair, world.officer
    old = await world.of("SXD", Role.LEADER).holds("Đã đọc")
    await chair.presses("Sửa nội dung đã gửi")
    await chair.types(BODY)
    assert "giống hệt bản đã gửi" in await chair.text()
    await chair.types("Hạn mới: 28/02.")
    assert "Xem lại rồi bấm “Sửa 14 bản đã nhận”" in await chair.text()
    await chair.presses("Sửa 14 bản đã nhận")

    assert "Đã sửa 14 bản đã nhận" in await chair.text()
    assert await officer.sees("Hạn mới: 28/02.\nĐã sửa lúc 10:") == 1
    assert await officer.sees(BODY) == 0
    assert await officer.sees("Thông báo vừa được sửa lúc 10:") == 1
    assert await confirming(world, notice_id) == 15
    await world.of("SXD", Role.LEADER).presses_held(old)
    assert await confirming(world, notice_id) == 15, "pressed under the old words"
    assert await world.of("SXD", Role.LEADER).sees("Hạn mới: 28/02.") == 1
    await officer.presses("Đã đọc")
    assert await confirming(world, notice_id) == 14
    await officer.presses("Bản trước")
    assert "không còn hiệu lực (gửi lúc 09:" in await officer.text()
    assert BODY in await officer.text()
    await exports(world)


async def exports(world: World) -> None:
    chair = world.chair
    await chair.presses("Xem kết quả gửi", "Xem từng người", "Tải bảng Excel")
    (name,) = (await chair.shown()).files
    page = load_workbook(BytesIO(await chair.phone.downloads(name))).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=6)]
    assert rows[0][1:5] == ["Đơn vị", "Họ và tên", "Vai trò", "Kết quả"]
    assert rows[1][1:5] == ["Sở Công Thương", NEWCOMER, "Cán bộ phụ trách", "Không tới được"]
    assert rows[-1][2:5] == [world.officer.name, "Cán bộ phụ trách", "Đã xác nhận"]
    assert len(rows) == 1 + 15


async def takes_off(world: World) -> int:
    """Let the officer's copy be in flight and the others in line; return its delivery."""
    rows = Rows(Path(world.stage.app.storage.url.partition("///")[2]))
    ask = "SELECT id FROM outbox WHERE kind = 'notice' AND person_id = ?"
    ((delivery_id,),) = rows(ask, world.officer.id)
    await world.do(lambda uow: uow.line.start([delivery_id]))
    return int(delivery_id)


async def lands(world: World, delivery_id: int) -> None:
    """Let the officer's copy arrive with the words that it left with."""
    officer = world.officer
    account = (await world.do(lambda uow: uow.accounts.known([officer.id])))[officer.id]
    said = Message(f"{SUBJECT}\n{BODY}").to_json()
    outcome = await world.stage.app.web.send(Outgoing(delivery_id, account.external_id, said))
    assert isinstance(outcome, Sent)
    values = {"content": said, "message_id": outcome.message_id}
    await world.do(lambda uow: uow.outbox.settle(delivery_id, DeliveryState.SENT, values))


async def test_a_stop_in_the_second_it_leaves_stops_what_has_not(web: World) -> None:
    notice_id = await releases(web)
    await queues(web)
    in_flight = await takes_off(web)

    await web.chair.presses("Dừng")

    text = await web.chair.text()
    assert text.startswith("Đã dừng giữa chừng")
    assert "16 người: đã xác nhận 0; kênh đã nhận 0; chờ gửi 1; đã dừng 15." in text
    assert "1 bản đang trên đường khi dừng, có thể vẫn tới." in text
    assert await confirming(web, notice_id) == 1
    # It did not leave after all: it is stopped like the others.
    await web.do(lambda uow: uow.line.postpone(in_flight, uow.now, "later"))
    await web.departs()
    assert await web.officer.sees(SUBJECT) == await web.leader.sees(SUBJECT) == 0
    assert await confirming(web, notice_id) == 0
    await web.chair.presses("Xem từng người")
    assert "kênh đã nhận 0; đã dừng 16." in await web.chair.text()


async def test_a_copy_in_flight_with_the_old_words_is_edited_once_it_lands(web: World) -> None:
    officer, chair = web.officer, web.chair
    notice_id = await releases(web)
    await queues(web)
    in_flight = await takes_off(web)
    await chair.forges(actions.AskCorrection(notice_id, "subject").encode())
    await chair.types("Hạn mới: 28/02")
    await chair.presses("Sửa 15 bản đã nhận")
    assert await officer.said() == []

    await lands(web, in_flight)
    assert await officer.sees(SUBJECT) == 1
    await web.departs()

    assert await officer.sees(SUBJECT) == 0
    assert await officer.sees("Hạn mới: 28/02") == 2, "the copy, and the line that tells of it"
    assert "Đã gửi xong: Hạn mới: 28/02" in await screen(chair, "Đã gửi xong")


async def test_it_leaves_late_after_an_outage_in_the_hours_of_notices(web: World) -> None:
    planned = at_local(date(2027, 1, 6), time(14, 0))
    late, urgent = await drafts(web, send_at=planned), await drafts(web, is_urgent=True)
    await web.stage.until(date(2027, 1, 5), time(22, 0))
    await lets_go(web, late)
    assert "Sẽ gửi lúc 14:00 ngày 06/01/2027 tới 16 người" in await web.chair.text()
    await lets_go(web, urgent)
    await web.departs()
    assert await web.officer.sees(SUBJECT) == 1, "what is urgent leaves at night"

    await web.stage.until(date(2027, 1, 6), time(21, 30), asleep=True)
    assert await web.officer.sees(SUBJECT) == 1
    said = await screen(web.chair, "Sẽ gửi lúc 06:30 ngày 07/01/2027")
    assert "Lẽ ra gửi lúc 14:00 ngày 06/01/2027; hệ thống bị gián đoạn nên gửi muộn." in said
    await web.stage.until(date(2027, 1, 7), time(6, 31))

    assert await web.officer.sees(SUBJECT) == 2
    assert "Lẽ ra gửi lúc 14:00" in await screen(web.chair, "Đã gửi xong")


async def test_what_is_scheduled_can_be_sent_at_once_or_taken_back(web: World) -> None:
    planned = at_local(date(2027, 1, 6), time(14, 0))
    await releases(web, send_at=planned, author_id=web.secretary.id, state=NoticeState.OFFERED)
    await web.chair.presses("Hủy lịch")
    assert "lại chờ Trưởng khối xem và gửi" in await web.chair.text()
    await releases(web, send_at=planned)
    await web.chair.presses("Gửi ngay")
    assert "Cần sửa thì bấm “Dừng” trước lúc đó" in await web.chair.text()

    await web.departs()

    assert await web.officer.sees(SUBJECT) == 1


async def test_one_that_is_left_with_nobody_ends_and_says_so(web: World) -> None:
    notice_id = await releases(web, audience=Audience.LEADERS, units=[web.leader.unit.id])
    await leaves(web, web.leader)
    await web.departs()

    assert (await known(web, notice_id))[0].state is NoticeState.DISCARDED
    assert "Không gửi cho ai: đến lúc gửi không còn người" in await web.chair.text()


async def test_a_directive_is_its_givers_to_stop_and_the_chairs_to_see(web: World) -> None:
    patron, chair = web.patron, web.chair
    await patron.forges(actions.AskDirective().encode())
    await patron.types("Bám sát tiêu chí.")
    await patron.presses("Gửi ý kiến chỉ đạo", "Dừng")
    assert "Đã dừng, chưa gửi ý kiến chỉ đạo cho ai" in await patron.text()
    await patron.presses("Ý kiến chỉ đạo")
    await patron.types("Bám sát tiêu chí.")
    await patron.presses("Gửi ý kiến chỉ đạo")
    await web.departs()
    assert "Đã gửi xong: Ý kiến chỉ đạo" in await patron.text()
    assert await web.officer.sees("Bám sát tiêu chí.") == 1

    await chair.forges(actions.StopNotice(2).encode())
    assert "không làm được việc này" in await chair.text()
    await chair.forges(actions.OpenLedger(2, "all", 0).encode())
    assert "Kết quả gửi: Ý kiến chỉ đạo" in await chair.text()
    await web.officer.forges(actions.OpenLedger(2, "all", 0).encode())
    assert "không làm được việc này" in await web.officer.text()


async def test_the_ledger_tells_how_often_somebody_was_reminded(web: World) -> None:
    """Sent on Tuesday 05/01, to be confirmed by Friday: three reminders, and no more."""
    await sends(web)
    await web.stage.until(date(2027, 1, 15))
    await web.leader.presses("Đã đọc")
    await web.chair.presses("Xem từng người", "Chưa xác nhận (15)")

    text = await screen(web.chair, "Chưa xác nhận: 15 người.")
    assert f"{web.officer.name}, Sở Tài chính: kênh đã nhận (đã nhắc 3 lần)" in text
    assert web.leader.name not in text


async def test_a_copy_keeps_its_file_when_it_is_confirmed_and_corrected(world: World) -> None:
    async def attached(uow: UnitOfWork) -> int:
        return await uow.files.add("Kế hoạch.pdf", "application/pdf", b"%PDF-1.7", uow.now)

    file_id = await world.do(attached)
    notice_id = await drafts(world)
    await world.do(lambda uow: uow.notices.attach(notice_id, file_id))
    await lets_go(world, notice_id)
    await world.departs()
    await world.officer.presses("Đã đọc")
    assert await world.officer.phone.downloads("Kế hoạch.pdf") == b"%PDF-1.7"

    await world.chair.forges(actions.AskCorrection(notice_id, "body").encode())
    await world.chair.types("Hạn mới: 28/02.")
    await world.chair.presses(f"Sửa {EVERYBODY} bản đã nhận")

    assert await world.officer.sees("Hạn mới: 28/02.") == 1
    assert await world.officer.phone.downloads("Kế hoạch.pdf") == b"%PDF-1.7"


async def test_what_was_in_flight_at_a_pause_is_held_back_when_it_comes_back(web: World) -> None:
    notice_id = await releases(web)
    await queues(web)
    in_flight = await takes_off(web)
    pauses_twice = [actions.PauseNotice(notice_id).encode()] * 2
    n_shown = await web.chair.n_said()
    await web.chair.forges(*pauses_twice)
    assert await web.chair.n_said() == n_shown
    assert "Đang tạm dừng" in await web.chair.text()
    await web.do(lambda uow: uow.line.postpone(in_flight, uow.now, "later"))
    await web.departs(timedelta(hours=1))
    assert await web.officer.sees(SUBJECT) == 0

    await web.chair.presses("Gửi tiếp")

    assert await web.officer.sees(SUBJECT) == await web.leader.sees(SUBJECT) == 1
    assert (await known(web, notice_id))[0].state is NoticeState.SENT
