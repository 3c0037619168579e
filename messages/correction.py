"""Words of a notice that was sent and is corrected in place."""

from messages import actions, notice
from messages.menu import leave_row, to_menu
from messages.message import Message
from messages.render import button, say
from storage.notices import Notice, Version
from workflow.correction import FIELDS, Correction


def ask_field(sent: Notice, field: str) -> Message:
    return say(f"correction/ask_{field}", leave_row(), notice=sent)


def previewed(shown: Correction, field: str) -> Message:
    """Show the notice as it would read everywhere; nothing is corrected yet."""
    body = notice.copy(shown.notice, shown.by, confirmed_at=None, files=())
    new = shown.notice
    give = actions.CorrectNotice(new.id, shown.hash_start)
    rows = (
        (button("correction.give", give, count=shown.n_shown),),
        *(
            (button(f"correction.{other}", actions.AskCorrection(new.id, other)),)
            for other in FIELDS
            if other != field
        ),
        *leave_row(),
    )
    return say("correction/previewed", rows, shown=shown, copy=body.text)


def corrected(done: Correction) -> Message:
    back = (button("broadcast.open", actions.OpenSending(done.notice.id)),)
    return say("correction/corrected", (back, to_menu()), done=done)


def told(sent: Notice) -> Message:
    """Say to a reader that the copy on their screen reads otherwise now."""
    again = (button("correction.open", actions.OpenNotice(sent.id)),)
    return say("correction/told", (again,), notice=sent)


def former(sent: Notice, version: Version) -> Message:
    """Show the words that were sent and were corrected since."""
    newest = button("correction.newest", actions.OpenNotice(sent.id))
    before = actions.OpenNoticeVersion(sent.id, version.version - 1)
    row = (button("correction.former", before), newest) if version.version > 1 else (newest,)
    return say("correction/former", (row,), version=version)
