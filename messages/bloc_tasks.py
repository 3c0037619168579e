"""The whole bloc's key tasks: unit after unit, the highlights alone, and as workbooks."""

import re

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Paper
from messages.office_paper import print_button
from messages.paging import page_of
from messages.render import button, say
from workflow.bloc_tasks import BlocTasks
from workflow.office_paper import PaperKind

SHOWN = 10
UNFIT_FOR_A_NAME = re.compile(r"[^\w.-]+")


def unit_list(view: BlocTasks, page: int) -> Message:
    """Show one unit's list, by its place among those sent."""
    if not view.lists:
        return _none(view)
    shown = page_of(view.lists, page, size=1)
    turns = shown.turns(actions.OpenBlocTasks, ("bloc_tasks.previous", "bloc_tasks.next"))
    one = shown.items[0]
    rows = (
        *turns,
        (button("key_task.open", actions.OpenKeyTasks(one.unit.id)),),
        (button("bloc_tasks.highlights", actions.OpenHighlights(0)), _fetch()),
        (print_button(PaperKind.BLOC_TASKS), *_back()),
    )
    return say("bloc_tasks/unit_list", rows, view=view, one=one, number=shown.first, shown=SHOWN)


def highlights(view: BlocTasks, page: int) -> Message:
    if not view.lists:
        return _none(view)
    shown = page_of(view.highlights, page)
    whole = button("bloc_tasks.open", actions.OpenBlocTasks(0))
    rows = (*shown.turns(actions.OpenHighlights), (whole, _fetch()), _back())
    return say("bloc_tasks/highlights", rows, view=view, page=shown)


def as_file(view: BlocTasks) -> Message:
    if not view.lists:
        return _none(view)
    name = file_name(view.bloc.code, view.cycle.year)
    paper = Paper("bloc_tasks", {}, name)
    rows = ((print_button(PaperKind.BLOC_TASKS), *_back()),)
    return say("bloc_tasks/as_file", rows, (paper,), view=view)


def list_file(view: BlocTasks) -> Message:
    (one,) = view.lists
    name = file_name(one.unit.code, view.cycle.year)
    paper = Paper("unit_tasks", {"submission_id": one.submission.id}, name)
    return say("bloc_tasks/list_file", (to_menu(),), (paper,), view=view, one=one)


def _none(view: BlocTasks) -> Message:
    return say("bloc_tasks/none", (_back(),), view=view)


def _fetch() -> Button:
    return button("bloc_tasks.fetch", actions.FetchBlocTasks())


def _back() -> tuple[Button, ...]:
    return (button("control.open", actions.OpenControl()),)


def file_name(code: str, year: int) -> str:
    return f"Nhiem vu {UNFIT_FOR_A_NAME.sub('-', code)} {year}.xlsx"
