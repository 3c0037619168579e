"""Last year's accepted list, its dates moved: shown, then saved whole or not at all (R1, R2)."""

from datetime import date

from storage.kinds import ListState, Standing, SubmissionKind
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import acting, fill, sheet_of
from tests.support.world import World

TASKS = (
    {"title": "Giải ngân vốn", "is_highlight": True, "due_on": date(2024, 2, 29)},
    {"title": "Số hóa hồ sơ", "target": "95%", "criterion": "1.2", "due_on": date(2024, 9, 30)},
)


async def remember(world: World, state: ListState = ListState.APPROVED) -> None:
    """Give the officer's unit a list of an earlier year."""

    async def write(uow: UnitOfWork) -> None:
        actor, unit = await acting(uow, world.officer), world.officer.unit
        rules = {"theme": "", "tasks_per_unit": 2, "highlights_min": 1, "highlights_max": 2}
        cycle_id = await uow.blocs.save_cycle(actor.cycle.bloc_id, 2024, rules)
        await uow.units.save_membership(cycle_id, unit.id, position=1, standing=Standing.MEMBER)
        listed = await uow.submissions.begin(cycle_id, unit.id, SubmissionKind.KEY_TASKS)
        for number, task in enumerate(TASKS, start=1):
            await uow.key_tasks.add(listed, {"number": number, **task})
        by = {"approved_by": world.leader.id, "decided_by": world.chair.id}
        await uow.submissions.touch(listed, {"state": state, **by})

    await world.do(write)


async def opens_ways(world: World) -> None:
    await world.officer.opens("/nhiemvu")
    await world.officer.presses("Nhập cả danh mục")


async def test_last_years_list_is_shown_then_saved_with_its_dates_moved(world: World) -> None:
    await remember(world)
    await opens_ways(world)
    await world.officer.presses("Chép danh mục 2024")
    text = await world.officer.text()
    assert "Đã đọc được 2 nhiệm vụ của năm trước, thời hạn đã chuyển sang năm 2027" in text
    assert "1. ⭐ Giải ngân vốn – 28/02/2027" in text

    await world.officer.presses("Lưu 2 nhiệm vụ")

    first, second = (await sheet_of(world, world.officer)).tasks
    assert (first.is_highlight, first.due_on) == (True, date(2027, 2, 28))
    assert (second.target, second.criterion, second.due_on) == ("95%", "1.2", date(2027, 9, 30))
    await world.officer.opens("/lichsu")
    assert "chép danh mục nhiệm vụ năm trước" in await world.officer.text()


async def test_a_copy_replaces_or_follows_what_is_there(world: World) -> None:
    await remember(world)
    await fill(world, world.officer, ["Việc mới"], starred=0)
    await opens_ways(world)
    await world.officer.presses("Chép danh mục 2024", "Thêm vào cuối")

    tasks = (await sheet_of(world, world.officer)).tasks
    assert [task.title for task in tasks] == ["Việc mới", "Giải ngân vốn", "Số hóa hồ sơ"]


async def test_without_an_accepted_list_no_copy_is_offered_and_asking_is_answered(
    world: World,
) -> None:
    await remember(world, ListState.WAITING_CHAIR)
    await opens_ways(world)
    assert await world.officer.labels() == ["Lấy mẫu Excel", "Nhập từng nhiệm vụ", "Dừng nhập"]

    await world.officer.forges(f"kcopy1:{world.officer.unit.id}")

    assert "chưa có danh mục năm trước đã duyệt" in await world.officer.text()


async def test_another_units_list_is_not_copied(web: World) -> None:
    await remember(web)

    await web.other.forges(f"kcopy1:{web.officer.unit.id}")

    assert "Giải ngân vốn" not in await web.other.text()
