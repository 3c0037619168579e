from dataclasses import replace

from messages import notice
from storage.kinds import Audience, NoticeState
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, LEADER, LONG_UNIT, NOW, ODD, OFFICER
from tests.messages.work import BODY, ledger
from tests.messages.work import notice as made
from workflow.ledger import Reached
from workflow.notice import Preview

DRAFT = made(NoticeState.DRAFT)
EMPTY = made(NoticeState.DRAFT, subject="", body="")
ODD_DRAFT = made(NoticeState.DRAFT, subject=ODD, body=f"{BODY}\n\nA < B & C", file_id=9)
FILE = "Dự thảo quy chế.docx"
LONG_BODY = (BODY + "\n") * 16
PEOPLE = (OFFICER, LEADER)
PREVIEW = Preview(DRAFT, CHAIR, PEOPLE, ())
SILENT = Preview(ODD_DRAFT, CHAIR, PEOPLE, ("Chi cục Thống kê", LONG_UNIT))
NOBODY = Preview(DRAFT, CHAIR, (), ("Sở Tài chính",))

GOING = ledger(Reached.WAITING, Reached.RECEIVED, Reached.CONFIRMED)
REACHED = ledger(Reached.RECEIVED, Reached.CONFIRMED)
PARTLY = ledger(Reached.CONFIRMED, Reached.UNKNOWN, Reached.UNREACHABLE, Reached.RECEIVED)
MANY = ledger(*(Reached.CONFIRMED, Reached.RECEIVED, Reached.UNREACHABLE) * 7)
READ = notice.copy(made(), CHAIR, confirmed_at=NOW, file_name=None)

CASES: Cases = {
    "listed.none_written": lambda: notice.listed([], writes=True),
    "listed.none_received": lambda: notice.listed([], writes=False),
    "listed.written": lambda: notice.listed([made(), made(id=4, subject=ODD * 3)], writes=True),
    "listed.draft_first": lambda: notice.listed([], writes=True, draft=made(NoticeState.DRAFT)),
    "listed.draft_beside": lambda: notice.listed(
        [made()], writes=True, draft=made(NoticeState.DRAFT, id=9)
    ),
    "listed.received": lambda: notice.listed([made()], writes=False),
    "ask_field.subject": lambda: notice.ask_field(EMPTY, "subject"),
    "ask_field.subject_again": lambda: notice.ask_field(ODD_DRAFT, "subject"),
    "ask_field.body": lambda: notice.ask_field(replace(DRAFT, body=""), "body"),
    "ask_field.body_again": lambda: notice.ask_field(ODD_DRAFT, "body"),
    "ask_field.file": lambda: notice.ask_field(DRAFT, "file"),
    "draft": lambda: notice.draft(DRAFT, None),
    "draft.with_file": lambda: notice.draft(
        replace(ODD_DRAFT, audience=Audience.OFFICERS, needs_confirmation=False), FILE
    ),
    "draft.long": lambda: notice.draft(
        replace(DRAFT, body=LONG_BODY, audience=Audience.LEADERS), None
    ),
    "stale": lambda: notice.stale(ODD_DRAFT, FILE),
    "preview": lambda: notice.preview(PREVIEW, None),
    "preview.silent_units": lambda: notice.preview(SILENT, FILE),
    "preview.nobody": lambda: notice.preview(NOBODY, None),
    "copy.to_confirm": lambda: notice.copy(made(), CHAIR, confirmed_at=None, file_name=None),
    "copy.confirmed": lambda: READ,
    "copy.to_read": lambda: notice.copy(
        made(needs_confirmation=False), CHAIR, confirmed_at=None, file_name=None
    ),
    "copy.with_file": lambda: notice.copy(ODD_DRAFT, CHAIR, confirmed_at=None, file_name=FILE),
    "copy.author_gone": lambda: notice.copy(made(), None, confirmed_at=None, file_name=None),
    "confirmed": lambda: notice.confirmed(READ),
    "confirmed_by_text": lambda: notice.confirmed_by_text(made()),
    "progress.going": lambda: notice.progress(GOING),
    "progress.reached": lambda: notice.progress(REACHED),
    "progress.partly": lambda: notice.progress(PARTLY),
    "resent": lambda: notice.resent(GOING, 1),
    "resent.nobody": lambda: notice.resent(PARTLY, 0),
    "ledger": lambda: notice.ledger(PARTLY, 0),
    "ledger.first_page": lambda: notice.ledger(MANY, 0),
    "ledger.middle_page": lambda: notice.ledger(MANY, 1),
    "ledger.beyond": lambda: notice.ledger(MANY, 99),
    "ledger.empty": lambda: notice.ledger(ledger(), 0),
}
