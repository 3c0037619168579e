"""Who signs as the unit's answer to the invitation declares: in text, grid, record (R7)."""

from datetime import date

import pytest

from messages.documents.signing_words import capacity
from storage.kinds import ObligationKind, Role, SignMode
from storage.people import NewAssignment
from storage.pledges import Signature
from storage.unit_of_work import UnitOfWork
from tests.handlers.test_conference import calls, postpones
from tests.handlers.test_pledge import signatures
from tests.support.prepared import acting, all_accepted
from tests.support.world import Person, World
from workflow import certificate, invite, pledge_paper
from workflow.paper_signer import Signer
from workflow.permission import actor_of

NAME, TITLE = "Nguyễn Văn Hùng", "Phó Giám đốc Sở"
HOW = "bổ sung vào danh sách khối và cấp mã tham gia"
PARTY = f"Sở Công Thương: {NAME}, {TITLE}, ký thay thủ trưởng"


async def declares(officer: Person) -> None:
    await officer.opens("/hoinghi")
    await officer.presses("Trả lời giấy mời", "Cử người dự thay")
    await officer.types(f"{NAME} – {TITLE}")
    await officer.presses("Người ký giao ước", "Người dự thay", "KT. Ký thay")


async def freezes(chair: Person) -> None:
    await chair.opens("/giaouoc")
    await chair.presses("Chốt và mở ký", "Chốt văn bản này")


async def in_the_grid(world: World, code: str) -> Signer:
    """Return who stands for the unit in the grid of the sheet."""

    async def look(uow: UnitOfWork) -> Signer:
        found = await pledge_paper.sheet(uow, await acting(uow, world.chair))
        who = next(who for unit, who in found.parties if unit.code == code)
        assert who is not None
        return who

    return await world.do(look)


async def deputy_joins(world: World, name: str = NAME) -> Person:
    """Let a deputy come into the bloc's file as a leader who signs for the head, and join."""

    async def seat(uow: UnitOfWork) -> str:
        cycle = await uow.blocs.cycle(world.stage.cycle_id)
        person_id = await uow.people.save(cycle.bloc_id, f"new-{name}", name)
        held = NewAssignment(
            cycle.id, world.officer.unit.id, person_id, Role.LEADER, TITLE, SignMode.FOR_HEAD
        )
        return await invite.issue(uow, await uow.people.assign(held, uow.now))

    deputy = world.stranger()
    await deputy.opens_invite(await world.do(seat))
    await deputy.presses("Đúng, là tôi", "Tôi đã đọc")
    return deputy


@pytest.mark.rule(7)
async def test_a_declared_signer_without_a_seat_stands_in_text_and_grid(
    accepted_web: World,
) -> None:
    world, leader = accepted_web, accepted_web.of("SCT", Role.LEADER)
    await calls(world.chair)
    await declares(world.other)
    assert f"{NAME}, {TITLE} (ký thay thủ trưởng)" in await world.other.text()
    assert HOW in await world.other.text()

    await world.chair.opens("/giaouoc")
    await world.chair.presses("Xem trước văn bản")
    assert PARTY in await world.chair.text()
    await freezes(world.chair)

    who = await in_the_grid(world, "SCT")
    assert (capacity(who), who.name) == (("KT. GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ"), NAME)
    assert f"Đơn vị đã báo người ký: {NAME}, {TITLE}, ký thay thủ trưởng" in await leader.text()
    assert HOW in await leader.text()
    assert NAME not in await world.leader.text()
    # The head may always sign, and then the record says so.
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    assert f"Đơn vị đã báo người ký: {NAME}" in await leader.text()
    await leader.types(leader.name)
    (signed,) = await signatures(world)
    assert (signed.full_name, signed.sign_mode) == (leader.name, SignMode.HEAD)
    assert (await in_the_grid(world, "SCT")).name == leader.name


async def test_an_old_preview_button_shows_the_text_that_stands(accepted_web: World) -> None:
    chair = accepted_web.chair
    await chair.opens("/giaouoc")
    old = [await chair.holds(label) for label in ("Xem trước văn bản", "Chốt và mở ký")]
    await freezes(chair)
    await chair.opens("/menu")

    for one in old:
        await chair.presses_held(one)
        assert await chair.sees("Đã ký 0/8 đơn vị")
        assert await chair.sees("chưa chốt") == 0


async def certified(world: World, signed: Signature) -> list[tuple[str, SignMode]]:
    """Return position and capacity on the signer's certificates."""

    async def look(uow: UnitOfWork) -> list[tuple[str, SignMode]]:
        assert signed.person_id is not None
        accounts = await uow.accounts.known([signed.person_id])
        actor = await actor_of(uow, accounts[signed.person_id])
        assert actor is not None
        found = await certificate.of_signer(uow, actor, signed.pledge_id)
        return [(one.position_title, one.sign_mode) for one in found]

    return await world.do(look)


@pytest.mark.rule(7)
async def test_a_deputy_with_a_seat_signs_for_the_head_as_declared(accepted_web: World) -> None:
    world = accepted_web
    await calls(world.chair)
    deputy = await deputy_joins(world)
    other = await deputy_joins(world, "Lê Thị Mai")
    assert (await in_the_grid(world, "STC")).name == world.leader.name
    await declares(world.officer)
    assert HOW not in await world.officer.text()
    await freezes(world.chair)
    assert HOW not in await deputy.text()

    await other.opens("/giaouoc")
    assert "Tôi ký" not in await other.labels()
    assert f"Đơn vị đã báo người ký: {NAME}" in await other.text()
    await other.forges("plsign1:1")
    assert f"đã báo đồng chí {NAME}" in await other.text()
    await deputy.opens("/giaouoc")
    await deputy.presses("Tôi ký")
    await deputy.types("nguyen van hung")

    assert f"Người ký: {NAME}, {TITLE} (Ký thay thủ trưởng)" in await deputy.text()
    (signed,) = await signatures(world)
    kept = (signed.full_name, signed.position_title, signed.sign_mode)
    assert kept == (NAME, TITLE, SignMode.FOR_HEAD)
    assert await certified(world, signed) == [(TITLE, SignMode.FOR_HEAD)]
    assert capacity(await in_the_grid(world, "STC")) == ("KT. GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ")


@pytest.mark.rule(7)
async def test_a_declared_signer_is_a_person_whatever_they_are_called(accepted_web: World) -> None:
    world = accepted_web
    await calls(world.chair)
    deputy = await deputy_joins(world)
    await declares(world.officer)

    async def rename(uow: UnitOfWork) -> int | None:
        cycle = await uow.blocs.cycle(world.stage.cycle_id)
        (said,) = (await uow.rsvps.newest(cycle.id)).values()
        await uow.people.save(cycle.bloc_id, f"new-{NAME}", "Nguyễn Mạnh Hùng")
        return said.signer_person_id

    assert await world.do(rename) is not None
    namesake = await deputy_joins(world, f"{NAME} ")
    await freezes(world.chair)

    await namesake.opens("/giaouoc")
    assert "Tôi ký" not in await namesake.labels()
    await deputy.opens("/giaouoc")
    assert "Đơn vị đã báo người ký: Nguyễn Mạnh Hùng" in await deputy.text()
    await deputy.presses("Tôi ký")
    await deputy.types("Nguyễn Mạnh Hùng")
    (signed,) = await signatures(world)
    assert (signed.full_name, signed.sign_mode) == ("Nguyễn Mạnh Hùng", SignMode.FOR_HEAD)


async def freezing_due(world: World) -> date | None:
    async def look(uow: UnitOfWork) -> date | None:
        (owed,) = await uow.obligations.find_open(ObligationKind.FREEZE, world.stage.cycle_id)
        return owed.due_on

    return await world.do(look)


async def test_freezing_is_due_on_the_day_of_the_conference_that_signs(web: World) -> None:
    await all_accepted(web)
    assert await freezing_due(web) == date(2027, 1, 8)
    await web.stage.until(date(2027, 1, 12))
    overdue = await web.chair.sees("chốt")

    await calls(web.chair)
    assert await freezing_due(web) == date(2027, 3, 15)
    await web.stage.until(date(2027, 1, 20), asleep=True)
    assert await web.chair.sees("chốt") == overdue

    await postpones(web.chair)
    await web.chair.presses("Dời, giữ hạn ký")
    assert await freezing_due(web) == date(2027, 3, 22)

    await web.chair.opens("/hoinghi")
    await web.chair.presses("Hủy hội nghị")
    await web.chair.types("Tỉnh triệu tập họp đột xuất.")
    assert await freezing_due(web) == date(2027, 1, 25)
