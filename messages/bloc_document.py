"""The bloc's own documents: drafted, voted, issued; what units say is in document_comment."""

from collections.abc import Sequence

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Rows
from messages.paging import page_of
from messages.render import button, say
from storage.bloc_documents import BlocDocument
from storage.kinds import DocumentKind
from workflow.bloc_document import WITH_DRAFT_OPEN, Dossier, Move
from workflow.conference import View
from workflow.issuing import Final

PER_ROW = 5
SHOWN = 3


def rows(_: View) -> Rows:
    """Return the row by which the conference's screen leads to the bloc's documents."""
    return (_to_all(),)


def listed(found: Sequence[BlocDocument], page: int, *, drafts: bool) -> Message:
    shown = page_of(found, page)
    numbers = [
        Button(str(number), actions.OpenDocument(one.id))
        for number, one in enumerate(shown.items, start=shown.first)
    ]
    new = ((button("bloc_document.new", actions.NewDocument()),),) if drafts else ()
    picks = tuple(tuple(numbers[i : i + PER_ROW]) for i in range(0, len(numbers), PER_ROW))
    buttons = (*picks, *shown.turns(actions.OpenDocuments), *new, to_menu())
    return say("bloc_document/listed", buttons, page=shown, drafts=drafts)


def opened(dossier: Dossier) -> Message:
    """Show a document with what its reader may do now."""
    known = dossier.document
    file = (button("bloc_document.file", actions.FetchDocument(known.id)),)
    buttons = (*_members(dossier), *_drafters(dossier), file, _to_all())
    return say("bloc_document/opened", buttons, dossier=dossier, shown=SHOWN)


def _members(dossier: Dossier) -> Rows:
    known = dossier.document
    if not dossier.may_comment:
        return ()
    said = button("bloc_document.comment", actions.CommentOnDocument(known.id))
    if dossier.own:
        newest = actions.TakeBackDocumentComment(dossier.own[-1].id)
        return ((said, button("bloc_document.take_back", newest)),)
    return ((said, button("bloc_document.agree", actions.AgreeToDocument(known.id))),)


def _drafters(dossier: Dossier) -> Rows:
    known = dossier.document
    if not dossier.may_draft:
        return ()
    at = (known.id, known.revision)
    asked = "bloc_document.extend" if known.comment_due_on else "bloc_document.ask"
    ways = {
        Move.ASK: button(asked, actions.AskForComments(*at)),
        Move.VOTE: button("bloc_document.vote", actions.PutToVote(*at)),
        Move.UNLINK: button("bloc_document.unlink", actions.UnlinkVote(*at)),
        Move.ISSUE: button("bloc_document.final", actions.AskFinalDocument(*at)),
    }
    moves = [way for move, way in ways.items() if dossier.allows(move)]
    comments = actions.ListDocumentComments(known.id, 0)
    more = [button("bloc_document.comments", comments, count=len(dossier.said))]
    if known.state in WITH_DRAFT_OPEN:
        more.append(button("bloc_document.draft", actions.ReplaceDraft(*at)))
    links = [(_link(dossier, number),) for number in range(1, len(dossier.votes[:SHOWN]) + 1)]
    if len(dossier.votes) > SHOWN:
        links.append((button("bloc_document.votes", actions.ListVotesOn(known.id, 0)),))
    return (*((tuple(moves),) if moves else ()), *links, tuple(more))


def _link(dossier: Dossier, number: int) -> Button:
    """Return the press that says that this vote, counted from the newest, was on the document."""
    vote = dossier.votes[number - 1]
    at = actions.LinkVote(dossier.document.id, vote.id, dossier.document.revision)
    return button("bloc_document.link", at, number=number)


def votes_on(dossier: Dossier, page: int) -> Message:
    """Show all votes that may have been on the document."""
    shown = page_of(dossier.votes, page, SHOWN)
    links = tuple(
        (_link(dossier, number),) for number in range(shown.first, shown.first + len(shown.items))
    )
    turns = shown.turns(lambda to: actions.ListVotesOn(dossier.document.id, to))
    rows = (*links, *turns, _back(dossier))
    return say("bloc_document/votes_on", rows, document=dossier.document, page=shown)


def as_file(dossier: Dossier) -> Message:
    """Send the issued file, or the draft as long as there is no other."""
    known = dossier.document
    files = (Attachment(known.issued_id or known.draft_id, dossier.file_name),)
    return say("bloc_document/as_file", (_back(dossier),), files, document=known)


def choose_kind() -> Message:
    kinds = tuple(
        (button(f"bloc_document.{kind.value}", actions.ChooseDocumentKind(kind.value)),)
        for kind in DocumentKind
    )
    return say("bloc_document/choose_kind", (*kinds, _to_all()))


def ask_title(kind: DocumentKind) -> Message:
    return say("bloc_document/ask_title", leave_row(), kind=kind)


def ask_draft(title: str) -> Message:
    return say("bloc_document/ask_draft", leave_row(), title=title)


def ask_day(dossier: Dossier) -> Message:
    return say("bloc_document/ask_day", leave_row(), dossier=dossier)


def told_asked(dossier: Dossier) -> Message:
    """Tell a unit's people that a draft waits for their comments."""
    return say("bloc_document/told_asked", (_back(dossier),), dossier=dossier)


def ask_final(dossier: Dossier) -> Message:
    return say("bloc_document/ask_final", leave_row(), document=dossier.document)


def ask_number(dossier: Dossier) -> Message:
    return say("bloc_document/ask_number", leave_row(), document=dossier.document)


def ask_issue_day(number: str) -> Message:
    return say("bloc_document/ask_issue_day", leave_row(), number=number)


def previewed(dossier: Dossier, final: Final, file_name: str) -> Message:
    """Show the document for a last look before everybody is told."""
    at = actions.IssueDocument(dossier.document.id, dossier.document.revision)
    buttons = ((button("bloc_document.issue", at),), *leave_row())
    return say(
        "bloc_document/previewed",
        buttons,
        document=dossier.document,
        final=final,
        file_name=file_name,
    )


def told_issued(dossier: Dossier) -> Message:
    """Hand the issued document to everybody."""
    known = dossier.document
    assert known.issued_id is not None
    files = (Attachment(known.issued_id, dossier.file_name),)
    return say("bloc_document/told_issued", (_back(dossier),), files, document=known)


def _back(dossier: Dossier) -> tuple[Button, ...]:
    return (button("bloc_document.back", actions.OpenDocument(dossier.document.id)),)


def _to_all() -> tuple[Button, ...]:
    return (button("bloc_document.open", actions.OpenDocuments(0)),)
