"""What the units say on a draft of the bloc."""

from messages import actions
from messages.menu import leave_row
from messages.message import Message
from messages.paging import page_of
from messages.render import button, say
from workflow.bloc_document import Dossier

SIZE = 3


def ask_comment(dossier: Dossier) -> Message:
    return say("document_comment/ask_comment", leave_row(), document=dossier.document)


def listed(dossier: Dossier, page: int) -> Message:
    """Show to the drafters what was said, oldest first, and who has not answered."""
    shown = page_of(dossier.said, page, SIZE)
    document_id = dossier.document.id
    marks = tuple(
        (
            button(
                "bloc_document.unmark" if one.handled_at else "bloc_document.mark",
                actions.MarkDocumentComment(one.id, int(one.handled_at is None)),
                number=number,
            ),
        )
        for number, one in enumerate(shown.items, start=shown.first)
        if one.text
    )
    turns = shown.turns(lambda to: actions.ListDocumentComments(document_id, to))
    back = (button("bloc_document.back", actions.OpenDocument(document_id)),)
    names = {unit.id: unit.name for unit in dossier.units}
    answered = {one.unit_id for one in dossier.said}
    silent = [unit.code for unit in dossier.asked if unit.id not in answered]
    rows = (*marks, *turns, back)
    return say("document_comment/listed", rows, page=shown, names=names, silent=silent)
