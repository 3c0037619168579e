"""What a unit did, when, by whom, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message
from messages.paging import Page, page_of
from messages.render import button, day, label, say
from storage.histories import Act
from storage.kinds import Step
from storage.units import Unit
from workflow.history import PAGE, Past
from workflow.task_field import FIELDS

PER_ROW = 4


@dataclass(frozen=True)
class Line:
    """One act with its words; `field` names what of a task or a title was changed."""

    act: Act
    what: str
    facts: dict[str, Any]
    field: str = ""
    before: str | None = None
    after: str = ""


def listed(past: Past) -> Message:
    page = Page(past.acts, past.page, past.n_pages, past.page * PAGE + 1, past.n_acts)
    turns = page.turns(lambda to: actions.OpenHistory(past.unit.id, to))
    others = (button("history.others", actions.ChooseHistory(0)),)
    rows = (*turns, *((others,) if past.has_others else ()), to_menu())
    return say("history/listed", rows, past=past, lines=[_line(act) for act in past.acts])


def choose_unit(units: Sequence[Unit], page: int) -> Message:
    """Ask whose history to read; each unit by its number."""
    shown = page_of(units, page)
    numbers = [
        Button(str(number), actions.OpenHistory(unit.id, 0))
        for number, unit in enumerate(shown.items, start=shown.first)
    ]
    rows = tuple(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW))
    return say(
        "history/choose_unit", (*rows, *shown.turns(actions.ChooseHistory), to_menu()), page=shown
    )


def _line(act: Act) -> Line:
    facts = dict(act.facts)
    what = label(f"act.{act.act}")
    if act.act == "deadline.extended":
        dates = {name: date.fromisoformat(facts[name]) for name in ("official", "was", "due_on")}
        return Line(act, what, {**facts, **dates, "step": Step(facts["step"])})
    if "field" in facts:
        return _changed(act, what, facts)
    return Line(act, what, facts)


def _changed(act: Act, what: str, facts: dict[str, Any]) -> Line:
    field = facts["field"]
    column = FIELDS[field].column if field in FIELDS else field
    before, after = facts.get("before"), facts[column] or ""
    if column == "due_on":
        before, after = (
            day(date.fromisoformat(text)) if text else text for text in (before, after)
        )
    return Line(act, what, facts, label(f"field.{column}"), before, after)
