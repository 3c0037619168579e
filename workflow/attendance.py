"""Who is present: by button in the window, by the hall's code, or from the list.

1. Attendance is taken from an hour before the meeting until it is closed.
2. Once recorded is enough: a second time changes nothing and says so.
3. It never depends on the answer to the invitation; what is taken back stays as a row.
4. Where no leader of a unit is, somebody present may be recorded as standing in: they vote.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.attendances import Attendance
from storage.kinds import CheckIn, ConferenceState
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import hall, history
from workflow.comer import COMERS, Comer, comers, known, named
from workflow.conference import PREPARERS, UNDER_WAY, View, current, open_one
from workflow.conference_errors import ConferenceStage
from workflow.errors import NoSuchThing
from workflow.meeting_errors import LeaderPresent, TooEarly, WrongHallCode
from workflow.permission import Actor
from workflow.voter import voters_of
from workflow.words import fold

OPENS_BEFORE = timedelta(minutes=60)


@dataclass(frozen=True)
class Roll:
    """Attendance as one person sees it."""

    view: View
    mine: Attendance | None
    at: datetime
    may_come: bool
    may_record: bool

    @property
    def is_open(self) -> bool:
        """Tell whether attendance is taken now."""
        state = self.view.conference.state
        is_early = state is ConferenceState.CALLED and self.at < self.opens_at
        return state in (ConferenceState.CALLED, *UNDER_WAY) and not is_early

    @property
    def opens_at(self) -> datetime:
        """Return from when attendance is taken."""
        assert self.view.conference.starts_at is not None
        return self.view.conference.starts_at - OPENS_BEFORE

    @property
    def by_unit(self) -> tuple[tuple[Unit, tuple[Attendance, ...]], ...]:
        """Return every unit with its present people, in the bloc's order."""
        here = self.view.present
        return tuple(
            (unit, tuple(one for one in here if one.unit_id == unit.id)) for unit in self.view.units
        )

    @property
    def others(self) -> tuple[Attendance, ...]:
        """Return the present people of no member unit."""
        members = {unit.id for unit in self.view.units}
        return tuple(one for one in self.view.present if one.unit_id not in members)


@dataclass(frozen=True)
class Instead:
    """Who stands in for a unit's leader, with those who cast the unit's vote from now on."""

    one: Comer
    casting: tuple[int, ...]
    is_new: bool


async def open_roll(uow: UnitOfWork, actor: Actor, conference_id: int | None = None) -> Roll:
    """Show attendance of a conference, by default the newest, once it is called."""
    view = await open_one(uow, actor, conference_id)
    if view.conference.state in (ConferenceState.DRAFT, ConferenceState.CANCELLED):
        raise ConferenceStage(view.conference.state)
    mine = next((one for one in view.present if one.person_id == actor.person.id), None)
    return Roll(
        view,
        mine,
        uow.now,
        may_come=actor.seat(*COMERS) is not None,
        may_record=actor.seat(*PREPARERS) is not None,
    )


async def is_open(uow: UnitOfWork, actor: Actor) -> bool:
    """Tell whether attendance of the newest conference is taken now, the actor's too."""
    view = await current(uow, actor)
    if view is None or view.conference.state in hall.UNSHOWN or actor.seat(*COMERS) is None:
        return False
    return (await open_roll(uow, actor, view.conference.id)).is_open


async def check_in(
    uow: UnitOfWork, actor: Actor, conference_id: int, how: CheckIn = CheckIn.BUTTON
) -> bool:
    """Record the actor as present; False when they were already, which changes nothing."""
    roll = await _to_record(uow, actor, conference_id)
    seat = actor.require(*COMERS)
    if roll.mine is not None:
        return False
    await _write(uow, roll, _of(seat), how, None)
    await history.record(uow, seat, "attendance.came", conference_id, how=how.value)
    return True


async def check_in_by_code(uow: UnitOfWork, actor: Actor, code: str, sent_at: datetime) -> bool:
    """Record the actor as present at the newest conference by the hall's code of the minute.

    The minute at which it was sent counts: an outage may have kept it waiting.
    """
    view = (await open_roll(uow, actor)).view
    moments = (min(sent_at, uow.now), uow.now)
    if not any(hall.is_valid(view.conference, code, moment) for moment in moments):
        raise WrongHallCode
    return await check_in(uow, actor, view.conference.id, CheckIn.QR)


async def find(
    uow: UnitOfWork, actor: Actor, conference_id: int, words: str = ""
) -> tuple[Roll, tuple[Comer, ...]]:
    """Return who may come and has these words in name or unit, diacritics and case forgiven."""
    roll = await _to_note(uow, actor, conference_id)
    wanted = fold(words).split()
    people = await comers(uow, roll.view)
    return roll, tuple(one for one in people if all(word in one.searched for word in wanted))


async def record(
    uow: UnitOfWork, actor: Actor, conference_id: int, source: str, subject_id: int
) -> tuple[Comer, bool]:
    """Record somebody expected as present; False when they were already."""
    _, people = await find(uow, actor, conference_id)
    one = next((one for one in people if (one.source, one.id) == (source, subject_id)), None)
    if one is None:
        raise NoSuchThing
    return await _noted(uow, actor, conference_id, one)


async def record_other(
    uow: UnitOfWork, actor: Actor, conference_id: int, unit_id: int, text: str
) -> tuple[Comer, bool]:
    """Record somebody by "name, position"; unit 0 is a guest.

    Who is on the list after all is recorded as the one on the list.
    """
    roll, people = await find(uow, actor, conference_id)
    unit = next((unit for unit in roll.view.units if unit.id == unit_id), None)
    if unit is None and unit_id:
        raise NoSuchThing
    name, title = named(text)
    listed = next((one for one in people if one.is_same(unit_id or None, name, title)), None)
    one = listed or Comer("other", 0, unit, name, title, None)
    return await _noted(uow, actor, conference_id, one)


async def stand_in(uow: UnitOfWork, actor: Actor, attendance_id: int) -> Instead:
    """Let somebody present stand in for their unit's leader, and nobody else of it.

    Refuse with `LeaderPresent`; a second time changes nothing.
    """
    found, roll = await _found(uow, actor, attendance_id)
    if found.undone_at is not None or found.unit_id not in {u.id for u in roll.view.present_units}:
        raise NoSuchThing
    assert found.unit_id is not None
    if leaders := (await voters_of(uow, roll.view)).leaders(found.unit_id):
        raise LeaderPresent(tuple(one.full_name for one in leaders))
    if not found.stands_in:
        await uow.attendances.let_stand_in(found)
        seat, act = actor.require(*PREPARERS), "attendance.stood_in"
        more: dict[str, Any] = {"unit_id": found.unit_id, "who": found.full_name}
        await history.record(uow, seat, act, found.conference_id, **more)
    roll, _ = await find(uow, actor, found.conference_id)
    casting = (await voters_of(uow, roll.view)).people([found.unit_id])
    one = await _with_record(uow, actor, found)
    return Instead(one, tuple(casting), is_new=not found.stands_in)


async def undo(uow: UnitOfWork, actor: Actor, attendance_id: int) -> tuple[Attendance, bool]:
    """Take back a record; False when it was taken back before."""
    found, _ = await _found(uow, actor, attendance_id)
    if found.undone_at is not None:
        return found, False
    await uow.attendances.undo(attendance_id, uow.now)
    seat = actor.require(*PREPARERS)
    facts = {"who": found.full_name}
    await history.record(
        uow, seat, "attendance.undone", found.conference_id, unit_id=found.unit_id, **facts
    )
    return found, True


async def _to_record(uow: UnitOfWork, actor: Actor, conference_id: int) -> Roll:
    roll = await open_roll(uow, actor, conference_id)
    if roll.is_open:
        return roll
    if roll.view.conference.state is ConferenceState.CALLED:
        raise TooEarly(roll.opens_at)
    raise ConferenceStage(roll.view.conference.state)


async def _to_note(uow: UnitOfWork, actor: Actor, conference_id: int) -> Roll:
    actor.require(*PREPARERS)
    return await _to_record(uow, actor, conference_id)


async def _found(uow: UnitOfWork, actor: Actor, attendance_id: int) -> tuple[Attendance, Roll]:
    found = await uow.attendances.get(attendance_id)
    if found is None:
        raise NoSuchThing
    return found, await _to_note(uow, actor, found.conference_id)


async def _noted(
    uow: UnitOfWork, actor: Actor, conference_id: int, one: Comer
) -> tuple[Comer, bool]:
    """Record somebody as present; False when they were already."""
    roll = await _to_note(uow, actor, conference_id)
    if one.record is not None:
        return one, False
    seat = actor.require(*PREPARERS)
    unit_id = one.unit.id if one.unit else None
    values = {
        "unit_id": unit_id,
        "person_id": one.id if one.source == "person" else None,
        "full_name": one.name,
        "position_title": one.title,
    }
    id_ = await _write(uow, roll, values, CheckIn.SECRETARY, seat.person_id)
    facts = {"who": one.name, "source": one.source}
    await history.record(uow, seat, "attendance.noted", conference_id, unit_id=unit_id, **facts)
    record = await uow.attendances.get(id_)
    assert record is not None
    return await _with_record(uow, actor, record), True


async def _with_record(uow: UnitOfWork, actor: Actor, record: Attendance) -> Comer:
    _, people = await find(uow, actor, record.conference_id)
    return next(one for one in people if one.record and one.record.id == record.id)


async def _write(
    uow: UnitOfWork, roll: Roll, values: Mapping[str, Any], how: CheckIn, recorded_by: int | None
) -> int:
    more: dict[str, Any] = {"how": how, "recorded_by": recorded_by, "at": uow.now}
    unit_id = values["unit_id"]
    by_name = known(roll.view, unit_id, values["full_name"]) if unit_id else None
    if by_name is not None:
        # The same person, recorded before they had a role.
        await uow.attendances.undo(by_name.id, uow.now)
        more["stands_in"] = by_name.stands_in
    conference_id = roll.view.conference.id
    return await uow.attendances.add({"conference_id": conference_id, **values, **more})


def _of(seat: Assignment) -> dict[str, Any]:
    return {
        "unit_id": seat.unit_id,
        "person_id": seat.person_id,
        "full_name": seat.full_name,
        "position_title": seat.position_title,
    }
