"""A bloc of twenty units with three people each, its conference running at the item to vote on.

Everybody has joined on one channel; nobody has checked in. All names are invented.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.kinds import (
    AgendaKind,
    ConferenceState,
    ItemState,
    MeetingMode,
    Role,
    SignMode,
    Standing,
    Step,
)
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import hall
from workflow.bloc import import_plan
from workflow.bloc_plan import BlocRow, Origin, PersonRow, Plan, UnitRow
from workflow.clock import SystemClock

UNITS = 20
PEOPLE = (Role.LEADER, Role.OFFICER, Role.OFFICER)
STANDINGS = (Standing.CHAIR, Standing.DEPUTY)
HERE = Origin("benchmark")
FIRST_CHAT = 9001


@dataclass(frozen=True)
class Invitee:
    """One person with one account; `token` is the web session, `chat_id` Telegram's."""

    person_id: int
    unit_id: int
    role: Role
    chat_id: int
    token: str = field(repr=False)


@dataclass(frozen=True)
class FullHall:
    """Who is invited to what; `chair` is none of the sixty."""

    conference_id: int
    item_id: int
    hall_token: str
    chair: Invitee
    invitees: tuple[Invitee, ...]


async def prepare(url: str, channel: str) -> FullHall:
    """Fill a fresh database."""
    storage = Storage(url, MovableClock(SystemClock().now() - timedelta(minutes=10)))
    try:
        await storage.upgrade()
        async with storage.begin() as uow:
            await import_plan(uow, plan_of(PEOPLE))
            (cycle,) = await uow.blocs.cycles()
            held = await uow.people.held_in(cycle.id, uow.now)
            everybody = [await joined(uow, seat, channel) for seat in held]
            chair = next(one for one in everybody if one.role is Role.CHAIR)
            invitees = tuple(one for one in everybody if one is not chair)
            conference_id, item_id = await _conference(uow, cycle.id, chair.person_id)
            token = secrets.token_urlsafe(hall.TOKEN_BYTES)
            await uow.conferences.put_hall_token(conference_id, hall.hash_of(token))
        return FullHall(conference_id, item_id, token, chair, invitees)
    finally:
        await storage.close()


def plan_of(roles: Sequence[Role], code: str = "KHN", n_units: int = UNITS) -> Plan:
    """Return a bloc whose every unit has one person for each of the roles, and one chair."""
    day = date(SystemClock().now().year + 1, 2, 26)
    bloc = BlocRow(
        origin=HERE,
        code=code,
        name="Khoi hoi nghi",
        superior="Hoi dong thu",
        place="Song Lam",
        year=day.year,
        theme="Khong mat, khong doi",
        tasks_per_unit=50,
        highlights_min=1,
        highlights_max=3,
        deadlines=dict.fromkeys(Step, day),
        origins={},
        # A benchmark runs at any hour.
        notice_hours="00:00-23:59",
    )
    units = tuple(_unit(code, number) for number in range(1, n_units + 1))
    chair = _person(units[0], Role.CHAIR, 0)
    people = [_person(unit, role, n) for unit in units for n, role in enumerate(roles)]
    return Plan(bloc, units, (chair, *people), {})


def _unit(bloc: str, number: int) -> UnitRow:
    standing = STANDINGS[number - 1] if number <= len(STANDINGS) else Standing.MEMBER
    return UnitRow(HERE, number, f"{bloc}-{number}", f"Don vi {bloc} {number}", standing)


def _person(unit: UnitRow, role: Role, number: int) -> PersonRow:
    code = f"{unit.code}-{role}-{number}"
    return PersonRow(HERE, code, f"Nguoi {code}", unit.code, role, "Can bo", SignMode.HEAD)


async def joined(uow: UnitOfWork, seat: Assignment, channel: str) -> Invitee:
    """Give a person an account on the channel, as after the invite."""
    assert seat.unit_id is not None
    chat_id, token = FIRST_CHAT + seat.person_id, secrets.token_urlsafe(32)
    known_as = str(chat_id) if channel == "telegram" else f"page-{seat.person_id}"
    account = await uow.accounts.open(channel, known_as, uow.now)
    await uow.accounts.bind(account.id, seat.person_id, uow.now)
    await uow.accounts.read_privacy(account.id, uow.now)
    if channel == "web":
        fingerprint = sha256(token.encode()).hexdigest()
        await uow.web_chats.open_session(fingerprint, account.id, uow.now)
    return Invitee(seat.person_id, seat.unit_id, seat.role, chat_id, token)


async def _conference(uow: UnitOfWork, cycle_id: int, chair_id: int) -> tuple[int, int]:
    conference_id = await uow.conferences.add(
        {
            "cycle_id": cycle_id,
            "title": "Hoi nghi thu",
            "state": ConferenceState.RUNNING,
            "revision": 1,
            "mode": MeetingMode.IN_PERSON,
            "starts_at": uow.now,
            "started_at": uow.now,
            "called_at": uow.now,
            "place": "Hoi truong",
            "link": "",
            "created_by": chair_id,
            "discussion_open": False,
            "conclusions": "",
        }
    )
    values = {"number": 1, "kind": AgendaKind.VOTE, "title": "Bieu quyet", "minutes": 15}
    item_id = await uow.conferences.add_item(conference_id, values)
    await uow.conferences.change_item(item_id, {"state": ItemState.OPEN, "opened_at": uow.now})
    return conference_id, item_id
