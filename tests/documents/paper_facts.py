"""Every office paper from invented facts: 3 and 20 units, odd names, and nothing optional."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from messages.documents.letter_paper import (
    invitation_fields,
    invitation_paper,
    notice_fields,
    notice_paper,
)
from messages.documents.minutes_paper import fields as minutes_fields
from messages.documents.minutes_paper import minutes_paper
from messages.documents.news_paper import fields as news_fields
from messages.documents.news_paper import news_paper
from messages.documents.pledge_sheet import Party, Section, Sheet, pledge_sheet
from messages.documents.pledge_sheet import fields as pledge_fields
from messages.documents.registration_paper import bloc_fields as bloc_award_fields
from messages.documents.registration_paper import bloc_paper as bloc_awards
from messages.documents.registration_paper import unit_fields as unit_award_fields
from messages.documents.registration_paper import unit_paper as unit_awards
from messages.documents.task_paper import bloc_fields, bloc_paper, unit_fields, unit_paper
from storage.awards import Award
from storage.kinds import Audience, AwardKind, ListState, NoticeState, Role, SignMode, Standing
from storage.notices import Notice
from storage.units import Unit
from tests.messages.conferences import CALLED, GUESTS, ITEMS, view
from tests.messages.conferences import PAPERS as HANDED_OUT
from tests.messages.facts import BLOC, CYCLE, NOW, ODD, WHOLE, seat, submitted, task
from tests.messages.minutes_facts import BARE, MEETING
from workflow.award import defaults
from workflow.bloc_tasks import BlocTasks, UnitTasks
from workflow.letter import Invitation, NoticeLetter
from workflow.paper_signer import Signer
from workflow.registration import Item
from workflow.registration_paper import Registered, RegistrationPaper
from workflow.task_paper import TaskPaper

LONG_NAME = " ".join(["Ban Quản lý dự án đầu tư xây dựng công trình dân dụng"] * 4)[:200].strip()
ONE_WORD = "Hằng"
SIGNER = Signer("Trần Quốc Khánh", "Phó Giám đốc", SignMode.FOR_HEAD, "Sở Tài chính")
CHAIR = Signer("Phạm Hồng Sơn", "Giám đốc", SignMode.HEAD, "Sở Khoa học và Công nghệ")


def units(count: int) -> tuple[Unit, ...]:
    """Return so many units, the third with a name of about 200 characters."""
    names = ("Sở Khoa học và Công nghệ", "Sở Xây dựng", LONG_NAME)
    standings = (Standing.CHAIR, Standing.DEPUTY)
    return tuple(
        Unit(
            number,
            1,
            f"DV{number}",
            names[number - 1] if number <= len(names) else f"Sở Chuyên ngành số {number}",
            number,
            standings[number - 1] if number <= len(standings) else Standing.MEMBER,
        )
        for number in range(1, count + 1)
    )


def _tasks(unit: Unit) -> UnitTasks:
    tasks = (*(task(n, is_highlight=n < 3, target="95%") for n in range(1, 10)),)
    whole = replace(WHOLE, number=10, title=f"{WHOLE.title} {ODD}")
    found = submitted(ListState.APPROVED, unit, approved_at=NOW)
    return UnitTasks(unit, found, (*tasks, whole), 0, "Lý Thanh Tùng")


def _task_paper(*lists: UnitTasks, n_units: int = 3, **changed: Any) -> TaskPaper:
    made = TaskPaper(BlocTasks(BLOC, CYCLE, NOW, units(n_units), lists), SIGNER)
    return replace(made, **changed)


AWARDS = tuple(
    Award(
        number,
        row.code,
        row.kind,
        row.name,
        row.position,
        date(2024, 1, 1),
        None,
        row.quota_percent,
        row.quota_of,
        row.note,
    )
    for number, row in enumerate(defaults(), start=1)
)


def _registered(unit: Unit, *, is_sent: bool = True) -> Registered:
    if not is_sent:
        return Registered(unit)
    chosen = [next(one for one in AWARDS if one.kind is kind) for kind in AwardKind]
    items = tuple(Item(award, 1200 * at + 1, "I.2" * at) for at, award in enumerate(chosen))
    return Registered(unit, submitted(ListState.APPROVED, unit), items)


def _registration(*found: Registered, signer: Signer | None = CHAIR) -> RegistrationPaper:
    return RegistrationPaper(BLOC, CYCLE, NOW, found, signer)


NOTICE = Notice(
    id=4,
    cycle_id=1,
    author_id=11,
    state=NoticeState.SENT,
    revision=2,
    subject="Gửi danh mục nhiệm vụ trọng tâm năm 2027 trước ngày 26/02/2027",
    body="Đề nghị các đơn vị gửi danh mục 10 nhiệm vụ.\nMỗi đơn vị chọn từ 1 đến 3 điểm nhấn.",
    audience=Audience.ALL,
    needs_confirmation=True,
    created_at=NOW,
    released_at=NOW,
    progress={},
)
PATRON = seat(Role.PATRON, "Hà Minh Đức", None)
LETTER = NoticeLetter(BLOC, NOTICE, (), (), ("Mẫu danh mục.xlsx",), CHAIR, NOW)
FOR_EVERYBODY = replace(
    LETTER, notice=replace(NOTICE, audience=Audience.EVERYBODY), guests=(PATRON,), signer=None
)
INVITATION = Invitation(
    bloc=BLOC,
    view=replace(view(), units=units(20), guests=GUESTS, papers=HANDED_OUT),
    guests=(
        PATRON,
        seat(Role.AGENCY, "Hoàng Thu Trang", None),
    ),
    secretary=seat(Role.SECRETARY, "Đặng Văn An"),
    signer=CHAIR,
    at=NOW,
)
BARE_INVITATION = replace(
    INVITATION,
    view=replace(
        view(),
        conference=replace(CALLED, rsvp_due_on=None),
        items=tuple(replace(item, presenter="") for item in ITEMS),
        papers=(),
        guests=(),
        units=units(3),
    ),
    guests=(),
    secretary=None,
    signer=None,
)


def pledge(count: int, **changed: Any) -> Sheet:
    """Return a pledge of so many units; every fourth is signed for by a person of one word."""
    modes = (SignMode.HEAD, SignMode.FOR_HEAD, SignMode.ACTING, SignMode.BY_AUTHORITY)
    signers = (CHAIR.name, "Vũ Minh Châu", "Nguyễn Thị Bích Đào", ONE_WORD)
    parties = tuple(
        Party(
            unit.name,
            unit.standing,
            Signer(signers[at % 4], "Phó Giám đốc" if at % 4 == 1 else "Giám đốc", modes[at % 4]),
        )
        for at, unit in enumerate(units(count))
    )
    made = Sheet(
        title_lines=("BẢN GIAO ƯỚC THI ĐUA", "NĂM 2027", BLOC.name.upper()),
        place_and_date="Sông Lam, ngày …… tháng …… năm 2027",
        sections=(
            Section("", ("Căn cứ Luật Thi đua, khen thưởng;", "Chúng tôi thống nhất ký kết:")),
            Section("I. Thực hiện nhiệm vụ chính trị", ("Mỗi đơn vị hoàn thành 10 nhiệm vụ.",) * 6),
            Section("II. Chỉ tiêu phấn đấu", ("100% đơn vị hoàn thành xuất sắc nhiệm vụ.",)),
        ),
        parties=parties,
        issuer=BLOC.name,
        year=2027,
        version=2,
        text_hash="0f" * 32,
    )
    return replace(made, **changed)


def _bare_unit() -> UnitTasks:
    return UnitTasks(units(3)[2], submitted(ListState.DRAFT, units(3)[2]), (task(1),), 0)


ALL_TASKS = {count: _task_paper(*map(_tasks, units(count)), n_units=count) for count in (3, 20)}
SOME_AWARDS = _registration(*(_registered(u, is_sent=u.id != 2) for u in units(20)))
Made = tuple[str, Callable[[], bytes], Callable[[], Mapping[str, Any]]]


def _made(name: str, make: Any, fields: Any, facts: Any) -> Made:
    return name, lambda: bytes(make(facts, NOW)), lambda: dict(fields(facts))


PAPERS: Mapping[str, Made] = {
    "unit_tasks": _made("unit_tasks", unit_paper, unit_fields, _task_paper(_tasks(units(3)[2]))),
    "unit_tasks.bare": _made(
        "unit_tasks", unit_paper, unit_fields, _task_paper(_bare_unit(), signer=None)
    ),
    "bloc_tasks": _made("bloc_tasks", bloc_paper, bloc_fields, ALL_TASKS[20]),
    "bloc_tasks.few": _made("bloc_tasks", bloc_paper, bloc_fields, ALL_TASKS[3]),
    "bloc_tasks.bare": _made(
        "bloc_tasks", bloc_paper, bloc_fields, _task_paper(_bare_unit(), signer=None)
    ),
    "unit_awards": _made(
        "unit_awards", unit_awards, unit_award_fields, _registration(_registered(units(3)[2]))
    ),
    "bloc_awards": _made("bloc_awards", bloc_awards, bloc_award_fields, SOME_AWARDS),
    "invitation": _made("invitation", invitation_paper, invitation_fields, INVITATION),
    "invitation.bare": _made("invitation", invitation_paper, invitation_fields, BARE_INVITATION),
    "notice": _made("notice", notice_paper, notice_fields, LETTER),
    "notice.bare": _made(
        "notice", notice_paper, notice_fields, replace(LETTER, units=units(3)[:2], file_names=())
    ),
    "notice.everybody": _made("notice", notice_paper, notice_fields, FOR_EVERYBODY),
    "minutes": _made("minutes", minutes_paper, minutes_fields, MEETING),
    "minutes.bare": _made("minutes", minutes_paper, minutes_fields, BARE),
    "news": _made("news", news_paper, news_fields, MEETING),
    "pledge.3": _made("pledge", pledge_sheet, pledge_fields, pledge(3, version=None)),
    "pledge.8": _made(
        "pledge",
        pledge_sheet,
        pledge_fields,
        pledge(8, witness=Signer("Hà Minh Đức", "Phó Chủ tịch", SignMode.HEAD)),
    ),
    "pledge.20": _made("pledge", pledge_sheet, pledge_fields, pledge(20)),
}
