from dataclasses import replace

from messages import running
from storage.kinds import ConferenceState, ItemState, Role
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, ODD, UNITS
from tests.messages.meeting_facts import (
    OVER,
    PRESENT,
    SECOND,
    STARTS,
    WAITING,
    meeting,
    speaker,
    view,
    vote,
)

CHAIR = {"may_preside": True, "may_run": True}
CALLED = view(ConferenceState.CALLED, WAITING)
CLOSED = view(
    ConferenceState.CLOSED,
    OVER,
    closed_at=STARTS,
    conclusions=f"Các đơn vị thực hiện đúng giao ước.\n{ODD}",
)
THIRD = view(
    agenda=(
        *(replace(item, state=ItemState.DONE) for item in SECOND[:2]),
        replace(SECOND[2], state=ItemState.OPEN, opened_at=NOW),
    )
)
LIST = (
    speaker(1, UNITS[3], called_at=NOW, done_at=NOW),
    speaker(2, UNITS[4], called_at=NOW),
    speaker(3, UNITS[2]),
)

CASES: Cases = {
    "shown.called": lambda: running.shown(meeting(CALLED)),
    "shown.called_chair": lambda: running.shown(meeting(CALLED, **CHAIR)),
    "shown": lambda: running.shown(meeting(view())),
    "shown.chair": lambda: running.shown(meeting(view(), speakers=LIST, **CHAIR)),
    "shown.secretary": lambda: running.shown(meeting(view(), may_run=True)),
    "shown.few": lambda: running.shown(meeting(view(present=PRESENT[:3]), wanting=3, **CHAIR)),
    "shown.voting": lambda: running.shown(meeting(view(), vote=vote(), turnout=4, **CHAIR)),
    "shown.voted": lambda: running.shown(meeting(view(), votes=(vote(counts=(5, 1, 0)),))),
    "shown.paused": lambda: running.shown(meeting(view(ConferenceState.PAUSED), **CHAIR)),
    "shown.through": lambda: running.shown(meeting(view(agenda=OVER), **CHAIR)),
    "shown.closed": lambda: running.shown(meeting(CLOSED)),
    "shown.closed_chair": lambda: running.shown(meeting(CLOSED, **CHAIR)),
    "shown.announcing": lambda: running.shown(meeting(THIRD)),
    "shown.announcing_deputy": lambda: running.shown(
        meeting(replace(THIRD, roles=frozenset({Role.DEPUTY})))
    ),
    "ask_skip": lambda: running.ask_skip(meeting(view(agenda=SECOND), **CHAIR)),
    "ask_close": lambda: running.ask_close(meeting(view(agenda=OVER), **CHAIR)),
    "ask_conclusions": lambda: running.ask_conclusions(view()),
    "ask_conclusions.again": lambda: running.ask_conclusions(CLOSED),
    "concluded": lambda: running.concluded(CLOSED),
}
