"""A conference held to its end past the channels, with something of everything in it."""

from storage.kinds import Answer, Choice, Role, VoteKind
from storage.unit_of_work import UnitOfWork
from tests.support.called import answers, called, come, leaders
from tests.support.prepared import acting
from tests.support.world import Person, World
from workflow import attendance, comment, directive, hands, launch, running, speaking, vote

SUBSTITUTE = "Cao Thị Thay"
DIRECTIVE = "Mỗi đơn vị chọn từ một đến ba điểm nhấn.\nRà soát lại tiêu chí"
OPINION = "Đề nghị lùi kiểm tra chéo sang tháng 7"
REMARK = "Đề nghị bổ sung {{ chỉ tiêu }}\n<b>giải ngân</b> & tiến độ"
CONCLUSIONS = "Các đơn vị thực hiện đúng giao ước\nTrưởng khối theo dõi hằng quý."


async def held(world: World) -> int:
    """Hold the conference of three items; return its id."""
    conference_id = await called(world)
    people = leaders(world)
    absent = world.of(world.stage.units[-1].code, Role.OFFICER)
    await answers(world, conference_id, absent, Answer.ABSENT)
    await come(world, conference_id, *people, world.officer, world.secretary, world.patron)
    await world.do(lambda uow: _before(uow, world, conference_id))
    await world.do(lambda uow: _begun(uow, world, conference_id))
    await world.do(lambda uow: _voted(uow, world, conference_id, people))
    await world.do(lambda uow: _closed(uow, world, conference_id))
    # The directive leaves.
    await world.departs()
    return conference_id


async def _before(uow: UnitOfWork, world: World, conference_id: int) -> None:
    items = await uow.conferences.items(conference_id)
    await comment.on_item(uow, await acting(uow, world.officer), items[0].id, REMARK)
    unit = world.stage.units[-2]
    secretary, text = await acting(uow, world.secretary), f"{SUBSTITUTE}, Phó Giám đốc"
    one, _ = await attendance.record_other(uow, secretary, conference_id, unit.id, text)
    assert one.record is not None
    await attendance.stand_in(uow, secretary, one.record.id)


async def _begun(uow: UnitOfWork, world: World, conference_id: int) -> None:
    chair, leader = await acting(uow, world.chair), await acting(uow, world.leader)
    meeting = await running.start(uow, chair, conference_id)
    assert meeting.item is not None
    await speaking.enlist(uow, leader, meeting.item.id, world.leader.unit.id)
    listed = await uow.speakers.of_item(meeting.item.id)
    await speaking.call(uow, chair, listed[0].id)
    await running.step(uow, chair, conference_id, meeting.item.id)


async def _voted(uow: UnitOfWork, world: World, conference_id: int, people: list[Person]) -> None:
    chair = await acting(uow, world.chair)
    item = (await running.open_meeting(uow, chair, conference_id)).item
    assert item is not None
    for kind in (VoteKind.OPEN, VoteKind.SECRET):
        opened = await vote.put(uow, chair, item.id, kind)
        for person in people[1:]:
            actor = await acting(uow, person)
            await vote.cast(uow, actor, opened.id, person.unit.id, Choice.AGREE)
        if kind is VoteKind.OPEN:
            await vote.cast_other(uow, chair, opened.id, world.chair.unit.id, OPINION)
        await vote.close(uow, chair, opened.id)
    await hands.record(uow, chair, item.id, (3, 4, 0), n_before=2)
    await running.skip(uow, chair, conference_id, item.id, "Chuyển sang hội nghị sau")


async def _closed(uow: UnitOfWork, world: World, conference_id: int) -> None:
    chair, patron = await acting(uow, world.chair), await acting(uow, world.patron)
    shown = await launch.to_declare(uow, chair)
    await launch.declare(uow, chair, "", shown.hash_start)
    said = await directive.word(uow, patron, DIRECTIVE)
    await directive.give(uow, patron, "Ý kiến chỉ đạo", DIRECTIVE, said.hash_start)
    await _announced(uow, world, conference_id)
    item = (await running.open_meeting(uow, chair, conference_id)).item
    assert item is not None
    await running.step(uow, chair, conference_id, item.id)
    await running.close(uow, chair, conference_id)
    await running.conclude(uow, chair, conference_id, CONCLUSIONS)


async def _announced(uow: UnitOfWork, world: World, conference_id: int) -> None:
    """Announce as the deputy would once every registration is approved, but one is not."""
    title = {"kind": "individual", "name": "Chiến sĩ thi đua cơ sở", "count": 4}
    content = [
        {
            "unit_id": unit.id,
            "unit": unit.name,
            "submission_id": unit.id if unit.position > 1 else None,
            "approved_on": "2027-01-04",
            "items": [title] if unit.position > 1 else [],
        }
        for unit in world.stage.units
    ]
    values = {"conference_id": conference_id, "content": content, "role": "deputy"}
    by = {"published_by": world.deputy.id, "published_at": uow.now}
    await uow.announcements.add(world.stage.cycle_id, {**values, **by})
