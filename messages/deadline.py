"""The year's dated steps, and how one of them is extended (R13)."""

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say
from messages.submission import OPENING
from storage.kinds import Step
from storage.people import Assignment
from storage.units import Unit
from workflow.deadline import STEPS, Dates
from workflow.extending import ALL, Aim, Proposal

PER_ROW = 4
# Extensions of single units that a line names; the rest is counted.
NAMED = 3


def listed(dates: Dates) -> Message:
    codes = {unit.id: unit.code for unit in dates.units}
    rows = [
        (button(f"deadline.{dated.step}", actions.ExtendDeadline(dated.step, 0), number=number),)
        for number, dated in enumerate(dates.steps, start=1)
        if dates.may_extend
    ]
    back = (button("control.open", actions.OpenControl()),)
    own = [
        [(codes[id_], day) for id_, day in dated.own().items() if id_ in codes]
        for dated in dates.steps
    ]
    steps = list(zip(dates.steps, own, strict=True))
    return say("deadline/listed", (*rows, back), dates=dates, steps=steps, named=NAMED)


def choose_unit(aim: Aim, page: int) -> Message:
    """Ask for whom the step is extended; each unit by its number."""
    shown = page_of(aim.members, page)
    step = aim.dated.step
    numbers = [
        Button(str(number), actions.AskNewDeadline(step, unit.id))
        for number, unit in enumerate(shown.items, start=shown.first)
    ]
    rows: Rows = (
        (button("deadline.all", actions.AskNewDeadline(step, ALL)),),
        *(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW)),
        *shown.turns(lambda to: actions.ExtendDeadline(step, to)),
        (button("go.back", actions.OpenDeadlines()),),
    )
    return say("deadline/choose_unit", rows, aim=aim, page=shown)


def ask_day(aim: Aim) -> Message:
    return say("deadline/ask_day", leave_row(), aim=aim)


def ask_reason(aim: Aim) -> Message:
    return say("deadline/ask_reason", leave_row(), aim=aim)


def previewed(proposal: Proposal) -> Message:
    """Show what would be granted; nothing is saved yet."""
    grant = button("deadline.grant", actions.GrantExtension(proposal.hash_start))
    return say("deadline/previewed", ((grant,), *leave_row()), proposal=proposal)


def granted(proposal: Proposal) -> Message:
    rows = ((button("control.deadlines", actions.OpenDeadlines()),), to_menu())
    return say("deadline/granted", rows, proposal=proposal)


def told(proposal: Proposal, unit: Unit, by: Assignment) -> Message:
    """Tell a unit's people of their new date, why, and who gave it."""
    aim = proposal.aim
    official = aim.due_of(unit.id).official
    rows = (*_opening(aim.dated.step, unit), to_menu())
    return say("deadline/told", rows, proposal=proposal, unit=unit, by=by, official=official)


def _opening(step: Step, unit: Unit) -> Rows:
    """Return the row that opens the screen on which the step is done."""
    if step is Step.SIGN:
        return ((button("pledge.look", actions.OpenPledge()),),)
    openings = {STEPS[kind]: opening for kind, opening in OPENING.items()}
    if step not in openings:
        return ()
    name, action = openings[step]
    return ((button(name, action(unit.id)),),)
