"""Ways to bring a list or the pledge to where a test begins, past the channels."""

from collections.abc import Sequence

from messages.pledge import file_name, sections_of, text_of
from storage.kinds import Role, Standing, SubmissionKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from tests.support.world import Person, World
from workflow import approval, freezing, key_task, pledge, registration, signing
from workflow.key_task import TaskSheet
from workflow.permission import Actor, actor_of
from workflow.pledge_text import text_hash

WHOLE = 10
TITLES = [f"Nhiệm vụ số {number}" for number in range(1, WHOLE + 1)]
STARRED = 2


async def acting(uow: UnitOfWork, person: Person) -> Actor:
    accounts = await uow.accounts.known([person.id])
    actor = await actor_of(uow, accounts[person.id])
    assert actor is not None
    return actor


async def sheet_of(world: World, person: Person) -> TaskSheet:
    """Return the list of the person's own unit as it stands."""

    async def look(uow: UnitOfWork) -> TaskSheet:
        return await key_task.open_sheet(uow, await acting(uow, person), person.unit.id)

    return await world.do(look)


async def fill(
    world: World,
    person: Person,
    titles: Sequence[str] = TITLES,
    starred: int = STARRED,
) -> None:
    """Enter tasks into the list of the person's unit; the first ones are highlights."""

    async def enter(uow: UnitOfWork) -> None:
        actor = await acting(uow, person)
        for number, title in enumerate(titles, start=1):
            task = await key_task.add(uow, actor, person.unit.id, title)
            if number <= starred:
                listed = await uow.submissions.get(task.submission_id)
                assert listed is not None
                await key_task.star(uow, actor, task.id, listed.revision)

    await world.do(enter)


async def submit(world: World, person: Person) -> None:
    await _move(world, person, person.unit, approval.submit)


async def approve(world: World, person: Person, unit: Unit | None = None) -> None:
    """Approve as leader, or for the bloc when the unit is another one's."""
    await _move(world, person, unit or person.unit, approval.approve)


async def declared(world: World, officer: Person) -> None:
    """Bring the unit's registration all the way: of the year's lists only the tasks are owed."""

    async def choose(uow: UnitOfWork) -> None:
        actor = await acting(uow, officer)
        sheet = await registration.open_sheet(uow, actor, officer.unit.id)
        title = sheet.choices[0]
        known = sheet.submission
        await registration.toggle(uow, actor, known.id, title.id, known.revision)

    await world.do(choose)
    leader = world.of(officer.unit.code, Role.LEADER)
    kind = SubmissionKind.REGISTRATION
    await _move(world, officer, officer.unit, approval.submit, kind)
    await _move(world, leader, officer.unit, approval.approve, kind)
    own = officer.unit.standing is Standing.CHAIR
    decider = world.deputy if own else world.chair
    await _move(world, decider, officer.unit, approval.approve, kind)


async def _move(
    world: World,
    person: Person,
    unit: Unit,
    verb: object,
    kind: SubmissionKind = SubmissionKind.KEY_TASKS,
) -> None:
    async def act(uow: UnitOfWork) -> None:
        actor = await acting(uow, person)
        listed = await uow.submissions.newest_of(actor.cycle.id, unit.id, kind)
        assert listed is not None
        assert callable(verb)
        await verb(uow, actor, listed.id, listed.revision)

    await world.do(act)


async def accepted(world: World, officer: Person) -> None:
    """Bring the unit's list all the way."""
    leader = world.of(officer.unit.code, Role.LEADER)
    own = officer.unit.standing is Standing.CHAIR
    await fill(world, officer)
    await submit(world, officer)
    await approve(world, leader)
    await approve(world, world.deputy if own else world.chair, officer.unit)


async def all_accepted(world: World, besides: Person | None = None) -> None:
    """Bring every list all the way, but that of the given officer's unit."""
    for unit in world.stage.units:
        if besides is None or unit.id != besides.unit.id:
            await accepted(world, world.of(unit.code, Role.OFFICER))


async def frozen(world: World, besides: Person | None = None) -> None:
    """Accept every list but a given one, and freeze the pledge; nobody is told."""
    await all_accepted(world, besides)

    async def act(uow: UnitOfWork) -> None:
        actor = await acting(uow, world.chair)
        draft = await pledge.draft(uow, actor)
        start = text_hash(text_of(draft))[: freezing.HASH_START]
        await freezing.freeze(uow, actor, sections_of(draft), start, file_name(draft))

    await world.do(act)


async def signed_by(world: World, *leaders: Person) -> None:
    for leader in leaders:

        async def act(uow: UnitOfWork, leader: Person = leader) -> None:
            found = await uow.pledges.current(world.stage.cycle_id)
            assert found is not None
            await signing.sign(uow, await acting(uow, leader), found.id, leader.name)

        await world.do(act)
