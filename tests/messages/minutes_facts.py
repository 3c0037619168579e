"""An invented conference that is over, with everything that minutes may tell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.announcements import Announcement
from storage.attendances import Attendance
from storage.comments import Comment
from storage.conferences import AgendaItem
from storage.kinds import (
    AgendaKind,
    CheckIn,
    Choice,
    ConferenceState,
    ItemState,
    MeetingMode,
    Role,
    SignMode,
    VoteKind,
)
from storage.pledges import Signature
from storage.units import Unit
from storage.votes import Vote
from tests.messages.comment_facts import MEETING as CALLED
from tests.messages.facts import BLOC, CYCLE, ODD, UNITS
from workflow.comment import Remark
from workflow.meeting_facts import (
    Announced,
    Attendee,
    Ballot,
    Capacity,
    ItemFacts,
    Meeting,
    Said,
    Somebody,
    UnitRoll,
)
from workflow.tally import result_of

STARTED = datetime(2027, 3, 15, 7, 0, tzinfo=UTC)
CLOSED = STARTED + timedelta(hours=2, minutes=35)
LEADERS = (
    "Phạm Hồng Sơn",
    "Vũ Minh Châu",
    "Trần Quốc Khánh",
    "Bùi Văn Hải",
    "Đỗ Thị Lan",
    "Ngô Đức Thịnh",
    "Lê Thị Thu Hà",
)
CHAIR = Somebody(LEADERS[0], "Giám đốc", UNITS[0].name, Role.CHAIR)
DEPUTY = Somebody(LEADERS[1], "Giám đốc", UNITS[1].name, Role.DEPUTY)
SECRETARY = Somebody("Đặng Văn An", "Phó Chánh Văn phòng", UNITS[0].name, Role.SECRETARY)
PATRON = Somebody("Hà Minh Đức", "Phó Chủ tịch UBND tỉnh", "", Role.PATRON)
REASON = "Đi công tác theo kế hoạch của tỉnh, đã báo cáo Trưởng khối."
CONCLUSIONS = (
    "Các đơn vị tiếp thu ý kiến chỉ đạo của lãnh đạo tỉnh, cụ thể hóa kế hoạch trong tháng 3\n"
    f"Mỗi đơn vị tập trung từ một đến ba điểm nhấn; {ODD}.\n"
    "Sở Khoa học và Công nghệ theo dõi, đôn đốc hằng quý."
)
ITEMS = (
    (AgendaKind.OPENING, "Khai mạc, tuyên bố lý do, giới thiệu đại biểu", "Đơn vị Trưởng khối"),
    (AgendaKind.DRAFTS, "Trình bày dự thảo kế hoạch, quy chế, tiêu chí", "Đơn vị Trưởng khối"),
    (AgendaKind.DISCUSSION, "Thảo luận các dự thảo và nhiệm vụ trọng tâm của từng đơn vị", ""),
    (AgendaKind.VOTE, "Biểu quyết thông qua kế hoạch hoạt động, quy chế và tiêu chí", ""),
    (AgendaKind.ANNOUNCEMENT, "Công bố đăng ký thi đua của các đơn vị", "Đơn vị Phó Trưởng khối"),
    (AgendaKind.LAUNCH, "Phát động phong trào thi đua, công bố chủ đề năm 2027", ""),
    (AgendaKind.DIRECTIVE, "Phát biểu chỉ đạo", "Lãnh đạo phụ trách khối"),
    (AgendaKind.OTHER, "Trao đổi kinh nghiệm", ""),
    (AgendaKind.SIGNING, "Ký kết giao ước thi đua; bế mạc", "Lãnh đạo các đơn vị"),
)


def record(number: int, who: Somebody, unit: Unit | None, how: CheckIn) -> Attendance:
    at = STARTED - timedelta(minutes=30 - number)
    unit_id = unit.id if unit else None
    return Attendance(number, 3, unit_id, number, who.name, who.title, how, None, False, at, None)


def attendee(number: int, who: Somebody, capacity: Capacity, unit: Unit | None = None) -> Attendee:
    how = list(CheckIn)[number % 3]
    return Attendee(who, capacity, record(number, who, unit, how))


def _roll(unit: Unit, name: str) -> UnitRoll:
    number = unit.position
    is_substitute = number == 5
    first = attendee(
        number,
        Somebody(name, "Phó Giám đốc" if is_substitute else "Giám đốc", unit.name),
        Capacity.SUBSTITUTE if is_substitute else Capacity.LEADER,
        unit,
    )
    second = Somebody(f"Nguyễn Văn {unit.code.title()}", "Chuyên viên Văn phòng", unit.name)
    return UnitRoll(unit, (first, attendee(number + 10, second, Capacity.OFFICER, unit)))


ROLLS = (
    *(_roll(unit, name) for unit, name in zip(UNITS, LEADERS, strict=False)),
    UnitRoll(UNITS[7], (), REASON),
)
GUESTS = (
    attendee(31, PATRON, Capacity.GUEST),
    attendee(32, Somebody("Hoàng Thu Trang", "Trưởng Ban Thi đua - Khen thưởng"), Capacity.GUEST),
)


def _item(number: int, kind: AgendaKind, title: str, presenter: str) -> AgendaItem:
    is_skipped = kind is AgendaKind.OTHER
    return AgendaItem(
        id=number,
        conference_id=3,
        number=number,
        kind=kind,
        title=title,
        presenter=presenter,
        minutes=20,
        state=ItemState.SKIPPED if is_skipped else ItemState.DONE,
        skip_reason="Đã kết hợp trong phần thảo luận" if is_skipped else "",
        opened_at=STARTED,
        ended_at=CLOSED,
    )


def remark(unit: Unit, text: str, about: Unit | None = None) -> Remark:
    item_id, about_id = (None, about.id) if about else (3, None)
    comment = Comment(1, 3, item_id, about_id, unit.id, 1, text, STARTED, None, None)
    return Remark(comment, unit, "Nguyễn Văn Bình", about=about)


def ballot(kind: VoteKind, counts: tuple[int, int, int], *opinions: str) -> Ballot:
    """Return a closed vote of the seven units present, with these agree, disagree, other."""
    choices = [choice for choice, n in zip(Choice, counts, strict=True) for _ in range(n)]
    vote = Vote(
        id=6,
        agenda_item_id=4,
        number=1,
        kind=kind,
        subject=ITEMS[3][1],
        voters=[unit.id for unit in UNITS[:7]],
        n_units=8,
        quorum="2/3",
        majority="1/2",
        opened_by=11,
        opened_at=STARTED + timedelta(minutes=70),
        closed_by=11,
        closed_at=STARTED + timedelta(minutes=75),
        result=result_of(choices, 7, 8, "1/2"),
    )
    return Ballot(vote, opinions)


REMARKS = (
    remark(UNITS[2], "Đề nghị bổ sung chỉ tiêu giải ngân vốn đầu tư công\nvà thời hạn hoàn thành"),
    remark(UNITS[3], f"Nên nêu rõ sản phẩm đầu ra: {ODD}", UNITS[4]),
)
BALLOTS = (
    ballot(VoteKind.OPEN, (5, 1, 1), "Đề nghị lùi thời điểm kiểm tra chéo sang tháng 7"),
    ballot(VoteKind.SECRET, (7, 0, 0)),
)


def _facts(item: AgendaItem) -> ItemFacts:
    return ItemFacts(
        item=item,
        speakers=UNITS[2:4] if item.kind is AgendaKind.DISCUSSION else (),
        remarks=REMARKS if item.kind is AgendaKind.DISCUSSION else (),
        ballots=BALLOTS if item.kind is AgendaKind.VOTE else (),
    )


def _line(unit: Unit, *, is_announced: bool = True) -> dict[str, Any]:
    items = [
        {"kind": "collective", "name": "Tập thể lao động xuất sắc", "count": 1},
        {"kind": "individual", "name": "Chiến sĩ thi đua cơ sở", "count": 4},
        {"kind": "commendation", "name": "Bằng khen của Chủ tịch UBND tỉnh", "count": 2},
    ]
    return {
        "unit_id": unit.id,
        "unit": unit.name,
        "submission_id": unit.id if is_announced else None,
        "approved_on": "2027-03-01" if is_announced else None,
        "items": items if is_announced else [],
    }


ANNOUNCED = Announced(
    DEPUTY,
    Announcement(
        1,
        1,
        3,
        1,
        [_line(unit, is_announced=unit.position < 8) for unit in UNITS],
        21,
        Role.DEPUTY,
        STARTED,
    ),
)
CONFERENCE = replace(
    CALLED,
    id=3,
    state=ConferenceState.CLOSED,
    revision=4,
    starts_at=STARTED,
    place="Hội trường tầng 2, Sở Khoa học và Công nghệ",
    created_by=11,
    called_at=STARTED,
    started_at=STARTED,
    closed_at=CLOSED,
    conclusions=CONCLUSIONS,
)
SIGNATURES = tuple(
    Signature(n, 1, unit.id, n, name, "Giám đốc", SignMode.HEAD, "0" * 64, "web", CLOSED)
    for n, (unit, name) in enumerate(zip(UNITS, LEADERS, strict=False), start=1)
)
MEETING = Meeting(
    bloc=BLOC,
    cycle=CYCLE,
    conference=CONFERENCE,
    rolls=ROLLS,
    guests=GUESTS,
    chair=CHAIR,
    secretary=SECRETARY,
    items=tuple(_facts(_item(n, *one)) for n, one in enumerate(ITEMS, start=1)),
    announced=ANNOUNCED,
    launched=Said(CHAIR, "Kỷ cương, sáng tạo, bứt phá"),
    directives=(
        Said(
            PATRON,
            "Mỗi đơn vị chọn từ 1 đến 3 nhiệm vụ thật sự nổi bật.\n"
            "Rà soát tiêu chí cho phù hợp; đăng ký phải bám sát tiêu chí.",
        ),
    ),
    signatures=SIGNATURES,
)
# Nobody said, announced, launched or signed anything, and nobody is known to keep the minutes.
BARE = replace(
    MEETING,
    conference=replace(
        CONFERENCE, mode=MeetingMode.ONLINE, place="", link="https://hop.vn/1", conclusions=""
    ),
    rolls=tuple(replace(roll, came=roll.came[:1], reason="") for roll in ROLLS),
    guests=(),
    secretary=None,
    items=(ItemFacts(_item(1, *ITEMS[0])),),
    announced=None,
    launched=None,
    directives=(),
    signatures=(),
)
