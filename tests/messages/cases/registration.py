from dataclasses import replace
from datetime import date
from typing import Any

from messages import registration
from storage.awards import Award
from storage.kinds import AwardKind, ListState, SubmissionKind
from storage.units import Unit
from tests.messages.cases.case import Cases
from tests.messages.facts import DUE, ODD, UNIT, UNITS, submitted
from workflow.award import defaults
from workflow.deadline import Due
from workflow.errors import Gap
from workflow.registration import Item, RegistrationSheet
from workflow.registration_warning import RegistrationCaution, RegistrationWarned
from workflow.submission import OPEN

AWARDS = tuple(
    Award(**{**vars(row), "id": row.position, "valid_from": date(2024, 1, 1)}) for row in defaults()
)
BY_CODE = {award.code: award for award in AWARDS}
SOME = tuple(
    Item(BY_CODE[code], count)
    for code, count in (("TTLDXS", 1), ("CO-TINH", 1), ("LDTT", 1240), ("CSTDCS", 6), ("GK", 12))
)
REASON = {"reason": "Số Chiến sĩ thi đua cơ sở chưa khớp biên bản họp."}
FILE = {"minutes_id": 4}
NAME = "bien-ban-hop-xet-thi-dua.pdf"


def registered(
    state: ListState = ListState.DRAFT,
    items: tuple[Item, ...] = (),
    *,
    unit: Unit = UNIT,
    submission: dict[str, Any] | None = None,
    **changed: Any,
) -> RegistrationSheet:
    """A unit's registration as its own officer sees it."""
    made = RegistrationSheet(
        unit=unit,
        submission=submitted(state, unit, SubmissionKind.REGISTRATION, **(submission or {})),
        items=items,
        choices=AWARDS,
        gaps=() if items else (Gap.NOTHING,),
        due=Due(DUE),
        is_own=True,
        may_edit=state in OPEN,
        may_decide=False,
    )
    return replace(made, **changed)


DRAFT = registered(items=SOME)
WITH_MINUTES = registered(items=SOME, submission=FILE, minutes=NAME)
BACK = registered(ListState.RETURNED, SOME, submission=REASON)
LATE = registered(ListState.WAITING_LEADER, SOME, submission={"days_late": 2})
FOR_CHAIR = registered(
    ListState.WAITING_CHAIR,
    SOME,
    submission=FILE,
    minutes=NAME,
    is_own=False,
    may_decide=True,
)
AT_DEPUTY = registered(ListState.WAITING_CHAIR, SOME, unit=UNITS[0])
OLD = replace(BY_CODE["LDTT"], id=99, name=ODD)
WARNED = (
    RegistrationWarned(RegistrationCaution.OVER_QUOTA, (BY_CODE["CSTDCS"],), BY_CODE["LDTT"].name),
    RegistrationWarned(RegistrationCaution.NO_LONGER, (OLD,)),
    RegistrationWarned(RegistrationCaution.NO_COLLECTIVE),
    RegistrationWarned(RegistrationCaution.NO_CRITERION, (BY_CODE["LDTT"], BY_CODE["GK"])),
)

CASES: Cases = {
    "choose_unit": lambda: registration.choose_unit((UNITS[1], replace(UNITS[2], name=ODD))),
    "listed.empty": lambda: registration.listed(registered()),
    "listed.no_deadline": lambda: registration.listed(registered(due=Due(None))),
    "listed.some": lambda: registration.listed(DRAFT),
    "listed.with_minutes": lambda: registration.listed(WITH_MINUTES),
    "listed.returned": lambda: registration.listed(BACK),
    "listed.late_at_leader": lambda: registration.listed(LATE),
    "listed.for_chair": lambda: registration.listed(FOR_CHAIR),
    "listed.chair_unit_at_deputy": lambda: registration.listed(AT_DEPUTY),
    "listed.amendment": lambda: registration.listed(
        registered(items=SOME, submission={"round": 2, "amend_reason": "Có thêm 3 biên chế."})
    ),
    "listed.approved": lambda: registration.listed(registered(ListState.APPROVED, SOME)),
    "awards.collective": lambda: registration.awards(DRAFT, AwardKind.COLLECTIVE),
    "awards.individual": lambda: registration.awards(DRAFT, AwardKind.INDIVIDUAL),
    "awards.commendation": lambda: registration.awards(DRAFT, AwardKind.COMMENDATION),
    "awards.none": lambda: registration.awards(registered(choices=()), AwardKind.COLLECTIVE),
    "ask_count.first": lambda: registration.ask_count(BY_CODE["LDTT"], 0),
    "ask_count.again": lambda: registration.ask_count(BY_CODE["CSTDCS"], 6),
    "ask_count.commendation": lambda: registration.ask_count(BY_CODE["BK-TINH"], 0),
    "ask_count.overtaken": lambda: registration.ask_count(OLD, 0, overtaken="<6> người"),
    "ask_minutes.first": lambda: registration.ask_minutes(DRAFT),
    "ask_minutes.again": lambda: registration.ask_minutes(WITH_MINUTES),
    "minutes": lambda: registration.minutes(WITH_MINUTES),
    "reviewed.ready": lambda: registration.reviewed(WITH_MINUTES),
    "reviewed.with_warnings": lambda: registration.reviewed(DRAFT, WARNED),
    "reviewed.empty": lambda: registration.reviewed(registered()),
    "reviewed.sent": lambda: registration.reviewed(LATE),
}
