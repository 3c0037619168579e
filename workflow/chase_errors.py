"""Refusals about the chair's own reminders."""

from dataclasses import dataclass

from workflow.errors import Refusal


@dataclass(eq=False)
class ChaseChanged(Refusal):
    """Those who would be reminded are no longer the people who were shown."""

    step_name: str
    unit_id: int
