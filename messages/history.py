"""What a unit did, when, by whom, why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message
from messages.paging import Page, page_of
from messages.render import button, day, label, moment, say
from storage.histories import Act
from storage.kinds import Step
from storage.units import Unit
from workflow.history import PAGE, Past
from workflow.task_field import FIELDS

PER_ROW = 4
Reader = Callable[[str], Any]
# Facts that are kept as text, by act.
READERS: Mapping[str, Mapping[str, Reader]] = {
    "deadline.extended": {
        "step": Step,
        "official": date.fromisoformat,
        "was": date.fromisoformat,
        "due_on": date.fromisoformat,
    },
    "conference.postponed": {"was": datetime.fromisoformat, "starts_at": datetime.fromisoformat},
    "bloc_document.asked": {"due_on": date.fromisoformat},
    "chase.sent": {"step": lambda step: label(f"asked.{step}")},
}
# How the values of a changed field are shown that are not text.
SHOWN: Mapping[str, Callable[[str], str]] = {
    "due_on": lambda text: day(date.fromisoformat(text)),
    "rsvp_due": lambda text: day(date.fromisoformat(text)),
    "starts": lambda text: moment(datetime.fromisoformat(text)),
    "mode": lambda text: label(f"conference.{text}"),
    "kind": lambda text: label(f"agenda.{text}"),
}


@dataclass(frozen=True)
class Line:
    """One act with its words; `field` names what of something was changed."""

    act: Act
    what: str
    facts: Mapping[str, Any]
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
    what = label(f"act.{act.act}")
    if "field" in act.facts:
        return _changed(act, what)
    read = {name: reader(act.facts[name]) for name, reader in READERS.get(act.act, {}).items()}
    return Line(act, what, {**act.facts, **read})


def _changed(act: Act, what: str) -> Line:
    """Return what a field was and became: under `after`, or among the facts under its column."""
    facts = act.facts
    field = facts["field"]
    column = FIELDS[field].column if field in FIELDS else field
    before = facts.get("before")
    after = facts["after"] if "after" in facts else facts[column]
    shown = SHOWN.get(column, str)
    return Line(
        act,
        what,
        facts,
        label(f"field.{column}"),
        shown(before) if before else before,
        shown(after) if after else "",
    )
