from messages import document_comment
from tests.messages.cases.bloc_document import ASKED, MINE, WISH, dossier, said
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG, NOW

HANDLED = said(2, 4, "Thống nhất, đề nghị sửa lỗi chính tả.", handled_at=NOW)
AGREED = said(3, 5, "")
MANY = tuple(said(number, 6, (LONG * 4)[:1000]) for number in range(1, 11))

CASES: Cases = {
    "ask_comment": lambda: document_comment.ask_comment(dossier(ASKED)),
    "listed": lambda: document_comment.listed(dossier(ASKED, WISH, HANDLED, AGREED, **MINE), 0),
    "listed.many": lambda: document_comment.listed(dossier(ASKED, *MANY, **MINE), 1),
    "listed.none": lambda: document_comment.listed(dossier(ASKED, **MINE), 0),
}
