"""How a key-task list travels: sent, approved for the unit, accepted for the bloc, returned.

The states and acts are drawn in workflow/key_task.py.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.key_tasks import KeyTaskList
from storage.kinds import ListState, ObligationKind, Role, Step
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.calendar import add_working, local, working_days_late
from workflow.deciding import deciding_seat, may_decide
from workflow.errors import (
    ListIncomplete,
    NoSuchThing,
    NotSentYet,
    ReasonTooShort,
    Stale,
    TooLong,
    WrongState,
)
from workflow.freezing import owe_freezing
from workflow.key_task import Sheet, as_facts, open_sheet
from workflow.obligation import NewObligation, bloc_side, finish, open_one, owe_list
from workflow.permission import UNIT_ROLES, Actor
from workflow.words import clean, is_wordless

REASON_MINIMUM = 10
REASON_LIMIT = 500
DAYS_TO_DECIDE = 3


class Move(StrEnum):
    """What can be done to a list as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"


MOVES: dict[tuple[ListState, Move], ListState] = {
    (ListState.DRAFT, Move.SUBMIT): ListState.WAITING_LEADER,
    (ListState.RETURNED, Move.SUBMIT): ListState.WAITING_LEADER,
    (ListState.WAITING_LEADER, Move.WITHDRAW): ListState.DRAFT,
    (ListState.WAITING_CHAIR, Move.WITHDRAW): ListState.DRAFT,
    (ListState.WAITING_LEADER, Move.APPROVE): ListState.WAITING_CHAIR,
    (ListState.WAITING_CHAIR, Move.APPROVE): ListState.APPROVED,
    (ListState.WAITING_LEADER, Move.RETURN): ListState.RETURNED,
    (ListState.WAITING_CHAIR, Move.RETURN): ListState.RETURNED,
}


@dataclass(frozen=True)
class Decision:
    """A list after an act: what it was, what it is, and whom it concerns."""

    before: ListState
    sheet: Sheet
    people: tuple[int, ...]
    """Who is to be told: those who act next, or the unit's people."""
    due_on: date | None = None
    """By when those who act next are to act."""
    to_freeze: tuple[int, ...] = ()
    """Who may freeze the pledge now, when this was the last list approved."""


def moved(state: ListState, move: Move) -> ListState:
    """Return the state after the act; refuse with `WrongState` where it has no place."""
    after = MOVES.get((state, move))
    if after is None:
        raise WrongState(state)
    return after


async def submit(uow: UnitOfWork, actor: Actor, list_id: int, revision: int) -> Decision:
    """Send the list to the unit's leader; keeps a version and stamps working days late (R13)."""
    listed, sheet = await _at(uow, actor, list_id, revision)
    seat = actor.require(*UNIT_ROLES, unit_id=listed.unit_id)
    after = moved(listed.state, Move.SUBMIT)
    if sheet.gaps:
        raise ListIncomplete(sheet.gaps)
    today = local(uow.now).date()
    late = working_days_late(sheet.due_on, today) if sheet.due_on else 0
    await uow.key_tasks.keep_version(
        list_id, [as_facts(task) for task in sheet.tasks], actor.person.id, uow.now
    )
    await uow.key_tasks.touch(
        list_id,
        {
            "state": after,
            "reason": "",
            "submitted_at": uow.now,
            "submitted_by": actor.person.id,
            "days_late": late,
        },
    )
    await finish(uow, ObligationKind.KEY_TASKS, listed.unit_id, cycle_id=listed.cycle_id)
    due_on = await _owe(uow, listed, ObligationKind.APPROVE, (listed.unit_id, Role.LEADER))
    await history.record(uow, seat, "key_tasks.submitted", list_id, days_late=late)
    leaders = await _people(uow, listed.cycle_id, listed.unit_id, Role.LEADER)
    return Decision(listed.state, await open_sheet(uow, actor, listed.unit_id), leaders, due_on)


async def withdraw(uow: UnitOfWork, actor: Actor, list_id: int, revision: int) -> Decision:
    """Take a waiting list back to the draft."""
    listed, _ = await _at(uow, actor, list_id, revision)
    seat = actor.require(*UNIT_ROLES, unit_id=listed.unit_id)
    await _end_stage(uow, listed, moved(listed.state, Move.WITHDRAW))
    await _owe_list_again(uow, listed)
    await history.record(uow, seat, "key_tasks.withdrawn", list_id)
    people = await _people(uow, listed.cycle_id, listed.unit_id, Role.LEADER)
    if listed.state is ListState.WAITING_CHAIR:
        side = await bloc_side(uow, listed.cycle_id, listed.unit_id)
        people += await _people(uow, listed.cycle_id, *side)
    return Decision(listed.state, await open_sheet(uow, actor, listed.unit_id), people)


async def approve(uow: UnitOfWork, actor: Actor, list_id: int, revision: int) -> Decision:
    """Decide for the list: the leader's approval, or the bloc's acceptance (R3, R4)."""
    listed, sheet = await _at(uow, actor, list_id, revision)
    after = moved(listed.state, Move.APPROVE)
    seat_of = await deciding_seat(uow, actor, listed)
    if sheet.gaps:
        raise ListIncomplete(sheet.gaps)
    if listed.state is ListState.WAITING_LEADER:
        stamp = {"approved_at": uow.now, "approved_by": actor.person.id}
        await finish(uow, ObligationKind.APPROVE, list_id)
        side = await bloc_side(uow, listed.cycle_id, listed.unit_id)
        due_on = await _owe(uow, listed, ObligationKind.DECIDE, side)
        people = await _people(uow, listed.cycle_id, *side)
    else:
        stamp = {"decided_at": uow.now, "decided_by": actor.person.id}
        await finish(uow, ObligationKind.DECIDE, list_id)
        due_on = None
        people = await _people(uow, listed.cycle_id, listed.unit_id, *UNIT_ROLES)
    await uow.key_tasks.touch(list_id, {"state": after, **stamp})
    await history.record(
        uow, seat_of, f"key_tasks.to_{after.value}", list_id, unit_id=listed.unit_id
    )
    shown = await _shown(uow, actor, listed)
    to_freeze = await owe_freezing(uow, listed.cycle_id) if after is ListState.APPROVED else ()
    return Decision(listed.state, shown, people, due_on, to_freeze)


async def send_back(
    uow: UnitOfWork, actor: Actor, list_id: int, revision: int, reason: str
) -> Decision:
    """Return the list with a reason that the unit sees first (R3)."""
    listed, _ = await _at(uow, actor, list_id, revision)
    after = moved(listed.state, Move.RETURN)
    seat = await deciding_seat(uow, actor, listed)
    why = clean(reason)
    if len(why) < REASON_MINIMUM or is_wordless(why):
        raise ReasonTooShort(REASON_MINIMUM)
    if len(why) > REASON_LIMIT:
        raise TooLong(len(why), REASON_LIMIT)
    await _end_stage(uow, listed, after, why)
    due_on = await _owe_list_again(uow, listed)
    await history.record(
        uow, seat, "key_tasks.returned", list_id, unit_id=listed.unit_id, reason=why
    )
    people = await _people(uow, listed.cycle_id, listed.unit_id, *UNIT_ROLES)
    return Decision(listed.state, await _shown(uow, actor, listed), people, due_on)


async def to_decide(uow: UnitOfWork, actor: Actor, list_id: int, revision: int) -> Sheet:
    """Return the list before its return is asked for; refuse who may not decide on it."""
    listed, sheet = await _at(uow, actor, list_id, revision)
    moved(listed.state, Move.RETURN)
    await deciding_seat(uow, actor, listed)
    return sheet


async def waiting_for(uow: UnitOfWork, actor: Actor) -> list[Sheet]:
    """Return the lists on which this person decides for the bloc, longest waiting first."""
    lists = await uow.key_tasks.lists(actor.cycle.id)
    waiting = [
        listed
        for listed in lists
        if listed.state is ListState.WAITING_CHAIR and await may_decide(uow, actor, listed)
    ]
    waiting.sort(key=lambda listed: listed.approved_at or uow.now)
    return [await open_sheet(uow, actor, listed.unit_id) for listed in waiting]


async def _at(
    uow: UnitOfWork, actor: Actor, list_id: int, revision: int
) -> tuple[KeyTaskList, Sheet]:
    listed = await uow.key_tasks.get_list(list_id)
    if listed is None or listed.cycle_id != actor.cycle.id:
        raise NoSuchThing
    sheet = await open_sheet(uow, actor, listed.unit_id)
    if listed.revision != revision:
        raise Stale(listed.unit_id)
    return listed, sheet


async def _shown(uow: UnitOfWork, actor: Actor, listed: KeyTaskList) -> Sheet:
    """Return the sheet to whoever just acted, even when it now leaves their sight."""
    try:
        return await open_sheet(uow, actor, listed.unit_id)
    except NotSentYet:
        unit = await uow.units.get(listed.cycle_id, listed.unit_id)
        fresh = await uow.key_tasks.get_list(listed.id)
        assert unit is not None
        assert fresh is not None
        return Sheet(
            unit, fresh, (), (), None, 0, (0, 0), is_own=False, may_edit=False, may_decide=False
        )


async def _end_stage(
    uow: UnitOfWork, listed: KeyTaskList, after: ListState, reason: str = ""
) -> None:
    await uow.key_tasks.touch(
        listed.id, {"state": after, "reason": reason, "approved_at": None, "approved_by": None}
    )
    await finish(uow, ObligationKind.APPROVE, listed.id)
    await finish(uow, ObligationKind.DECIDE, listed.id)


async def _owe_list_again(uow: UnitOfWork, listed: KeyTaskList) -> date:
    deadlines = await uow.blocs.deadlines(listed.cycle_id)
    # The official date stays for counting lateness (R13); the duty gets time to correct.
    soonest = add_working(local(uow.now).date(), DAYS_TO_DECIDE)
    due_on = max(deadlines.get(Step.KEY_TASKS, soonest), soonest)
    await owe_list(uow, listed.cycle_id, listed.unit_id, due_on)
    return due_on


async def _owe(
    uow: UnitOfWork, listed: KeyTaskList, kind: ObligationKind, side: tuple[int, Role]
) -> date:
    due_on = add_working(local(uow.now).date(), DAYS_TO_DECIDE)
    unit_id, role = side
    await open_one(
        uow, NewObligation(listed.cycle_id, kind, listed.id, role, due_on, unit_id=unit_id)
    )
    return due_on


async def _people(uow: UnitOfWork, cycle_id: int, unit_id: int, *roles: Role) -> tuple[int, ...]:
    held = await uow.people.held_in(cycle_id, uow.now, roles)
    return tuple(dict.fromkeys(a.person_id for a in held if a.unit_id == unit_id))
