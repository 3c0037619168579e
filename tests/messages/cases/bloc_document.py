from dataclasses import replace
from datetime import date
from typing import Any

from messages import bloc_document
from storage.bloc_documents import BlocDocument, DocumentComment
from storage.kinds import DocumentKind, DocumentState, VoteKind
from storage.votes import Vote
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG, NOW, ODD, UNITS
from workflow.bloc_document import Dossier
from workflow.issuing import Final

DRAFT = BlocDocument(
    id=4,
    cycle_id=1,
    kind=DocumentKind.PLAN,
    title="Kế hoạch hoạt động của khối thi đua năm 2027",
    state=DocumentState.DRAFT,
    revision=2,
    draft_id=8,
    vote_id=None,
    issued_id=None,
    issued_number="",
    issued_on=None,
    comment_due_on=None,
    created_by=12,
    created_at=NOW,
)
ASKED = replace(DRAFT, state=DocumentState.COMMENTING, comment_due_on=date(2027, 3, 5))
VOTING = replace(ASKED, state=DocumentState.VOTING)
ADOPTED = replace(ASKED, state=DocumentState.ADOPTED, vote_id=1)
ISSUED = replace(
    ADOPTED,
    state=DocumentState.ISSUED,
    issued_id=9,
    issued_number="12/KH-KTN",
    issued_on=date(2027, 3, 20),
)
RESULT = {"agree": 6, "disagree": 1, "other": 1, "not_cast": 0, "present": 8, "total": 8}
CARRIED = Vote(
    id=1,
    agenda_item_id=4,
    number=1,
    kind=VoteKind.OPEN,
    subject="Biểu quyết thông qua kế hoạch hoạt động",
    voters=[1, 2, 3, 4, 5, 6, 7, 8],
    n_units=8,
    quorum="2/3",
    majority="1/2",
    opened_by=12,
    opened_at=NOW,
    closed_by=12,
    closed_at=NOW,
    result={**RESULT, "passed": True},
)
LOST = replace(CARRIED, id=2, result={**RESULT, "agree": 2, "disagree": 5, "passed": False})
OPENED = replace(CARRIED, closed_by=None, closed_at=None, result=None)
TWICE = (replace(CARRIED, turn=2), LOST)
MANY = tuple(replace(LOST, id=number) for number in range(9, 4, -1))


def said(number: int, unit_id: int, text: str, **changed: Any) -> DocumentComment:
    made = DocumentComment(number, 4, unit_id, 31, text, NOW, None, None)
    return replace(made, **changed)


def dossier(document: BlocDocument, *comments: DocumentComment, **changed: Any) -> Dossier:
    """Return a document as an officer of the third unit sees it."""
    made = Dossier(
        document=document,
        units=UNITS,
        said=comments,
        vote=None,
        votes=(),
        file_name="Du thao ke hoach.pdf",
        may_draft=False,
        own_units=(3,),
    )
    return replace(made, **changed)


MINE: dict[str, Any] = {"may_draft": True, "own_units": (1,)}
WISH = said(1, 3, f"Đề nghị lùi mốc: {ODD}.\nVà thêm chỉ tiêu.")
REGULATION = replace(DRAFT, kind=DocumentKind.REGULATION, title=ODD)
LETTER = replace(ASKED, kind=DocumentKind.OTHER, title=LONG[:200])
FINAL = Final(9, "12/KH-KTN", date(2027, 3, 20))

CASES: Cases = {
    "listed": lambda: bloc_document.listed((ISSUED, ASKED, LETTER), 0, drafts=False),
    "listed.drafts": lambda: bloc_document.listed((ISSUED, REGULATION), 0, drafts=True),
    "listed.many": lambda: bloc_document.listed((LETTER,) * 20, 1, drafts=True),
    "listed.none": lambda: bloc_document.listed((), 0, drafts=False),
    "listed.none_drafts": lambda: bloc_document.listed((), 0, drafts=True),
    "opened.draft": lambda: bloc_document.opened(dossier(REGULATION, **MINE)),
    "opened.to_comment": lambda: bloc_document.opened(dossier(ASKED)),
    "opened.commented": lambda: bloc_document.opened(dossier(ASKED, WISH)),
    "opened.agreed": lambda: bloc_document.opened(dossier(LETTER, said(1, 3, ""))),
    "opened.asked": lambda: bloc_document.opened(dossier(ASKED, WISH, said(2, 4, ""), **MINE)),
    "opened.voting": lambda: bloc_document.opened(dossier(VOTING, **MINE)),
    "opened.voted": lambda: bloc_document.opened(dossier(VOTING, **MINE, votes=(CARRIED, LOST))),
    "opened.being_voted": lambda: bloc_document.opened(dossier(VOTING, **MINE, vote=OPENED)),
    "opened.voted_again": lambda: bloc_document.opened(dossier(VOTING, **MINE, votes=TWICE)),
    "opened.many_votes": lambda: bloc_document.opened(dossier(VOTING, **MINE, votes=MANY)),
    "votes_on": lambda: bloc_document.votes_on(dossier(VOTING, **MINE, votes=MANY), 1),
    "opened.lost": lambda: bloc_document.opened(dossier(VOTING, vote=LOST)),
    "opened.adopted": lambda: bloc_document.opened(dossier(ADOPTED, **MINE, vote=CARRIED)),
    "opened.issued": lambda: bloc_document.opened(dossier(ISSUED, vote=CARRIED)),
    "as_file.draft": lambda: bloc_document.as_file(dossier(REGULATION)),
    "as_file.issued": lambda: bloc_document.as_file(dossier(ISSUED)),
    "choose_kind": bloc_document.choose_kind,
    "ask_title": lambda: bloc_document.ask_title(DocumentKind.REGULATION),
    "ask_title.other": lambda: bloc_document.ask_title(DocumentKind.OTHER),
    "ask_draft": lambda: bloc_document.ask_draft(ODD),
    "ask_day": lambda: bloc_document.ask_day(dossier(DRAFT, **MINE)),
    "ask_day.again": lambda: bloc_document.ask_day(dossier(ASKED, **MINE)),
    "told_asked": lambda: bloc_document.told_asked(dossier(ASKED)),
    "ask_final": lambda: bloc_document.ask_final(dossier(ADOPTED)),
    "ask_number": lambda: bloc_document.ask_number(dossier(ADOPTED)),
    "ask_issue_day": lambda: bloc_document.ask_issue_day(ODD[:50]),
    "previewed": lambda: bloc_document.previewed(dossier(ADOPTED), FINAL, "Ke hoach da ky.pdf"),
    "told_issued": lambda: bloc_document.told_issued(dossier(ISSUED)),
}
