"""An invented conference for the cases: its agenda, a paper, two comments."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from storage.comments import Comment
from storage.conferences import AgendaItem, Conference, ConferencePaper
from storage.kinds import AgendaKind, ConferenceState, ItemState, MeetingMode, Role
from storage.units import Unit
from tests.messages.facts import NOW, ODD, UNITS
from workflow.comment import Remark
from workflow.conference import View

MEETING = Conference(
    id=4,
    cycle_id=1,
    title="Hội nghị phát động và ký kết giao ước thi đua năm 2027",
    state=ConferenceState.CALLED,
    revision=3,
    mode=MeetingMode.IN_PERSON,
    starts_at=datetime(2027, 3, 15, 7, 0, tzinfo=UTC),
    place="Hội trường Sở Khoa học và Công nghệ",
    link="",
    rsvp_due_on=None,
    created_by=12,
    called_at=NOW,
    started_at=None,
    closed_at=None,
    discussion_open=False,
    conclusions="",
    hall_token_hash=None,
)
TITLES = (
    (AgendaKind.OPENING, "Khai mạc, tuyên bố lý do, giới thiệu đại biểu"),
    (AgendaKind.DRAFTS, "Trình bày dự thảo kế hoạch, tiêu chí, quy chế"),
    (AgendaKind.DISCUSSION, "Thảo luận"),
    (AgendaKind.VOTE, "Biểu quyết thông qua kế hoạch hoạt động"),
    (AgendaKind.SIGNING, "Ký kết giao ước thi đua"),
)


def item(number: int, kind: AgendaKind, title: str, **changed: Any) -> AgendaItem:
    made = AgendaItem(number, 4, number, kind, title, "", 15, ItemState.WAITING, "", None, None)
    return replace(made, **changed)


ITEMS = tuple(item(number, *one) for number, one in enumerate(TITLES, start=1))
PAPERS = tuple(
    ConferencePaper(number, 4, number, name, 90 + number)
    for number, name in enumerate(("Dự thảo kế hoạch.pdf", f"{ODD}.docx"), start=1)
)


def view(state: ConferenceState = ConferenceState.CALLED, **changed: Any) -> View:
    """Return the conference as an officer of the third unit sees it."""
    made = View(
        conference=replace(MEETING, state=state),
        items=ITEMS,
        papers=PAPERS,
        guests=(),
        units=UNITS,
        present=(),
        own_units=(3,),
        may_prepare=False,
        roles=frozenset({Role.OFFICER}),
    )
    return replace(made, **changed)


def remark(number: int, unit: Unit, text: str, **changed: Any) -> Remark:
    at = changed.pop("handled_at", None)
    comment = Comment(number, 4, None, None, unit.id, 31, text, NOW, at, None)
    return Remark(comment, unit, "Nguyễn Thị Bích Đào", **changed)
