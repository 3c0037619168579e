"""The files that go with a notice."""

from messages import actions
from messages.message import Message, Rows
from messages.notice import to_draft
from messages.render import button, say, shorten
from workflow.attachment import FILES_LIMIT
from workflow.notice import Draft

WIDTH = 16


def listed(draft: Draft) -> Message:
    """List the files, each with a button that removes it, and ask for one more."""
    rows: Rows = tuple(
        (
            button(
                "attachment.drop",
                actions.DropAttachment(draft.notice.id, file.id),
                number=number,
                name=shorten(file.name, WIDTH),
            ),
        )
        for number, file in enumerate(draft.files, start=1)
    )
    return say(
        "attachment/listed",
        (*rows, to_draft(draft.notice)),
        notice=draft.notice,
        attached=draft.files,
        limit=FILES_LIMIT,
    )
