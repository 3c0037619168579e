"""A bloc of three units, the same in every test: chair, deputy, and an ordinary one.

Three tasks a unit, one or two highlights; everybody has joined on the web channel.
"""

from dataclasses import dataclass, field
from datetime import date

from storage.kinds import Role, Standing, Step
from storage.people import Assignment, NewAssignment
from storage.unit_of_work import UnitOfWork
from workflow import approval, key_task, obligation
from workflow.key_task import TaskSheet
from workflow.permission import Actor, actor_of

YEAR = 2027
DUE = date(2027, 2, 26)
UNITS = {
    "chair": ("Sở Khoa học và Công nghệ", Standing.CHAIR),
    "deputy": ("Sở Xây dựng", Standing.DEPUTY),
    "ordinary": ("Sở Tài chính", Standing.MEMBER),
}
PEOPLE = {
    "chair": ("Phạm Hồng Sơn", "chair", (Role.CHAIR, Role.LEADER)),
    "chair officer": ("Cao Thị Nhung", "chair", (Role.OFFICER,)),
    "deputy": ("Vũ Minh Châu", "deputy", (Role.DEPUTY, Role.LEADER)),
    "officer": ("Nguyễn Thị Bích Đào", "ordinary", (Role.OFFICER,)),
    "leader": ("Trần Quốc Khánh", "ordinary", (Role.LEADER,)),
}


@dataclass
class SmallBloc:
    """The ids of what was built, by the names above."""

    cycle_id: int
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    async def actor(self, uow: UnitOfWork, name: str) -> Actor:
        actor = await actor_of(uow, await uow.accounts.get(self.accounts[name]))
        assert actor is not None
        return actor

    async def seat(self, uow: UnitOfWork, name: str) -> Assignment:
        return (await uow.people.held_by(self.people[name], uow.now))[0]

    async def fill(
        self, uow: UnitOfWork, name: str, n_tasks: int = 3, n_stars: int = 1
    ) -> TaskSheet:
        """Write a unit's list through its officer or leader, highlights first."""
        actor = await self.actor(uow, name)
        unit_id = actor.units[0]
        for number in range(1, n_tasks + 1):
            task = await key_task.add(uow, actor, unit_id, f"Nhiệm vụ {number}")
            if number <= n_stars:
                sheet = await key_task.open_sheet(uow, actor, unit_id)
                await key_task.star(uow, actor, task.id, sheet.submission.revision)
        return await key_task.open_sheet(uow, actor, unit_id)

    async def submit(self, uow: UnitOfWork, name: str) -> TaskSheet:
        """Fill a unit's list and send it to its leader."""
        sheet = await self.fill(uow, name)
        actor = await self.actor(uow, name)
        await approval.submit(uow, actor, sheet.submission.id, sheet.submission.revision)
        return await key_task.open_sheet(uow, actor, sheet.unit.id)

    async def accept(self, uow: UnitOfWork, name: str) -> TaskSheet:
        """Bring an ordinary unit's list all the way to the bloc's acceptance."""
        sheet = await self.submit(uow, name)
        for decider in ("leader", "chair"):
            at = (sheet.submission.id, sheet.submission.revision)
            await approval.approve(uow, await self.actor(uow, decider), *at)
            sheet = await key_task.open_list(uow, await self.actor(uow, name), at[0])
        return sheet


async def build(uow: UnitOfWork) -> SmallBloc:
    bloc_id = await uow.blocs.save_bloc(
        "KTN", {"name": "Khối thi đua Kinh tế ngành", "superior": "Tỉnh", "place": "Sông Lam"}
    )
    built = SmallBloc(await add_cycle(uow, bloc_id, YEAR))
    for position, (name, (title, standing)) in enumerate(UNITS.items(), start=1):
        built.units[name] = await uow.units.save(bloc_id, name.upper(), title, DUE)
        await uow.units.save_membership(
            built.cycle_id, built.units[name], position=position, standing=standing
        )
    for name, (full_name, unit, roles) in PEOPLE.items():
        person_id = built.people[name] = await uow.people.save(bloc_id, name, full_name)
        for role in roles:
            seat = NewAssignment(built.cycle_id, built.units[unit], person_id, role, "Giám đốc")
            await uow.people.assign(seat, uow.now)
        account = await uow.accounts.open("web", name, uow.now)
        await uow.accounts.bind(account.id, person_id, uow.now)
        built.accounts[name] = account.id
    await obligation.open_for_bloc(uow, built.cycle_id)
    return built


async def add_cycle(uow: UnitOfWork, bloc_id: int, year: int) -> int:
    rules = {"theme": "Kỷ cương", "tasks_per_unit": 3, "highlights_min": 1, "highlights_max": 2}
    cycle_id = await uow.blocs.save_cycle(bloc_id, year, rules)
    await uow.blocs.save_deadline(cycle_id, Step.KEY_TASKS, DUE.replace(year=year))
    return cycle_id
