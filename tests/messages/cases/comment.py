from dataclasses import replace

from messages import comment
from storage.kinds import ConferenceState, ListState, Role
from tests.messages.cases.bloc_tasks import WIDE, sent
from tests.messages.cases.bloc_tasks import view as bloc
from tests.messages.cases.case import Cases
from tests.messages.comment_facts import ITEMS, MEETING, PAPERS, remark, view
from tests.messages.facts import LONG, NOW, ODD, UNIT, UNITS
from workflow.comment import Talk, Whose

MINE = remark(1, UNIT, f"Đề nghị bổ sung: {ODD}.\nNêu rõ mốc từng quý.", item=ITEMS[2])
ABOUT = remark(2, UNITS[3], "Nhiệm vụ số 3 chưa có chỉ tiêu đo được.", about=UNIT, handled_at=NOW)
MANY_ITEMS = tuple(
    replace(item, id=10 * turn + item.id, number=len(ITEMS) * turn + item.number)
    for turn in range(3)
    for item in ITEMS
)
MANY = tuple(remark(n, UNITS[5], LONG, about=UNITS[5]) for n in range(1, 13))
OPEN = replace(MEETING, discussion_open=True)
CHAIR = view(own_units=(1,), may_prepare=True, roles=frozenset({Role.CHAIR, Role.LEADER}))
SENT = bloc(sent(UNITS[2], ListState.WAITING_CHAIR), replace(sent(UNITS[3]), tasks=WIDE))

CASES: Cases = {
    "papers": lambda: comment.papers(view(), 0),
    "papers.none": lambda: comment.papers(view(papers=()), 0),
    "papers.many": lambda: comment.papers(view(papers=PAPERS * 6), 1),
    "paper": lambda: comment.paper(PAPERS[1]),
    "opened": lambda: comment.opened(Talk(view(), ()), 0),
    "opened.discussed": lambda: comment.opened(Talk(view(conference=OPEN), (MINE,)), 0),
    "opened.chair": lambda: comment.opened(Talk(CHAIR, (MINE, ABOUT)), 0),
    "opened.chair_discussed": lambda: comment.opened(
        Talk(replace(CHAIR, conference=OPEN), (MINE,)), 0
    ),
    "opened.over": lambda: comment.opened(Talk(view(ConferenceState.CLOSED), (MINE,)), 0),
    "opened.agency": lambda: comment.opened(
        Talk(view(own_units=(), roles=frozenset({Role.AGENCY})), ()), 0
    ),
    "opened.long": lambda: comment.opened(Talk(view(items=MANY_ITEMS), ()), 1),
    "listed.own": lambda: comment.listed(Talk(view(), (MINE, ABOUT)), Whose.OWN, 0),
    "listed.received": lambda: comment.listed(Talk(view(), (MINE, ABOUT)), Whose.RECEIVED, 0),
    "listed.all": lambda: comment.listed(Talk(CHAIR, (MINE, ABOUT)), Whose.ALL, 0),
    "listed.many": lambda: comment.listed(Talk(CHAIR, MANY), Whose.ALL, 1),
    "listed.own_none": lambda: comment.listed(Talk(view(), ()), Whose.OWN, 0),
    "listed.received_none": lambda: comment.listed(Talk(view(), ()), Whose.RECEIVED, 0),
    "listed.all_none": lambda: comment.listed(Talk(CHAIR, ()), Whose.ALL, 0),
    "one.own": lambda: comment.one(replace(MINE, may_change=True)),
    "one.chair": lambda: comment.one(replace(MINE, may_handle=True)),
    "one.handled": lambda: comment.one(replace(ABOUT, may_handle=True)),
    "ask_on_item": lambda: comment.ask_on_item(ITEMS[1]),
    "ask_on_unit": lambda: comment.ask_on_unit(sent(UNITS[3])),
    "ask_change": lambda: comment.ask_change(MINE),
    "told": lambda: comment.told(ABOUT),
    "unit_tasks": lambda: comment.unit_tasks(view(conference=OPEN), SENT, 1),
    "unit_tasks.own": lambda: comment.unit_tasks(view(conference=OPEN), SENT, 0),
    "unit_tasks.too_many": lambda: comment.unit_tasks(
        view(conference=OPEN), bloc(replace(sent(UNITS[3]), tasks=(*WIDE, *WIDE[:2]))), 0
    ),
    "unit_tasks.none": lambda: comment.unit_tasks(view(conference=OPEN), bloc(), 0),
    "as_file": lambda: comment.as_file(Talk(CHAIR, (MINE, ABOUT)), 2027),
}
