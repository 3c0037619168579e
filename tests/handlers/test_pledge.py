"""The pledge: frozen once, read, signed in two steps, the chair unit last (R7, R8)."""

import hashlib
import re

import pytest

from storage.kinds import Role
from storage.pledges import Signature
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import accepted, all_accepted, fill, signed_by, submit
from tests.support.staffing import acts_too
from tests.support.world import Person, World

TEXT_FILE = "giao-uoc-ktn-2027.txt"


async def signatures(world: World) -> list[Signature]:
    async def look(uow: UnitOfWork) -> list[Signature]:
        found = await uow.pledges.current(world.stage.cycle_id)
        return await uow.pledges.signatures(found.id) if found else []

    return await world.do(look)


def leaders(world: World) -> list[Person]:
    """Return the leader of each unit, the chair unit's last."""
    first, *others = [world.of(unit.code, Role.LEADER) for unit in world.stage.units]
    return [*others, first]


async def test_the_chair_owes_the_freezing_once_the_last_list_is_approved(world: World) -> None:
    await all_accepted(world, besides=world.officer)
    await fill(world, world.officer)
    await submit(world, world.officer)
    await world.leader.opens("/viec")
    await world.leader.presses("1. Xem và duyệt", "Duyệt")
    await world.chair.opens("/viec")
    assert "chốt văn bản giao ước" not in (await world.chair.text()).lower()

    await world.chair.presses("1. Duyệt: Sở Tài chính", "Duyệt")

    assert "Nhiệm vụ của tất cả các đơn vị đã được duyệt" in await world.chair.text()
    await world.chair.opens("/viec")
    assert "Chốt văn bản giao ước để mở ký" in await world.chair.text()
    await world.chair.presses("1. Chốt giao ước", "Chốt và mở ký", "Chốt văn bản này")
    await world.chair.opens("/viec")
    assert "Chốt văn bản giao ước" not in await world.chair.text()


async def test_no_text_is_frozen_without_a_theme(accepted_world: World) -> None:

    async def forget_theme(uow: UnitOfWork) -> None:
        cycle = await uow.blocs.cycle(accepted_world.stage.cycle_id)
        await uow.blocs.save_cycle(cycle.bloc_id, cycle.year, {"theme": ""})

    await accepted_world.do(forget_theme)

    await accepted_world.chair.opens("/giaouoc")

    assert "khối chưa có chủ đề thi đua năm 2027" in await accepted_world.chair.text()
    assert "Chốt và mở ký" not in await accepted_world.chair.labels()


async def test_before_freezing_each_role_sees_what_is_theirs(web: World) -> None:
    await accepted(web, web.officer)

    await web.chair.opens("/giaouoc")
    assert "Chưa chốt được giao ước: còn 7 đơn vị chưa được duyệt" in await web.chair.text()
    assert "• Sở Xây dựng" in await web.chair.text()
    assert "• Sở Tài chính" not in await web.chair.text()
    editors = ["Xem trước văn bản", "🖨 Bản in (.docx)", "Soạn văn bản", "Màn hình chính"]
    assert await web.chair.labels() == editors
    await web.secretary.opens("/giaouoc")
    assert await web.secretary.labels() == editors
    for person in (web.officer, web.leader, web.agency):
        await person.opens("/giaouoc")
        assert "chưa mở ký" in await person.text()
        assert await person.labels() == ["Màn hình chính"]


async def test_freezing_is_refused_while_a_list_is_missing(web: World) -> None:
    await accepted(web, web.officer)
    await fill(web, web.other)
    await submit(web, web.other)

    await web.chair.opens("/giaouoc")
    await web.chair.forges("plaskf1")
    await web.chair.presses("Chốt văn bản này")

    assert "còn 7 đơn vị chưa được duyệt nhiệm vụ" in await web.chair.text()
    assert "• Sở Công Thương" in await web.chair.text()
    await web.leader.opens("/giaouoc")
    assert "chưa mở ký" in await web.leader.text()


@pytest.mark.rule(7)
async def test_the_chair_reads_freezes_and_every_other_leader_is_asked(
    accepted_world: World,
) -> None:
    chair = accepted_world.chair
    await chair.opens("/giaouoc")
    await chair.presses("Xem trước văn bản")
    assert "Bản xem trước, chưa chốt – trang 1/" in await chair.text()
    assert "BẢN GIAO ƯỚC THI ĐUA" in await chair.text()
    while "Trang sau" in await chair.labels():
        await chair.presses("Trang sau")
    assert "100% đơn vị trong khối" in await chair.text()
    await chair.presses("Quay lại", "Chốt và mở ký")
    assert "8 đơn vị, 16 điểm nhấn" in await chair.text()
    await chair.presses("Chốt văn bản này")

    assert "Đã ký 0/8 đơn vị" in await chair.text()
    for leader in leaders(accepted_world)[:-1]:
        assert "đọc và ký giao ước thi đua chậm nhất ngày 15/03/2027" in await leader.text()
    assert await accepted_world.officer.sees("ký giao ước") == 0


@pytest.mark.rule(7)
async def test_a_text_that_changed_since_it_was_shown_is_not_frozen(accepted_world: World) -> None:
    await accepted_world.chair.opens("/giaouoc")
    await accepted_world.chair.presses("Chốt và mở ký")
    yes = await accepted_world.chair.holds("Chốt văn bản này")

    async def renames(uow: UnitOfWork) -> None:
        person = await uow.people.get(accepted_world.leader.id)
        await uow.people.save(person.bloc_id, person.code, "Lý Thanh Tùng Lâm")

    await accepted_world.do(renames)
    await accepted_world.chair.presses_held(yes)

    assert "Văn bản vừa thay đổi" in await accepted_world.chair.text()
    await accepted_world.leader.opens("/giaouoc")
    assert "chưa mở ký" in await accepted_world.leader.text()


async def test_only_the_chair_freezes_and_only_once(accepted_world: World) -> None:
    await accepted_world.chair.opens("/giaouoc")
    await accepted_world.chair.presses("Chốt và mở ký")
    yes = await accepted_world.chair.holds("Chốt văn bản này")
    for person in (accepted_world.secretary, accepted_world.deputy, accepted_world.officer):
        await person.forges("plprev1:0", "plaskf1", yes.wire)
        assert "không làm được việc này" in await person.text()

    await accepted_world.chair.presses_held(yes, yes)

    assert await accepted_world.leader.sees("Đề nghị đồng chí đọc và ký") == 1
    assert (
        "đã được chốt" in await accepted_world.chair.text()
        or "Đã ký 0/8" in await accepted_world.chair.text()
    )


@pytest.mark.rule(7)
async def test_a_leader_signs_in_two_steps(signing_world: World) -> None:
    leader = signing_world.leader
    await leader.opens("/viec")
    await leader.presses("1. Ký giao ước", "Tôi ký")
    assert f"với tên: {leader.name}" in await leader.text()
    assert await signatures(signing_world) == []
    await leader.types(leader.name)

    text = await leader.text()
    assert "Đã ghi nhận chữ ký" in text
    assert "Lý Thanh Tùng, Phó Giám đốc (Ký thay thủ trưởng)" in text
    assert "Đã ký 1/8 đơn vị" in text
    assert "bản giấy có chữ ký vẫn là văn bản chính thức" in text
    (signature,) = await signatures(signing_world)
    assert (signature.person_id, signature.sign_mode.value) == (leader.id, "KT")
    assert signature.channel == signing_world.channel
    await leader.opens("/viec")
    assert "không còn việc nào" in await leader.text()


@pytest.mark.rule(7)
async def test_a_leader_of_two_units_is_asked_for_each_by_its_name(signing_world: World) -> None:
    await acts_too(signing_world, signing_world.leader, "SCT", Role.LEADER)
    leader = signing_world.leader
    for unit in ("Sở Tài chính", "Sở Công Thương"):
        await leader.opens("/giaouoc")
        assert f"Đơn vị ký: {unit}" in await leader.text()
        await leader.presses("Tôi ký")
        assert f"với tên: {leader.name}, {unit}." in await leader.text()
        await leader.types(leader.name)
        assert f"Đơn vị: {unit}" in await leader.text()

    assert [s.person_id for s in await signatures(signing_world)] == [leader.id, leader.id]
    await leader.opens("/giaouoc")
    assert "Đơn vị của đồng chí đã ký lúc" in await leader.text()


async def test_a_wrong_name_is_asked_again_and_huy_leaves_it_unsigned(signing_world: World) -> None:
    await signing_world.leader.opens("/giaouoc")
    await signing_world.leader.presses("Tôi ký")
    for wrong in ("Tùng", "👍"):
        await signing_world.leader.types(wrong)
        assert "Họ tên vừa gõ chưa đúng, chưa ký" in await signing_world.leader.text()

    await signing_world.leader.types("/huy")
    assert await signatures(signing_world) == []
    await signing_world.leader.types(signing_world.leader.name)
    assert await signatures(signing_world) == []

    await signing_world.leader.opens("/giaouoc")
    await signing_world.leader.presses("Tôi ký")
    await signing_world.leader.types("  LY THANH   TUNG ")
    assert [s.full_name for s in await signatures(signing_world)] == ["Lý Thanh Tùng"]


async def test_a_second_signature_is_refused_kindly(signing_world: World) -> None:
    await signing_world.leader.opens("/giaouoc")
    sign = await signing_world.leader.holds("Tôi ký")
    await signing_world.leader.presses_held(sign, sign)
    await signing_world.leader.types(signing_world.leader.name)

    await signing_world.leader.presses_held(sign)

    assert await signing_world.leader.sees("đã ký bản giao ước này, không cần ký lại") == 1
    assert len(await signatures(signing_world)) == 1
    await signing_world.leader.opens("/giaouoc")
    assert "Đơn vị của đồng chí đã ký lúc" in await signing_world.leader.text()
    assert "Tôi ký" not in await signing_world.leader.labels()


async def test_nobody_but_a_leader_signs(signing_world: World) -> None:
    await signing_world.leader.opens("/giaouoc")
    sign = await signing_world.leader.holds("Tôi ký")
    for person in (signing_world.officer, signing_world.secretary, signing_world.agency):
        await person.opens("/giaouoc")
        assert "Tôi ký" not in await person.labels()
        await person.forges(sign.wire)
        await person.types(signing_world.leader.name)
        assert await signatures(signing_world) == []


@pytest.mark.rule(8)
async def test_the_chair_unit_signs_last_and_everybody_is_told(signing_world: World) -> None:
    *others, last, chair = leaders(signing_world)
    await signed_by(signing_world, *others)
    await chair.opens("/giaouoc")
    assert "ký sau cùng, còn chờ 1 đơn vị" in await chair.text()
    assert "Tôi ký" not in await chair.labels()

    await last.opens("/giaouoc")
    await last.presses("Tôi ký")
    await last.types(last.name)
    assert "các đơn vị khác đã ký đủ" in await chair.text()
    await chair.presses("Đọc và ký giao ước", "Tôi ký")
    await chair.types(chair.name)

    assert "Giao ước đã đủ chữ ký của 8 đơn vị" in await chair.text()
    for person in signing_world.people:
        if person is not chair:
            assert await person.sees("đã đủ chữ ký của 8 đơn vị") == 1, person.name
    await signing_world.officer.opens("/giaouoc")
    await signing_world.officer.presses("Đơn vị nào đã ký")
    assert "Đã ký 8/8 đơn vị" in await signing_world.officer.text()
    assert "✓ Sở Tài chính – Lý Thanh Tùng" in await signing_world.officer.text()


@pytest.mark.rule(7)
async def test_the_text_as_a_file_has_the_hash_that_is_shown(signing_world: World) -> None:
    for person in (signing_world.leader, signing_world.agency):
        await person.opens("/giaouoc")
        await person.presses("Đọc toàn văn")
        assert "Giao ước, bản 1 đã chốt – trang 1/" in await person.text()
        await person.presses("Tải văn bản")

        content = await person.phone.downloads(TEXT_FILE)
        shown = re.search(r"SHA-256: ([0-9a-f]{64})", await person.text())
        assert shown is not None
        assert hashlib.sha256(content).hexdigest() == shown.group(1)
        assert "Sở Tài chính: Lý Thanh Tùng, Phó Giám đốc" in content.decode()


async def test_an_approved_list_cannot_be_withdrawn_under_the_pledge(signing_world: World) -> None:
    await signing_world.officer.opens("/nhiemvu")
    assert "Rút lại để sửa" not in await signing_world.officer.labels()
