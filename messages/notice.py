"""Notices while they are written, as lists, and the copy each reader gets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Rows
from messages.office_paper import print_button
from messages.paging import Page, page_of
from messages.render import button, label, say, shorten
from storage.files import FileName
from storage.noticeboard import Copy
from storage.notices import Notice
from storage.people import Assignment
from workflow.attachment import FILES_LIMIT
from workflow.ledger import UNSENT
from workflow.notice import UNTOUCHED, Draft, Preview
from workflow.office_paper import PaperKind

WIDTH = 20
# Units named where nobody can be reached; the rest is counted.
NAMED = 5


def written(found: Sequence[Notice], page: int, *, draft: Notice | None) -> Message:
    """List what its author and the bloc's chair follow; `draft` is the one to go on with."""
    others = [notice for notice in found if draft is None or notice.id != draft.id]
    begun = draft if draft is not None and draft.revision > UNTOUCHED else None
    key = "notice.go_on" if begun else "notice.compose"
    compose = ((button(key, actions.ComposeNotice()),),)
    shown, rows = _listed(others, page, _follow)
    return say("notice/written", (*compose, *rows), page=shown, draft=begun)


def received(found: Sequence[Notice], copies: Mapping[int, Copy], page: int) -> Message:
    """List what somebody was sent, and their own; say what they have still to confirm."""
    unconfirmed = {
        notice.id
        for notice in found
        if notice.needs_confirmation
        and notice.id in copies
        and copies[notice.id].confirmed_at is None
    }
    shown, rows = _listed(
        found,
        page,
        lambda one: (actions.OpenNotice if one.id in copies else actions.OpenSending)(one.id),
    )
    return say("notice/received", rows, page=shown, unconfirmed=unconfirmed)


def _listed(
    found: Sequence[Notice], page: int, opens: Callable[[Notice], actions.Action]
) -> tuple[Page[Notice], Rows]:
    shown = page_of(found, page)
    rows = [
        (
            button(
                "notice.open",
                opens(notice),
                number=number,
                subject=shorten(notice.subject, WIDTH) or label("notice.untitled"),
            ),
        )
        for number, notice in enumerate(shown.items, start=shown.first)
    ]
    return shown, (*rows, *shown.turns(actions.TurnNotices), to_menu())


def _follow(notice: Notice) -> actions.Action:
    """Return what opens a notice where its author goes on with it."""
    open_ = actions.OpenNotice if notice.state in UNSENT else actions.OpenSending
    return open_(notice.id)


def ask_field(draft: Draft, field: str) -> Message:
    rows = ((*to_draft(draft.notice), *leave_row()[0]),)
    return say(f"notice/ask_{field}", rows, notice=draft.notice)


def to_draft(notice: Notice) -> tuple[Button, ...]:
    """Return the row that leads back to the draft with all its parts."""
    return (button("notice.draft", actions.OpenNotice(notice.id)),)


def draft(shown: Draft) -> Message:
    """Show every part of a draft and what it lacks, each part one press away."""
    notice = shown.notice
    rows: Rows = (
        tuple(_typed(notice, field) for field in ("subject", "body")),
        (_files(shown), button("notice.audience", actions.OpenAudience(notice.id))),
        (_confirmation(notice), _urgency(notice)),
        (
            button("notice.time", actions.OpenSendTime(notice.id)),
            button("notice.preview", actions.PreviewNotice(notice.id)),
        ),
        (button("notice.discard", actions.DiscardNotice(notice.id)), *to_menu()),
    )
    return say("notice/draft", rows, shown=shown, notice=notice, readers=shown.readers)


def stale(shown: Draft) -> Message:
    """Redraw the draft as it now stands, after a press on an outdated screen."""
    return draft(shown).redrawn(label("toast.stale"))


def _typed(notice: Notice, field: str) -> Button:
    key = f"notice.{field}" if getattr(notice, field) else f"notice.first_{field}"
    return button(key, actions.EditNotice(notice.id, field))


def _files(shown: Draft) -> Button:
    key = "notice.files" if shown.files else "notice.first_file"
    opens = actions.OpenAttachments(shown.notice.id)
    return button(key, opens, count=len(shown.files), limit=FILES_LIMIT)


def _confirmation(notice: Notice) -> Button:
    key = "notice.confirm_on" if notice.needs_confirmation else "notice.confirm_off"
    return button(key, actions.ToggleConfirmation(notice.id, notice.revision))


def _urgency(notice: Notice) -> Button:
    if notice.is_urgent:
        return button("notice.urgent_on", actions.SetUrgent(notice.id, 0))
    return button("notice.urgent_off", actions.AskUrgent(notice.id))


def preview(shown: Preview) -> Message:
    """Show the real rendering, the exact number of people, and the units nobody is reached in."""
    notice = shown.notice
    body = copy(notice, shown.author, confirmed_at=None, files=shown.draft.files)
    rows = (*_steps(shown), *_backs(shown))
    readers = shown.draft.readers
    told = say("notice/preview", rows, shown=shown, readers=readers, named=NAMED, copy=body.text)
    return replace(told, files=body.files)


def _steps(shown: Preview) -> Rows:
    """Return what brings the notice on; while it is for nobody, what changes that."""
    notice, count = shown.notice, len(shown.people)
    at = (notice.id, notice.revision)
    if count and shown.may_release:
        release = actions.ReleaseNotice(*at, shown.mark)
        return ((button("notice.send", release, count=count),),)
    if count and shown.may_offer:
        return ((button("offering.offer", actions.OfferNotice(*at)),),)
    if not count and not shown.is_offered:
        return ((button("notice.audience", actions.OpenAudience(notice.id)),),)
    return ()


def _backs(shown: Preview) -> Rows:
    notice = shown.notice
    paper = print_button(PaperKind.NOTICE, notice.id)
    if not shown.is_offered:
        return ((paper, button("go.back", actions.OpenNotice(notice.id))),)
    back = button("go.back", actions.OpenNotices())
    at = (notice.id, notice.revision)
    if shown.may_release:
        over = button("offering.take_over", actions.TakeOverOffer(*at))
        return ((over, button("offering.return", actions.ReturnOffer(*at))), (paper, back))
    if shown.is_own:
        return ((button("offering.take_back", actions.TakeBackOffer(notice.id)),), (paper, back))
    return ((paper, back),)


def copy(
    notice: Notice,
    author: Assignment | None,
    *,
    confirmed_at: datetime | None,
    files: Sequence[FileName],
) -> Message:
    """Return a notice as a reader gets it; the button goes away once it is confirmed."""
    wanted = notice.needs_confirmation and confirmed_at is None
    read = button("notice.read", actions.ConfirmNotice(notice.id, notice.version))
    former = actions.OpenNoticeVersion(notice.id, notice.version - 1)
    rows: Rows = (
        *(((read,),) if wanted else ()),
        *(((button("correction.former", former),),) if notice.version > 1 else ()),
    )
    attached = tuple(Attachment(file.id, file.name) for file in files)
    facts = {"notice": notice, "author": author, "confirmed_at": confirmed_at}
    return say("notice/copy", rows, attached, **facts)


def reread(notice: Notice, author: Assignment | None, files: Sequence[FileName]) -> Message:
    """Show a released notice to those who follow it; there is nothing for them to confirm."""
    plain = replace(notice, needs_confirmation=False)
    shown = copy(plain, author, confirmed_at=None, files=files)
    back = (button("go.back", actions.OpenSending(notice.id)),)
    return replace(shown, buttons=(*shown.buttons, back))


def confirmed(shown: Message) -> Message:
    """Redraw the copy in place, without sending its files again."""
    return replace(shown, files=()).redrawn(label("toast.saved"))


def corrected(shown: Message) -> Message:
    """Redraw an outdated copy as the notice now reads, without sending its files again."""
    return replace(shown, files=()).redrawn(label("toast.stale"))


def confirmed_by_text(notice: Notice) -> Message:
    return say("notice/confirmed_by_text", (to_menu(),), notice=notice)
