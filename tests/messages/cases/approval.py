from dataclasses import replace

from messages import approval
from storage.kinds import ListState
from tests.messages.cases.case import Cases
from tests.messages.facts import DUE, UNITS, full_list, sheet, submitted

FULL = full_list()
REASON = {"reason": "Nhiệm vụ 4 và 7 chưa có chỉ tiêu đo được."}
LATE = {"days_late": 2}

DRAFT = sheet(ListState.DRAFT, FULL)
BACK = sheet(ListState.RETURNED, FULL, submission=REASON)
AT_LEADER = sheet(ListState.WAITING_LEADER, FULL)
LATE_AT_LEADER = sheet(ListState.WAITING_LEADER, FULL, submission=LATE)
FOR_LEADER = sheet(ListState.WAITING_LEADER, FULL, may_decide=True)
AT_CHAIR = sheet(ListState.WAITING_CHAIR, FULL, submission=LATE)
FOR_CHAIR = sheet(ListState.WAITING_CHAIR, FULL, submission=LATE, is_own=False, may_decide=True)
DONE = sheet(ListState.APPROVED, FULL)
LEFT = submitted(ListState.WAITING_CHAIR, UNITS[3])

AMENDED = sheet(
    ListState.WAITING_CHAIR,
    FULL,
    submission={"round": 2, "amend_reason": "Trung ương giao chỉ tiêu mới theo văn bản ngày 12/4."},
)
ON_PAPER = sheet(ListState.WAITING_CHAIR, FULL, submission={"signed_paper_id": 4})

AGAIN = sheet(
    ListState.WAITING_CHAIR, FULL, submission={**REASON, "returned_from": ListState.WAITING_CHAIR}
)

CASES: Cases = {
    "told_passed_on": lambda: approval.told_passed_on(AT_CHAIR),
    "moved_on.again": lambda: approval.moved_on(AGAIN, DUE),
    "asked_to_approve.again": lambda: approval.asked_to_approve(AGAIN, DUE),
    "submitted.without_leader": lambda: approval.submitted(replace(AT_LEADER, needs_paper=True)),
    "asked_to_approve.amendment": lambda: approval.asked_to_approve(AMENDED, DUE),
    "moved_on.amendment": lambda: approval.moved_on(AMENDED, DUE),
    "moved_on.on_paper": lambda: approval.moved_on(ON_PAPER, DUE),
    "ask_amend": lambda: approval.ask_amend(DONE),
    "ask_paper": lambda: approval.ask_paper(AT_LEADER),
    "scan": lambda: approval.scan(4, "Danh mục đã ký.pdf"),
    "screen": lambda: approval.screen(AT_CHAIR),
    "submitted.in_time": lambda: approval.submitted(AT_LEADER),
    "submitted.late": lambda: approval.submitted(LATE_AT_LEADER),
    "submitted.by_leader": lambda: approval.submitted(FOR_LEADER),
    "told_withdrawn": lambda: approval.told_withdrawn(DRAFT),
    "approved.last": lambda: approval.approved(DONE, last=True),
    "asked_to_approve": lambda: approval.asked_to_approve(AT_LEADER, DUE),
    "approved.for_unit": lambda: approval.approved(AT_CHAIR),
    "approved.for_bloc": lambda: approval.approved(DONE),
    "approved.next": lambda: approval.approved(DONE, left=[LEFT] * 12),
    "approved.last_of_lists": lambda: approval.approved(DONE, last=True, left=[LEFT]),
    "moved_on.to_chair": lambda: approval.moved_on(AT_CHAIR, DUE),
    "moved_on.accepted": lambda: approval.moved_on(
        sheet(ListState.APPROVED, FULL, unit=UNITS[5]), None
    ),
    "ask_reason": lambda: approval.ask_reason(FOR_CHAIR),
    "returned": lambda: approval.returned(BACK),
    "returned.next": lambda: approval.returned(BACK, left=[LEFT]),
    "told_returned": lambda: approval.told_returned(BACK, DUE),
    "stale": lambda: approval.stale(DRAFT),
}
