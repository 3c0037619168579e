"""A running meeting of many units, built past the rules: for what is counted, not who may come."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from storage.kinds import (
    AgendaKind,
    CheckIn,
    ConferenceState,
    ItemState,
    MeetingMode,
    Role,
    Standing,
)
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import YEAR, add_cycle
from workflow.permission import Actor, actor_of


@dataclass
class MeetingHall:
    """The ids of a bloc's units, of each one's leader and officer, and of the meeting."""

    cycle_id: int
    conference_id: int = 0
    item_ids: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    officers: list[int] = field(default_factory=list)

    async def actor(self, uow: UnitOfWork, person_id: int) -> Actor:
        accounts = await uow.accounts.known([person_id])
        actor = await actor_of(uow, accounts[person_id])
        assert actor is not None
        return actor

    async def leader(self, uow: UnitOfWork, number: int) -> Actor:
        """Return the leader of a unit; number 0 is the chair."""
        return await self.actor(uow, self.leaders[number])

    async def come(self, uow: UnitOfWork, numbers: Collection[int]) -> None:
        """Let the leaders of these units be present."""
        for number in numbers:
            await self.seat(uow, number, self.leaders[number], f"Lãnh đạo {number}")

    async def seat(self, uow: UnitOfWork, number: int, person_id: int | None, name: str) -> int:
        """Record somebody of a unit as present."""
        return await uow.attendances.add(
            {
                "conference_id": self.conference_id,
                "unit_id": self.units[number],
                "person_id": person_id,
                "full_name": name,
                "position_title": "Giám đốc",
                "how": CheckIn.SECRETARY,
                "at": uow.now,
            }
        )


async def build_hall(uow: UnitOfWork, n_units: int) -> MeetingHall:
    """Build a bloc with a running meeting at the first of two items; nobody has come."""
    bloc_id = await uow.blocs.save_bloc(
        "KTN", {"name": "Khối thi đua Kinh tế ngành", "superior": "Tỉnh", "place": "Sông Lam"}
    )
    hall = MeetingHall(await add_cycle(uow, bloc_id, YEAR))
    standings = [Standing.CHAIR, Standing.DEPUTY]
    for number in range(n_units):
        unit_id = await uow.units.save(bloc_id, f"U{number}", f"Sở {number}", uow.now.date())
        standing = standings[number] if number < len(standings) else Standing.MEMBER
        await uow.units.save_membership(
            hall.cycle_id, unit_id, position=number + 1, standing=standing
        )
        hall.units.append(unit_id)
        await _staff(uow, hall, bloc_id, number)
    hall.conference_id = await _conference(uow, hall)
    return hall


async def _staff(uow: UnitOfWork, hall: MeetingHall, bloc_id: int, number: int) -> None:
    extra = {0: Role.CHAIR, 1: Role.DEPUTY}.get(number)
    for word, roles, where in (
        ("Lãnh đạo", (Role.LEADER, *([extra] if extra else [])), hall.leaders),
        ("Cán bộ", (Role.OFFICER,), hall.officers),
    ):
        name = f"{word} {number}"
        person_id = await uow.people.save(bloc_id, name, name)
        for role in roles:
            seat = NewAssignment(hall.cycle_id, hall.units[number], person_id, role, "Giám đốc")
            await uow.people.assign(seat, uow.now)
        account = await uow.accounts.open("web", name, uow.now)
        await uow.accounts.bind(account.id, person_id, uow.now)
        where.append(person_id)


async def _conference(uow: UnitOfWork, hall: MeetingHall) -> int:
    conference_id = await uow.conferences.add(
        {
            "cycle_id": hall.cycle_id,
            "title": "Hội nghị",
            "state": ConferenceState.RUNNING,
            "revision": 1,
            "mode": MeetingMode.IN_PERSON,
            "starts_at": uow.now + timedelta(minutes=10),
            "place": "Hội trường",
            "link": "",
            "created_by": hall.leaders[0],
            "called_at": uow.now,
            "discussion_open": True,
            "conclusions": "",
        }
    )
    for number, state in enumerate((ItemState.OPEN, ItemState.WAITING), start=1):
        item = {"number": number, "kind": AgendaKind.VOTE, "title": "Kế hoạch", "minutes": 20}
        item_id = await uow.conferences.add_item(conference_id, item)
        await uow.conferences.change_item(item_id, {"state": state, "opened_at": uow.now})
        hall.item_ids.append(item_id)
    return conference_id
