"""By when a unit owes a step of the year: the official date, and what it was extended to (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.extensions import Extension
from storage.kinds import Role, Step, SubmissionKind
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow.calendar import is_confirmed
from workflow.permission import READERS, Actor

STEPS = {
    SubmissionKind.KEY_TASKS: Step.KEY_TASKS,
    SubmissionKind.REGISTRATION: Step.REGISTRATION,
}
GRANTERS = (Role.CHAIR, Role.SECRETARY)


@dataclass(frozen=True)
class Due:
    """A step's official date and the extension that counts for one unit."""

    official: date | None
    extension: Extension | None = None

    @property
    def on(self) -> date | None:
        """Return the date that counts."""
        return self.extension.due_on if self.extension else self.official


@dataclass(frozen=True)
class DatedStep:
    """A dated step of the year with all its extensions, oldest first."""

    step: Step
    official: date | None
    extensions: tuple[Extension, ...] = ()

    def due(self, unit_id: int | None) -> Due:
        """Return what counts for a unit, or with None for those without one of their own.

        The latest date counts: no extension, and no official date imported later, takes back
        time that was given before.
        """
        granted = [
            one
            for one in self.extensions
            if one.unit_id in (None, unit_id)
            and (self.official is None or one.due_on > self.official)
        ]
        return Due(self.official, max(granted, key=lambda one: (one.due_on, one.id), default=None))

    def own(self) -> dict[int, date]:
        """Return the date of each unit that has more time than the others, by unit id."""
        common = self.due(None).on
        ids = dict.fromkeys(one.unit_id for one in self.extensions if one.unit_id is not None)
        dates = {id_: self.due(id_).on for id_ in ids}
        return {id_: day for id_, day in dates.items() if day and day != common}


@dataclass(frozen=True)
class Dates:
    """The dated steps of a cycle in their order, for one who reads them."""

    year: int
    steps: tuple[DatedStep, ...]
    units: tuple[Unit, ...]
    may_extend: bool
    is_provisional: bool = False
    """Nobody has entered the year's official days off yet."""


async def due_of(uow: UnitOfWork, cycle_id: int, step: Step, unit_id: int | None) -> Due:
    """Return by when the unit owes the step."""
    return (await step_of(uow, cycle_id, step)).due(unit_id)


async def step_of(uow: UnitOfWork, cycle_id: int, step: Step) -> DatedStep:
    """Return the step as it stands; without an official date in a bloc that sets none."""
    official, granted = await uow.extensions.of_step(cycle_id, step)
    return DatedStep(step, official, tuple(granted))


async def dates_of(uow: UnitOfWork, actor: Actor) -> Dates:
    """Return the steps that have a date; for the chair's side, the agency and the patron."""
    actor.require(*READERS)
    cycle = actor.cycle
    official = await uow.blocs.deadlines(cycle.id)
    granted = await uow.extensions.of_cycle(cycle.id)
    return Dates(
        year=cycle.year,
        steps=tuple(
            DatedStep(step, official[step], _of_step(granted, step))
            for step in Step
            if step in official
        ),
        units=tuple(await uow.units.of_cycle(cycle.id)),
        may_extend=actor.seat(*GRANTERS) is not None,
        is_provisional=not is_confirmed(cycle.year),
    )


def _of_step(granted: Sequence[Extension], step: Step) -> tuple[Extension, ...]:
    return tuple(one for one in granted if one.step is step)
