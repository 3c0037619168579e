"""The bloc's criteria: read by everybody, imported by the chair's side, picked by units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from messages import actions
from messages.actions import Action
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Paper, Rows
from messages.paging import Page, page_of
from messages.render import button, label, say, shorten
from storage.criteria import Criterion, CriterionSet
from storage.key_tasks import KeyTask
from workflow.criteria_import import Draft
from workflow.criterion import Coverage, Scale
from workflow.key_task import TaskSheet
from workflow.permission import READERS, Actor
from workflow.registration import Item, RegistrationSheet

SHOWN = 8
WIDTH = 20
PER_ROW = 5
PICKED_FROM = 10


def _back() -> tuple[Button, ...]:
    return (button("criterion.open", actions.OpenCriteria(0)),)


def none_yet(year: int, *, may_import: bool) -> Message:
    ask = ((button("criterion.ask", actions.AskCriteria()),),) if may_import else ()
    return say("criterion/none_yet", (*ask, to_menu()), year=year, may_import=may_import)


def opened(scale: Scale, actor: Actor, *, may_import: bool) -> Message:
    """Show a version by its groups."""
    set_id = scale.version.id
    rows: list[tuple[Button, ...]] = [
        (
            button("criterion.read", actions.OpenCriteriaSet(set_id, 1)),
            button("criterion.fetch", actions.FetchCriteria(set_id)),
        ),
        *(_uncovered(actor) if scale.is_current else ()),
    ]
    if may_import and scale.is_current:
        rows.append((button("criterion.ask_new", actions.AskCriteria()),))
    if scale.newest > 1:
        rows.append((button("criterion.versions", actions.OpenCriteriaSets(0)),))
    shown = scale.groups[:SHOWN]
    return say("criterion/opened", (*rows, to_menu()), scale=scale, groups=shown)


def _uncovered(actor: Actor) -> Rows:
    """Return what leads to the criteria without a task: every unit's, or the own one's."""
    if actor.seat(*READERS) is not None:
        return ((button("criterion.uncovered", actions.OpenCoverage(0)),),)
    if actor.units:
        return ((button("criterion.uncovered", actions.OpenUncovered(actor.units[0], 0)),),)
    return ()


def listed(scale: Scale, page: int) -> Message:
    """Show one page of a version's criteria; pages count from one, 0 being the groups."""
    set_id = scale.version.id
    part = page_of(scale.criteria, page - 1)
    turns = part.turns(lambda to: actions.OpenCriteriaSet(set_id, to + 1))
    back = (button("criterion.groups", actions.OpenCriteriaSet(set_id, 0)),)
    return say("criterion/listed", (*turns, back), scale=scale, part=part)


def versions(sets: Sequence[CriterionSet], page: int) -> Message:
    part = page_of(sets, page)
    rows = tuple(
        (button("criterion.version", actions.OpenCriteriaSet(one.id, 0), version=one.version),)
        for one in part.items
    )
    return say(
        "criterion/versions", (*rows, *part.turns(actions.OpenCriteriaSets), _back()), part=part
    )


def fetched(scale: Scale, year: int) -> Message:
    return say("criterion/fetched", (_back(),), (_paper(scale.version, year),), scale=scale)


def _paper(version: CriterionSet, year: int) -> Paper:
    name = label("criterion.file_name", year=year, version=version.version)
    return Paper("criteria", {"set_id": version.id}, name)


def ask_file(current: CriterionSet | None, year: int) -> Message:
    """Ask for a filled workbook; the form goes along, holding the current version if any."""
    form = Paper("criteria_form", {}, label("criterion.form_name", year=year))
    paper = form if current is None else _paper(current, year)
    return say("criterion/ask_file", leave_row(), (paper,), current=current)


def shown(draft: Draft) -> Message:
    """Show what was read before anything is saved; doubtful rows keep it from being saved."""
    action = actions.SaveCriteria(draft.version)
    save = ((button("criterion.save", action, version=draft.version),),)
    rows = (*(() if draft.doubtful else save), *leave_row())
    groups, doubtful = draft.groups[:SHOWN], draft.doubtful[:SHOWN]
    return say("criterion/shown", rows, draft=draft, groups=groups, doubtful=doubtful)


def saved(scale: Scale) -> Message:
    return say("criterion/saved", (_back(), to_menu()), scale=scale)


@dataclass(frozen=True)
class Picking:
    """Where the buttons of a choice lead: a criterion by its id, a page, and back."""

    choose: Callable[[int], Action]
    turn: Callable[[int], Action]
    back: Action

    def rows(self, part: Page[Criterion], chosen: str) -> Rows:
        numbered = enumerate(part.items, start=part.first)
        numbers = [Button(str(number), self.choose(one.id)) for number, one in numbered]
        rows = [tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)]
        none = (button("criterion.unpick", self.choose(0)),) if chosen else ()
        return (*rows, *part.turns(self.turn), (*none, button("go.back", self.back)))


def pick(task: KeyTask, sheet: TaskSheet, scale: Scale, page: int) -> Message:
    """Show the criteria as numbers to press, for a task."""
    part = page_of(scale.criteria, page, PICKED_FROM)
    picking = Picking(
        lambda one: actions.ChooseCriterion(task.id, one, sheet.submission.revision),
        lambda to: actions.PickCriterion(task.id, to),
        actions.OpenKeyTask(task.id),
    )
    return say("criterion/pick", picking.rows(part, task.criterion), task=task, part=part)


def pick_for_item(item: Item, sheet: RegistrationSheet, scale: Scale, page: int) -> Message:
    """Show the criteria as numbers to press, for a registered title."""
    part = page_of(scale.criteria, page, PICKED_FROM)
    at = (sheet.submission.id, item.award.id)
    picking = Picking(
        lambda one: actions.ChooseItemCriterion(*at, one, sheet.submission.revision),
        lambda to: actions.PickItemCriterion(*at, to),
        actions.OpenItemCriteria(sheet.submission.id),
    )
    return say("criterion/pick_for_item", picking.rows(part, item.criterion), item=item, part=part)


def items(sheet: RegistrationSheet) -> Message:
    """Show each registered title with its criterion; a number opens the choice."""
    submission_id = sheet.submission.id
    numbers = [
        Button(str(number), actions.PickItemCriterion(submission_id, item.award.id, 0))
        for number, item in enumerate(sheet.items, start=1)
    ]
    rows = tuple(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW))
    back = (button("registration.open", actions.OpenSubmission(submission_id)),)
    return say("criterion/items", (*rows, back), sheet=sheet)


def uncovered(found: Coverage, page: int) -> Message:
    """Show the criteria that no task of the unit points at."""
    part = page_of(found.uncovered or (), page)
    unit_id = found.unit.id
    turns = part.turns(lambda to: actions.OpenUncovered(unit_id, to))
    tasks = (button("key_task.open", actions.OpenKeyTasks(unit_id)),)
    return say("criterion/uncovered", (*turns, tasks, _back()), found=found, part=part)


def coverage(units: Sequence[Coverage], page: int) -> Message:
    """Show how many criteria each unit leaves out; one press opens them."""
    part = page_of(units, page)
    buttons = [
        Button(shorten(one.unit.code, WIDTH), actions.OpenUncovered(one.unit.id, 0))
        for one in part.items
        if one.uncovered
    ]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    turns = part.turns(actions.OpenCoverage)
    return say("criterion/coverage", (*rows, *turns, _back()), part=part)
