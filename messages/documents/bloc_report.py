"""What the command line says about a bloc file and the bloc it became; plain text."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from messages.documents.bloc_problems import sentence
from messages.documents.bloc_words import book, headings, lowered, word
from messages.language import VIETNAMESE
from messages.render import day, environment
from workflow.bloc import CycleUnclear, Imported
from workflow.bloc_changes import Change, ChangeKind
from workflow.bloc_fixed import TooLate
from workflow.bloc_plan import Part, Problem


def imported(done: Imported, warnings: Sequence[Problem]) -> str:
    """Sum an import up: what the bloc is, what changed, whom the file and the bloc differ on."""
    return (
        environment(VIETNAMESE)
        .get_template("documents/bloc_imported.txt.j2")
        .render(
            done=done,
            lines=[_line(change) for change in done.changes],
            absent_seats=[(seat, word(seat.role)) for seat in done.absent_seats],
            ended_seats=[(seat, word(seat.role)) for seat in done.ended_seats],
            warnings=[sentence(problem) for problem in warnings],
        )
        .strip()
    )


def refused(problems: Sequence[Problem], n_shown: int = 100) -> str:
    """Name every problem, one a line, and say that nothing was imported."""
    words = book("bloc_report")
    lines = [sentence(problem) for problem in problems[:n_shown]]
    if len(problems) > n_shown:
        lines.append(words["more"].format(count=len(problems) - n_shown))
    return "\n".join([*lines, words["nothing_imported"].format(count=len(problems))])


def too_late(refusal: TooLate) -> str:
    """Name every change that is no longer possible, and why; nothing was imported."""
    words = book("bloc_report")
    lines = [f"- {_line(change)}" for change in refusal.changes]
    return "\n".join([words[f"too_late_{refusal.agreed}"], *lines, words["put_back"]])


def cycle_unclear(found: CycleUnclear) -> str:
    """Say in one line why no cycle, or which of several, is meant."""
    words = book("bloc_report")
    names = ", ".join(f"{code} {year}" for code, year in found.fitting or found.known)
    if not found.known:
        return str(words["no_bloc"])
    return str(words["many" if found.fitting else "none_fits"].format(names=names))


def written(name: str) -> str:
    """Say that the empty form was written."""
    return str(book("bloc_report")["written"].format(name=name))


def exists(name: str) -> str:
    """Say that a file of that name is there already."""
    return str(book("bloc_report")["exists"].format(name=name))


def cannot_write(name: str, reason: str | None) -> str:
    """Say that a file could not be written."""
    return str(book("bloc_report")["cannot_write"].format(name=name, reason=reason or ""))


def _line(change: Change) -> str:
    forms = book("bloc_changes")
    form, facts = str(change.kind), dict(change.facts)
    if change.kind is ChangeKind.FIELD:
        form = "field_new" if facts["old"] is None else form
        facts["label"] = headings(Part.BLOC)[facts["key"]]
    if change.kind is ChangeKind.UNIT_CHANGED:
        facts["label"] = lowered(headings(Part.UNITS)[facts["key"]])
    if change.kind is ChangeKind.ROLE_NEW and facts["unit"]:
        form = "role_new_in_unit"
    return str(forms[form].format(**{key: _shown(value) for key, value in facts.items()}))


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, StrEnum):
        return word(value)
    return str(value) if value not in ("", None) else str(book("bloc_changes")["nothing"])
