"""A signature's certificate: sent with it, fetched again, verified by code, by file, by both."""

import re

import pytest

from messages.people import grouped
from storage.certificates import Certificate
from storage.unit_of_work import UnitOfWork
from tests.support.world import Person, World

NO_SUCH_CODE = "00000-00000-00000-00000"


async def _signs(world: World, leader: Person) -> Certificate:
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.types(leader.name)
    return await _certificate_of(world, leader)


async def _certificate_of(world: World, leader: Person) -> Certificate:
    async def look(uow: UnitOfWork) -> Certificate:
        (found,) = [one for one in await uow.certificates.all() if one.person_id == leader.id]
        return found

    return await world.do(look)


@pytest.mark.rule(7)
async def test_a_signer_gets_a_certificate_that_anybody_can_verify(signing_world: World) -> None:
    leader, officer = signing_world.leader, signing_world.officer
    known = await _signs(signing_world, leader)
    name = f"giay-xac-nhan-2027-ban-1-{known.code[:5]}.pdf"
    made = await leader.phone.downloads(name)
    assert made.startswith(b"%PDF")

    await leader.opens("/giaouoc")
    await leader.presses("Giấy xác nhận của tôi")
    assert await leader.phone.downloads(name) == made
    await officer.opens("/giaouoc")
    assert "Giấy xác nhận của tôi" not in await officer.labels()
    await officer.forges(f"cert1:{known.pledge_id}", "cert1:999")
    assert (await officer.shown()).files == ()

    await officer.types(f"/xacminh {grouped(known.code).lower()}")
    said = await officer.text()
    assert "Giấy đúng, văn bản nguyên vẹn, chữ ký đang có hiệu lực" in said
    assert f"Người ký: {leader.name}, Phó Giám đốc (Ký thay thủ trưởng)" in said
    assert known.text_hash in said
    assert known.log_head in said
    await officer.sends("scan.pdf", made, caption="/xacminh")
    assert "Tệp gửi kèm đúng là tệp chương trình đã lập" in await officer.text()
    await officer.sends("scan.pdf", made + b"\n", caption=f"/xacminh {known.code}")
    assert "Tệp gửi kèm không phải tệp chương trình đã lập" in await officer.text()


@pytest.mark.parametrize("signing_world", ["web"], indirect=True)
async def test_the_bot_asks_for_code_or_file_and_waits(signing_world: World) -> None:
    officer = signing_world.officer
    known = await _signs(signing_world, signing_world.leader)
    await officer.opens("/xacminh")
    assert re.search("Gửi mã xác minh in trên giấy", await officer.text())

    await officer.sends("khac.pdf", b"%PDF another")
    assert "không phải giấy xác nhận hay văn bản giao ước đã chốt" in await officer.text()
    await officer.types(NO_SUCH_CODE)
    wrong = await officer.text()
    assert "Không có giấy xác nhận nào mang mã này" in wrong
    await officer.types(f"https://giaouoc.example.vn/v/{known.code}")
    assert "chữ ký đang có hiệu lực" in await officer.text()
    for _ in range(4):
        await officer.types(f"/xacminh {NO_SUCH_CODE}")
        assert await officer.text() == wrong
    await officer.types(f"/xacminh {known.code}")
    assert "tạm khóa nhận mã trong 1 giờ" in await officer.text()
