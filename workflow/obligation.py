"""Opens and ends duties on the one list of what is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.kinds import ObligationKind, Role, Standing, Step, SubmissionKind
from storage.obligations import Obligation
from storage.people import Assignment
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import local, working_days_late, working_days_left
from workflow.deadline import STEPS, step_of
from workflow.permission import Actor
from workflow.reminder_plan import next_planned, rhythm_in

DUTIES = {
    SubmissionKind.KEY_TASKS: ObligationKind.KEY_TASKS,
    SubmissionKind.REGISTRATION: ObligationKind.REGISTRATION,
}


@dataclass(frozen=True)
class Duty:
    """An open obligation as its owner sees it; days are working days, zero on the last day.

    `title` is a notice's subject or the name of the unit whose submission is meant, `matter`
    what it is of; `target_id` is the obligation's subject.
    """

    obligation: Obligation
    days_late: int
    days_left: int
    title: str
    target_id: int
    matter: SubmissionKind | None = None

    @property
    def is_on_paper(self) -> bool:
        """Tell whether an officer owes the unit's signature: only on paper can they bring it."""
        owed = self.obligation
        return owed.kind is ObligationKind.SIGN and owed.role is Role.OFFICER


@dataclass(frozen=True)
class NewObligation:
    """A duty to be opened: owed by a unit through a role, or by one person."""

    cycle_id: int
    kind: ObligationKind
    subject_id: int
    role: Role
    due_on: date | None
    unit_id: int | None = None
    person_id: int | None = None

    def is_same(self, known: Obligation) -> bool:
        """Tell whether it is the known duty; a person's own is, through whichever role it came."""
        if known.cycle_id != self.cycle_id:
            return False
        place = (self.unit_id, self.role)
        return self.person_id is not None or (known.unit_id, known.role) == place


async def open_one(uow: UnitOfWork, new: NewObligation) -> None:
    """Open the duty with its next reminder; one open by another date ends and begins anew.

    So reminders of the old date that wait to be sent say nothing, and the new date has its own.
    """
    known = [
        o
        for o in await uow.obligations.find_open(new.kind, new.subject_id, person_id=new.person_id)
        if new.is_same(o)
    ]
    if known and known[0].due_on == new.due_on:
        return
    if known:
        await uow.obligations.finish([o.id for o in known], uow.now)
    await uow.obligations.add_all(await _rows(uow, [new]))


async def open_for_people(uow: UnitOfWork, new: Sequence[NewObligation]) -> None:
    """Open one duty of the same kind, subject and date for each of many people, as `open_one`."""
    if not new:
        return
    first = new[0]
    found = await uow.obligations.find_open(first.kind, first.subject_id)
    known = {o.person_id: o for o in found if o.cycle_id == first.cycle_id}
    changed = [one for one in new if _due_on(known.get(one.person_id)) != one.due_on]
    former = [known[one.person_id].id for one in changed if one.person_id in known]
    await uow.obligations.finish(former, uow.now)
    await uow.obligations.add_all(await _rows(uow, changed))


def _due_on(known: Obligation | None) -> date | None:
    return known.due_on if known else None


async def _rows(uow: UnitOfWork, new: Sequence[NewObligation]) -> list[dict[str, Any]]:
    """Return duties of one kind as they are stored, each with its next reminder."""
    if not new:
        return []
    rhythm = await rhythm_in(uow, new[0].cycle_id, new[0].kind)
    plans = {due_on: next_planned(due_on, uow.now, rhythm) for due_on in {o.due_on for o in new}}
    return [
        {
            "cycle_id": one.cycle_id,
            "kind": one.kind,
            "subject_id": one.subject_id,
            "unit_id": one.unit_id,
            "person_id": one.person_id,
            "role": one.role,
            "due_on": one.due_on,
            "opened_at": uow.now,
            "remind_at": plan.at if plan else None,
            "remind_offset": plan.offset if plan else None,
        }
        for one in new
        for plan in [plans[one.due_on]]
    ]


async def open_for_unit(uow: UnitOfWork, new: NewObligation) -> None:
    """Open a unit's duty as `open_one` does; the same duty through another role ends.

    So an officer who came since takes it over from the leader, and the other way round.
    """
    known = await uow.obligations.find_open(new.kind, new.subject_id)
    mine = [o for o in known if (o.cycle_id, o.unit_id) == (new.cycle_id, new.unit_id)]
    await uow.obligations.finish([o.id for o in mine if o.role is not new.role], uow.now)
    await open_one(uow, new)


async def finish(
    uow: UnitOfWork,
    kind: ObligationKind,
    subject_id: int,
    *,
    person_id: int | None = None,
    unit_id: int | None = None,
    cycle_id: int | None = None,
) -> None:
    """End the duty wherever it is open; ending it twice changes nothing.

    A subject that outlives the year, such as a unit, needs its `cycle_id`.
    """
    found = await uow.obligations.find_open(kind, subject_id, person_id=person_id)
    ids = [o.id for o in found if unit_id in (None, o.unit_id) and cycle_id in (None, o.cycle_id)]
    if ids:
        await uow.obligations.finish(ids, uow.now)


async def finish_own(uow: UnitOfWork, cycle_id: int, person_id: int) -> None:
    """End what the person owes themselves, to join and to confirm, once they hold no role."""
    held = await uow.people.held_by(person_id, uow.now)
    if all(seat.cycle_id != cycle_id for seat in held):
        own = await uow.obligations.owed_by(person_id, ())
        await uow.obligations.finish([o.id for o in own if o.cycle_id == cycle_id], uow.now)


async def owed(uow: UnitOfWork, actor: Actor) -> list[Duty]:
    """Return what the person owes now, nearest due first; without a due date last."""
    found = await uow.obligations.owed_by(actor.person.id, actor.seats)
    mine = [o for o in found if o.cycle_id == actor.cycle.id]
    return [await described(uow, obligation) for obligation in mine]


async def described(uow: UnitOfWork, obligation: Obligation) -> Duty:
    """Add to an obligation what a line about it says."""
    title, matter = await _subject(uow, obligation)
    return dated(obligation, uow.now, title, matter)


def dated(
    obligation: Obligation, now: datetime, title: str, matter: SubmissionKind | None = None
) -> Duty:
    """Add what is known of its subject to an obligation, and how many days are left."""
    today = local(now).date()
    due_on = obligation.due_on
    late = working_days_late(due_on, today) if due_on else 0
    left = working_days_left(due_on, today) if due_on else 0
    return Duty(obligation, late, left, title, obligation.subject_id, matter)


async def _subject(uow: UnitOfWork, obligation: Obligation) -> tuple[str, SubmissionKind | None]:
    subject_id = obligation.subject_id
    if obligation.kind in (ObligationKind.CONFIRM, ObligationKind.RELEASE):
        notice = await uow.notices.get(subject_id)
        return (notice.subject if notice else ""), None
    if obligation.kind is ObligationKind.COMMENT:
        document = await uow.bloc_documents.get(subject_id)
        return (document.title if document else ""), None
    if obligation.kind is ObligationKind.COMPARE:
        paper = await uow.paper_signatures.get(subject_id)
        signer = await uow.units.get(obligation.cycle_id, paper.unit_id) if paper else None
        return (signer.name if signer else ""), None
    if obligation.kind in (ObligationKind.APPROVE, ObligationKind.DECIDE):
        submission = await uow.submissions.get(subject_id)
        assert submission is not None
        unit = await uow.units.get(obligation.cycle_id, submission.unit_id)
        return (unit.name if unit else ""), submission.kind
    return "", None


async def open_for_bloc(uow: UnitOfWork, cycle_id: int) -> None:
    """Open what an imported bloc implies: joining for each person, a list for each unit.

    Repeating it opens nothing twice and moves due dates to the imported ones; extended dates
    stay (R13).
    """
    joining = await step_of(uow, cycle_id, Step.JOIN)
    held = await uow.people.held_in(cycle_id, uow.now)
    joined = await uow.accounts.known([a.person_id for a in held])
    for assignment in {a.person_id: a for a in held if a.person_id not in joined}.values():
        await open_one(
            uow,
            NewObligation(
                cycle_id,
                ObligationKind.JOIN,
                assignment.person_id,
                assignment.role,
                joining.due(assignment.unit_id).on,
                unit_id=assignment.unit_id,
                person_id=assignment.person_id,
            ),
        )
    await owe_submissions(uow, cycle_id, held)


async def owe_submissions(uow: UnitOfWork, cycle_id: int, held: list[Assignment]) -> None:
    """Open for each unit the duty to send what it has not sent, by the date that counts now.

    A bloc that sets no date for registration asks for none. What was returned or withdrawn
    keeps its time to correct; an amendment is owed only once it was returned.
    """
    for kind, step in STEPS.items():
        dated = await step_of(uow, cycle_id, step)
        known = await uow.submissions.newest(cycle_id, kind)
        for unit in await uow.units.of_cycle(cycle_id):
            due_on, one = dated.due(unit.id).on, known.get(unit.id)
            asked = due_on is not None or kind is SubmissionKind.KEY_TASKS
            if one is not None and (one.round > 1 or one.submitted_at is not None):
                await _owe_corrections(uow, one, held)
            elif asked:
                await owe_submission(uow, cycle_id, unit.id, kind, due_on, held)


async def _owe_corrections(uow: UnitOfWork, one: Submission, held: list[Assignment]) -> None:
    """Let whoever fills the seat now owe what was sent once and came back, by the same date."""
    open_now = await uow.obligations.find_open(DUTIES[one.kind], one.unit_id)
    for duty in open_now:
        if duty.cycle_id == one.cycle_id:
            await owe_submission(uow, one.cycle_id, one.unit_id, one.kind, duty.due_on, held)


async def owe_submission(
    uow: UnitOfWork,
    cycle_id: int,
    unit_id: int,
    kind: SubmissionKind,
    due_on: date | None,
    held: list[Assignment] | None = None,
) -> None:
    """Open the unit's duty to send it: the officer's, or the leader's where there is none."""
    seats = await uow.people.held_in(cycle_id, uow.now) if held is None else held
    role = role_for(seats, unit_id)
    duty = NewObligation(cycle_id, DUTIES[kind], unit_id, role, due_on, unit_id=unit_id)
    await open_for_unit(uow, duty)


def role_for(seats: Sequence[Assignment], unit_id: int) -> Role:
    """Return through whom a unit owes: its officer, or its leader where there is none."""
    officer = any(a.unit_id == unit_id and a.role is Role.OFFICER for a in seats)
    return Role.OFFICER if officer else Role.LEADER


async def bloc_side(uow: UnitOfWork, cycle_id: int, unit_id: int) -> tuple[int, Role]:
    """Return (unit, role) that decides for the bloc on a unit's list, as `side_of` does."""
    return side_of(await uow.units.of_cycle(cycle_id), unit_id)


def side_of(units: Sequence[Unit], unit_id: int) -> tuple[int, Role]:
    """Return (unit, role) that decides for the bloc on a unit's list (R4).

    The chair decides; the chair unit's own list goes to the deputy.
    """
    chair = next(u for u in units if u.standing is Standing.CHAIR)
    if unit_id != chair.id:
        return chair.id, Role.CHAIR
    deputy = next(u for u in units if u.standing is Standing.DEPUTY)
    return deputy.id, Role.DEPUTY
