"""What a unit had better look at before it sends its list: warnings, never blocks (R17)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from storage.key_tasks import KeyTask
from storage.unit_of_work import UnitOfWork
from workflow.criterion import codes
from workflow.key_task import TaskSheet, standing_tasks
from workflow.words import plain

ALIKE = 0.9


class Caution(StrEnum):
    """What is worth a second look."""

    NO_TARGET = "no_target"
    NO_DUE = "no_due"
    ALIKE = "alike"
    SAME_HIGHLIGHT = "same_highlight"
    NO_CRITERION = "no_criterion"
    GONE_CRITERION = "gone_criterion"


@dataclass(frozen=True)
class Warned:
    """One caution and the numbers of the tasks it is about."""

    caution: Caution
    numbers: tuple[int, ...]


async def warnings_for(uow: UnitOfWork, sheet: TaskSheet) -> tuple[Warned, ...]:
    """Return what to look at; of other units' highlights only that one is the same (R5)."""
    cycle_id = sheet.submission.cycle_id
    standing = await standing_tasks(uow, cycle_id)
    theirs = [
        task.title
        for unit_id, tasks in standing.items()
        for task in tasks
        if task.is_highlight and unit_id != sheet.unit.id
    ]
    return warnings_of(sheet.tasks, theirs, await codes(uow, cycle_id))


def warnings_of(
    tasks: Sequence[KeyTask], others: Iterable[str], known: Collection[str] = ()
) -> tuple[Warned, ...]:
    """Return the cautions of a list beside other units' highlights, in a fixed order.

    `known` are the codes of the bloc's criteria; a bloc without any asks for none.
    """
    taken = {plain(title) for title in others}
    found = {
        Caution.NO_TARGET: [t.number for t in tasks if not t.target],
        Caution.NO_DUE: [t.number for t in tasks if t.due_on is None],
        Caution.ALIKE: _alike(tasks),
        Caution.SAME_HIGHLIGHT: [
            t.number for t in tasks if t.is_highlight and plain(t.title) in taken
        ],
        Caution.NO_CRITERION: [t.number for t in tasks if known and not t.criterion],
        Caution.GONE_CRITERION: [
            t.number for t in tasks if known and t.criterion and t.criterion not in known
        ],
    }
    return tuple(Warned(caution, tuple(numbers)) for caution, numbers in found.items() if numbers)


def _alike(tasks: Sequence[KeyTask]) -> list[int]:
    titles = [(task.number, plain(task.title)) for task in tasks]
    close = {
        number
        for (first, one), (second, other) in combinations(titles, 2)
        if SequenceMatcher(None, one, other).ratio() >= ALIKE
        for number in (first, second)
    }
    return sorted(close)
