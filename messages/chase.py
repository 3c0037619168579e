"""The chair's own reminder: who would get it, that it was sent, and the reminder itself."""

from dataclasses import replace

from messages import actions, obligation
from messages.message import Button, Message
from messages.obligation import Day
from messages.paging import page_of
from messages.render import button, label, say
from storage.kinds import Role
from workflow.chase import EVERY_STEP, Asked, Chase

SIZE = 6


def preview(found: Chase, at: int = 0) -> Message:
    """Show exactly whom one press would remind, unit by unit."""
    page = page_of(_by_unit(found), at, SIZE)
    place = _place(found)
    count = len(found.people)
    send = button("chase.send", actions.SendChase(*place, found.mark), count=count)
    rows = (
        *(((send,),) if count else ()),
        *page.turns(lambda to: actions.AskChase(*place, to)),
        (_back(found),),
    )
    return say("chase/preview", rows, found=found, about=_about(found), page=page)


def stale(found: Chase) -> Message:
    """Redraw the preview after a press on an outdated one."""
    return preview(found).redrawn(label("toast.stale"))


def sent(found: Chase) -> Message:
    at_once = found.leaves_at <= found.table.at
    return say("chase/sent", ((_back(found),),), found=found, about=_about(found), at_once=at_once)


def reminder(day: Day, by: str, role: Role, *, late: bool) -> Message:
    """Remind as the fixed days do, and say whose wish it was; it cannot be put off."""
    said = obligation.reminder(day, late=late)
    mark = say("chase/mark", by=by, role=role)
    kept = (row for row in said.buttons if not isinstance(row[0].action, actions.SnoozeReminder))
    return replace(said, text=f"{said.text}\n{mark.text}", buttons=tuple(kept))


def _place(found: Chase) -> tuple[str, int]:
    return found.column or EVERY_STEP, found.unit.id if found.unit else 0


def _about(found: Chase) -> str:
    return label(f"asked.{found.column or EVERY_STEP}")


def _by_unit(found: Chase) -> list[tuple[str, list[Asked]]]:
    """Return the people to be reminded with their unit's code, in the bloc's order."""
    return [(unit.code, [one for one in found.people if unit in one.units]) for unit in found.units]


def _back(found: Chase) -> Button:
    if found.unit:
        return button("chase.unit", actions.OpenUnit(found.unit.id))
    return button("chase.step", actions.OpenStep(found.column or EVERY_STEP, 0))
