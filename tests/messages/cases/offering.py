from dataclasses import replace
from datetime import timedelta

from messages import offering
from storage.kinds import NoticeState
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, DUE, NOW, ODD
from tests.messages.notices import SECRETARY, draft, preview
from tests.messages.work import notice as made
from workflow.offering import Offer

REASON = "Hạn góp ý phải sau ngày họp Tổ thư ký, đề nghị lùi đến 10/03/2027."
OFFERED = made(NoticeState.OFFERED)
OFFER = Offer(preview(draft(state=NoticeState.OFFERED)), SECRETARY, (CHAIR,), DUE)
TIMED = preview(draft(state=NoticeState.OFFERED, subject=ODD, send_at=NOW + timedelta(days=2)))

CASES: Cases = {
    "offered": lambda: offering.offered(OFFER),
    "offered.no_chair": lambda: offering.offered(replace(OFFER, chairs=())),
    "asked_to_release": lambda: offering.asked_to_release(OFFER),
    "asked_to_release.timed": lambda: offering.asked_to_release(replace(OFFER, shown=TIMED)),
    "told_taken_back": lambda: offering.told_taken_back(OFFERED, SECRETARY),
    "told_taken_over": lambda: offering.told_taken_over(OFFERED, CHAIR),
    "told_released": lambda: offering.told_released(OFFERED, CHAIR),
    "ask_reason": lambda: offering.ask_reason(OFFERED),
    "returned": lambda: offering.returned(OFFERED),
    "told_returned": lambda: offering.told_returned(OFFERED, CHAIR, REASON),
}
