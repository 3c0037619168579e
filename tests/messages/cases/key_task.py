from dataclasses import replace
from datetime import date

from messages import key_task
from storage.kinds import ListState
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG, NOW, ODD, UNITS, WHOLE, full_list, sheet, task
from workflow.warning import Caution, Warned

FULL = full_list()
STARRED = task(1, is_highlight=True, target="98% hồ sơ", due_on=date(2027, 9, 30))
SOME = (STARRED, task(2), task(3, target="10.000 hồ sơ"))
PLAIN = tuple(task(number) for number in range(1, 11))
ALL_STARRED = tuple(task(number, is_highlight=number < 6) for number in range(1, 11))
TOO_MANY = (*FULL, task(11, is_highlight=True), task(12, is_highlight=True))
HARD = (task(1, title=ODD, target="<1% & giảm dần"), task(2, title=LONG, target=LONG[:200]))
REASON = {"reason": "Nhiệm vụ 4 và 7 chưa có chỉ tiêu đo được."}
LATE = {"days_late": 2}

DRAFT = sheet(ListState.DRAFT, SOME)
READY = sheet(ListState.DRAFT, FULL)
BACK = sheet(ListState.RETURNED, FULL, submission=REASON)
AT_LEADER = sheet(ListState.WAITING_LEADER, FULL)
LATE_AT_LEADER = sheet(ListState.WAITING_LEADER, FULL, submission=LATE)
FOR_LEADER = sheet(ListState.WAITING_LEADER, FULL, may_decide=True)
AT_CHAIR = sheet(ListState.WAITING_CHAIR, FULL, submission=LATE)
FOR_CHAIR = sheet(ListState.WAITING_CHAIR, FULL, submission=LATE, is_own=False, may_decide=True)
DONE = sheet(ListState.APPROVED, FULL)

WARNED = [Warned(caution, (2, 7)) for caution in Caution]

TWENTY = tuple(task(number, is_highlight=number < 3) for number in range(1, 13))
TWO_PAGES = replace(sheet(ListState.DRAFT, TWENTY), limit=12, gaps=())
WHY = {"round": 2, "amend_reason": "Trung ương giao chỉ tiêu mới theo văn bản ngày 12/4."}
AMENDED = sheet(ListState.DRAFT, FULL, submission=WHY)
AMENDED_AT_CHAIR = sheet(
    ListState.WAITING_CHAIR,
    FULL,
    submission={**WHY, "submitted_at": NOW},
    is_own=False,
    may_decide=True,
)
ON_PAPER = sheet(
    ListState.WAITING_CHAIR, FULL, submission={"signed_paper_id": 4, "submitted_at": NOW}
)

AGAIN = sheet(
    ListState.WAITING_CHAIR,
    FULL,
    submission={**REASON, "returned_from": ListState.WAITING_CHAIR},
    is_own=False,
    may_decide=True,
)

CASES: Cases = {
    "choose_unit": lambda: key_task.choose_unit((UNITS[1], replace(UNITS[2], name=ODD))),
    "listed.empty": lambda: key_task.listed(sheet()),
    "listed.no_deadline": lambda: key_task.listed(sheet(due_on=None)),
    "listed.some": lambda: key_task.listed(DRAFT),
    "listed.full": lambda: key_task.listed(READY),
    "listed.no_highlight": lambda: key_task.listed(sheet(ListState.DRAFT, PLAIN)),
    "listed.many_highlights": lambda: key_task.listed(sheet(ListState.DRAFT, ALL_STARRED)),
    "listed.too_many": lambda: key_task.listed(sheet(ListState.DRAFT, TOO_MANY)),
    "listed.odd_titles": lambda: key_task.listed(sheet(ListState.DRAFT, HARD)),
    "listed.returned": lambda: key_task.listed(BACK),
    "listed.returned_to_correct": lambda: key_task.listed(
        sheet(ListState.RETURNED, SOME, submission=REASON)
    ),
    "listed.at_leader": lambda: key_task.listed(AT_LEADER),
    "listed.for_leader": lambda: key_task.listed(FOR_LEADER),
    "listed.at_chair": lambda: key_task.listed(AT_CHAIR),
    "listed.for_chair": lambda: key_task.listed(FOR_CHAIR),
    "listed.approved": lambda: key_task.listed(DONE),
    "shown.new": lambda: key_task.shown(DRAFT.tasks[1], DRAFT),
    "shown.highlight": lambda: key_task.shown(STARRED, DRAFT),
    "shown.only_one": lambda: key_task.shown(HARD[0], sheet(ListState.DRAFT, HARD[:1])),
    "shown.long": lambda: key_task.shown(HARD[1], sheet(ListState.DRAFT, HARD)),
    "shown.sent": lambda: key_task.shown(FULL[0], AT_LEADER),
    "reviewed.ready": lambda: key_task.reviewed(READY),
    "reviewed.with_warnings": lambda: key_task.reviewed(READY, WARNED),
    "reviewed.incomplete": lambda: key_task.reviewed(DRAFT),
    "reviewed.sent": lambda: key_task.reviewed(AT_LEADER),
    "listed.chair_unit_at_deputy": lambda: key_task.listed(
        sheet(ListState.WAITING_CHAIR, FULL, unit=UNITS[0])
    ),
    "stars_full": lambda: key_task.stars_full(task(4), DRAFT, (1,)),
    "listed.with_cautions": lambda: key_task.listed(FOR_CHAIR, warnings=WARNED[:2]),
    "listed.sent_again": lambda: key_task.listed(AGAIN),
    "listed.removed": lambda: key_task.listed(DRAFT, removed=task(4)),
    "listed.second_page": lambda: key_task.listed(TWO_PAGES, 1),
    "listed.amendment": lambda: key_task.listed(AMENDED),
    "listed.amendment_for_chair": lambda: key_task.listed(AMENDED_AT_CHAIR),
    "listed.without_leader": lambda: key_task.listed(replace(AT_LEADER, needs_paper=True)),
    "listed.signed_on_paper": lambda: key_task.listed(ON_PAPER),
    "shown.whole": lambda: key_task.shown(
        WHOLE, replace(DRAFT, criteria={"I.2": "Chuyển đổi số, cải cách thủ tục hành chính"})
    ),
}
