from dataclasses import replace
from datetime import timedelta

from messages import notice
from storage.kinds import Audience, NoticeState, ObligationKind
from storage.noticeboard import Copy
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, LONG_UNIT, NOW, ODD, UNITS
from tests.messages.notices import FILES, draft, preview, readers
from tests.messages.work import BODY
from tests.messages.work import notice as made
from workflow.audience import Empty

EMPTY = draft(subject="", body="")
ODD_DRAFT = draft(subject=ODD, body=f"{BODY}\n\nA < B & C")
LONG_BODY = (BODY + "\n") * 16
NIGHT = NOW + timedelta(hours=10)
TONIGHT, MORNING = NOW + timedelta(hours=13), NOW + timedelta(hours=21)
REASON = "Hạn góp ý phải sau ngày họp Tổ thư ký, đề nghị lùi đến 10/03/2027."
OFFERED = draft(state=NoticeState.OFFERED)
SILENT = (*(unit.name for unit in UNITS[2:6]), LONG_UNIT, "Chi cục Thống kê", "Bảo hiểm xã hội")

EVERY_STATE = [
    made(NoticeState.DRAFT, id=10, reason=REASON),
    made(NoticeState.OFFERED, id=9, released_at=None),
    made(NoticeState.SCHEDULED, id=8, released_at=None, leaves_at=TONIGHT),
    made(NoticeState.SENDING, id=7),
    made(NoticeState.PAUSED, id=6, subject=ODD * 3),
    made(NoticeState.SENT, id=5),
    made(NoticeState.CANCELLED, id=4),
]
OWN = made(NoticeState.SCHEDULED, id=2, released_at=None, leaves_at=TONIGHT)
RECEIVED = [made(), made(id=4, subject=ODD), made(id=3, needs_confirmation=False), OWN]
COPIES = {5: Copy(5, None), 4: Copy(4, NOW), 3: Copy(3, None)}
READ = notice.copy(made(), CHAIR, confirmed_at=NOW, files=())

CASES: Cases = {
    "written.none": lambda: notice.written([], 0, draft=None),
    "written": lambda: notice.written(EVERY_STATE, 0, draft=None),
    "written.draft_first": lambda: notice.written(
        [made(NoticeState.DRAFT)], 0, draft=made(NoticeState.DRAFT)
    ),
    "written.draft_beside": lambda: notice.written(
        [made(NoticeState.DRAFT, id=9, subject=""), made()],
        0,
        draft=made(NoticeState.DRAFT, id=9, subject=""),
    ),
    "written.middle_page": lambda: notice.written(
        [made(id=number) for number in range(1, 20)], 1, draft=None
    ),
    "received": lambda: notice.received(RECEIVED, COPIES, 0),
    "received.all_confirmed": lambda: notice.received(RECEIVED[1:], COPIES, 0),
    "received.none": lambda: notice.received([], {}, 0),
    "ask_field.subject": lambda: notice.ask_field(EMPTY, "subject"),
    "ask_field.subject_again": lambda: notice.ask_field(ODD_DRAFT, "subject"),
    "ask_field.body": lambda: notice.ask_field(draft(body=""), "body"),
    "ask_field.body_again": lambda: notice.ask_field(ODD_DRAFT, "body"),
    "draft": lambda: notice.draft(draft()),
    "draft.empty": lambda: notice.draft(EMPTY),
    "draft.whole": lambda: notice.draft(
        draft(
            readers(units=UNITS[:3], lacking=ObligationKind.SIGN),
            files=FILES,
            leaves_at=MORNING,
            is_urgent=False,
            needs_confirmation=False,
            send_at=TONIGHT,
        )
    ),
    "draft.urgent": lambda: notice.draft(draft(is_urgent=True, audience=Audience.OFFICERS)),
    "draft.at_night": lambda: notice.draft(draft(leaves_at=MORNING)),
    "draft.missed": lambda: notice.draft(draft(send_at=NOW - timedelta(hours=1), missed=True)),
    "draft.returned": lambda: notice.draft(draft(reason=REASON, may_release=False)),
    "draft.no_unit": lambda: notice.draft(draft(readers(units=(), chosen=(), empty=Empty.NO_UNIT))),
    "draft.long": lambda: notice.draft(draft(body=LONG_BODY, audience=Audience.LEADERS)),
    "stale": lambda: notice.stale(ODD_DRAFT),
    "preview": lambda: notice.preview(preview(draft())),
    "preview.silent_units": lambda: notice.preview(
        preview(draft(readers(silent_units=SILENT, n_unjoined=1), files=FILES, subject=ODD))
    ),
    "preview.scheduled": lambda: notice.preview(
        preview(draft(send_at=NIGHT, leaves_at=NIGHT, needs_confirmation=False))
    ),
    "preview.held_back": lambda: notice.preview(preview(draft(send_at=TONIGHT, leaves_at=MORNING))),
    "preview.urgent": lambda: notice.preview(preview(draft(is_urgent=True))),
    "preview.missed": lambda: notice.preview(
        preview(draft(send_at=NOW - timedelta(hours=1), missed=True))
    ),
    "preview.nobody": lambda: notice.preview(
        preview(draft(readers(units=(), empty=Empty.ALL_DONE, lacking=ObligationKind.SIGN)))
    ),
    "preview.no_seat": lambda: notice.preview(
        preview(draft(readers(chosen=UNITS[2:3], units=UNITS[2:3], empty=Empty.NO_SEAT)))
    ),
    "preview.to_offer": lambda: notice.preview(preview(draft(may_release=False))),
    "preview.offered": lambda: notice.preview(preview(replace(OFFERED, may_release=False))),
    "preview.to_release": lambda: notice.preview(
        preview(replace(OFFERED, notice=replace(OFFERED.notice, reason=REASON)), is_own=False)
    ),
    "preview.another_secretary": lambda: notice.preview(
        preview(replace(OFFERED, may_release=False), is_own=False)
    ),
    "copy.to_confirm": lambda: notice.copy(made(), CHAIR, confirmed_at=None, files=()),
    "copy.confirmed": lambda: READ,
    "copy.to_read": lambda: notice.copy(
        made(needs_confirmation=False), CHAIR, confirmed_at=None, files=()
    ),
    "copy.with_files": lambda: notice.copy(ODD_DRAFT.notice, CHAIR, confirmed_at=None, files=FILES),
    "copy.corrected": lambda: notice.copy(
        made(version=2, corrected_at=NOW), CHAIR, confirmed_at=None, files=()
    ),
    "copy.author_gone": lambda: notice.copy(made(), None, confirmed_at=None, files=()),
    "reread": lambda: notice.reread(made(version=2, corrected_at=NOW), CHAIR, FILES),
    "confirmed": lambda: notice.confirmed(READ),
    "corrected": lambda: notice.corrected(READ),
    "confirmed_by_text": lambda: notice.confirmed_by_text(made()),
}
