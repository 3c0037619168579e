from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from messages import history
from messages.message import Message
from storage.histories import Act
from tests.messages.acts import every_act
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, LEADER, NOW, ODD, OFFICER, UNIT, UNITS
from workflow.history import Past


def _act(act: str, name: str = OFFICER.full_name, role: str = "officer", **facts: Any) -> Act:
    return Act(1, NOW, 1, 3, 31, role, act, 100, {"name": name, **facts}, "", "")


def _minutes(*acts: Act) -> tuple[Act, ...]:
    return tuple(replace(act, at=NOW - timedelta(hours=n)) for n, act in enumerate(acts))


LIST = _minutes(
    _act("key_tasks.returned", LEADER.full_name, "leader", reason="Nhiệm vụ 4 chưa có chỉ tiêu."),
    _act("key_tasks.submitted", days_late=0),
    _act("key_task.starred", title="Giải ngân vốn đầu tư công", number=2, is_highlight=True),
    _act("key_task.changed", title=ODD, field="target", target="95%", before="90%"),
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

BLOC = _minutes(
    _act(
        "deadline.extended",
        "Phạm Hồng Sơn",
        "chair",
        step="key_tasks",
        official="2027-02-26",
        was="2027-02-26",
        due_on="2027-03-05",
        reason=f"{ODD}, đơn vị chờ kế hoạch của tỉnh nên chưa đủ căn cứ",
    ),
    _act("key_tasks.returned", "Vũ Minh Châu", "deputy", reason="Nhiệm vụ 4 chưa có chỉ tiêu."),
    _act("key_tasks.submitted", days_late=3),
)
CHANGED = _minutes(
    _act("key_task.changed", title=ODD, field="title", before="Số hóa hồ sơ " * 5),
    _act("key_task.changed", title=ODD, field="target", target="95% hồ sơ", before="90% hồ sơ"),
    _act("key_task.changed", title=ODD, field="due", due_on="2027-09-30", before=""),
    _act("key_task.changed", title=ODD, field="due", due_on=None, before="2027-09-30"),
    _act("key_task.changed", title=ODD, field="criterion", criterion="I.2"),
    _act("key_task.changed", title=ODD, field="criterion", criterion="", before="I.2"),
    _act("registration.changed", title="Cờ thi đua", field="criterion", criterion="I.2", before=""),
    _act("registration.changed", award="Tập thể lao động xuất sắc", count=1, was=0),
    _act("registration.minutes_attached", file="Biên bản <họp>.pdf", replaced=""),
)
CONFERENCE = _minutes(
    *(
        _act(
            "conference.changed", CHAIR.full_name, "chair", field=field, before=before, after=after
        )
        for field, before, after in (
            ("title", "Hội nghị ký kết", "Hội nghị ký kết giao ước thi đua năm 2027"),
            ("starts", "", "2027-03-15T14:00:00+07:00"),
            ("starts", "2027-03-15T14:00:00+07:00", "2027-03-16T08:00:00+07:00"),
            ("rsvp_due", "", "2027-03-11"),
            ("mode", "in_person", "both"),
            ("place", "", "Hội trường tầng 2"),
            ("link", "", "https://hop.vn/1"),
            ("papers", "Nháp.docx", ""),
            ("guests", "", "Hà Minh Đức; Hoàng Thu Trang"),
            ("agenda", "2. Thảo luận", "1. Thảo luận"),
        )
    ),
    _act("conference.changed", field="kind", before="other", after="vote", title="Thông qua"),
    _act("conference.changed", field="presenter", before="", after="Thư ký khối", title=ODD),
)


def _past(*acts: Act, **changed: Any) -> Past:
    made = Past(
        unit=UNIT,
        acts=acts,
        n_acts=len(acts),
        page=0,
        n_pages=1,
        is_own=True,
        has_others=False,
    )
    return replace(made, **changed)


EVERY = every_act()


def _screen(first: int) -> Callable[[], Message]:
    return lambda: history.listed(_past(*EVERY[first : first + 8]))


OTHERS = {"is_own": False, "has_others": True}
TWENTY = tuple(replace(UNITS[n % 8], id=n + 1) for n in range(20))

CASES: Cases = {
    "listed.none": lambda: history.listed(_past()),
    "listed.nothing_sent": lambda: history.listed(_past(**OTHERS)),
    "listed.list": lambda: history.listed(_past(*LIST, n_acts=21, page=1, n_pages=3)),
    "listed.times": lambda: history.listed(_past(*TIMES)),
    "listed.codes": lambda: history.listed(_past(*CODES)),
    "listed.changed": lambda: history.listed(_past(*CHANGED)),
    "listed.conference": lambda: history.listed(_past(*CONFERENCE)),
    "listed.bloc": lambda: history.listed(_past(*BLOC, **OTHERS)),
    **{f"listed.every.{n // 8 + 1:02}": _screen(n) for n in range(0, len(EVERY), 8)},
    "choose_unit": lambda: history.choose_unit(UNITS, 0),
    "choose_unit.many": lambda: history.choose_unit(TWENTY, 1),
}
