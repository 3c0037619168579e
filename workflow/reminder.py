"""The sweep that turns what is due today into one message a person (R14).

Reminders fall on the days of workflow/reminder_plan.py. What an outage swallowed is said once,
late, by the newest reminder that was missed. A snoozed duty, a meeting that is near and the
chair's digest are parts of the same message. Whoever had today's message is told the next day.
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
from workflow.quiet_hours import REMINDER_HOUR, of_reminders, reminders_open
from workflow.reminder_plan import (
    Planned,
    last_planned,
    next_planned,
    planned,
    rhythm_of,
)
from workflow.seating import Seating, seating_of

LATE_AFTER = timedelta(minutes=30)
Plans = dict[int, tuple[datetime | None, int | None]]


@dataclass
class Parcel:
    """What one person is told in today's message."""

    day: date
    cycle_id: int
    duties: list[int] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    late: bool = False
    digest: Mapping[str, Any] | None = None

    def content(self) -> dict[str, Any]:
        return {
            "day": self.day.toordinal(),
            "obligations": list(dict.fromkeys(self.duties)),
            "meetings": list(dict.fromkeys(self.meetings)),
            "late": self.late,
            "digest": self.digest,
        }


@dataclass
class Round:
    """One sweep: the cycles whose hour has come, and what has been gathered so far."""

    uow: UnitOfWork
    cycles: Mapping[int, Cycle]
    had_theirs: set[int]
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
    cycles = {one.id: one for one in await uow.blocs.cycles() if _is_time(one, uow.now)}
    this = Round(uow, cycles, await uow.reminders.told_on(here.date()))
    await _add_duties(this, [one for one in duties if one.cycle_id in cycles])
    await _add_snoozed(this, snoozed)
    await _add_meetings(this, [one for one in meetings if one.conference.cycle_id in cycles])
    await _add_digests(this, {id_: last for id_, last in untold.items() if id_ in cycles})
    return await _queue(this)


async def replan(uow: UnitOfWork, cycle_id: int | None = None) -> int:
    """Move the reminders that have not fallen, of one cycle or of all; return how many moved.

    For when working days, or a cycle's days and hours of reminding, have changed.
    """
    cycles = {one.id: one for one in await uow.blocs.cycles()}
    moved: Plans = {}
    for duty in await uow.obligations.planned_after(uow.now, cycle_id):
        after = next_planned(duty.due_on, uow.now, rhythm_of(cycles[duty.cycle_id], duty.kind))
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
        if this.had_theirs.isdisjoint(people):
            plans[duty.id] = (after.at, after.offset) if after else (None, None)
        for person_id in [one for one in people if one not in this.had_theirs]:
            assert what is not None
            given.append(Given(duty.id, what.offset, person_id))
            parcel = this.parcel(person_id, duty.cycle_id)
            parcel.duties.append(duty.id)
            parcel.late |= this.uow.now - what.at > LATE_AFTER
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
    now = [one for one in snoozed if one.person_id not in this.had_theirs]
    known = {one.id: one for one in await this.uow.obligations.by_ids(_duty_ids(now))}
    told = []
    for snooze in now:
        duty = known[snooze.obligation_id]
        if duty.cycle_id in this.cycles:
            told.append(snooze.id)
            if (await this.seating(duty.cycle_id)).may_owe(duty, snooze.person_id):
                parcel = this.parcel(snooze.person_id, duty.cycle_id)
                parcel.duties.append(duty.id)
                is_old = snooze.remind_on < local(this.uow.now).date()
                on_time = this.uow.now - this.hour(duty.cycle_id) <= LATE_AFTER
                parcel.late |= is_old or not on_time
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
            if person_id not in this.had_theirs:
                this.parcel(person_id, cycle_id).meetings.extend(ids)


async def _add_digests(this: Round, untold: Mapping[int, date | None]) -> None:
    for cycle_id, last in untold.items():
        is_late = this.uow.now - this.hour(cycle_id) > LATE_AFTER
        # A bloc that came in during the day is told of from the next morning on.
        readers = [] if last is None and is_late else digest.readers(await this.seating(cycle_id))
        people = await this.uow.accounts.reachable(list(readers)) if readers else {}
        told = [await _add_digest(this, cycle_id, one, is_late=is_late) for one in people]
        await digest.made(this.uow, this.cycles[cycle_id], was_told=any(told))


async def _add_digest(this: Round, cycle_id: int, person_id: int, *, is_late: bool) -> bool:
    if person_id in this.had_theirs:
        return False
    facts = await digest.prepared(this.uow, this.cycles[cycle_id], person_id)
    if facts is not None:
        parcel = this.parcel(person_id, cycle_id)
        parcel.digest, parcel.cycle_id = facts, cycle_id
        parcel.late |= is_late
    return facts is not None


async def _queue(this: Round) -> int:
    """Queue the messages, each with what an older one that never left was to say."""
    if not this.parcels:
        return 0
    uow = this.uow
    for person_id, content in await uow.reminders.waiting():
        if person_id in this.parcels:
            parcel = this.parcels[person_id]
            parcel.duties[:0] = content["obligations"]
            parcel.late = True
    accounts = await uow.accounts.reachable(list(this.parcels))
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
