"""A unit that joins after the pledge is complete signs an addendum, in the chat (R8)."""

import pytest

from storage.kinds import Role, Standing, SubmissionKind
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import TITLES, acting, signed_by
from tests.support.world import Person, World
from workflow import approval, key_task

LONG_NAME = f"Ban Quản lý {'khu công nghiệp ' * 12}tỉnh"[:200]


async def joins(world: World, leader: Person) -> None:
    """Let a unit of a long name join, led by somebody, with its list accepted."""

    async def act(uow: UnitOfWork) -> None:
        cycle_id = world.stage.cycle_id
        cycle = await uow.blocs.cycle(cycle_id)
        today = uow.now.date()
        unit_id = await uow.units.save(cycle.bloc_id, "MOI", LONG_NAME, today)
        await uow.units.save_membership(cycle_id, unit_id, position=9, standing=Standing.MEMBER)
        seat = NewAssignment(cycle_id, unit_id, leader.id, Role.LEADER, "Trưởng ban")
        await uow.people.assign(seat, uow.now)
        actor = await acting(uow, leader)
        for title in TITLES:
            task = await key_task.add(uow, actor, unit_id, title)
        known = await uow.submissions.get(task.submission_id)
        assert known is not None
        await key_task.star(uow, actor, task.id, known.revision)
        for verb, person in (
            (approval.submit, leader),
            (approval.approve, leader),
            (approval.approve, world.chair),
        ):
            kind = SubmissionKind.KEY_TASKS
            listed = await uow.submissions.newest_of(cycle_id, unit_id, kind)
            assert listed is not None
            await verb(uow, await acting(uow, person), listed.id, listed.revision)

    await world.do(act)


@pytest.mark.rule(8)
async def test_a_late_joiner_is_asked_for_an_addendum(signing_web: World) -> None:
    chair, joiner = signing_web.chair, signing_web.other
    first, *others = [signing_web.of(unit.code, Role.LEADER) for unit in signing_web.stage.units]
    await signed_by(signing_web, *others, first)
    await joins(signing_web, joiner)

    await chair.opens("/viec")
    await chair.presses("1. Chốt giao ước", "Phụ lục: MOI")
    assert "hạn 15 ngày làm việc" in await chair.text()
    await chair.presses("Chốt và mời ký")
    assert "Đã chốt phụ lục số 1" in await chair.text()
    assert "ký phụ lục giao ước số 1 chậm nhất ngày 26/01/2027" in await joiner.text()
    await joiner.opens("/viec")
    await joiner.presses("1. Ký giao ước", "Đọc toàn văn")
    assert "Phụ lục giao ước số 1" in await joiner.text()
    await joiner.opens("/giaouoc")
    await joiner.presses("Tôi ký")
    await joiner.types(joiner.name)

    assert "Phụ lục giao ước số 1" in await joiner.text()
    await chair.opens("/giaouoc")
    assert "Giao ước đã đủ chữ ký của 8 đơn vị" in await chair.text()
    assert "Phụ lục: MOI" not in await chair.labels()
