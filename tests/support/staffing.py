"""People who leave and people who have not joined yet, past the command line."""

from storage.kinds import Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.support.world import Person, World
from workflow import seat
from workflow.seat import Choice


async def leaves(world: World, *people: Person) -> None:
    """End every role of the people now."""

    async def act(uow: UnitOfWork) -> None:
        for person in people:
            for held in await seat.find(uow, world.stage.cycle_id, Choice(person=person.name)):
                await seat.end_role(uow, held)

    await world.do(act)


async def acts_too(world: World, person: Person, code: str, role: Role) -> None:
    """Give somebody a role in one more unit."""
    unit = next(unit for unit in world.stage.units if unit.code == code)

    async def act(uow: UnitOfWork) -> None:
        new = NewAssignment(world.stage.cycle_id, unit.id, person.id, role, "Phó Giám đốc")
        await uow.people.assign(new, uow.now)

    await world.do(act)


async def newcomer(world: World, code: str, role: Role, name: str) -> None:
    """Give somebody a role who has no account yet."""
    unit = next(unit for unit in world.stage.units if unit.code == code)

    async def act(uow: UnitOfWork) -> None:
        cycle = await uow.blocs.cycle(world.stage.cycle_id)
        person_id = await uow.people.save(cycle.bloc_id, f"newcomer-{name}", name)
        await uow.people.assign(
            NewAssignment(cycle.id, unit.id, person_id, role, "Chuyên viên"), uow.now
        )

    await world.do(act)
