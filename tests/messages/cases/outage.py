from dataclasses import replace
from datetime import timedelta

from messages import outage
from storage.kinds import ConferenceState, VoteKind
from tests.messages import meeting_facts
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, ODD, UNIT, UNITS
from tests.messages.meeting_facts import PRESENT, WAITING, poll, roll, view
from workflow.outage import Outage, Recorded

SHORT = Outage(NOW, NOW + timedelta(minutes=5))
LONG = Outage(NOW, NOW + timedelta(days=2))
CALLED = Recorded(SHORT, roll(view(ConferenceState.CALLED, WAITING)), None, "")
VOTING = replace(
    CALLED,
    roll=roll(view(), mine=PRESENT[2]),
    poll=poll(meeting_facts.vote(), units=(UNIT,)),
)
CAST = poll(meeting_facts.vote(VoteKind.SECRET), units=(UNIT,), cast=frozenset({UNIT.id}))
TWO = poll(meeting_facts.vote(), units=(UNIT, UNITS[3]), cast=frozenset({UNITS[3].id}))
ASKED = f"<b>Đề nghị gõ tên nhiệm vụ của {UNIT.name}:</b>\nNgắn, gọn."

CASES: Cases = {
    "told.not_here": lambda: outage.told(CALLED),
    "told.voting": lambda: outage.told(VOTING),
    "told.voted": lambda: outage.told(replace(VOTING, poll=CAST)),
    "told.two_units": lambda: outage.told(replace(VOTING, poll=TWO)),
    "told.asked": lambda: outage.told(Recorded(SHORT, None, None, ASKED)),
    "told.odd": lambda: outage.told(Recorded(LONG, None, None, ODD)),
}
