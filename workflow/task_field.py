"""The fields of a key task (form 4a): what each takes, and how it reads as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.key_tasks import KeyTask
from workflow.errors import Blank, NoSuchThing, OneLineOnly
from workflow.typed import day_within, within
from workflow.words import clean, is_wordless, paragraphs


@dataclass(frozen=True)
class Field:
    """One field: its column, its longest text in characters, whether it has several lines."""

    column: str
    limit: int
    lines: bool = False


FIELDS: Mapping[str, Field] = {
    "title": Field("title", 300),
    "target": Field("target", 300),
    "due": Field("due_on", 10),
    "target_unit": Field("target_unit", 50),
    "basis": Field("basis", 1000, lines=True),
    "measures": Field("measures", 1000, lines=True),
    "lead": Field("lead", 200),
    "partners": Field("partners", 300),
    "evidence": Field("evidence", 500, lines=True),
    "note": Field("note", 500, lines=True),
}
# Asked one after the other for a new task; each of the others is one press away.
ASKED = ("title", "target", "due")
FURTHER = tuple(name for name in FIELDS if name not in ASKED)


def field_of(name: str) -> Field:
    """Return the field; refuse a name that no task has."""
    field = FIELDS.get(name)
    if field is None:
        raise NoSuchThing
    return field


def read(name: str, text: str, year: int) -> str | date | None:
    """Return an answer as it is stored; refuse one that does not fit the field.

    A date is dd/mm or dd/mm/yyyy within the emulation year. An empty text clears a field; only
    the title is never empty.
    """
    field = field_of(name)
    if not text and name != "title":
        return None if name == "due" else ""
    if name == "due":
        return day_within(text, year)
    if is_wordless(text):
        raise Blank
    return within(paragraphs(text) if field.lines else _one_line(text), field.limit)


def value_of(task: KeyTask, name: str) -> str:
    """Return a field as text; empty when it was never given."""
    value = getattr(task, field_of(name).column)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _one_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        raise OneLineOnly(len(lines))
    return clean(lines[0])
