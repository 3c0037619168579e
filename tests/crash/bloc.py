"""The database a campaign begins with: everybody has joined, by web or by Telegram.

One bloc is drafting its lists, or is large and reads notices. The other's pledge is frozen and
waits for signatures. All names are invented.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from bot.rehearsal.clock import MovableClock
from messages.pledge import file_name, sections_of, text_of
from storage.engine import Storage
from storage.kinds import Role, SignMode, Standing, Step
from storage.unit_of_work import UnitOfWork
from workflow import approval, freezing, key_task, pledge
from workflow.bloc import import_plan
from workflow.bloc_plan import BlocRow, Origin, PersonRow, Plan, UnitRow
from workflow.clock import SystemClock
from workflow.permission import Actor, actor_of
from workflow.pledge_text import text_hash

HERE = Origin("tests")
FIRST_CHAT = 8001
DRAFTING, READING, SIGNING = "KND", "KDT", "KGU"
N_UNITS = {DRAFTING: 3, READING: 10, SIGNING: 4}
DUE = date(SystemClock().now().year + 1, 2, 26)
# A reminder on each of the last ten working days, and on the four after.
OFFSETS = "9,8,7,6,5,4,3,2,1,0"
STANDINGS = (Standing.CHAIR, Standing.DEPUTY)


@dataclass(frozen=True)
class Member:
    """One person with one account; `token` is the web session, `chat_id` Telegram's."""

    person_id: int
    account_id: int
    name: str
    role: Role
    bloc: str
    unit: str
    token: str = field(default="", repr=False)
    chat_id: int = 0

    @property
    def is_on_web(self) -> bool:
        return not self.chat_id


async def prepare(url: str, *codes: str) -> tuple[Member, ...]:
    """Fill a fresh database with these blocs; return everybody in it."""
    storage = Storage(url, MovableClock(SystemClock().now() - timedelta(hours=1)))
    try:
        await storage.upgrade()
        async with storage.begin() as uow:
            for code in codes:
                await import_plan(uow, plan_of(code, N_UNITS[code]))
            members = await _joined(uow)
            await _freeze(uow, [member for member in members if member.bloc == SIGNING])
        return members
    finally:
        await storage.close()


def plan_of(code: str, n_units: int) -> Plan:
    """Return a bloc as its file would describe it."""
    n_tasks = 50 if code == DRAFTING else 1
    bloc = BlocRow(
        origin=HERE,
        code=code,
        name=f"Khối {code}",
        superior="Hội đồng thử",
        place="Sông Lam",
        year=DUE.year,
        theme="Không mất, không đôi",
        tasks_per_unit=n_tasks,
        highlights_min=1,
        highlights_max=min(3, n_tasks),
        deadlines=dict.fromkeys(Step, DUE),
        origins={},
        reminder_offsets=OFFSETS,
    )
    units = tuple(_unit(code, number) for number in range(1, n_units + 1))
    people = [person for unit in units for person in _people(unit, has_officer=code != SIGNING)]
    return Plan(bloc, units, tuple(people), {})


def _unit(bloc: str, number: int) -> UnitRow:
    standing = STANDINGS[number - 1] if number <= len(STANDINGS) else Standing.MEMBER
    return UnitRow(HERE, number, f"{bloc}{number}", f"Đơn vị {bloc} {number}", standing)


def _people(unit: UnitRow, *, has_officer: bool) -> list[PersonRow]:
    roles = [Role.LEADER, *([Role.OFFICER] if has_officer else [])]
    roles += {Standing.CHAIR: [Role.CHAIR], Standing.DEPUTY: [Role.DEPUTY]}.get(unit.standing, [])
    return [
        PersonRow(
            HERE,
            f"{unit.code}-{role}",
            f"Người {unit.code} {role}",
            unit.code,
            role,
            "Cán bộ",
            SignMode.HEAD,
        )
        for role in roles
    ]


async def _joined(uow: UnitOfWork) -> tuple[Member, ...]:
    members: list[Member] = []
    for cycle in await uow.blocs.cycles():
        bloc = (await uow.blocs.get(cycle.bloc_id)).code
        units = {unit.id: unit.code for unit in await uow.units.of_cycle(cycle.id)}
        for seat in await uow.people.held_in(cycle.id, uow.now):
            assert seat.unit_id is not None
            n = len(members)
            token = "" if n % 2 else secrets.token_urlsafe(32)
            account_id = await _account(uow, seat.person_id, token, FIRST_CHAT + n)
            members.append(
                Member(
                    person_id=seat.person_id,
                    account_id=account_id,
                    name=seat.full_name,
                    role=seat.role,
                    bloc=bloc,
                    unit=units[seat.unit_id],
                    token=token,
                    chat_id=0 if token else FIRST_CHAT + n,
                )
            )
    return tuple(members)


async def _account(uow: UnitOfWork, person_id: int, token: str, chat_id: int) -> int:
    channel, known_as = ("web", f"page-{person_id}") if token else ("telegram", str(chat_id))
    account = await uow.accounts.open(channel, known_as, uow.now)
    await uow.accounts.bind(account.id, person_id, uow.now)
    await uow.accounts.read_privacy(account.id, uow.now)
    if token:
        await uow.web_chats.open_session(sha256(token.encode()).hexdigest(), account.id, uow.now)
    return account.id


async def _freeze(uow: UnitOfWork, members: list[Member]) -> None:
    """Bring every list of the bloc to approval and open the signing."""
    actors = {(m.unit, m.role): await _actor(uow, m) for m in members}
    chair = next(actor for (_, role), actor in actors.items() if role is Role.CHAIR)
    deputy = next(actor for (_, role), actor in actors.items() if role is Role.DEPUTY)
    for (_, role), leader in actors.items():
        if role is Role.LEADER:
            await _approve(uow, leader, (chair, deputy))
    draft = await pledge.draft(uow, chair)
    start = text_hash(text_of(draft))[: freezing.HASH_START]
    await freezing.freeze(uow, chair, sections_of(draft), start, file_name(draft))


async def _actor(uow: UnitOfWork, member: Member) -> Actor:
    actor = await actor_of(uow, await uow.accounts.get(member.account_id))
    assert actor is not None
    return actor


async def _approve(uow: UnitOfWork, leader: Actor, deciders: tuple[Actor, Actor]) -> None:
    unit_id = leader.units[0]
    task = await key_task.add(uow, leader, unit_id, "Nhiệm vụ của buổi thử")
    sheet = await key_task.open_sheet(uow, leader, unit_id)
    await key_task.star(uow, leader, task.id, sheet.submission.revision)
    sheet = await key_task.open_sheet(uow, leader, unit_id)
    sent = await approval.submit(uow, leader, sheet.submission.id, sheet.submission.revision)
    listed = (
        await approval.approve(uow, leader, sent.sheet.submission.id, _rev(sent))
    ).sheet.submission
    is_chairs_own = sheet.unit.standing is Standing.CHAIR
    await approval.approve(uow, deciders[is_chairs_own], listed.id, listed.revision)


def _rev(decision: approval.Decision) -> int:
    return decision.sheet.submission.revision


def database_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
