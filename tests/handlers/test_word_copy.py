"""The draft of the pledge goes out as a Word file and comes back changed, all of it or nothing."""

import pytest

from messages import actions
from storage.pledge_sections import PledgeSection
from storage.unit_of_work import UnitOfWork
from tests.support.edited import adds, drops, edited, says
from tests.support.prepared import acting, frozen
from tests.support.world import Person, World
from workflow import section

NAME = "Du thao giao uoc KTN 2027.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
THEME = "Hưởng ứng phong trào thi đua"
NEW_THEME = "Hưởng ứng chủ đề “Kỷ cương, trách nhiệm, về đích sớm”."
TARGETS = "100% đơn vị"
BASIS = "Căn cứ Kế hoạch số 7/KH-KTN ngày 02/01/2027 của Khối thi đua"


async def fetched(person: Person) -> bytes:
    await person.opens("/giaouoc")
    await person.presses("Soạn văn bản", "Tải bản Word")
    assert (await person.shown()).files == (NAME,)
    return await person.phone.downloads(NAME)


async def sections(world: World) -> dict[str, PledgeSection]:
    return await world.do(lambda uow: uow.pledge_sections.of_cycle(world.stage.cycle_id))


async def changes(world: World, key: str, text: str) -> None:
    """Let the secretary change a part in the chat."""

    async def change(uow: UnitOfWork) -> None:
        actor = await acting(uow, world.secretary)
        known = (await uow.pledge_sections.of_cycle(actor.cycle.id)).get(key)
        await section.save(uow, actor, key, section.revision_of(known), text)

    await world.do(change)


async def test_an_edited_word_file_is_compared_and_saved_part_by_part(world: World) -> None:
    chair = world.chair
    content = await fetched(chair)
    await chair.sends("Ban sua.docx", content, WORD)
    assert "giống hệt văn bản hiện nay" in await chair.text()

    await chair.presses("Soạn văn bản", "Gửi lại bản Word")
    new = edited(
        content, says(THEME, NEW_THEME), adds("[theme", BASIS), says(TARGETS, "100% giỏi.")
    )
    await chair.sends("Ban sua.docx", new, WORD)
    assert "Bản Word sửa 3 phần, chưa lưu" in await chair.text()
    assert await sections(world) == {}

    await chair.presses("2")
    assert f"+ {NEW_THEME}" in await chair.text()
    assert f"− {THEME}" in await chair.text()
    await chair.presses("Các phần thay đổi", "Lưu 3 phần")
    assert "Đã lưu 3 phần từ bản Word" in await chair.text()
    saved = await sections(world)
    assert {key: one.text for key, one in saved.items()} == {
        "bases": None,
        "theme": NEW_THEME,
        "targets": "V. Chỉ tiêu phấn đấu\n100% giỏi.",
    }
    bases = await world.do(lambda uow: uow.pledge_sections.bases(world.stage.cycle_id))
    assert bases[-1].number == "7/KH-KTN"
    await chair.presses("Soạn văn bản", "2")
    assert "7/KH-KTN" in await chair.text()


async def test_what_somebody_else_changed_meanwhile_is_seen_before_it_is_replaced(
    web: World,
) -> None:
    chair = web.chair
    content = await fetched(chair)
    await changes(web, "theme", "Chủ đề của thư ký.")
    await changes(web, "effect", "Hiệu lực của thư ký.")
    await chair.sends(NAME, edited(content, says(THEME, NEW_THEME), says(TARGETS, "Mới.")), WORD)
    # The secretary's part that the file leaves as it was stays the secretary's.
    assert "Bản Word sửa 2 phần" in await chair.text()
    assert (
        f"1. Chủ đề thi đua ⚠️ {web.secretary.name} đã sửa sau khi tải bản Word"
        in await chair.text()
    )
    await chair.presses("1")
    assert "− Chủ đề của thư ký." in await chair.text()

    held = await chair.holds("Lưu 2 phần")
    await changes(web, "targets", "Chỉ tiêu của thư ký.")
    await chair.presses_held(held)
    assert "Văn bản vừa thay đổi nên chưa lưu" in await chair.text()
    assert (await sections(web))["targets"].text == "Chỉ tiêu của thư ký."
    await chair.presses("Lưu 2 phần")
    kept = {key: one.text for key, one in (await sections(web)).items()}
    assert kept["theme"] == NEW_THEME
    assert kept["targets"] == "V. Chỉ tiêu phấn đấu\nMới."
    assert kept["effect"] == "Hiệu lực của thư ký."


async def test_a_file_that_cannot_be_used_is_named_and_what_was_sent_before_still_waits(
    web: World,
) -> None:
    secretary = web.secretary
    content = await fetched(secretary)
    await secretary.types("đây là văn bản")
    assert "Đang chờ một tệp" in await secretary.text()
    good = edited(content, says(TARGETS, "Mới."))
    await secretary.sends("a.docx", good, WORD)
    for name, bad, words in (
        ("a.pdf", b"%PDF-1.7 x", "không phải Word"),
        ("a.docx", edited(content, drops("[targets")), "“Chỉ tiêu phấn đấu”: mất dòng ▼"),
        ("a.docx", edited(content, adds("[theme", "Theo quy chế.")), "“Căn cứ”"),
        ("a.docx", edited(content, says(TARGETS, "TỐI MẬT")), "có dấu mật"),
        ("a.docx", content + bytes(6 * 1024 * 1024), "quá lớn (trên 5 MB"),
    ):
        await secretary.sends(name, bad, WORD)
        assert words in await secretary.text()
        assert await secretary.labels() == ["Dừng nhập"]
    await secretary.types("Lưu 1 phần")
    assert (await sections(web))["targets"].text == "V. Chỉ tiêu phấn đấu\nMới."


@pytest.mark.rule(7)
async def test_a_frozen_text_is_not_edited_in_word_and_read_as_pdf(web: World) -> None:
    chair, officer = web.chair, web.officer
    await chair.opens("/giaouoc")
    await chair.presses("Xem trước văn bản", "Bản PDF")
    draft = await chair.phone.downloads("Du thao giao uoc thi dua KTN 2027.pdf")
    assert draft.startswith(b"%PDF")
    await officer.forges(actions.FetchPledgePdf(0).encode(), actions.FetchWordCopy().encode())
    assert (await officer.shown()).files == ()
    content = await fetched(chair)
    await frozen(web)
    await chair.sends(NAME, edited(content, says(TARGETS, "Mới.")), WORD)
    assert "Giao ước đã được chốt" in await chair.text()
    await officer.opens("/giaouoc")
    await officer.presses("Đọc toàn văn", "Bản PDF")
    name = "Giao uoc thi dua KTN 2027 ban 1.pdf"
    made = await officer.phone.downloads(name)
    assert made.startswith(b"%PDF")
    await officer.sends("in-lai.pdf", made, caption="/xacminh")
    assert "Tệp đúng, văn bản nguyên vẹn, là bản hiện hành" in await officer.text()
    assert "giao ước năm 2027, Khối thi đua Kinh tế ngành, bản 1" in await officer.text()
    for other in (made[:-9] + b"?" + made[-8:], draft):
        await officer.sends("in-lai.pdf", other, caption="/xacminh")
        assert "không phải giấy xác nhận hay văn bản giao ước đã chốt" in await officer.text()
