"""The chair's exceptions for units that have not signed."""

from collections.abc import Sequence
from functools import partial

from messages import actions
from messages.menu import leave_row
from messages.message import Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say, shorten
from storage.kinds import PaperState, Standing
from storage.units import Unit
from workflow.roll import Signing

SIZE = 6
PER_ROW = 3
WIDTH = 11


def listed(signing: Signing, at: int) -> Message:
    """Show the units without a signature: those to except by number, exceptions to withdraw."""
    units = [unit for unit, signature in signing.signed if signature is None]
    page = page_of(units, at, SIZE)
    numbers = [
        Button(str(number), actions.ExceptUnit(signing.pledge.id, unit.id))
        for number, unit in enumerate(page.items, start=page.first)
        if unit.id not in signing.exceptions and unit.standing is not Standing.CHAIR
    ]
    halves = tuple(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW))
    acts = (*halves, *_rows(signing, page.items)) if signing.is_open else ()
    turns = page.turns(partial(actions.OpenExceptions, signing.pledge.id))
    back = (button("go.back", actions.OpenPledge()),)
    return say("signing_exception/listed", (*acts, *turns, back), signing=signing, page=page)


def _rows(signing: Signing, units: Sequence[Unit]) -> Rows:
    """Return what opens a scan that waits, and what withdraws an exception."""
    rows = []
    for unit in units:
        paper, code = signing.papers.get(unit.id), shorten(unit.code, WIDTH)
        if paper is not None and paper.state is PaperState.WAITING:
            rows.append((button("paper_signature.of", actions.OpenPaper(paper.id), unit=code),))
        if unit.id in signing.exceptions:
            withdraw = actions.WithdrawException(signing.pledge.id, unit.id)
            rows.append((button("signing_exception.withdraw", withdraw, unit=code),))
    return tuple(rows)


def ask_reason(signing: Signing, unit: Unit) -> Message:
    decline = signing.declines.get(unit.id)
    return say("signing_exception/ask_reason", leave_row(), unit=unit, decline=decline)


def told_granted(unit: Unit, reason: str) -> Message:
    """Tell a unit that the pledge may be complete without its signature."""
    rows = ((button("pledge.look", actions.OpenPledge()),),)
    return say("signing_exception/told_granted", rows, unit=unit, reason=reason)


def told_withdrawn(signing: Signing, unit: Unit) -> Message:
    rows = ((button("pledge.open", actions.OpenPledge()),),)
    return say("signing_exception/told_withdrawn", rows, signing=signing, unit=unit)
