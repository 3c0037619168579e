"""What an import may no longer change, because people have agreed upon it.

1. The counts, once a list was sent: it was whole by the counts of its day (R1).
2. What the frozen pledge says besides: theme, member units, who chairs (R7, R8). Once it is
   complete a unit may join: it signs an addendum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.kinds import ListState, PledgeState, SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow.bloc_changes import Change, ChangeKind
from workflow.deciding import WAITING
from workflow.errors import Refusal

COUNTS: Sequence[str] = ("tasks_per_unit", "highlights_min", "highlights_max")
IN_TEXT: Sequence[str] = (*COUNTS, "theme", "standing")
SENT = (*WAITING, ListState.APPROVED)


class Agreed(StrEnum):
    """What stands in the way of a change."""

    PLEDGE = "pledge"
    LISTS = "lists"


@dataclass(eq=False)
class TooLate(Refusal):
    """The file asks for changes that a frozen pledge, or a list that was sent, rules out."""

    agreed: Agreed
    changes: tuple[Change, ...]


async def refuse_late(uow: UnitOfWork, cycle_id: int, changes: Sequence[Change]) -> None:
    """Refuse with `TooLate`; what was written already is the caller's to undo."""
    pledge = await uow.pledges.current(cycle_id)
    if pledge is not None:
        agreed, fixed = Agreed.PLEDGE, IN_TEXT
    elif await uow.submissions.newest(cycle_id, SubmissionKind.KEY_TASKS, SENT):
        agreed, fixed = Agreed.LISTS, COUNTS
    else:
        return
    late = tuple(
        change
        for change in changes
        if change.facts.get("key") in fixed
        or (change.kind is ChangeKind.UNIT_NEW and pledge and pledge.state is PledgeState.SIGNING)
    )
    if late:
        raise TooLate(agreed, late)
