from dataclasses import replace

from messages import vote
from storage.kinds import Choice, VoteKind
from tests.messages import meeting_facts
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, UNIT, UNITS
from tests.messages.meeting_facts import OPINION, SECOND, ballot, poll, view
from workflow.hands import Count
from workflow.tally import result_of

OPEN = meeting_facts.vote()
SECRET = meeting_facts.vote(VoteKind.SECRET)
CARRIED = meeting_facts.vote(counts=(4, 1, 1))
TIED = meeting_facts.vote(counts=(3, 2, 0))
CAST = frozenset(unit.id for unit in UNITS[2:6])
CHANGED = poll(OPEN, cast=CAST, own=ballot(Choice.DISAGREE))
COUNTED = result_of([Choice.AGREE] * 5 + [Choice.DISAGREE], 6, 8, "1/2")

CASES: Cases = {
    "shown": lambda: vote.shown(poll(OPEN)),
    "shown.cast": lambda: vote.shown(CHANGED),
    "shown.opinion": lambda: vote.shown(replace(CHANGED, own=ballot(Choice.OTHER, OPINION))),
    "shown.substitute": lambda: vote.shown(poll(OPEN, in_name_of="Lê Văn Tám")),
    "shown.two_units": lambda: vote.shown(poll(OPEN, units=(UNIT, UNITS[3]))),
    "shown.secret": lambda: vote.shown(poll(SECRET)),
    "shown.secret_cast": lambda: vote.shown(poll(SECRET, cast=CAST)),
    "shown.onlooker": lambda: vote.shown(poll(OPEN, mine=None, units=())),
    "shown.chair": lambda: vote.shown(poll(OPEN, may_close=True)),
    "shown.carried": lambda: vote.shown(poll(CARRIED, texts=(OPINION,))),
    "shown.many_opinions": lambda: vote.shown(poll(CARRIED, texts=(OPINION,) * 6)),
    "shown.tied": lambda: vote.shown(poll(TIED)),
    "shown.secret_closed": lambda: vote.shown(
        poll(meeting_facts.vote(VoteKind.SECRET, counts=(6, 0, 0)))
    ),
    "shown.hands": lambda: vote.shown(poll(meeting_facts.vote(VoteKind.HANDS, counts=(5, 1, 0)))),
    "too_late": lambda: vote.too_late(poll(CARRIED), NOW),
    "too_late.cast": lambda: vote.too_late(poll(CARRIED, cast=CAST), NOW),
    "ask_opinion": lambda: vote.ask_opinion(poll(OPEN)),
    "ask_opinion.again": lambda: vote.ask_opinion(CHANGED),
    "ask_close": lambda: vote.ask_close(poll(OPEN, n_cast=3, may_close=True)),
    "ask_close.all": lambda: vote.ask_close(
        poll(OPEN, cast=frozenset(OPEN.voters), may_close=True)
    ),
    "ask_hands": lambda: vote.ask_hands(SECOND[1], view()),
    "counted": lambda: vote.counted(SECOND[1], Count((5, 1, 0), "1/2", COUNTED)),
    "asked_to_vote": lambda: vote.asked_to_vote(OPEN, view()),
    "asked_to_vote.secret": lambda: vote.asked_to_vote(SECRET, view()),
    "told_result": lambda: vote.told_result(poll(CARRIED)),
}
