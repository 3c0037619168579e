from dataclasses import replace
from datetime import timedelta
from typing import Any

from messages import history
from storage.histories import Act
from tests.messages.cases.case import Cases
from tests.messages.facts import LEADER, NOW, ODD, OFFICER


def _act(act: str, name: str = OFFICER.full_name, role: str = "officer", **facts: Any) -> Act:
    return Act(1, NOW, 1, 3, 31, role, act, 100, {"name": name, **facts}, "", "")


def _minutes(*acts: Act) -> list[Act]:
    return [replace(act, at=NOW - timedelta(hours=n)) for n, act in enumerate(acts)]


LIST = _minutes(
    _act("key_tasks.returned", LEADER.full_name, "leader", reason="Nhiệm vụ 4 chưa có chỉ tiêu."),
    _act("key_tasks.submitted", days_late=0),
    _act("key_task.starred", title="Giải ngân vốn đầu tư công", number=2),
    _act("key_task.changed", title=ODD, field="target"),
    _act("key_task.added", title=ODD),
)
TIMES = _minutes(
    _act("pledge.signed", LEADER.full_name, "leader", hash="9f86"),
    _act("notice.confirmed"),
    _act("key_tasks.to_approved", "Phạm Hồng Sơn", "chair"),
    _act("key_tasks.to_waiting_chair", LEADER.full_name, "leader"),
    _act("key_tasks.withdrawn"),
    _act("key_task.removed", title="Việc trùng"),
    _act("person.joined", channel="web"),
)
CODES = _minutes(
    _act("role.ended", successor="Đinh Công Tráng"),
    _act("code.issued", LEADER.full_name, "leader"),
    _act("role.ended", role="admin", seat="officer", n_codes=1),
    _act("code.revoked", role="admin", seat="officer", n_codes=1),
    _act("code.issued", role="admin", seat="officer"),
)

CASES: Cases = {
    "listed.none": lambda: history.listed([]),
    "listed.list": lambda: history.listed(LIST),
    "listed.times": lambda: history.listed(TIMES),
    "listed.codes": lambda: history.listed(CODES),
}
