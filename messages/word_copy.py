"""The pledge's draft as a Word file: handed out, and what it would change when it comes back."""

from collections.abc import Sequence
from functools import partial

from messages import actions
from messages.documents.bloc_words import book
from messages.menu import leave_row, to_menu
from messages.message import Button, Message, Paper
from messages.office_paper import UNFIT_FOR_A_NAME
from messages.paging import page_of
from messages.pledge import changed_pages
from messages.render import button, label, say
from workflow.comparing import Kind
from workflow.pledge import Draft
from workflow.section import SECTIONS, laid_over
from workflow.word_copy import Change, shown

PER_ROW = 4


def handed(draft: Draft) -> Message:
    """Hand the file out; it may be sent back at once."""
    code = UNFIT_FOR_A_NAME.sub("-", draft.bloc.code)
    name = book("word_copy")["file"].format(code=code, year=draft.cycle.year)
    return say("word_copy/handed", leave_row(), (Paper("word_copy", {}, name),))


def ask_file() -> Message:
    return say("word_copy/ask_file", leave_row())


def listed(changes: Sequence[Change], *, has_moved: bool = False) -> Message:
    """Show which parts would change; `has_moved` since they were last shown."""
    numbers = [
        Button(str(number), actions.OpenWordChange(one.key, 0))
        for number, one in enumerate(changes, start=1)
    ]
    rows = (
        *(tuple(numbers[at : at + PER_ROW]) for at in range(0, len(numbers), PER_ROW)),
        (_save(changes),),
        (button("section.drop", actions.ListSections()),),
    )
    return say("word_copy/listed", rows, changes=changes, has_moved=has_moved)


def changed(changes: Sequence[Change], key: str, at: int) -> Message:
    """Show one page of what would change in a part."""
    one = next(change for change in changes if change.key == key)
    page = page_of(changed_pages(laid_over(one.before, one.after)), at, 1)
    back = button("word_copy.changes", actions.OpenWordChanges())
    rows = (
        *page.turns(partial(actions.OpenWordChange, key)),
        (_save(changes), back),
    )
    return say(
        "word_copy/changed",
        rows,
        number=SECTIONS.index(key) + 1,
        one=one,
        lines=page.items[0],
        removed=Kind.REMOVED,
        page=page,
    )


def unchanged() -> Message:
    """Say that the file changes nothing."""
    return say("word_copy/unchanged", ((button("section.list", actions.ListSections()),),))


def saved(changes: Sequence[Change]) -> Message:
    rows = (
        (button("pledge.preview", actions.PreviewPledge(0)),),
        (button("section.list", actions.ListSections()),),
        to_menu(),
    )
    names = "; ".join(label(f"part.{one.key}") for one in changes)
    return say("word_copy/saved", rows, n=len(changes), names=names)


def _save(changes: Sequence[Change]) -> Button:
    return button("word_copy.save", actions.SaveWordChanges(shown(changes)), count=len(changes))
