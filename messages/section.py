"""The pledge's text part by part, and what a new text of a part would change."""

from collections.abc import Sequence
from functools import partial

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message
from messages.paging import page_of
from messages.pledge import changed_pages, pages_of, sections_of
from messages.render import button, label, say
from workflow.comparing import Kind
from workflow.pledge import Draft
from workflow.section import LIMIT, SECTIONS, Line

PER_ROW = 4


def listed(draft: Draft) -> Message:
    """Show the parts; those in the bloc's own words are marked."""
    texts = dict(sections_of(draft))
    numbers = [
        Button(str(number), actions.OpenSection(key, 0))
        for number, key in enumerate(texts, start=1)
    ]
    rows = tuple(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW))
    preview = (button("pledge.preview", actions.PreviewPledge(0)),)
    word = (
        button("word_copy.fetch", actions.FetchWordCopy()),
        button("word_copy.send", actions.SendWordCopy()),
    )
    back = (button("go.back", actions.OpenPledge()),)
    parts = [(key, label(f"part.{key}"), draft.sections.get(key)) for key in texts]
    return say("section/listed", (*rows, word, preview, back), parts=parts)


def opened(draft: Draft, key: str, at: int, by: str) -> Message:
    """Show one page of a part's text; `by` changed it last."""
    known = draft.sections.get(key)
    page = page_of(pages_of(dict(sections_of(draft))[key]), at, 1)
    reset = button("section.reset", actions.ResetSection(key))
    ask = button("section.ask", actions.AskSection(key))
    is_own = known is not None and known.text is not None
    rows = (
        (ask, reset) if is_own else (ask,),
        *page.turns(partial(actions.OpenSection, key)),
        (button("section.list", actions.ListSections()),),
    )
    return say(
        "section/opened",
        rows,
        number=SECTIONS.index(key) + 1,
        name=label(f"part.{key}"),
        known=known if is_own else None,
        by=by,
        page=page,
    )


def ask_text(key: str) -> Message:
    return say("section/ask_text", leave_row(), name=label(f"part.{key}"), limit=LIMIT)


def proposed(
    save: actions.SaveSection, lines: Sequence[Line], at: int, overtaken_by: str = ""
) -> Message:
    """Show one page of what would change; `overtaken_by` changed the part meanwhile."""
    page = page_of(changed_pages(lines), at, 1)
    rows = (
        (button("section.save", save),),
        *page.turns(actions.TurnProposal),
        (button("section.drop", actions.OpenSection(save.section, 0)),),
    )
    return say(
        "section/proposed",
        rows,
        name=label(f"part.{save.section}"),
        lines=page.items[0],
        removed=Kind.REMOVED,
        page=page,
        overtaken_by=overtaken_by,
    )


def unchanged(key: str) -> Message:
    """Say that the new text is word for word the old one."""
    rows = ((button("section.list", actions.ListSections()),), to_menu())
    return say("section/unchanged", rows, name=label(f"part.{key}"))
