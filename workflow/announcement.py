"""The registrations announced by the deputy: a snapshot that later changes stand beside (R6).

While the meeting is on and the deputy's unit is recorded absent, the chair announces. A
second announcement has the next number; no earlier one changes.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.announcements import Announcement
from storage.conferences import Conference
from storage.kinds import ListState, Role, Standing, SubmissionKind
from storage.people import Assignment
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import local
from workflow.conference import UNDER_WAY, view_of
from workflow.discussion_errors import AnnouncementChanged, DeputyAnnounces, NothingToAnnounce
from workflow.permission import READERS, UNIT_ROLES, Actor
from workflow.presiding import is_absent

HASH_START = 16
APPROVED = (ListState.APPROVED,)
Content = list[dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """One unit of the table; `later` is what was approved after the announcement, on that day.

    Items are the facts of a registration: kind, name and count. Without `is_announced` the
    unit had no approved registration then.
    """

    unit: str
    is_announced: bool
    items: Sequence[Mapping[str, Any]]
    later_on: date | None = None
    later: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Table:
    """Every unit's registration in the bloc's order: as announced, or as it would be now."""

    year: int
    lines: tuple[Line, ...]
    hash_start: str = ""
    announcement: Announcement | None = None
    numbers: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the units without an approved registration."""
        return tuple(line.unit for line in self.lines if not line.is_announced)


async def preview(uow: UnitOfWork, actor: Actor) -> Table:
    """Return what would be announced now; refuse who may not, and when nothing is approved."""
    await _publisher(uow, actor)
    content = await _content(uow, actor.cycle.id)
    lines = tuple(
        Line(one["unit"], one["submission_id"] is not None, one["items"]) for one in content
    )
    if not any(line.is_announced for line in lines):
        raise NothingToAnnounce
    return Table(actor.cycle.year, lines, _hash(content))


async def publish(uow: UnitOfWork, actor: Actor, hash_start: str) -> tuple[Table, tuple[int, ...]]:
    """Announce what was shown; return it with everybody to be told.

    Refuse with `AnnouncementChanged` when it is no longer what the hash names.
    """
    seat, meeting = await _publisher(uow, actor)
    shown = await preview(uow, actor)
    if shown.hash_start != hash_start:
        raise AnnouncementChanged
    number = await uow.announcements.add(
        actor.cycle.id,
        {
            "conference_id": meeting and meeting.id,
            "content": await _content(uow, actor.cycle.id),
            "published_by": actor.person.id,
            "role": seat.role.value,
            "published_at": uow.now,
        },
    )
    await history.record(uow, seat, "announcement.published", number, missing=list(shown.missing))
    held = await uow.people.held_in(actor.cycle.id, uow.now, (*UNIT_ROLES, *READERS))
    people = tuple(dict.fromkeys(a.person_id for a in held))
    return await open_one(uow, actor, number), people


async def open_one(uow: UnitOfWork, actor: Actor, number: int) -> Table:
    """Show an announcement by its number, 0 for the newest, with what came after it beside."""
    known = await uow.announcements.of_cycle(actor.cycle.id)
    found = next((one for one in known if one.number == number), known[-1] if known else None)
    numbers = tuple(one.number for one in known)
    if found is None:
        return Table(actor.cycle.year, ())
    now = {one["unit_id"]: one for one in await _content(uow, actor.cycle.id)}
    lines = tuple(_line(one, now.get(one["unit_id"], one)) for one in found.content)
    return Table(actor.cycle.year, lines, announcement=found, numbers=numbers)


def _line(then: Mapping[str, Any], now: Mapping[str, Any]) -> Line:
    announced = then["submission_id"] is not None
    if now["submission_id"] == then["submission_id"]:
        return Line(then["unit"], announced, then["items"])
    later_on = date.fromisoformat(now["approved_on"])
    return Line(then["unit"], announced, then["items"], later_on, now["items"])


async def _publisher(uow: UnitOfWork, actor: Actor) -> tuple[Assignment, Conference | None]:
    meeting = await uow.conferences.current(actor.cycle.id)
    deputy = actor.seat(Role.DEPUTY)
    if deputy is not None:
        return deputy, meeting
    chair = actor.require(Role.CHAIR)
    units = await uow.units.of_cycle(actor.cycle.id)
    unit = next(one for one in units if one.standing is Standing.DEPUTY)
    if meeting is None or meeting.state not in UNDER_WAY:
        raise DeputyAnnounces(unit)
    if not await is_absent(uow, await view_of(uow, actor, meeting), unit):
        raise DeputyAnnounces(unit)
    return chair, meeting


async def _content(uow: UnitOfWork, cycle_id: int) -> Content:
    """Return every unit's newest approved registration, in words that outlive the awards."""
    approved = await uow.submissions.newest(cycle_id, SubmissionKind.REGISTRATION, APPROVED)
    items = await uow.registrations.items_of([one.id for one in approved.values()])
    awards = {award.id: award for award in await uow.awards.all()}
    return [
        {
            "unit_id": unit.id,
            "unit": unit.name,
            **_dated(approved.get(unit.id)),
            "items": [
                {"kind": award.kind.value, "name": award.name, "count": item.count}
                for item in (items[approved[unit.id].id] if unit.id in approved else ())
                for award in (awards[item.award_id],)
            ],
        }
        for unit in await uow.units.of_cycle(cycle_id)
    ]


def _dated(found: Submission | None) -> dict[str, Any]:
    if found is None:
        return {"submission_id": None, "approved_on": None}
    assert found.decided_at is not None
    return {
        "submission_id": found.id,
        "approved_on": local(found.decided_at).date().isoformat(),
    }


def _hash(content: Content) -> str:
    shown = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:HASH_START]
