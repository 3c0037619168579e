"""By when a unit owes a step of the year: the official date, and what it was extended to (R13)."""

from dataclasses import dataclass
from datetime import date

from storage.extensions import Extension
from storage.kinds import Step, SubmissionKind
from storage.unit_of_work import UnitOfWork

STEPS = {
    SubmissionKind.KEY_TASKS: Step.KEY_TASKS,
    SubmissionKind.REGISTRATION: Step.REGISTRATION,
}


@dataclass(frozen=True)
class Due:
    """A step's official date and its newest extension for one unit."""

    official: date | None
    extension: Extension | None = None

    @property
    def on(self) -> date | None:
        """Return the date that counts."""
        return self.extension.due_on if self.extension else self.official


async def due_of(uow: UnitOfWork, cycle_id: int, step: Step, unit_id: int) -> Due:
    """Return by when the unit owes the step; the newest extension for it or for all counts."""
    official = (await uow.blocs.deadlines(cycle_id)).get(step)
    granted = [
        one
        for one in await uow.extensions.of_cycle(cycle_id)
        if one.step is step and one.unit_id in (None, unit_id)
    ]
    return Due(official, granted[-1] if granted else None)
