"""The rehearsal page from the outside: parts of others, the clock, the phones."""

from datetime import time
from pathlib import Path

from sqlalchemy import text

from bot.rehearsal import acts, conferring, registering
from bot.rehearsal.acts import typed
from bot.rehearsal.cast import DAY
from bot.rehearsal.stage import Player
from messages.render import label
from storage.kinds import Choice, Role
from tests.rehearsal.conftest import Visit, visiting
from workflow.calendar import at_local
from workflow.outage import AWAY


async def test_a_whole_cycle_with_one_unit_played_by_hand(visit: Visit) -> None:
    officer, leader = visit.player(Role.OFFICER), visit.player(Role.LEADER)
    stage, own = visit.live.stage, visit.own
    await acts.join(stage, officer)
    await acts.join(stage, leader)
    deputy_officer = await begin_list_by_hand(visit)

    assert await visit.plays("register") == "2 đơn vị đã đăng ký và được duyệt."
    await deputy_officer.types("/nhiemvu")
    assert "10/10" in await deputy_officer.last()
    assert "1. ⭐ Nhiệm vụ gõ tay" in await deputy_officer.last()
    assert "Chưa chốt được" in await visit.plays("freeze")
    assert own.name in await visit.plays("freeze")
    await registering.register(stage, own)
    await registering.approve(stage, own)
    assert await visit.plays("accept") == "Đã duyệt 1 bản."
    assert "chưa được chốt" in await visit.plays("sign")
    assert await visit.plays("freeze") == "Đã chốt giao ước và mở ký."

    first = await visit.plays("sign")
    await acts.sign(stage, own)
    last = await visit.plays("sign")

    assert await _newest_certificate_opens(visit)
    assert first == f"1 đơn vị vừa ký. Trưởng khối ký sau cùng, còn chờ: {own.name}."
    assert last == "1 đơn vị vừa ký giao ước."
    assert (await visit.state())["tally"].endswith("Duyệt 3/3 danh mục · Ký 3/3 đơn vị")
    assert await visit.plays("register") == "Không còn việc nào để làm thay."
    assert await visit.plays("freeze") == "Không còn việc nào để làm thay."
    assert await visit.plays("sign") == "Không còn việc nào để làm thay."


async def test_the_conference_with_one_unit_played_by_hand(visit: Visit) -> None:
    stage, leader = visit.live.stage, visit.player(Role.LEADER)
    assert await visit.plays("check_in") == "Hội nghị chưa được triệu tập hoặc đã kết thúc."
    assert await visit.plays("answer") == "2 đơn vị vừa trả lời giấy mời."
    assert await visit.plays("answer") == "Không còn việc nào để làm thay."
    await acts.join(stage, leader)
    assert "mở lúc 13:00 ngày 15/03/2027" in await visit.plays("check_in")
    assert await visit.plays("vote") == "Chưa mở được biểu quyết: còn thiếu 2 đơn vị có mặt."

    stage.clock.set(at_local(DAY, time(13, 30)))
    assert await visit.plays("check_in") == "2 đơn vị vừa điểm danh."
    await conferring.check_in(leader)
    assert await visit.plays("check_in") == "Không còn việc nào để làm thay."

    assert "còn chờ phiếu của đơn vị đồng chí" in await visit.plays("vote")
    await conferring.open_ballot(leader)
    await conferring.cast(leader, Choice.DISAGREE)
    assert await visit.plays("vote") == "Các đơn vị đã bỏ phiếu xong, biểu quyết đã đóng."
    assert "Thông qua: 2/3 đơn vị có mặt đồng ý" in await leader.last()
    assert await visit.plays("vote") == "Không còn việc nào để làm thay."


async def test_a_vote_stays_open_while_somebody_plays_the_chair(visit: Visit) -> None:
    stage, chair = visit.live.stage, visit.live.stage.holding(Role.CHAIR)
    await visit.plays("answer")
    await acts.join(stage, visit.player(Role.LEADER))
    stage.clock.set(at_local(DAY, time(13, 30)))
    await visit.plays("check_in")
    await conferring.check_in(visit.player(Role.LEADER))
    assert "còn chờ phiếu của đơn vị đồng chí" in await visit.plays("vote")
    await conferring.open_ballot(visit.player(Role.LEADER))
    await conferring.cast(visit.player(Role.LEADER), Choice.AGREE)

    await (await visit.takes(chair)).types("/viec")
    assert "đồng chí đóng trên điện thoại của Trưởng khối" in await visit.plays("vote")
    await conferring.close_vote(chair)
    assert await visit.plays("vote") == "Không còn việc nào để làm thay."


async def test_no_other_signs_for_a_unit_whose_phone_is_in_use(visit: Visit) -> None:
    stage = visit.live.stage
    deputy, chair = stage.holding(Role.DEPUTY), stage.holding(Role.CHAIR)
    assert deputy.unit is not None
    await visit.asks("part", {"part": "register", "own": None})
    await visit.plays("freeze")

    await (await visit.takes(deputy)).types("/viec")
    said = await visit.plays("sign")
    assert said.startswith("0 đơn vị vừa ký. Trưởng khối ký sau cùng, còn chờ:")
    assert deputy.unit.name in said
    await (await visit.takes(chair)).types("/viec")
    said = await visit.plays("sign")
    assert said.startswith("0 đơn vị vừa ký. Đơn vị đồng chí đang thao tác thì tự ký:")
    assert deputy.unit.name in said
    assert (await visit.state())["tally"].endswith("Ký 0/3 đơn vị")
    everything = await visit.asks("part", {"part": "sign", "own": None})
    assert everything == "3 đơn vị vừa ký giao ước."


async def test_a_kept_rehearsal_goes_on_with_its_people_and_clock_and_finds_the_outage(
    tmp_path: Path,
) -> None:
    async with visiting(tmp_path) as visit:
        officer = visit.player(Role.OFFICER)
        await acts.join(visit.live.stage, officer)
        await visit.asks("clock", {"by": "day"})
        await officer.types("/nhiemvu")
        await officer.presses(label("key_task.add"))
        stopped_at = visit.live.stage.clock.now()

    clock = tmp_path / "clock"
    clock.write_text(str(float(clock.read_text()) + AWAY.total_seconds() * 2))
    async with visiting(tmp_path) as visit:
        await visit.live.stage.settle()
        assert visit.live.stage.clock.now() - stopped_at >= AWAY * 2
        assert list((await visit.state())["accounts"]) == [str(officer.person_id)]
        phone = await visit.takes(officer)
        while "gián đoạn" not in (await phone.reads())[-1].text:
            visit.live.stage.clock.move(AWAY / 10)
            await visit.live.stage.settle()


async def begin_list_by_hand(visit: Visit) -> Player:
    """Enter one task on the deputy unit's phone and leave in the middle of a question."""
    deputy = visit.live.stage.holding(Role.DEPUTY).unit
    assert deputy is not None
    officer = visit.live.stage.of(deputy, Role.OFFICER)
    await acts.join(visit.live.stage, officer)
    await officer.types("/nhiemvu")
    await officer.presses(label("key_task.add"))
    await officer.types("Nhiệm vụ gõ tay", "01 kế hoạch")
    return officer


async def test_everybody_joins_but_the_own_unit_and_twice_is_harmless(visit: Visit) -> None:
    first = await visit.plays("join")
    again = await visit.plays("join")

    own = {str(visit.player(role).person_id) for role in (Role.OFFICER, Role.LEADER)}
    joined = set((await visit.state())["accounts"])
    assert first == "7 người vừa tham gia."
    assert again == "Không còn việc nào để làm thay."
    assert joined == {str(p.person_id) for p in visit.live.stage.players} - own


async def test_notice_is_written_once_and_confirmed_by_the_others(visit: Visit) -> None:
    await acts.join(visit.live.stage, visit.player(Role.OFFICER))

    first = await visit.plays("notice")
    again = await visit.plays("notice")

    assert first == "Thông báo đã gửi, 4 người vừa xác nhận."
    assert again == "Không còn việc nào để làm thay."
    said = [bubble.text for bubble in await visit.player(Role.OFFICER).phone.reads()]
    assert sum(text.startswith(typed("notice.subject")) for text in said) == 1


async def test_chair_unit_is_left_to_the_one_who_plays_it(visit: Visit) -> None:
    chair = visit.live.stage.holding(Role.CHAIR)
    assert chair.unit is not None

    said = await visit.plays("notice", own=chair.unit.id)

    assert "Đồng chí đang đóng vai đơn vị Trưởng khối" in said
    assert str(chair.person_id) not in (await visit.state())["accounts"]


async def test_clock_moves_to_the_next_reminder_and_sends_it(visit: Visit) -> None:
    await visit.asks("part", {"part": "join", "own": None})
    opening = await visit.state()

    said = await visit.asks("clock", {"by": "reminder"})

    reached = await visit.state()
    assert opening["now"] == "thứ Hai, 04/01/2027 08:30"
    assert opening["next"] == reached["now"]
    assert reached["now"].endswith(" 08:00")
    assert said == "Đã gửi 4 tin nhắc.", "one of them is the chair's digest"
    for officer in (p for p in visit.live.stage.players if Role.OFFICER in p.roles):
        assert (await officer.last()).startswith(typed("seen.reminder"))


async def test_who_has_not_joined_gets_no_reminder_but_the_chair_reads_of_them(
    visit: Visit,
) -> None:
    await visit.plays("join")

    said = await visit.asks("clock", {"by": "reminder"})

    assert said == "Đã gửi 2 tin nhắc."
    chair = visit.live.stage.holding(Role.CHAIR)
    assert "tin nhắc không tới hoặc đã hết lượt: tham gia hệ thống (" in await chair.last()
    assert (await visit.state())["now"] == "thứ Tư, 20/01/2027 08:00"


async def test_days_and_hours_pass(visit: Visit) -> None:
    for step in ("day", "day", "day", "hour"):
        await visit.asks("clock", {"by": step})

    assert (await visit.state())["now"] == "thứ Năm, 07/01/2027 09:30"


async def test_only_one_thing_at_a_time(visit: Visit) -> None:
    begun = await visit.page.post("part", json={"part": "join", "own": None})
    refused = await visit.page.post("clock", json={"by": "day"})
    await visit.live.finished()

    assert (begun.status_code, refused.status_code) == (200, 409)
    assert refused.json()["doing"]
    state = await visit.state()
    assert state["said"] == "9 người vừa tham gia."
    assert state["now"].endswith("04/01/2027 08:30")


async def test_phone_of_a_newcomer_is_an_invite_and_then_the_chat(visit: Visit) -> None:
    officer = visit.player(Role.OFFICER)
    door = f"phone/{officer.person_id}/door"

    invite = await visit.page.get(door, follow_redirects=True)
    await visit.plays("join", own=visit.live.stage.units[0].id)
    chat = await visit.page.get(door, follow_redirects=True)

    assert f"/phone/{officer.person_id}/j/" in str(invite.url)
    assert "Đồng chí được mời" in invite.text
    assert str(chat.url).endswith(f"/phone/{officer.person_id}/")
    account = (await visit.state())["accounts"][str(officer.person_id)]
    assert f'data-chat="{account}"' in chat.text
    assert (await visit.page.get("phone/999/door")).status_code == 404


async def test_an_invite_link_written_in_a_chat_opens_on_a_phone_of_its_own(visit: Visit) -> None:
    code = await visit.live.stage.code_for(visit.player(Role.OFFICER))

    invite = await visit.page.get(f"j/{code}", follow_redirects=True)

    assert invite.status_code == 200
    assert code in invite.text


async def test_page_says_that_it_is_a_rehearsal_and_frames_only_itself(visit: Visit) -> None:
    page = await visit.page.get("")

    assert "Buổi diễn tập – dữ liệu giả, không gửi ra ngoài" in page.text
    assert "frame-src 'self'" in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert all(player.name in page.text for player in visit.live.stage.players)


async def test_another_host_or_page_or_an_unknown_wish_is_refused(visit: Visit) -> None:
    rebound = await visit.page.get("state", headers={"Host": "bloc.example"})
    foreign = await visit.page.post(
        "part", json={"part": "join"}, headers={"Origin": "http://bloc.example"}
    )
    wishes = [{"part": "x"}, {"part": "join", "own": 99}, {"part": "join", "own": [1]}, [1], {}]
    unknown = [await visit.page.post("part", json=wish) for wish in wishes]
    unknown += [await visit.page.post("clock", json={"by": "year"})]

    assert rebound.status_code == 400
    assert foreign.status_code == 403
    assert [answer.status_code for answer in unknown] == [400] * 6


async def _newest_certificate_opens(visit: Visit) -> bool:
    """Tell whether the address printed on it leads to a page, outside of any phone."""
    async with visit.live.stage.app.storage.begin() as uow:
        found = await uow._connection.execute(text("SELECT code FROM certificate ORDER BY id DESC"))
        code = found.scalar()
    return (await visit.page.get(f"v/{code}")).is_success
