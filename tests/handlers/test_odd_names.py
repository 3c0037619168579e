"""A unit of 200 letters, led by somebody whose name is one word, signs and stands on the papers."""

from storage.unit_of_work import UnitOfWork
from tests.documents.paper_facts import LONG_NAME
from tests.handlers.test_office_paper import BLOC, PRINT, text_of
from tests.support.world import World
from workflow.calendar import local

ONE_WORD = "Hằng"


async def renamed(world: World) -> None:
    async def rename(uow: UnitOfWork) -> None:
        bloc = await uow.blocs.by_code(BLOC)
        assert bloc is not None
        unit, leader = world.leader.unit, await uow.people.get(world.leader.id)
        await uow.units.save(bloc.id, unit.code, LONG_NAME, local(uow.now).date())
        await uow.people.save(bloc.id, leader.code, ONE_WORD)

    await world.do(rename)


async def test_a_long_unit_and_a_one_word_name_are_signed_and_printed(signing_web: World) -> None:
    await renamed(signing_web)
    leader = signing_web.leader
    await leader.opens("/giaouoc")
    await leader.presses("Tôi ký")
    await leader.types("hang!")
    assert "Họ tên" in await leader.text() or "họ tên" in await leader.text()
    await leader.types("hang")
    assert "Đã ký 1/8 đơn vị" in await leader.text()
    (made,) = [name for name in (await leader.shown()).files if "giay-xac-nhan" in name]
    content = await leader.phone.downloads(made)
    await leader.sends("giay.pdf", content, caption="/xacminh")
    assert f"Người ký: {ONE_WORD}, Phó Giám đốc" in await leader.text()
    assert f"Đơn vị: {LONG_NAME}" in await leader.text()

    await signing_web.officer.opens("/giaouoc")
    await signing_web.officer.presses(PRINT)
    said = await text_of(signing_web.officer, f"Giao uoc thi dua {BLOC} 2027.docx")
    assert f"{LONG_NAME.upper()} KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC {ONE_WORD}" in said
