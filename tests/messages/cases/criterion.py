from dataclasses import replace
from datetime import date
from decimal import Decimal

from messages import criterion
from storage.awards import Award
from storage.criteria import Criterion, CriterionSet
from storage.kinds import AwardKind, CriterionKind, ListState, SubmissionKind
from tests.messages.cases.case import Cases
from tests.messages.facts import (
    CHAIR,
    LEADER,
    LONG,
    NOW,
    ODD,
    UNIT,
    UNITS,
    actor,
    full_list,
    sheet,
    submitted,
    task,
)
from workflow.criteria_import import Draft, Written, read_rows
from workflow.criterion import Coverage, Scale
from workflow.deadline import Due
from workflow.registration import Item, RegistrationSheet

FROM = date(2024, 1, 1)
GROUPS = ("I. Thực hiện nhiệm vụ chính trị", "II. Chấp hành chủ trương", "III. Phong trào thi đua")
TEXTS = (
    "Hoàn thành các nhiệm vụ trọng tâm được giao",
    "Giải quyết thủ tục hành chính đúng và trước hạn",
    "Nộp báo cáo định kỳ đúng hạn, đúng mẫu",
)


def _criteria() -> tuple[Criterion, ...]:
    scale = [
        Criterion(
            group * 10 + one,
            1,
            group * 10 + one,
            CriterionKind.SCALE,
            GROUPS[group],
            f"{group + 1}.{one}",
            LONG if (group, one) == (1, 2) else TEXTS[(group + one) % len(TEXTS)],
            Decimal("12.5") if group == 0 else Decimal(10),
        )
        for group in range(3)
        for one in range(1, 5)
    ]
    bonus = Criterion(41, 1, 41, CriterionKind.BONUS, "IV. Điểm thưởng", "T1", ODD, Decimal(5))
    return (*scale, bonus)


VERSION = CriterionSet(1, 1, 1, 10, NOW, 1)
SCALE = Scale(VERSION, _criteria(), 1)
SECOND = replace(SCALE, version=replace(VERSION, id=2, version=2), newest=2)
OLD = replace(SCALE, newest=2)
WRITTEN = tuple(
    Written(number, one.group_name, one.code, one.text, str(one.max_points), one.kind.value)
    for number, one in enumerate(SCALE.criteria, start=2)
)
DOUBTFUL = read_rows(
    (
        Written(2, "", "", "", "", "scale"),
        Written(3, "a" * 201, "1-1", LONG * 5, "nhiều", ""),
        Written(4, "I", "1.2", "Số hóa", "12,5", "scale"),
        Written(5, "I", "1.2", "Số hóa", "95%", "scale"),
        Written(6, "", "", "", "", "", is_unread=True),
        *(Written(number, "I", ODD, "Số hóa", "5", "scale") for number in range(7, 20)),
    )
)
LISTED = sheet(tasks=full_list())
AWARDS = (
    Award(
        1, "TTLDXS", AwardKind.COLLECTIVE, "Tập thể lao động xuất sắc", 1, FROM, None, None, "", ""
    ),
    Award(2, "LDTT", AwardKind.INDIVIDUAL, "Lao động tiên tiến", 2, FROM, None, None, "", ""),
)
ITEMS = (Item(AWARDS[0], 1, "1.1"), Item(AWARDS[1], 40))
REGISTERED = RegistrationSheet(
    unit=UNIT,
    submission=submitted(ListState.DRAFT, UNIT, SubmissionKind.REGISTRATION),
    due=Due(None),
    is_own=True,
    may_edit=True,
    may_decide=False,
    items=ITEMS,
    choices=AWARDS,
)
COVERED = Coverage(UNIT, 12, SCALE.criteria[:9])

CASES: Cases = {
    "none_yet": lambda: criterion.none_yet(2027, may_import=False),
    "none_yet.chair": lambda: criterion.none_yet(2027, may_import=True),
    "opened": lambda: criterion.opened(SCALE, actor(), may_import=False),
    "opened.chair": lambda: criterion.opened(SECOND, actor(CHAIR, LEADER), may_import=True),
    "opened.older": lambda: criterion.opened(OLD, actor(CHAIR), may_import=True),
    "listed": lambda: criterion.listed(SCALE, 1),
    "listed.older": lambda: criterion.listed(OLD, 2),
    "versions": lambda: criterion.versions([SECOND.version, VERSION], 0),
    "fetched": lambda: criterion.fetched(SCALE, 2027),
    "ask_file": lambda: criterion.ask_file(None, 2027),
    "ask_file.again": lambda: criterion.ask_file(VERSION, 2027),
    "shown": lambda: criterion.shown(Draft(1, read_rows(WRITTEN), ())),
    "shown.unusual": lambda: criterion.shown(Draft(2, read_rows(WRITTEN[:3]), ("2.1", "3.4"))),
    "shown.doubtful": lambda: criterion.shown(Draft(2, DOUBTFUL, ("1.1",))),
    "saved": lambda: criterion.saved(SCALE),
    "saved.again": lambda: criterion.saved(SECOND),
    "pick": lambda: criterion.pick(task(3), LISTED, SCALE, 0),
    "pick.chosen": lambda: criterion.pick(task(3, criterion="3.4"), LISTED, SCALE, 1),
    "pick_for_item": lambda: criterion.pick_for_item(ITEMS[0], REGISTERED, SCALE, 0),
    "items": lambda: criterion.items(REGISTERED),
    "items.none": lambda: criterion.items(replace(REGISTERED, items=())),
    "uncovered": lambda: criterion.uncovered(COVERED, 0),
    "uncovered.none": lambda: criterion.uncovered(replace(COVERED, uncovered=()), 0),
    "coverage": lambda: criterion.coverage(
        [
            Coverage(unit, 12, (None, (), SCALE.criteria[:4])[unit.position % 3])
            for unit in (*UNITS, *UNITS)
        ],
        0,
    ),
}
