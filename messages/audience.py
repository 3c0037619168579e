"""Whom a notice is for, in words, and what narrows it."""

from messages import actions
from messages.message import Button, Message, Rows
from messages.notice import to_draft
from messages.paging import page_of
from messages.render import button, say, shorten
from storage.notices import Notice
from storage.units import Unit
from workflow.narrowing import CHOICES, NONE, Lacking, UnitChoice
from workflow.notice import Draft

PER_ROW = 2
CODE = 10
TITLE = 8


def shown(draft: Draft) -> Message:
    notice = draft.notice
    rows: Rows = (
        tuple(
            button(f"audience.{roles}", actions.ChooseAudience(notice.id, roles.value))
            for roles in CHOICES
            if roles is not notice.audience
        ),
        (button("audience.units", actions.OpenUnitChoice(notice.id, 0)), *_every_unit(notice)),
        (button("audience.lacking", actions.OpenLackings(notice.id, 0)), *_no_lacking(notice)),
        to_draft(notice),
    )
    return say("audience/shown", rows, notice=notice, readers=draft.readers)


def _every_unit(notice: Notice) -> tuple[Button, ...]:
    if notice.units is None:
        return ()
    return (button("audience.every_unit", actions.ChooseAllUnits(notice.id)),)


def _no_lacking(notice: Notice) -> tuple[Button, ...]:
    if notice.lacking is None:
        return ()
    return (button("audience.no_lacking", actions.ChooseLacking(notice.id, NONE, 0)),)


def units(choice: UnitChoice, page: int) -> Message:
    """Ask for units: each is chosen or left out by one press, or all are typed at once."""
    found = page_of(choice.units, page)
    notice_id = choice.notice.id
    picks = [
        _pick(choice, unit, number, found.at)
        for number, unit in enumerate(found.items, start=found.first)
    ]
    rows: Rows = (
        *(tuple(picks[i : i + PER_ROW]) for i in range(0, len(picks), PER_ROW)),
        *found.turns(lambda to: actions.OpenUnitChoice(notice_id, to)),
        (button("audience.done", actions.OpenAudience(notice_id)), *_every_unit(choice.notice)),
    )
    return say("audience/units", rows, choice=choice, page=found)


def _pick(choice: UnitChoice, unit: Unit, number: int, page: int) -> Button:
    is_on = unit in choice.picked
    pick = actions.PickUnit(choice.notice.id, unit.id, int(not is_on), page)
    code = shorten(unit.code, CODE)
    return button("audience.drop" if is_on else "audience.pick", pick, number=number, code=code)


def lackings(draft: Draft, found: list[Lacking], page: int) -> Message:
    """Ask by which duty the notice is narrowed; what units owe stands before notices."""
    notice_id = draft.notice.id
    turned = page_of(found, page)
    rows: Rows = (
        *(
            (_lack(notice_id, one, number),)
            for number, one in enumerate(turned.items, start=turned.first)
        ),
        *turned.turns(lambda to: actions.OpenLackings(notice_id, to)),
        (button("go.back", actions.OpenAudience(notice_id)), *_no_lacking(draft.notice)),
    )
    return say("audience/lackings", rows, page=turned)


def _lack(notice_id: int, one: Lacking, number: int) -> Button:
    subject_id = one.notice.id if one.notice else 0
    title = shorten(one.notice.subject, TITLE) if one.notice else ""
    choose = actions.ChooseLacking(notice_id, one.kind.value, subject_id)
    return button(f"audience.lacks_{one.kind}", choose, number=number, title=title)
