"""The sweep that turns what is due today into one message a person (R14).

Reminders fall on the days of workflow/reminder_plan.py. What an outage swallowed is said once,
late, by the newest reminder that was missed. A snoozed duty, a meeting that is near and the
chair's digest are parts of the same message. Whoever had today's message is told the next day;
whoever sits in several cycles has it when the last of them opens.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from storage.accounts import Account
from storage.blocs import Cycle
from storage.kinds import Lane, ObligationKind
from storage.obligations import Obligation
from storage.reminders import Given
from storage.snoozes import Snooze
from storage.unit_of_work import UnitOfWork
from workflow import digest, meeting_day
from workflow.calendar import at_local, is_working, local
from workflow.parcel import Parcel
from workflow.quiet_hours import REMINDER_HOUR, of_reminders, reminders_open
from workflow.reminder_plan import (
    Planned,
    last_planned,
    planned,
    rhythm_of,
)
from workflow.seating import Seating, seating_of

LATE_AFTER = timedelta(minutes=30)
Plans = dict[int, tuple[datetime | None, int | None]]


@dataclass
class Round:
    """One sweep: the cycles whose hour has come, and what has been gathered so far.

    `later` are people who have today's message when another of their cycles opens, `not_now`
    they and those who had it.
    """

    uow: UnitOfWork
    cycles: Mapping[int, Cycle]
    not_now: set[int] = field(default_factory=set)
    later: set[int] = field(default_factory=set)
    parcels: dict[int, Parcel] = field(default_factory=dict)
    seats: dict[int, Seating] = field(default_factory=dict)
    plans: dict[tuple[int, ObligationKind, Any], tuple[Planned | None, Planned | None]] = field(
        default_factory=dict
    )

    def parcel(self, person_id: int, cycle_id: int) -> Parcel:
        today = local(self.uow.now).date()
        return self.parcels.setdefault(person_id, Parcel(today, cycle_id))

    def hour(self, cycle_id: int) -> datetime:
        """Return the instant at which the cycle's reminders of today fall."""
        hour = of_reminders(self.cycles[cycle_id]).first_reminder
        return at_local(local(self.uow.now).date(), hour)

    async def is_late(self, person_id: int, fell: datetime) -> bool:
        """Tell whether what fell at an instant comes late; on its day, after the last opening."""
        if local(fell).date() == local(self.uow.now).date():
            for cycle_id in self.cycles:
                if person_id in (await self.seating(cycle_id)).people:
                    fell = max(fell, self.hour(cycle_id))
        return self.uow.now - fell > LATE_AFTER

    async def seating(self, cycle_id: int) -> Seating:
        if cycle_id not in self.seats:
            self.seats[cycle_id] = await seating_of(self.uow, cycle_id)
        return self.seats[cycle_id]

    def plan_of(self, duty: Obligation) -> tuple[Planned | None, Planned | None]:
        """Return the newest reminder that has fallen, and the next one."""
        assert duty.due_on is not None
        key = (duty.cycle_id, duty.kind, duty.due_on)
        if key not in self.plans:
            rhythm = rhythm_of(self.cycles[duty.cycle_id], duty.kind)
            plan, now = planned(duty.due_on, rhythm), self.uow.now
            self.plans[key] = (last_planned(plan, now), next((p for p in plan if p.at > now), None))
        return self.plans[key]


async def sweep(uow: UnitOfWork) -> int:
    """Queue what is due now; return how many messages. Outside the hours nothing is lost.

    Never before the hour of the day's own reminders: one message a day holds all of it.
    """
    here = local(uow.now)
    if not is_working(here.date()) or here.time() < REMINDER_HOUR:
        return 0
    duties = await uow.obligations.reminder_due(uow.now)
    snoozed = await uow.snoozes.due(here.date())
    untold = await uow.digests.untold(here.date())
    meetings = await meeting_day.near(uow)
    if not (duties or snoozed or untold or meetings):
        return 0
    every = await uow.blocs.cycles()
    cycles = {one.id: one for one in every if _is_time(one, uow.now)}
    this = Round(uow, cycles, await uow.reminders.told_on(here.date()))
    await _leave_for_later(this, [one for one in every if one.id not in cycles])
    await _add_duties(this, [one for one in duties if one.cycle_id in cycles])
    await _add_snoozed(this, snoozed)
    await _add_meetings(this, [one for one in meetings if one.conference.cycle_id in cycles])
    await _add_digests(this, {id_: last for id_, last in untold.items() if id_ in cycles})
    return await _queue(this)


async def replan(uow: UnitOfWork, cycle_id: int | None = None) -> int:
    """Move the reminders that have not fallen, of one cycle or of all; return how many moved.

    For when working days, or a cycle's days and hours of reminding, have changed. One that has
    fallen by the new count is due at once.
    """
    this = Round(uow, {one.id: one for one in await uow.blocs.cycles()})
    moved: Plans = {}
    for duty in await uow.obligations.planned_after(uow.now, cycle_id):
        fallen, after = this.plan_of(duty)
        next_one = duty.remind_offset
        if fallen is not None and next_one is not None and fallen.offset >= next_one:
            after = fallen
        plan = (after.at, after.offset) if after else (None, None)
        if plan != (duty.remind_at, duty.remind_offset):
            moved[duty.id] = plan
    await uow.obligations.plan(moved)
    return len(moved)


def _is_time(cycle: Cycle, now: datetime) -> bool:
    return reminders_open(cycle, now) and local(now).time() >= of_reminders(cycle).first_reminder


async def _add_duties(this: Round, duties: Sequence[Obligation]) -> None:
    if not duties:
        return
    before = await this.uow.reminders.given(this.uow.now)
    given: list[Given] = []
    plans: Plans = {}
    for duty in duties:
        what, after = this.plan_of(duty)
        people = await _to_remind(this, duty, what, before)
        # Who had today's message hears of it tomorrow: till then the duty stays due.
        if this.not_now.isdisjoint(people):
            plans[duty.id] = (after.at, after.offset) if after else (None, None)
        for person_id in [one for one in people if one not in this.not_now]:
            assert what is not None
            given.append(Given(duty.id, what.offset, person_id))
            parcel = this.parcel(person_id, duty.cycle_id)
            parcel.duties.append(duty.id)
            parcel.late |= await this.is_late(person_id, what.at)
    await this.uow.obligations.plan(plans)
    if given:
        await this.uow.reminders.give(given, this.uow.now)


async def _to_remind(
    this: Round, duty: Obligation, what: Planned | None, before: set[Given]
) -> list[int]:
    # Who has not joined has no account: they are on the chair's list, no message can reach them.
    if what is None or duty.kind is ObligationKind.JOIN:
        return []
    seats = await this.seating(duty.cycle_id)
    people = seats.responsible(duty, what.offset)
    return [one for one in people if Given(duty.id, what.offset, one) not in before]


async def _add_snoozed(this: Round, snoozed: Sequence[Snooze]) -> None:
    now = [one for one in snoozed if one.person_id not in this.not_now]
    known = {one.id: one for one in await this.uow.obligations.by_ids(_duty_ids(now))}
    told = []
    for snooze in now:
        duty = known[snooze.obligation_id]
        if duty.cycle_id in this.cycles:
            told.append(snooze.id)
            if (await this.seating(duty.cycle_id)).may_owe(duty, snooze.person_id):
                parcel = this.parcel(snooze.person_id, duty.cycle_id)
                parcel.duties.append(duty.id)
                fell = at_local(snooze.remind_on, REMINDER_HOUR)
                parcel.late |= await this.is_late(snooze.person_id, fell)
    if told:
        await this.uow.snoozes.tell(told, this.uow.now)


def _duty_ids(snoozed: Iterable[Snooze]) -> list[int]:
    return [one.obligation_id for one in snoozed]


async def _add_meetings(this: Round, meetings: Sequence[meeting_day.Meeting]) -> None:
    by_cycle = defaultdict(list)
    for one in meetings:
        by_cycle[one.conference.cycle_id].append(one)
    for cycle_id, near in by_cycle.items():
        people = await meeting_day.to_remind(this.uow, near, this.hour(cycle_id))
        for person_id, ids in people.items():
            if person_id not in this.not_now:
                this.parcel(person_id, cycle_id).meetings.extend(ids)


async def _leave_for_later(this: Round, closed: Sequence[Cycle]) -> None:
    """Let people wait for the last of their cycles that opens today, while all others are open.

    Who reads a digest together waits together.
    """
    here = local(this.uow.now).time()
    until = min((of_reminders(one).closes for one in this.cycles.values()), default=here)
    for one in closed:
        if here < of_reminders(one).first_reminder <= until:
            this.later |= (await this.seating(one.id)).people
    for cycle_id in this.cycles if this.later else ():
        readers = set(digest.readers(await this.seating(cycle_id)))
        this.later |= readers if readers & this.later else set()
    this.not_now |= this.later


async def _add_digests(this: Round, untold: Mapping[int, date | None]) -> None:
    for cycle_id, last in untold.items():
        readers = digest.readers(await this.seating(cycle_id))
        if this.later.isdisjoint(readers):
            hour = this.hour(cycle_id)
            # A bloc that came in during the day is told of from the next morning on.
            known = [one for one in readers if last or not await this.is_late(one, hour)]
            people = await this.uow.accounts.reachable(known) if known else {}
            told = [await _add_digest(this, cycle_id, one) for one in people]
            await digest.made(this.uow, this.cycles[cycle_id], was_told=any(told))


async def _add_digest(this: Round, cycle_id: int, person_id: int) -> bool:
    if person_id in this.not_now:
        return False
    facts = await digest.prepared(this.uow, this.cycles[cycle_id], person_id)
    if facts is not None:
        parcel = this.parcel(person_id, cycle_id)
        parcel.digests.append(facts)
        parcel.cycle_id = cycle_id
        parcel.late |= await this.is_late(person_id, this.hour(cycle_id))
    return facts is not None


async def _queue(this: Round) -> int:
    """Queue the messages; each takes up an older one that never left, which goes."""
    if not this.parcels:
        return 0
    uow = this.uow
    accounts = await uow.accounts.reachable(list(this.parcels))
    for person_id, content in await uow.reminders.take_up(accounts, uow.now):
        this.parcels[person_id].take_up(content)
    rows = [
        _message(uow, person_id, accounts[person_id], parcel)
        for person_id, parcel in this.parcels.items()
        if person_id in accounts
    ]
    await uow.line.add_all(rows)
    return len(rows)


def _message(uow: UnitOfWork, person_id: int, account: Account, parcel: Parcel) -> dict[str, Any]:
    return {
        "account_id": account.id,
        "person_id": person_id,
        "lane": Lane.REMINDER,
        "kind": "reminder",
        "subject_id": parcel.cycle_id,
        "content": parcel.content(),
        # One message per person per day, however many duties.
        "dedupe": f"reminder:{local(uow.now).date()}:{person_id}",
        "due_at": uow.now,
        "created_at": uow.now,
    }
