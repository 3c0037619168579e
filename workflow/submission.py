"""What a unit sends to the bloc, as one person sees it: who reads, who edits, which round (R2, R5).

    DRAFT ──submit──▶ WAITING_LEADER ──approve──▶ WAITING_CHAIR ──approve──▶ APPROVED
      ▲  ▲                 │   │                      │   │                     │
      │  └────withdraw─────┘   │                      │   │                   amend
      │  └────withdraw─────────┼──────────────────────┘   │                     ▼
    RETURNED ◀──────return─────┴──────────return──────────┘            DRAFT of the next round
      (RETURNED ──submit──▶; a later round: DRAFT, RETURNED ──drop──▶ DROPPED)

1. Only DRAFT and RETURNED submissions change; triggers hold that too.
2. What leaves DRAFT is complete, and each sending keeps a version (R2).
3. Who approved for the unit never decides for the bloc (R4).
4. An approved round never changes; what comes after it is an amendment with a reason.
"""

from dataclasses import dataclass
from datetime import date

from storage.kinds import ListState, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.deadline import STEPS, Due, due_of
from workflow.deciding import may_decide, needs_paper
from workflow.errors import Gap, NoSuchThing, NotSentYet, Stale, WrongState
from workflow.permission import READERS, UNIT_ROLES, Actor

OPEN = (ListState.DRAFT, ListState.RETURNED)
SENT = (ListState.WAITING_CHAIR, ListState.APPROVED)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A submission as one person sees it, with what they may do to it now."""

    unit: Unit
    submission: Submission
    due: Due
    is_own: bool
    may_edit: bool
    may_decide: bool
    needs_paper: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def due_on(self) -> date | None:
        return self.due.on

    @property
    def is_amendment(self) -> bool:
        return self.submission.round > 1


async def open_newest(uow: UnitOfWork, actor: Actor, unit_id: int, kind: SubmissionKind) -> Sheet:
    """Show a unit's newest round: its own people always, the bloc's side the newest sent (R5).

    The unit's first round is begun when its own people first open it.
    """
    cycle_id = actor.cycle.id
    if is_own(actor, unit_id):
        found = await uow.submissions.newest_of(cycle_id, unit_id, kind)
        if found is None and await uow.units.get(cycle_id, unit_id) is not None:
            found = await uow.submissions.get(await uow.submissions.begin(cycle_id, unit_id, kind))
    else:
        actor.require(*READERS)
        found = await uow.submissions.newest_of(cycle_id, unit_id, kind, SENT)
    if found is not None:
        return await as_seen(uow, actor, found)
    if await uow.units.get(cycle_id, unit_id) is None:
        raise NoSuchThing
    raise NotSentYet


async def open_one(uow: UnitOfWork, actor: Actor, submission_id: int) -> Sheet:
    """Show exactly that round; others than its own people only once it was sent (R5)."""
    found = await uow.submissions.get(submission_id)
    if found is None or found.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if not is_own(actor, found.unit_id):
        actor.require(*READERS)
        if found.state not in SENT:
            raise NotSentYet
    return await as_seen(uow, actor, found)


async def as_seen(uow: UnitOfWork, actor: Actor, submission: Submission) -> Sheet:
    """Return the sheet without asking whether the actor may see it; its content is left out."""
    unit = await uow.units.get(submission.cycle_id, submission.unit_id)
    if unit is None:
        raise NoSuchThing
    own = is_own(actor, unit.id)
    return Sheet(
        unit=unit,
        submission=submission,
        due=await due_of(uow, submission.cycle_id, STEPS[submission.kind], unit.id),
        is_own=own,
        may_edit=own and submission.state in OPEN,
        may_decide=await may_decide(uow, actor, submission),
        needs_paper=own and await needs_paper(uow, submission),
    )


async def standing(uow: UnitOfWork, cycle_id: int, kind: SubmissionKind) -> dict[int, Submission]:
    """Return the round that counts for each unit, by unit id: the newest approved one.

    Where none is approved it is the newest sent; an amendment counts once it is accepted.
    """
    sent = await uow.submissions.newest(cycle_id, kind, SENT)
    return {**sent, **await uow.submissions.newest(cycle_id, kind, (ListState.APPROVED,))}


def is_own(actor: Actor, unit_id: int) -> bool:
    return actor.seat(*UNIT_ROLES, unit_id=unit_id) is not None


def check_editable(sheet: Sheet, actor: Actor, revision: int | None = None) -> None:
    """Refuse to change a sent submission, or one changed since `revision`."""
    actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    if not sheet.may_edit:
        raise WrongState(sheet.submission.state)
    if revision is not None and revision != sheet.submission.revision:
        raise Stale(sheet.unit.id, sheet.submission.kind)
