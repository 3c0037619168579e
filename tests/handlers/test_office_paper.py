"""Papers to print: a unit's own, the bloc's, its letters and the pledge, each to whoever may."""

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

from messages import actions
from messages.documents.word_paper import use_folder
from messages.documents.word_template import draw
from storage.kinds import Role
from tests.support.called import called
from tests.support.prepared import accepted, declared, frozen, signed_by
from tests.support.world import Person, World
from workflow.words import clean

BLOC = "KTN"
PRINT = "🖨 Bản in (.docx)"

UNCLOSED = "{%p for one in body %}\nbody | {{ one }} {{ title }}"


async def text_of(person: Person, name: str) -> str:
    """Return the words of a paper that the person was just handed, as one line."""
    assert (await person.shown()).files == (name,)
    page = Document(BytesIO(await person.phone.downloads(name)))
    return clean(" ".join(part.text or "" for part in page.element.body.iter(qn("w:t"))))


async def test_a_unit_prints_its_list_and_its_registration(world: World) -> None:
    officer = world.officer
    await accepted(world, officer)
    await officer.opens("/nhiemvu")
    await officer.presses(PRINT)
    text = await text_of(officer, "Danh muc nhiem vu STC 2027.docx")
    assert "SỞ TÀI CHÍNH" in text
    assert "Nhiệm vụ số 10" in text
    assert text.endswith(world.leader.name)

    await declared(world, officer)
    await officer.opens("/dangky")
    await officer.presses(PRINT)
    assert "Kính gửi: Khối thi đua" in await text_of(officer, "Dang ky thi dua STC 2027.docx")


async def test_the_chair_prints_the_blocs_summaries_and_letters(web: World) -> None:
    chair = web.chair
    await accepted(web, web.officer)
    await declared(web, web.officer)
    await chair.opens("/dieuhanh")
    await chair.presses("🏅 Đăng ký cả khối .docx")
    text = await text_of(chair, f"Tong hop dang ky thi dua {BLOC} 2027.docx")
    assert "1/8 đơn vị đã gửi bản đăng ký" in text
    assert text.count("Chưa gửi") == 7

    await chair.opens("/dieuhanh")
    await chair.presses("Nhiệm vụ cả khối", PRINT)
    text = await text_of(chair, f"Tong hop nhiem vu {BLOC} 2027.docx")
    assert "I. NHIỆM VỤ ĐIỂM NHẤN" in text
    assert "TRƯỞNG KHỐI" in text

    conference_id = await called(web)
    await chair.forges(actions.FetchOfficePaper("invitation", conference_id).encode())
    text = await text_of(chair, f"Giay moi {BLOC} 2027.docx")
    assert "Hội trường tầng 2" in text

    await web.officer.forges(actions.FetchOfficePaper("invitation", conference_id).encode())
    assert (await web.officer.shown()).files == ()
    for wire in ("bloc_awards:0", "bloc_tasks:0", "notice:1", "unit_tasks:999", "else:1"):
        await web.officer.forges(f"offpap1:{wire}")
        assert (await web.officer.shown()).files == ()


async def test_the_pledge_is_printed_with_who_signs_as_of_signing(web: World) -> None:
    await web.chair.opens("/giaouoc")
    await web.chair.presses(PRINT)
    assert "DỰ THẢO" in await text_of(web.chair, f"Giao uoc thi dua {BLOC} 2027.docx")
    await web.officer.forges(actions.FetchOfficePaper("pledge", 0).encode())
    assert (await web.officer.shown()).files == ()

    await frozen(web)
    await signed_by(web, web.leader)
    await web.officer.opens("/giaouoc")
    await web.officer.presses(PRINT)
    text = await text_of(web.officer, f"Giao uoc thi dua {BLOC} 2027.docx")
    assert "DỰ THẢO" not in text
    assert "V. Chỉ tiêu phấn đấu" in text
    assert "phiên bản 1, mã SHA-256" in text
    grid = text.partition("ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC")[2]
    leaders = [web.of(unit.code, Role.LEADER).name for unit in web.stage.units]
    assert [name in grid for name in leaders] == [True] * 8


async def test_a_notice_is_printed_unless_its_own_template_is_broken(
    web: World, tmp_path: Path
) -> None:
    chair = web.chair
    await chair.opens("/thongbao")
    await chair.presses("Soạn thông báo")
    await chair.types("Gửi danh mục trước 26/02/2027", "Đề nghị các đơn vị gửi đúng hạn.")
    await chair.presses("Xem trước", PRINT)
    text = await text_of(chair, f"Thong bao {BLOC} 2027.docx")
    assert "THÔNG BÁO Gửi danh mục trước 26/02/2027" in text
    assert "Đề nghị các đơn vị gửi đúng hạn./." in text

    use_folder(tmp_path)
    for broken in ("body | {{ title }} {{ bodi }}", UNCLOSED):
        (tmp_path / "thong-bao.docx").write_bytes(draw(broken))
        await chair.opens("/thongbao")
        await chair.presses("Viết tiếp bản nháp", "Xem trước", PRINT)
        assert (await chair.shown()).files == ()
        assert f"Chưa lập được tệp Thong bao {BLOC} 2027.docx" in await chair.text()
