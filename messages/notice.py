"""Notices: composing, the copy each reader gets, and the ledger of what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Rows
from messages.office_paper import print_button
from messages.render import button, label, say, shorten
from storage.notices import Notice
from storage.people import Assignment
from workflow.ledger import Ledger, Reached
from workflow.notice import Preview
from workflow.office_paper import PaperKind

PAGE = 10


def listed(found: Sequence[Notice], *, writes: bool, draft: Notice | None = None) -> Message:
    rows = [
        (
            button(
                "notice.open",
                actions.OpenNotice(notice.id),
                number=number,
                subject=shorten(notice.subject, 20),
            ),
        )
        for number, notice in enumerate(found, start=1)
    ]
    begun = draft is not None and bool(draft.subject)
    key = "notice.go_on" if begun else "notice.compose"
    compose = ((button(key, actions.ComposeNotice()),),) if writes else ()
    buttons = (*compose, *rows, to_menu())
    return say(
        "notice/listed", buttons, notices=found, writes=writes, draft=draft if begun else None
    )


def ask_field(draft: Notice, field: str) -> Message:
    return say(f"notice/ask_{field}", leave_row(), notice=draft)


def draft(notice: Notice, file_name: str | None) -> Message:
    confirm = "notice.confirm_on" if notice.needs_confirmation else "notice.confirm_off"
    rows: Rows = (
        (
            button("notice.subject", actions.EditNotice(notice.id, "subject")),
            button("notice.body", actions.EditNotice(notice.id, "body")),
        ),
        (
            button("notice.file", actions.EditNotice(notice.id, "file")),
            button(confirm, actions.ToggleConfirmation(notice.id, notice.revision)),
        ),
        tuple(_audiences(notice)),
        (button("notice.preview", actions.PreviewNotice(notice.id)),),
        (button("notice.discard", actions.DiscardNotice(notice.id)), *to_menu()),
    )
    return say("notice/draft", rows, notice=notice, file_name=file_name)


def stale(notice: Notice, file_name: str | None) -> Message:
    """Redraw the draft as it now stands, after a press on an outdated screen."""
    return draft(notice, file_name).redrawn(label("toast.stale"))


def _audiences(notice: Notice) -> list[Button]:
    """Return a button for each audience but the present one."""
    return [
        button(f"notice.to_{name}", actions.ChooseAudience(notice.id, name))
        for name in ("all", "officers", "leaders")
        if name != notice.audience.value
    ]


def preview(shown: Preview, file_name: str | None) -> Message:
    """Show the real rendering, the exact number of people, and the units nobody is reached in."""
    count = len(shown.people)
    release = actions.ReleaseNotice(shown.notice.id, shown.notice.revision, count)
    send = (button("notice.send", release, count=count),)
    paper = print_button(PaperKind.NOTICE, shown.notice.id)
    back = (paper, button("go.back", actions.ComposeNotice()))
    body = copy(shown.notice, shown.author, confirmed_at=None, file_name=file_name)
    return replace(
        say("notice/preview", (send, back) if count else (back,), shown=shown, copy=body.text),
        files=body.files,
    )


def copy(
    notice: Notice,
    author: Assignment | None,
    *,
    confirmed_at: datetime | None,
    file_name: str | None,
) -> Message:
    """Return a notice as a reader gets it; the button goes away once it is confirmed."""
    wanted = notice.needs_confirmation and confirmed_at is None
    rows = ((button("notice.read", actions.ConfirmNotice(notice.id)),),) if wanted else ()
    files = (Attachment(notice.file_id, file_name),) if notice.file_id and file_name else ()
    return say("notice/copy", rows, files, notice=notice, author=author, confirmed_at=confirmed_at)


def confirmed(shown: Message) -> Message:
    """Redraw the copy in place, without sending its file again."""
    return replace(shown, files=()).redrawn(label("toast.saved"))


def confirmed_by_text(notice: Notice) -> Message:
    return say("notice/confirmed_by_text", (to_menu(),), notice=notice)


def progress(sent: Ledger) -> Message:
    done = sent.count(Reached.WAITING) == 0
    again = sent.count(Reached.UNKNOWN) + sent.count(Reached.UNREACHABLE) > 0
    rows: list[tuple[Button, ...]] = [
        (button("notice.ledger", actions.OpenLedger(sent.notice.id, 0)),)
    ]
    if done and again:
        rows.append((button("notice.again", actions.ResendNotice(sent.notice.id)),))
    return say("notice/progress", (*rows, to_menu()), sent=sent, done=done)


def resent(sent: Ledger, count: int) -> Message:
    return progress(sent) if count else say("notice/nothing_to_resend", (to_menu(),), sent=sent)


def ledger(found: Ledger, page: int) -> Message:
    n_pages = max(1, -(-len(found.rows) // PAGE))
    at = min(max(page, 0), n_pages - 1)
    turns = tuple(
        button(key, actions.OpenLedger(found.notice.id, to))
        for key, to in (("go.previous", at - 1), ("go.next", at + 1))
        if 0 <= to < n_pages
    )
    rows = found.rows[at * PAGE : (at + 1) * PAGE]
    paper = print_button(PaperKind.NOTICE, found.notice.id)
    back = (paper, button("go.back", actions.OpenNotices()))
    buttons = (*((turns,) if turns else ()), back)
    return say("notice/ledger", buttons, found=found, rows=rows, number=at + 1, n_pages=n_pages)
