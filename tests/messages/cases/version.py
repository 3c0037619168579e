from dataclasses import replace
from typing import Any

from messages import version
from storage.kinds import ListState
from storage.submissions import Version
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, full_list, sheet, task
from workflow.comparing import Compared, Sent, compare
from workflow.key_task import as_facts

FULL = full_list()
WAITING = sheet(ListState.WAITING_CHAIR, FULL)
BACK = sheet(ListState.RETURNED, FULL, submission={"reason": "Chưa có chỉ tiêu đo được."})
AMENDED = sheet(
    ListState.DRAFT, FULL, submission={"round": 2, "amend_reason": "Chỉ tiêu mới được giao."}
)


def _facts(tasks: Any) -> list[dict[str, Any]]:
    return [as_facts(one) for one in tasks]


def sent(number: int, **changed: Any) -> Sent:
    kept = Version(number, 7, number, _facts(FULL), 31, NOW, NOW, None)
    return Sent(number, kept, replace(WAITING.submission, **changed))


THREE = (
    sent(1),
    sent(2),
    sent(3, round=2, amend_reason="Trung ương giao chỉ tiêu mới theo văn bản ngày 12/4."),
)
NINE = tuple(sent(number) for number in range(1, 10))
ON_PAPER = (replace(THREE[0], version=replace(THREE[0].version, signed_paper_id=4)), THREE[1])
NEWER = (
    replace(FULL[0], is_highlight=False, target="99% kế hoạch"),
    replace(FULL[1], title="Giải ngân toàn bộ vốn đầu tư công", due_on=None),
    *FULL[2:9],
    task(12, title="Nhiệm vụ mới được giao"),
)
ALL_OTHER = tuple(
    replace(task(20 + n), title=f"Rà soát, chuẩn hóa nhóm thủ tục thứ {n}") for n in range(1, 11)
)


def _compared(before: Any, after: Any) -> Compared:
    return Compared(BACK, sent(1), sent(2), compare(_facts(before), _facts(after)))


CASES: Cases = {
    "listed.none": lambda: version.listed(BACK, (), 0),
    "listed.one": lambda: version.listed(WAITING, THREE[:1], 0),
    "listed.two_and_draft": lambda: version.listed(BACK, THREE[:2], 0),
    "listed.amended": lambda: version.listed(WAITING, THREE, 0),
    "listed.on_paper": lambda: version.listed(BACK, ON_PAPER, 0),
    "listed.many": lambda: version.listed(WAITING, NINE, 0),
    "listed.many.last_page": lambda: version.listed(BACK, NINE, 1),
    "compared.same": lambda: version.compared(_compared(FULL, FULL), 1, 0),
    "compared.changed": lambda: version.compared(_compared(FULL, NEWER), 1, 0),
    "compared.two_pages": lambda: version.compared(_compared(FULL[:1], (*FULL, *ALL_OTHER)), 1, 1),
    "compared.with_now": lambda: version.compared(
        Compared(AMENDED, sent(1), None, compare(_facts(FULL), _facts(NEWER))), 0, 0
    ),
}
