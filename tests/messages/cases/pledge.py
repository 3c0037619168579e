from dataclasses import replace

from messages import pledge
from messages.message import Message
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR_LEADER, CYCLE, LEADER, NOW, UNIT, UNITS
from tests.messages.work import ALL_BUT_CHAIR, ALL_BUT_THIRD, HASH, draft, signing
from tests.messages.work import pledge as made

LONG_TEXT = "\n".join(f"{number}. Điều cam kết số {number} & <phụ lục>." for number in range(200))


def _page(number: int) -> Message:
    return pledge.page(made(text=LONG_TEXT), number)


CASES: Cases = {
    "not_frozen.chair_waits": lambda: pledge.not_frozen(draft(missing=UNITS[5:]), may_freeze=True),
    "not_frozen.nobody_yet": lambda: pledge.not_frozen(draft(missing=UNITS), may_freeze=True),
    "not_frozen.big_bloc": lambda: pledge.not_frozen(
        draft(missing=UNITS + UNITS[:3]), may_freeze=True
    ),
    "not_frozen.ready": lambda: pledge.not_frozen(draft(), may_freeze=True),
    "not_frozen.reader": lambda: pledge.not_frozen(draft(missing=UNITS[5:]), may_freeze=False),
    "draft_page": lambda: pledge.draft_page(draft(), 0),
    "ask_freeze": lambda: pledge.ask_freeze(draft(), HASH[:16]),
    "page": lambda: pledge.page(made(), 0),
    "page.first": lambda: _page(0),
    "page.last": lambda: _page(99),
    "as_file": lambda: pledge.as_file(made(), "giao-uoc-ktn-2027.txt"),
    "status.to_sign": lambda: pledge.status(signing(UNITS[3:5], seat=LEADER)),
    "status.to_sign_undated": lambda: pledge.status(signing(seat=LEADER, due_on=None)),
    "status.signed": lambda: pledge.status(signing((UNIT,), seat=LEADER)),
    "status.chair_waits": lambda: pledge.status(signing(UNITS[3:], seat=CHAIR_LEADER)),
    "status.chair_next": lambda: pledge.status(signing(ALL_BUT_CHAIR, seat=CHAIR_LEADER)),
    "status.reader": lambda: pledge.status(signing(UNITS[3:5])),
    "status.complete": lambda: pledge.status(signing(UNITS, seat=LEADER)),
    "status.amended": lambda: pledge.status(
        replace(signing(UNITS), amended=((UNITS[1], NOW), (UNITS[2], NOW)))
    ),
    "asked_to_freeze": pledge.asked_to_freeze,
    "not_frozen.no_theme": lambda: pledge.not_frozen(
        replace(draft(), cycle=replace(CYCLE, theme="")), may_freeze=True
    ),
    "asked_to_sign": lambda: pledge.asked_to_sign(signing()),
    "asked_to_sign.undated": lambda: pledge.asked_to_sign(signing(due_on=None)),
    "chair_next": lambda: pledge.chair_next(signing(ALL_BUT_CHAIR)),
    "chair_next.undated": lambda: pledge.chair_next(signing(ALL_BUT_CHAIR, due_on=None)),
    "ask_name": lambda: pledge.ask_name(signing(seat=LEADER), LEADER),
    "signed": lambda: pledge.signed(signing((UNIT, UNITS[4]), seat=LEADER)),
    "signed.last": lambda: pledge.signed(signing(UNITS, seat=LEADER)),
    "completed": lambda: pledge.completed(signing(UNITS)),
    "who_signed.nobody": lambda: pledge.who_signed(signing()),
    "who_signed.some": lambda: pledge.who_signed(signing((UNIT, UNITS[5]))),
    "who_signed.all_but_one": lambda: pledge.who_signed(signing(ALL_BUT_THIRD)),
    "who_signed.all": lambda: pledge.who_signed(signing(UNITS)),
}
