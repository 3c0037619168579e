from dataclasses import replace

from messages import vote
from storage.kinds import Choice, VoteKind
from tests.messages import meeting_facts
from tests.messages.cases.bloc_document import VOTING
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, LONG, NOW, UNIT, UNITS
from tests.messages.meeting_facts import OPINION, SECOND, ballot, poll, view
from workflow.hands import Count
from workflow.tally import result_of
from workflow.vote_subject import TYPED, Pick

OPEN = meeting_facts.vote()
SECRET = meeting_facts.vote(VoteKind.SECRET)
CARRIED = meeting_facts.vote(counts=(4, 1, 1))
TIED = meeting_facts.vote(counts=(3, 2, 0))
CAST = frozenset(unit.id for unit in UNITS[2:6])
CHANGED = poll(OPEN, cast=CAST, own=ballot(Choice.DISAGREE))
COUNTED = result_of([Choice.AGREE] * 5 + [Choice.DISAGREE], 6, 8, "1/2")

WORDED = Pick(TYPED, "Chọn Sở Tài chính làm đơn vị Trưởng khối năm sau")
WAITING = (VOTING, replace(VOTING, id=5, title=LONG[:200]))

CASES: Cases = {
    "choose": lambda: vote.choose(view(), SECOND[1], VoteKind.OPEN, ()),
    "choose.secret": lambda: vote.choose(view(), SECOND[1], VoteKind.SECRET, ()),
    "choose.hands": lambda: vote.choose(view(), SECOND[1], VoteKind.HANDS, WAITING[:1]),
    "choose.documents": lambda: vote.choose(view(), SECOND[1], VoteKind.OPEN, WAITING),
    "choose.many": lambda: vote.choose(view(), SECOND[1], VoteKind.OPEN, WAITING[:1] * 8),
    "ask_words": lambda: vote.ask_words(SECOND[1], VoteKind.OPEN),
    "ask_words.secret": lambda: vote.ask_words(SECOND[1], VoteKind.SECRET),
    "ask_words.hands": lambda: vote.ask_words(SECOND[1], VoteKind.HANDS),
    "ask_secret": lambda: vote.ask_secret(poll(SECRET), Choice.DISAGREE),
    "shown.again": lambda: vote.shown(poll(replace(OPEN, turn=2))),
    "shown": lambda: vote.shown(poll(OPEN)),
    "shown.cast": lambda: vote.shown(CHANGED),
    "shown.opinion": lambda: vote.shown(replace(CHANGED, own=ballot(Choice.OTHER, OPINION))),
    "shown.substitute": lambda: vote.shown(poll(OPEN, in_name_of="Lê Văn Tám")),
    "shown.two_units": lambda: vote.shown(poll(OPEN, units=(UNIT, UNITS[3]))),
    "shown.secret": lambda: vote.shown(poll(SECRET)),
    "shown.secret_cast": lambda: vote.shown(poll(SECRET, cast=CAST)),
    "shown.onlooker": lambda: vote.shown(poll(OPEN, mine=None, units=())),
    "shown.chair": lambda: vote.shown(poll(OPEN, may_close=True)),
    "shown.voiceless": lambda: vote.shown(poll(OPEN, may_close=True, voiceless=UNITS[4:6])),
    "shown.carried": lambda: vote.shown(poll(CARRIED, texts=(OPINION,))),
    "shown.many_opinions": lambda: vote.shown(poll(CARRIED, texts=(OPINION,) * 6)),
    "shown.tied": lambda: vote.shown(poll(TIED)),
    "shown.secret_closed": lambda: vote.shown(
        poll(meeting_facts.vote(VoteKind.SECRET, counts=(6, 0, 0)))
    ),
    "shown.by_others": lambda: vote.shown(
        poll(OPEN, mine=None, units=(), by_others=("Lê Văn Tám",))
    ),
    "shown.hands": lambda: vote.shown(
        poll(meeting_facts.vote(VoteKind.HANDS, counts=(5, 1, 0)), counted_by=CHAIR.full_name)
    ),
    "too_late": lambda: vote.too_late(poll(CARRIED), NOW),
    "too_late.cast": lambda: vote.too_late(poll(CARRIED, cast=CAST), NOW),
    "ask_opinion": lambda: vote.ask_opinion(poll(OPEN)),
    "ask_opinion.again": lambda: vote.ask_opinion(CHANGED),
    "ask_close": lambda: vote.ask_close(poll(OPEN, n_cast=3, may_close=True)),
    "ask_close.all": lambda: vote.ask_close(
        poll(OPEN, cast=frozenset(OPEN.voters), may_close=True)
    ),
    "ask_hands": lambda: vote.ask_hands(OPEN.subject, view()),
    "counted": lambda: vote.counted(SECOND[1], Count((5, 1, 0), 1, "1/2", COUNTED), WORDED),
    "asked_to_vote": lambda: vote.asked_to_vote(OPEN, view()),
    "asked_to_vote.secret": lambda: vote.asked_to_vote(SECRET, view()),
    "told_result": lambda: vote.told_result(poll(CARRIED)),
}
