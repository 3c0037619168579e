"""The pledge: frozen once, read, signed in two steps, the chair unit last (R7, R8)."""

import hashlib
import re

import pytest

from storage.kinds import Role
from storage.pledges import Signature
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import accepted, all_accepted, fill, frozen, signed_by, submit
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


async def test_before_freezing_each_role_sees_what_is_theirs(world: World) -> None:
    await accepted(world, world.officer)

    await world.chair.opens("/giaouoc")
    assert "Chưa chốt được giao ước: còn 7 đơn vị chưa được duyệt" in await world.chair.text()
    assert "• Sở Xây dựng" in await world.chair.text()
    assert "• Sở Tài chính" not in await world.chair.text()
    assert await world.chair.labels() == ["Xem trước văn bản", "Màn hình chính"]
    for person in (world.officer, world.leader, world.secretary, world.agency):
        await person.opens("/giaouoc")
        assert "chưa mở ký" in await person.text()
        assert await person.labels() == ["Màn hình chính"]


async def test_freezing_is_refused_while_a_list_is_missing(world: World) -> None:
    await accepted(world, world.officer)
    await fill(world, world.other)
    await submit(world, world.other)

    await world.chair.opens("/giaouoc")
    await world.chair.forges("plaskf1")
    await world.chair.presses("Chốt văn bản này")

    assert "còn 7 đơn vị chưa được duyệt nhiệm vụ" in await world.chair.text()
    assert "• Sở Công Thương" in await world.chair.text()
    await world.leader.opens("/giaouoc")
    assert "chưa mở ký" in await world.leader.text()


@pytest.mark.rule(7)
async def test_the_chair_reads_freezes_and_every_other_leader_is_asked(world: World) -> None:
    await all_accepted(world)
    chair = world.chair
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
    for leader in leaders(world)[:-1]:
        assert "đọc và ký giao ước thi đua chậm nhất ngày 15/03/2027" in await leader.text()
    assert await world.officer.sees("ký giao ước") == 0


@pytest.mark.rule(7)
async def test_a_text_that_changed_since_it_was_shown_is_not_frozen(world: World) -> None:
    await all_accepted(world)
    await world.chair.opens("/giaouoc")
    await world.chair.presses("Chốt và mở ký")
    yes = await world.chair.holds("Chốt văn bản này")

    async def renames(uow: UnitOfWork) -> None:
        person = await uow.people.get(world.leader.id)
        await uow.people.save(person.bloc_id, person.code, "Lý Thanh Tùng Lâm")

    await world.do(renames)
    await world.chair.presses_held(yes)

    assert "Văn bản vừa thay đổi" in await world.chair.text()
    await world.leader.opens("/giaouoc")
    assert "chưa mở ký" in await world.leader.text()


async def test_only_the_chair_freezes_and_only_once(world: World) -> None:
    await all_accepted(world)
    await world.chair.opens("/giaouoc")
    await world.chair.presses("Chốt và mở ký")
    yes = await world.chair.holds("Chốt văn bản này")
    for person in (world.secretary, world.deputy, world.officer):
        await person.forges("plaskf1", yes.wire, "plprev1:0")
        assert "không làm được việc này" in await person.text()

    await world.chair.presses_held(yes, yes)

    assert await world.leader.sees("Đề nghị đồng chí đọc và ký") == 1
    assert "đã được chốt" in await world.chair.text() or "Đã ký 0/8" in await world.chair.text()


@pytest.mark.rule(7)
async def test_a_leader_signs_in_two_steps(world: World) -> None:
    await frozen(world)
    leader = world.leader
    await leader.opens("/viec")
    await leader.presses("1. Ký giao ước", "Tôi ký")
    assert f"với tên: {leader.name}" in await leader.text()
    assert await signatures(world) == []
    await leader.types(leader.name)

    text = await leader.text()
    assert "Đã ghi nhận chữ ký" in text
    assert "Lý Thanh Tùng, Phó Giám đốc (Ký thay thủ trưởng)" in text
    assert "Đã ký 1/8 đơn vị" in text
    assert "bản giấy có chữ ký vẫn là văn bản chính thức" in text
    (signature,) = await signatures(world)
    assert (signature.person_id, signature.sign_mode.value) == (leader.id, "KT")
    assert signature.channel == world.channel
    await leader.opens("/viec")
    assert "không còn việc nào" in await leader.text()


async def test_a_wrong_name_is_asked_again_and_huy_leaves_it_unsigned(world: World) -> None:
    await frozen(world)
    await world.leader.opens("/giaouoc")
    await world.leader.presses("Tôi ký")
    for wrong in ("Tùng", "Nguyễn Văn Nhầm", "👍"):
        await world.leader.types(wrong)
        assert "Họ tên vừa gõ chưa đúng, chưa ký" in await world.leader.text()

    await world.leader.types("/huy")
    assert await signatures(world) == []
    await world.leader.types(world.leader.name)
    assert await signatures(world) == []

    await world.leader.opens("/giaouoc")
    await world.leader.presses("Tôi ký")
    await world.leader.types("  LY THANH   TUNG ")
    assert [s.full_name for s in await signatures(world)] == ["Lý Thanh Tùng"]


async def test_a_second_signature_is_refused_kindly(world: World) -> None:
    await frozen(world)
    await world.leader.opens("/giaouoc")
    sign = await world.leader.holds("Tôi ký")
    await world.leader.presses_held(sign, sign)
    await world.leader.types(world.leader.name)

    await world.leader.presses_held(sign)

    assert await world.leader.sees("đã ký bản giao ước này, không cần ký lại") == 1
    assert len(await signatures(world)) == 1
    await world.leader.opens("/giaouoc")
    assert "Đơn vị của đồng chí đã ký lúc" in await world.leader.text()
    assert "Tôi ký" not in await world.leader.labels()


async def test_nobody_but_a_leader_signs(world: World) -> None:
    await frozen(world)
    await world.leader.opens("/giaouoc")
    sign = await world.leader.holds("Tôi ký")
    for person in (world.officer, world.secretary, world.agency):
        await person.opens("/giaouoc")
        assert "Tôi ký" not in await person.labels()
        await person.forges(sign.wire)
        await person.types(world.leader.name)
        assert await signatures(world) == []


@pytest.mark.rule(8)
async def test_the_chair_unit_signs_last_and_everybody_is_told(world: World) -> None:
    await frozen(world)
    *others, last, chair = leaders(world)
    await signed_by(world, *others)
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
    for person in world.people:
        if person is not chair:
            assert await person.sees("đã đủ chữ ký của 8 đơn vị") == 1, person.name
    await world.officer.opens("/giaouoc")
    await world.officer.presses("Đơn vị nào đã ký")
    assert "Đã ký 8/8 đơn vị" in await world.officer.text()
    assert "✓ Sở Tài chính – Lý Thanh Tùng" in await world.officer.text()


@pytest.mark.rule(7)
async def test_the_text_as_a_file_has_the_hash_that_is_shown(world: World) -> None:
    await frozen(world)
    for person in (world.leader, world.agency):
        await person.opens("/giaouoc")
        await person.presses("Đọc toàn văn")
        assert "Giao ước, bản 1 đã chốt – trang 1/" in await person.text()
        await person.presses("Tải văn bản")

        content = await person.phone.downloads(TEXT_FILE)
        shown = re.search(r"SHA-256: ([0-9a-f]{64})", await person.text())
        assert shown is not None
        assert hashlib.sha256(content).hexdigest() == shown.group(1)
        assert "Sở Tài chính: Lý Thanh Tùng, Phó Giám đốc" in content.decode()


async def test_an_approved_list_cannot_be_withdrawn_under_the_pledge(world: World) -> None:
    await frozen(world)
    await world.officer.opens("/nhiemvu")
    assert "Rút lại để sửa" not in await world.officer.labels()
