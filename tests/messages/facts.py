"""Invented facts for the approved texts: one small cast, the same in every case."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from storage.accounts import Account
from storage.blocs import Bloc, Cycle
from storage.invites import Invite
from storage.key_tasks import EMPTY, KeyTask
from storage.kinds import AccountState, ListState, Role, SignMode, Standing, SubmissionKind
from storage.people import Assignment, Person
from storage.submissions import Submission
from storage.units import Unit
from workflow.deadline import Due
from workflow.invite import Invitation
from workflow.key_task import TaskSheet, gaps_of
from workflow.permission import Actor
from workflow.submission import OPEN

NOW = datetime(2027, 2, 22, 2, 30, tzinfo=UTC)
DUE = date(2027, 2, 26)
ODD = "Số hóa <b>hồ sơ</b> & “một cửa”"
LONG = (
    "Hoàn thành việc rà soát, chuẩn hóa và số hóa toàn bộ hồ sơ thủ tục hành chính thuộc thẩm "
    "quyền giải quyết của sở, kết nối với cơ sở dữ liệu quốc gia về dân cư và kho dữ liệu điện "
    "tử của tổ chức, cá nhân, bảo đảm người dân chỉ phải cung cấp giấy tờ một lần khi thực hiện"
)
LONG_UNIT = "Ban Quản lý các khu kinh tế và khu công nghiệp tỉnh Sông Lam"

BLOC = Bloc(
    1,
    "KTN",
    "Khối thi đua Kinh tế ngành",
    "Hội đồng Thi đua - Khen thưởng tỉnh Sông Lam",
    "Sông Lam",
)
CYCLE = Cycle(1, 1, 2027, "Kỷ cương, sáng tạo, bứt phá", 10, 1, 3)

UNITS = tuple(
    Unit(number, 1, code, name, number, standing)
    for number, code, name, standing in (
        (1, "SKHCN", "Sở Khoa học và Công nghệ", Standing.CHAIR),
        (2, "SXD", "Sở Xây dựng", Standing.DEPUTY),
        (3, "STC", "Sở Tài chính", Standing.MEMBER),
        (4, "SCT", "Sở Công Thương", Standing.MEMBER),
        (5, "SNNMT", "Sở Nông nghiệp và Môi trường", Standing.MEMBER),
        (6, "BQLKKT", LONG_UNIT, Standing.MEMBER),
        (7, "CCTK", "Chi cục Thống kê", Standing.MEMBER),
        (8, "BHXH", "Bảo hiểm xã hội tỉnh", Standing.MEMBER),
    )
)
CHAIR_UNIT, DEPUTY_UNIT, UNIT = UNITS[:3]


def seat(role: Role, name: str, unit: Unit | None = UNIT, **changed: Any) -> Assignment:
    """A role held by an invented person; the ids follow from the unit and the role."""
    number = (unit.position if unit else 9) * 10 + list(Role).index(role)
    made = Assignment(
        id=number,
        cycle_id=1,
        unit_id=unit.id if unit else None,
        unit_name=unit.name if unit else None,
        person_id=number,
        full_name=name,
        role=role,
        position_title=TITLES[role],
        sign_mode=SignMode.HEAD,
    )
    return replace(made, **changed)


TITLES = {
    Role.OFFICER: "Chuyên viên Văn phòng",
    Role.LEADER: "Giám đốc",
    Role.CHAIR: "Giám đốc",
    Role.SECRETARY: "Phó Chánh Văn phòng",
    Role.DEPUTY: "Giám đốc",
    Role.AGENCY: "Trưởng phòng Thi đua",
    Role.PATRON: "Phó Chủ tịch UBND tỉnh",
    Role.ADMIN: "Chuyên viên công nghệ thông tin",
}
OFFICER = seat(Role.OFFICER, "Nguyễn Thị Bích Đào")
LEADER = seat(Role.LEADER, "Trần Quốc Khánh")
CHAIR = seat(Role.CHAIR, "Phạm Hồng Sơn", CHAIR_UNIT)
CHAIR_LEADER = replace(CHAIR, id=11, role=Role.LEADER)
DEPUTY = seat(Role.DEPUTY, "Vũ Minh Châu", DEPUTY_UNIT)
AGENCY = seat(Role.AGENCY, "Hoàng Thu Trang", None)


def account(channel: str = "web", **changed: Any) -> Account:
    made = Account(1, channel, "a1", 31, AccountState.ACTIVE, NOW, NOW, NOW)
    return replace(made, **changed)


def actor(*seats: Assignment, channel: str = "web") -> Actor:
    held = seats or (OFFICER,)
    person = Person(held[0].person_id, 1, "p", held[0].full_name)
    return Actor(account(channel, person_id=person.id), person, CYCLE, held)


def task(number: int, **changed: Any) -> KeyTask:
    made = KeyTask(
        id=100 + number,
        submission_id=7,
        number=number,
        title=TASKS[(number - 1) % len(TASKS)],
        **EMPTY,
    )
    return replace(made, **changed)


TASKS = (
    "Giải quyết hồ sơ thủ tục hành chính đúng hạn",
    "Giải ngân vốn đầu tư công",
    "Số hóa hồ sơ lưu trữ",
    "Rà soát văn bản quy phạm pháp luật",
    "Tập huấn chuyển đổi số cho cán bộ",
    "Thanh tra, kiểm tra theo kế hoạch",
    "Xây dựng cơ sở dữ liệu ngành",
    "Thực hành tiết kiệm, chống lãng phí",
    "Tổ chức phong trào thi đua chuyên đề",
    "Chăm lo đời sống cán bộ, công chức",
)


WHOLE = task(
    5,
    target="120",
    target_unit="lượt cán bộ",
    due_on=date(2027, 6, 15),
    basis="Kế hoạch chuyển đổi số năm 2027 của tỉnh",
    measures="Mở ba lớp theo cụm.\nKiểm tra cuối khóa.",
    lead="Văn phòng Sở",
    partners="Trung tâm Công nghệ thông tin",
    evidence="Danh sách lớp, kết quả kiểm tra",
    note="Kinh phí đã bố trí",
    criterion="I.2",
)


def full_list() -> tuple[KeyTask, ...]:
    """Ten tasks, two of them highlights, all with target and due date."""
    return tuple(
        task(
            number,
            is_highlight=number in (1, 7),
            target=f"{100 - number}% kế hoạch",
            due_on=date(2027, number + 1, 28),
        )
        for number in range(1, 11)
    )


def sheet(
    state: ListState = ListState.DRAFT,
    tasks: tuple[KeyTask, ...] = (),
    *,
    unit: Unit = UNIT,
    submission: dict[str, Any] | None = None,
    due_on: date | None = DUE,
    **changed: Any,
) -> TaskSheet:
    """A unit's list as its own officer sees it; `submission` changes its own columns."""
    made = TaskSheet(
        unit=unit,
        submission=submitted(state, unit, **(submission or {})),
        tasks=tasks,
        gaps=gaps_of(tasks, 10, (1, 3)),
        due=Due(due_on),
        limit=10,
        highlights=(1, 3),
        is_own=True,
        may_edit=state in OPEN,
        may_decide=False,
    )
    return replace(made, **changed)


def submitted(
    state: ListState,
    unit: Unit,
    kind: SubmissionKind = SubmissionKind.KEY_TASKS,
    **changed: Any,
) -> Submission:
    made = Submission(
        id=7,
        cycle_id=1,
        unit_id=unit.id,
        kind=kind,
        round=1,
        state=state,
        revision=12,
        amend_reason="",
        reason="",
        returned_from=None,
        submitted_at=None,
        approved_at=None,
        decided_at=None,
        submitted_by=None,
        approved_by=None,
        decided_by=None,
        minutes_id=None,
        signed_paper_id=None,
        days_late=0,
    )
    return replace(made, **changed)


def invitation(seat_: Assignment = OFFICER, **changed: Any) -> Invitation:
    invite = Invite(
        id=1,
        code_hash="0f" * 32,
        assignment_id=seat_.id,
        person_name=seat_.full_name,
        position_title=seat_.position_title,
        issued_at=NOW,
        expires_at=NOW,
        used_at=None,
        revoked_at=None,
        account_id=None,
        issued_by=None,
    )
    return Invitation("0f" * 16, replace(invite, **changed), seat_, BLOC.name, CYCLE.year)
