"""Registrations announced by the deputy (R6), the theme declared, a directive given."""

from messages.actions import AskDirective, AskLaunch, OpenAnnouncement, PreviewAnnouncement
from storage.kinds import AgendaKind, Role, SubmissionKind
from storage.unit_of_work import UnitOfWork
from tests.support.meeting import running
from tests.support.prepared import acting, declared
from tests.support.world import World
from workflow import amendment, approval, registration

PREVIEW = PreviewAnnouncement(0).encode()
READ = OpenAnnouncement(0, 0).encode()
WORDS = "Mỗi đơn vị chọn 1 đến 3 điểm nhấn.\nKế hoạch phải cụ thể."


async def amends(world: World) -> None:
    """Bring an amendment of the ordinary unit's registration all the way."""

    async def act(uow: UnitOfWork) -> None:
        officer = await acting(uow, world.officer)
        kind, unit = SubmissionKind.REGISTRATION, world.officer.unit
        found = await uow.submissions.newest_of(officer.cycle.id, unit.id, kind)
        assert found is not None
        reason = "Bổ sung danh hiệu theo hướng dẫn mới."
        await amendment.amend(uow, officer, found.id, found.revision, reason)
        sheet = await registration.open_sheet(uow, officer, unit.id)
        at = (sheet.submission.id, sheet.choices[1].id, sheet.submission.revision)
        await registration.toggle(uow, officer, *at)
        for person, verb in (
            (world.officer, approval.submit),
            (world.leader, approval.approve),
            (world.chair, approval.approve),
        ):
            now = await uow.submissions.newest_of(officer.cycle.id, unit.id, kind)
            assert now is not None
            await verb(uow, await acting(uow, person), now.id, now.revision)

    await world.do(act)


async def test_the_deputy_announces_and_later_changes_stand_beside(world: World) -> None:
    await world.deputy.forges(PREVIEW)
    assert "Chưa có bản đăng ký nào được duyệt" in await world.deputy.text()
    await declared(world, world.officer)
    await world.other.forges(READ)
    assert "chưa được công bố" in await world.other.text()

    await world.deputy.forges(PREVIEW)
    assert "7 đơn vị chưa có bản đăng ký được duyệt" in await world.deputy.text()
    assert "Sở Công Thương" in await world.deputy.text()
    outdated = await world.deputy.holds("Công bố")
    await declared(world, world.other)
    await world.deputy.presses_held(outdated)
    assert await world.deputy.sees("nên chưa công bố") == 1
    await world.deputy.forges(PREVIEW)
    publish = await world.deputy.holds("Công bố")
    await world.deputy.presses_held(publish, publish)

    assert "công bố lần 1" in await world.deputy.text()
    assert await world.officer.sees("Công bố đăng ký thi đua năm 2027") == 1
    assert await world.agency.sees("Công bố đăng ký thi đua năm 2027") == 1
    leader = world.of("SCT", Role.LEADER)
    assert await leader.sees("2/8 đơn vị có trong bản công bố") == 1
    await _a_later_change_stands_beside(world)


async def _a_later_change_stands_beside(world: World) -> None:
    await amends(world)
    await world.other.presses("Đăng ký đã công bố")
    text = await world.other.text()
    assert "công bố lần 1" in text
    assert "Điều chỉnh ngày 05/01/2027" in text
    await world.deputy.forges(PREVIEW)
    await world.deputy.presses("Công bố")
    assert "công bố lần 2" in await world.deputy.text()
    assert "Điều chỉnh" not in await world.deputy.text()
    await world.deputy.presses("Lần công bố 1")
    assert "Điều chỉnh ngày 05/01/2027" in await world.deputy.text()


async def test_the_chair_announces_only_while_the_deputy_is_absent(web: World) -> None:
    await declared(web, web.officer)
    await web.chair.forges(PREVIEW)
    assert "Công bố" not in await web.chair.labels()

    await running(web, AgendaKind.VOTE, web.chair.unit)
    await web.chair.opens("/hoinghi")
    await web.chair.presses("Công bố đăng ký", "Công bố")
    assert "công bố lần 1" in await web.chair.text()
    await web.officer.forges(PREVIEW)
    assert "Công bố" not in await web.officer.labels()


async def test_the_theme_is_declared_once(world: World) -> None:
    await running(world, AgendaKind.SIGNING)
    await world.chair.opens("/hoinghi")
    await world.chair.presses("Phát động thi đua")
    assert "Chưa gửi cho ai" in await world.chair.text()
    declare = await world.chair.holds("Phát động")
    await world.chair.presses_held(declare, declare)
    for person in (world.officer, world.leader, world.patron):
        assert await person.sees("Phát động thi đua năm 2027") == 1
    await world.officer.forges(AskLaunch().encode())
    assert "Phát động" not in await world.officer.labels()


async def test_a_missing_theme_is_typed_first(web: World) -> None:
    async def forget(uow: UnitOfWork) -> None:
        cycle = await uow.blocs.cycle(web.stage.cycle_id)
        await uow.blocs.save_cycle(cycle.bloc_id, cycle.year, {"theme": ""})

    await running(web, AgendaKind.LAUNCH)
    await web.do(forget)
    await web.chair.forges(AskLaunch().encode())
    await web.chair.types("Kỷ cương", "Kỷ cương, sáng tạo")
    await web.chair.presses("Phát động", "Diễn biến hội nghị")

    assert "Đã qua hết" in await web.chair.text()
    assert await web.officer.sees("“Kỷ cương, sáng tạo”") == 1


async def test_the_patron_gives_a_directive_that_is_sent_as_theirs(world: World) -> None:
    await running(world, AgendaKind.SIGNING)
    await world.patron.opens("/hoinghi")
    await world.patron.presses("Ý kiến chỉ đạo")
    await world.patron.types("Cần cụ thể hơn.", WORDS)
    assert "Cần sửa thì gõ lại" in await world.patron.text()
    give = await world.patron.holds("Gửi ý kiến chỉ đạo")
    await world.patron.presses_held(give, give)
    await world.departs()

    for person in (world.officer, world.chair, world.agency):
        assert await person.sees(WORDS) == 1
        assert await person.sees(world.patron.name) == 1
    await world.officer.opens("/thongbao")
    assert "Ý kiến chỉ đạo" in await world.officer.text()
    await world.officer.forges(AskDirective().encode())
    assert "Gõ ý kiến chỉ đạo" not in await world.officer.text()
