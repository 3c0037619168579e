"""An invented conference for the approved texts: called, with its agenda from the template."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from storage.conferences import AgendaItem, Conference, ConferencePaper, Guest
from storage.kinds import Answer, ConferenceState, ItemState, MeetingMode, SignMode
from storage.rsvps import Rsvp
from tests.messages.facts import LEADER, NOW, ODD, OFFICER, UNIT, UNITS
from workflow.conference import View
from workflow.programme import default_programme
from workflow.rsvp import Sheet

PROGRAMME = default_programme(2027)
STARTS = datetime(2027, 3, 15, 7, 0, tzinfo=UTC)
CALLED = Conference(
    id=3,
    cycle_id=1,
    title=PROGRAMME.title,
    state=ConferenceState.CALLED,
    revision=9,
    mode=MeetingMode.IN_PERSON,
    starts_at=STARTS,
    place="Hội trường tầng 2, Sở Khoa học và Công nghệ",
    link="",
    rsvp_due_on=date(2027, 3, 11),
    created_by=11,
    called_at=NOW,
    started_at=None,
    closed_at=None,
    discussion_open=False,
    conclusions="",
    hall_token_hash=None,
)
ITEMS = tuple(
    AgendaItem(
        id=40 + number,
        conference_id=3,
        number=number,
        state=ItemState.WAITING,
        skip_reason="",
        opened_at=None,
        ended_at=None,
        **values,
    )
    for number, values in enumerate(PROGRAMME.items, start=1)
)
PAPERS = tuple(
    ConferencePaper(50 + number, 3, number, name, 60 + number)
    for number, name in enumerate(("Dự thảo kế hoạch hoạt động", f"Quy chế {ODD}"), start=1)
)
GUESTS = (
    Guest(71, 3, 1, "Đỗ Văn Lâm", "Chánh Văn phòng Ủy ban nhân dân tỉnh"),
    Guest(72, 3, 2, ODD, "Phó Ban Dân vận"),
)
GIVEN = Rsvp(
    id=81,
    conference_id=3,
    unit_id=UNIT.id,
    revision=2,
    answer=Answer.ATTEND,
    people_count=2,
    substitute_name="",
    substitute_title="",
    reason="",
    signer_name=LEADER.full_name,
    signer_title=LEADER.position_title,
    sign_mode=SignMode.HEAD,
    authorisation_id=None,
    speaks_on=43,
    answered_by=OFFICER.person_id,
    answered_at=NOW,
    on_behalf=False,
)
INSTEAD = replace(
    GIVEN,
    answer=Answer.SUBSTITUTE,
    substitute_name="Lê Thị Mai",
    substitute_title="Phó Giám đốc",
    signer_name="",
    signer_title="",
    sign_mode=None,
    speaks_on=None,
)
ABSENT = replace(
    INSTEAD,
    answer=Answer.ABSENT,
    people_count=0,
    substitute_name="",
    substitute_title="",
    reason=f"Đi công tác ngoài tỉnh; {ODD}",
)


def view(
    state: ConferenceState = ConferenceState.CALLED,
    *,
    conference: dict[str, Any] | None = None,
    **changed: Any,
) -> View:
    """The conference as an ordinary unit's officer sees it; `conference` changes its columns."""
    made = View(
        conference=replace(CALLED, state=state, **(conference or {})),
        items=ITEMS,
        papers=(),
        guests=(),
        units=UNITS,
        present=(),
        own_units=(UNIT.id,),
        may_prepare=False,
    )
    return replace(made, **changed)


def draft(**conference: Any) -> View:
    """The conference as it is being prepared."""
    columns = {"called_at": None, "rsvp_due_on": None, **conference}
    return view(ConferenceState.DRAFT, conference=columns, own_units=(), may_prepare=True)


def sheet(rsvp: Rsvp | None = GIVEN, of: View | None = None, **changed: Any) -> Sheet:
    """The unit's answer as its own officer sees it."""
    made = Sheet(
        view=of or view(),
        unit=UNIT,
        rsvp=rsvp,
        answered_by=OFFICER.full_name if rsvp else "",
        leaders=(LEADER,),
        is_own=True,
    )
    return replace(made, **changed)
