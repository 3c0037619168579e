"""A released notice: held, on its way, ended; and what became of every copy."""

from collections.abc import Callable
from datetime import datetime

from messages import actions
from messages.menu import to_menu
from messages.message import Button, Message, Paper, Rows
from messages.office_paper import print_button
from messages.paging import page_of
from messages.render import button, label, say
from storage.kinds import Audience, NoticeState
from storage.notices import Notice
from workflow.calendar import local
from workflow.ledger import Ledger
from workflow.office_paper import PaperKind
from workflow.sending import MISSED

PAGE = 10
ALL, UNCONFIRMED = "all", "unconfirmed"


def standing(sent: Ledger, *, followed: bool = False) -> Message:
    """Show how a released notice stands now, with what can be done about it.

    A `followed` screen is redrawn as the notice goes on: what was opened in its place would be
    drawn over, so until it rests it only holds what stops it.
    """
    notice = sent.notice
    rows = _steering(sent) if sent.steers else ()
    seen = rows[:1] if followed and _moves(notice) else (*rows, *_looking(sent))
    missed = notice.progress.get("missed")
    return say(
        f"broadcast/{notice.state}",
        (*seen, to_menu()),
        sent=sent,
        notice=notice,
        later=notice.progress.get("later"),
        second=f"{local(notice.leaves_at):%H:%M:%S}" if notice.leaves_at else "",
        missed=datetime.fromisoformat(missed) if missed else None,
    )


def _steering(sent: Ledger) -> Rows:
    """Return what the state allows."""
    notice = sent.notice
    by_state: dict[NoticeState, Callable[[Ledger], Rows]] = {
        NoticeState.SCHEDULED: _held,
        NoticeState.SENDING: _going,
        NoticeState.PAUSED: _paused,
        NoticeState.SENT: _ended,
    }
    return by_state[notice.state](sent) if notice.state in by_state else ()


def _held(sent: Ledger) -> Rows:
    notice_id = sent.notice.id
    if not sent.notice.progress["later"]:
        return ((button("broadcast.stop", actions.StopNotice(notice_id)),),)
    now = button("broadcast.now", actions.SendNoticeNow(notice_id))
    return ((now, button("broadcast.unschedule", actions.StopNotice(notice_id))),)


def _going(sent: Ledger) -> Rows:
    pause = button("broadcast.pause", actions.PauseNotice(sent.notice.id))
    return ((pause,), _correcting(sent))


def _paused(sent: Ledger) -> Rows:
    resume = button("broadcast.resume", actions.ResumeNotice(sent.notice.id))
    cancel = button("broadcast.cancel", actions.StopNotice(sent.notice.id))
    return ((resume, cancel), _correcting(sent))


def _ended(sent: Ledger) -> Rows:
    again = button("broadcast.again", actions.ResendNotice(sent.notice.id))
    return (*(((again,),) if sent.count(*MISSED) else ()), _correcting(sent))


def _correcting(sent: Ledger) -> tuple[Button, ...]:
    return tuple(
        button(f"correction.{field}", actions.AskCorrection(sent.notice.id, field))
        for field in ("subject", "body")
    )


def _moves(notice: Notice) -> bool:
    """Tell whether it goes on by itself within the minute."""
    held = notice.state is NoticeState.SCHEDULED and not notice.progress["later"]
    return held or notice.state is NoticeState.SENDING


def _looking(sent: Ledger) -> Rows:
    if sent.notice.state is NoticeState.DISCARDED:
        return ()
    read = button("notice.reread", actions.ReadNotice(sent.notice.id))
    if not sent.rows:
        return ((read,),)
    return ((button("broadcast.ledger", actions.OpenLedger(sent.notice.id, ALL, 0)), read),)


def stopped(taken_back: Ledger) -> Message:
    """Say that nothing left, and where the text is now."""
    notice = taken_back.notice
    is_directive = notice.audience is Audience.EVERYBODY
    key = "to_offered" if notice.state is NoticeState.OFFERED else "to_draft"
    again = (
        button("directive.ask", actions.AskDirective())
        if is_directive
        else button(f"broadcast.{key}", actions.OpenNotice(notice.id))
    )
    rows = ((again,), to_menu())
    return say("broadcast/stopped", rows, notice=notice, is_directive=is_directive)


def not_resent(sent: Ledger) -> Message:
    back = (button("broadcast.open", actions.OpenSending(sent.notice.id)),)
    return say("broadcast/not_resent", (back, to_menu()))


def ledger(found: Ledger, which: str, page: int) -> Message:
    """List each person's copy, the unreached first; or only who has not confirmed."""
    narrowed = which == UNCONFIRMED
    shown = page_of(found.unconfirmed if narrowed else found.by_need, page, PAGE)
    notice_id = found.notice.id
    turns = shown.turns(lambda to: actions.OpenLedger(notice_id, which, to))
    book = button("broadcast.book", actions.FetchLedger(notice_id))
    # A directive is no letter of the chair's.
    is_letter = found.notice.audience is not Audience.EVERYBODY
    papers = (book, print_button(PaperKind.NOTICE, notice_id)) if is_letter else (book,)
    back = (button("go.back", actions.OpenSending(notice_id)),)
    rows = (*turns, *_filter(found, narrowed=narrowed), papers, back)
    return say("broadcast/ledger", rows, found=found, page=shown, narrowed=narrowed)


def _filter(found: Ledger, *, narrowed: bool) -> Rows:
    if narrowed:
        return ((button("broadcast.all", actions.OpenLedger(found.notice.id, ALL, 0)),),)
    if not found.unconfirmed:
        return ()
    only = actions.OpenLedger(found.notice.id, UNCONFIRMED, 0)
    return ((button("broadcast.unconfirmed", only, count=len(found.unconfirmed)),),)


def exported(found: Ledger) -> Message:
    """Hand out the ledger as a workbook."""
    name = label("broadcast.file", id=found.notice.id)
    paper = Paper("ledger", {"notice_id": found.notice.id}, name)
    back = (button("go.back", actions.OpenSending(found.notice.id)),)
    return say("broadcast/exported", (back,), (paper,), found=found)
