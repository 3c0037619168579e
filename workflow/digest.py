"""What the chair reads each working day: what changed in the bloc, what waits, who is late.

It is part of the chair's one message of the day and covers the time from the morning of the
last message that left to this morning. With nothing new there is none.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from storage.blocs import Cycle
from storage.histories import Act
from storage.kinds import ObligationKind, Role
from storage.obligations import Obligation
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, at_local, is_confirmed, local, next_working
from workflow.chair_list import Exhausted, horizon, of_duties
from workflow.quiet_hours import of_reminders
from workflow.seating import Seating, seating_of

# What is told of, in the order of the year, and the acts that it counts.
NEWS: Mapping[str, tuple[str, ...]] = {
    "joined": ("person.joined",),
    "key_tasks_sent": ("key_tasks.to_waiting_chair", "key_tasks.on_paper"),
    "registration_sent": ("registration.to_waiting_chair", "registration.on_paper"),
    "approved": history.ACCEPTED,
    "answered": ("rsvp.answered", "rsvp.answered_for"),
    "signed": ("pledge.signed", "pledge.signed_on_paper"),
    "declined": ("pledge.declined",),
    "confirmed": ("notice.confirmed",),
}
# These are done by each person, the others by a unit.
PERSONAL = ("joined", "confirmed")


@dataclass(frozen=True)
class Span:
    """From after one moment until another, and of which cycle."""

    cycle_id: int
    since: datetime
    until: datetime

    def to_json(self) -> dict[str, Any]:
        since, until = self.since.isoformat(), self.until.isoformat()
        return {"cycle": self.cycle_id, "since": since, "until": until}

    @classmethod
    def of_json(cls, facts: Mapping[str, Any]) -> Self:
        moments = (datetime.fromisoformat(facts[name]) for name in ("since", "until"))
        return cls(facts["cycle"], *moments)


@dataclass(frozen=True)
class News:
    """How often one kind of thing happened, and in which units, by name."""

    what: str
    count: int
    units: tuple[str, ...]

    @property
    def is_of_people(self) -> bool:
        """Tell whether people are counted; else units are."""
        return self.what in PERSONAL


@dataclass(frozen=True)
class Standing:
    """Units that one kind of duty is about, by name; `count` counts duties."""

    kind: ObligationKind
    count: int
    units: tuple[str, ...]


@dataclass(frozen=True)
class Digest:
    """What one chair is told; `provisional` is a year whose days off nobody has confirmed.

    `bloc` and `year` tell one from another where somebody chairs several cycles.
    """

    span: Span
    bloc: str
    year: int
    news: tuple[News, ...]
    waiting: tuple[Standing, ...]
    late: tuple[Standing, ...]
    listed: tuple[Standing, ...]
    is_new: bool
    provisional: int | None = None


async def prepared(uow: UnitOfWork, cycle: Cycle, person_id: int) -> Mapping[str, Any] | None:
    """Return the facts of the person's digest of today, to be put into words when it leaves.

    None when there is nothing new. Of a year with provisional days each cycle is warned once.
    """
    span = await _span_for(uow, cycle, person_id)
    year = await _provisional(uow, cycle)
    if year is None and not (await of_facts(uow, span.to_json())).is_new:
        return None
    return {**span.to_json(), "provisional": year}


async def made(uow: UnitOfWork, cycle: Cycle, *, was_told: bool) -> None:
    """Record that today's digest of the cycle was made, and whether anybody is told of it."""
    await uow.digests.mark(cycle.id, local(uow.now).date())
    year = await _provisional(uow, cycle)
    if was_told and year is not None:
        await uow.digests.warn(cycle.id, year)


async def of_facts(uow: UnitOfWork, facts: Mapping[str, Any]) -> Digest:
    """Return what is to be told of the prepared span, and how things stand now."""
    span, today = Span.of_json(facts), local(uow.now).date()
    cycle = await uow.blocs.cycle(span.cycle_id)
    seats = await seating_of(uow, cycle.id)
    names = {unit.id: unit.name for unit in await uow.units.of_cycle(cycle.id)}
    duties = await uow.obligations.due_by(cycle.id, horizon(cycle, uow.now))
    reached = frozenset(await uow.accounts.reachable(list(seats.people)))
    listed = of_duties(duties, cycle, seats, reached, uow.now)
    late = [d for d in duties if d.role is not Role.CHAIR and _late_since(d) <= today]
    news = _news(await uow.histories.within(cycle.id, span.since, span.until), names)
    return Digest(
        span,
        bloc=(await uow.blocs.get(cycle.bloc_id)).name,
        year=cycle.year,
        news=news,
        waiting=_standing([d for d in duties if d.role is Role.CHAIR], names),
        late=_standing(late, names),
        listed=_standing([one.obligation for one in listed], names),
        is_new=bool(news) or _began(span, listed, late),
        provisional=facts.get("provisional"),
    )


async def still_read(
    uow: UnitOfWork, prepared: Sequence[Mapping[str, Any]], person_id: int | None
) -> list[Digest]:
    """Return the prepared digests of the cycles that the person still chairs."""
    return [
        await of_facts(uow, facts)
        for facts in prepared
        if person_id in readers(await seating_of(uow, facts["cycle"]))
    ]


def readers(seats: Seating) -> Collection[int]:
    """Return who reads the digest: the persons of the chair."""
    return seats.holders(Role.CHAIR)


async def _span_for(uow: UnitOfWork, cycle: Cycle, person_id: int) -> Span:
    """Return what the person's digest of today covers; a first one, since the day before."""
    today = local(uow.now).date()
    hour = of_reminders(cycle).first_reminder
    last = await uow.reminders.last_left(person_id)
    before = local(last).date() if last else add_working(today, -1)
    return Span(cycle.id, at_local(before, hour), at_local(today, hour))


async def _provisional(uow: UnitOfWork, cycle: Cycle) -> int | None:
    """Return the cycle's year when its days are provisional and the chair was not warned yet."""
    if is_confirmed(cycle.year):
        return None
    return None if await uow.digests.warned_year(cycle.id) == cycle.year else cycle.year


def _news(acts: Sequence[Act], names: Mapping[int, str]) -> tuple[News, ...]:
    found = []
    for what, counted in NEWS.items():
        meant = [act for act in acts if act.act in counted]
        units = dict.fromkeys(names[a.unit_id or 0] for a in meant if a.unit_id in names)
        count = len({a.person_id for a in meant}) if what in PERSONAL else len(units)
        if meant:
            found.append(News(what, count, tuple(units)))
    return tuple(found)


def _standing(duties: Sequence[Obligation], names: Mapping[int, str]) -> tuple[Standing, ...]:
    by_kind: dict[ObligationKind, list[Obligation]] = defaultdict(list)
    for duty in duties:
        by_kind[duty.kind].append(duty)
    return tuple(
        Standing(
            kind,
            len(meant),
            tuple(dict.fromkeys(names[d.unit_id or 0] for d in meant if d.unit_id in names)),
        )
        for kind, meant in by_kind.items()
    )


def _late_since(duty: Obligation) -> date:
    assert duty.due_on is not None
    return add_working(next_working(duty.due_on), 1)


def _began(span: Span, listed: Sequence[Exhausted], late: Sequence[Obligation]) -> bool:
    """Tell whether a duty became late, or came to the chair's list, within the span."""
    days = [one.since for one in listed] + [_late_since(duty) for duty in late]
    return any(local(span.since).date() < day <= local(span.until).date() for day in days)
