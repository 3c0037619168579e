"""An invented meeting of the eight units: its items, who is present, a vote, speakers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from storage.attendances import Attendance
from storage.conferences import AgendaItem, Conference
from storage.kinds import (
    AgendaKind,
    CheckIn,
    Choice,
    ConferenceState,
    ItemState,
    MeetingMode,
    VoteKind,
)
from storage.speakers import Speaker
from storage.units import Unit
from storage.votes import Ballot, Vote
from tests.messages.facts import NOW, ODD, UNIT, UNITS
from workflow.attendance import Roll
from workflow.comer import Comer
from workflow.conference import View
from workflow.running import Meeting
from workflow.tally import result_of
from workflow.vote import Poll

STARTS = datetime(2027, 2, 22, 3, 0, tzinfo=UTC)
OPINION = f"Đề nghị bổ sung nội dung {ODD}"
NAMES = (
    "Phạm Hồng Sơn",
    "Vũ Minh Châu",
    "Trần Quốc Khánh",
    "Bùi Văn Hải",
    "Đỗ Thị Lan",
    "Ngô Đức Thịnh",
)
TITLES = (
    (AgendaKind.OPENING, "Khai mạc, tuyên bố lý do, giới thiệu đại biểu"),
    (AgendaKind.VOTE, "Thông qua kế hoạch hoạt động năm 2027"),
    (AgendaKind.ANNOUNCEMENT, "Công bố đăng ký thi đua của các đơn vị"),
)


def _items(*states: ItemState) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            id=40 + number,
            conference_id=3,
            number=number,
            kind=kind,
            title=title,
            presenter="Đồng chí Phạm Hồng Sơn",
            minutes=20,
            state=state,
            skip_reason="Đã thảo luận ở mục trước" if state is ItemState.SKIPPED else "",
            opened_at=None if state is ItemState.WAITING else NOW,
            ended_at=NOW if state in (ItemState.DONE, ItemState.SKIPPED) else None,
        )
        for number, ((kind, title), state) in enumerate(zip(TITLES, states, strict=True), start=1)
    )


WAITING = _items(ItemState.WAITING, ItemState.WAITING, ItemState.WAITING)
SECOND = _items(ItemState.DONE, ItemState.OPEN, ItemState.WAITING)
OVER = _items(ItemState.DONE, ItemState.SKIPPED, ItemState.DONE)


def _present(number: int, unit: Unit | None, name: str) -> Attendance:
    unit_id = unit.id if unit else None
    return Attendance(
        number, 3, unit_id, number, name, "Giám đốc", CheckIn.BUTTON, None, False, NOW, None
    )


PRESENT = tuple(
    _present(number, unit, name)
    for number, (unit, name) in enumerate(zip(UNITS, NAMES, strict=False), start=1)
)
GUEST = _present(9, None, "Lê Thị Thu Hà")


def _conference(state: ConferenceState) -> Conference:
    return Conference(
        id=3,
        cycle_id=1,
        title="Hội nghị ký kết giao ước thi đua năm 2027",
        state=state,
        revision=4,
        mode=MeetingMode.IN_PERSON,
        starts_at=STARTS,
        place="Hội trường tầng 2",
        link="",
        rsvp_due_on=None,
        created_by=11,
        called_at=NOW,
        started_at=NOW,
        closed_at=None,
        discussion_open=False,
        conclusions="",
        hall_token_hash=None,
    )


def view(
    state: ConferenceState = ConferenceState.RUNNING,
    agenda: tuple[AgendaItem, ...] = SECOND,
    *,
    present: tuple[Attendance, ...] = PRESENT,
    **changed: Any,
) -> View:
    """Return the conference as an officer of the third unit sees it."""
    return View(
        conference=replace(_conference(state), **changed),
        items=agenda,
        papers=(),
        guests=(),
        units=UNITS,
        present=present,
        own_units=(UNIT.id,),
        may_prepare=False,
    )


def meeting(shown: View, **changed: Any) -> Meeting:
    """Return the meeting as somebody sees it who leads nothing."""
    made = Meeting(
        view=shown,
        vote=None,
        turnout=0,
        votes=(),
        speakers=(),
        wanting=0,
        may_preside=False,
        may_run=False,
    )
    return replace(made, **changed)


def speaker(number: int, unit: Unit, **changed: Any) -> Speaker:
    return replace(Speaker(number, 42, unit.id, number, NOW, None, None), **changed)


def roll(shown: View, at: datetime = NOW, **changed: Any) -> Roll:
    """Return the attendance as somebody invited sees it."""
    made = Roll(view=shown, mine=None, at=at, may_come=True, may_record=False)
    return replace(made, **changed)


def comer(number: int, **changed: Any) -> Comer:
    """Return somebody expected; name and unit go by the number."""
    unit, name = UNITS[number % len(UNITS)], NAMES[number % len(NAMES)]
    return replace(Comer("person", number, unit, name, "Giám đốc", None), **changed)


def vote(kind: VoteKind = VoteKind.OPEN, counts: tuple[int, int, int] | None = None) -> Vote:
    """Return a vote of the six units present; closed when `counts` of the choices are given."""
    made = Vote(
        id=6,
        agenda_item_id=42,
        number=1,
        kind=kind,
        subject="Thông qua kế hoạch hoạt động năm 2027",
        voters=[unit.id for unit in UNITS[:6]],
        n_units=8,
        quorum="2/3",
        majority="1/2",
        opened_by=11,
        opened_at=NOW,
        closed_by=None,
        closed_at=None,
        result=None,
    )
    if counts is None:
        return made
    choices = [choice for choice, n in zip(Choice, counts, strict=True) for _ in range(n)]
    result = result_of(choices, 6, 8, "1/2")
    return replace(made, closed_by=11, closed_at=NOW, result=result)


def ballot(choice: Choice, text: str = "") -> Ballot:
    return Ballot(6, str(UNIT.id), choice, text)


def poll(of: Vote, n_cast: int = 4, **changed: Any) -> Poll:
    """Return the vote as the third unit's voter sees it, when `n_cast` others have voted."""
    others = [unit_id for unit_id in of.voters if unit_id != UNIT.id]
    made = Poll(
        view=view(),
        item=SECOND[1],
        vote=of,
        cast=frozenset(others[-n_cast:]),
        units=(UNIT,),
        mine=UNIT,
        own=None,
        in_name_of="",
        texts=(),
        may_close=False,
    )
    return replace(made, **changed)
