"""Key tasks as .docx: a unit's list to sign, and the bloc's summary (form 4a)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from messages.documents.office_words import blank_date, day, moment, stored, unit_name, words
from messages.documents.signing_words import closing
from messages.documents.word_paper import fill_paper
from storage.key_tasks import KeyTask
from workflow.bloc_tasks import UnitTasks
from workflow.task_paper import TaskPaper
from workflow.words import clean


def unit_paper(paper: TaskPaper, made_at: datetime) -> bytes:
    """Return a unit's list."""
    return fill_paper("unit_tasks", unit_fields(paper), made_at)


def bloc_paper(paper: TaskPaper, made_at: datetime) -> bytes:
    """Return the summary of every list that was sent."""
    return fill_paper("bloc_tasks", bloc_fields(paper), made_at)


def unit_fields(paper: TaskPaper) -> dict[str, Any]:
    """Return what the template of a unit's list may name."""
    view = paper.view
    (one,) = view.lists
    found = one.submission
    again = _line("amended", number=found.round - 1, reason=clean(found.amend_reason))
    return {
        "issuer": one.unit.name,
        "title": _line("title", year=view.cycle.year),
        "place": view.bloc.place,
        "date_blank": blank_date(view.at),
        "year": view.cycle.year,
        "amendment": again if found.round > 1 else "",
        "state": _line("state", state=stored(one.stage), at=moment(view.at)),
        "tasks": [_task(task) for task in one.tasks],
        "n_highlights": len(one.highlights),
        **closing(paper.signer, of_bloc=False, to=[view.bloc.name]),
    }


def bloc_fields(paper: TaskPaper) -> dict[str, Any]:
    """Return what the template of the summary may name."""
    view = paper.view
    sent = {one.unit.id for one in view.lists}
    return {
        "superior": view.bloc.superior,
        "issuer": view.bloc.name,
        "title": _line("summary_title", year=view.cycle.year),
        "place": view.bloc.place,
        "date_blank": blank_date(view.at),
        "year": view.cycle.year,
        "count": _line(
            "count",
            n_sent=len(view.lists),
            n_units=len(view.units),
            n_tasks=sum(len(one.tasks) for one in view.lists),
            n_highlights=len(view.highlights),
            at=moment(view.at),
        ),
        "missing": [unit_name(unit, view.at) for unit in view.units if unit.id not in sent],
        "highlights": [
            {**_task(task), "number": number, "unit": unit.name}
            for number, (unit, task) in enumerate(view.highlights, start=1)
        ],
        "units": [_unit(number, one, view.at) for number, one in enumerate(view.lists, start=1)],
        **closing(
            paper.signer, of_bloc=True, to=[words()["member_units"].format(bloc=view.bloc.name)]
        ),
    }


def _unit(number: int, one: UnitTasks, at: datetime) -> Mapping[str, Any]:
    name = _line("unit", name=unit_name(one.unit, at), state=stored(one.stage))
    return {"number": number, "name": name, "tasks": [_task(task) for task in one.tasks]}


def _task(task: KeyTask) -> dict[str, Any]:
    """Return a task as a row; what is not written leaves its line out, not its label."""
    partners = _line("partners", partners=task.partners) if task.partners else ""
    criterion = _line("criterion", criterion=task.criterion) if task.criterion else ""
    return {
        "number": task.number,
        "title": task.title,
        "highlight": words()["yes"] if task.is_highlight else "",
        "target": " ".join(part for part in (task.target, task.target_unit) if part),
        "how": _lines(task.basis, task.measures),
        "who": _lines(task.lead, partners),
        "due": day(task.due_on) if task.due_on else "",
        "evidence": _lines(task.evidence, criterion, task.note),
    }


def _lines(*parts: str) -> tuple[str, ...]:
    """Return the typed lines of all parts, none of them blank."""
    return tuple(line for part in parts for line in part.splitlines() if line.strip())


def _line(key: str, **facts: object) -> str:
    return str(words()["tasks"][key].format(**facts))
