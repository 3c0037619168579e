from dataclasses import replace

from messages import pledge
from messages.message import Message
from storage.kinds import PaperState
from storage.pledges import Pledge
from tests.messages.cases.case import Cases
from tests.messages.facts import BLOC, CHAIR_LEADER, CYCLE, LEADER, NOW, UNIT, UNITS
from tests.messages.signings import (
    DECLARED,
    NEWER,
    REPLACED,
    addendum,
    changed_section,
    declined,
    doubtful,
    excepted,
    paper,
)
from tests.messages.work import ALL_BUT_CHAIR, ALL_BUT_THIRD, HASH, draft, signing
from tests.messages.work import pledge as made
from workflow.pledge import Draft
from workflow.pledge_paper import PledgePaper
from workflow.replacing import Former
from workflow.section import laid_over

SECOND = signing(version=2, sections=NEWER)
PARTIES = "Gồm:\n1. Sở Tài chính: Bùi Văn Hải;\n2. Sở Kế hoạch và Đầu tư & <cũ> (đơn vị);"
LONG_TEXT = "\n".join(f"{number}. Điều cam kết số {number} & <phụ lục>." for number in range(200))


def _page(number: int) -> Message:
    return pledge.page(made(text=LONG_TEXT), number)


def _pdf(text: Pledge | Draft) -> Message:
    return pledge.as_pdf(PledgePaper(BLOC, CYCLE, text, (), NOW))


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
    "as_pdf": lambda: _pdf(draft()),
    "as_pdf.frozen": lambda: _pdf(made()),
    "as_pdf.replaced": lambda: _pdf(REPLACED),
    "as_pdf.addendum": lambda: _pdf(made(unit_id=UNIT.id, version=2)),
    "status.to_sign": lambda: pledge.status(signing(UNITS[3:5], seat=LEADER)),
    "status.to_sign_undated": lambda: pledge.status(signing(seat=LEADER, due_on=None)),
    "status.locked": lambda: pledge.status(replace(signing(seat=LEADER), opens_at=NOW)),
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
    "asked_to_sign.declared": lambda: pledge.asked_to_sign(signing(), DECLARED),
    "status.declared": lambda: pledge.status(replace(signing(seat=LEADER), declared=DECLARED)),
    "status.declared_joined": lambda: pledge.status(
        replace(signing(seat=LEADER), declared=replace(DECLARED, signs_in_chat=True))
    ),
    "asked_to_sign.undated": lambda: pledge.asked_to_sign(signing(due_on=None)),
    "chair_next": lambda: pledge.chair_next(signing(ALL_BUT_CHAIR)),
    "chair_next.undated": lambda: pledge.chair_next(signing(ALL_BUT_CHAIR, due_on=None)),
    "chair_next.excepted": lambda: pledge.chair_next(replace(excepted(), due_on=None)),
    "asked_on_paper": lambda: pledge.asked_on_paper(signing()),
    "asked_on_paper.addendum": lambda: pledge.asked_on_paper(addendum()),
    "completed": lambda: pledge.completed(signing(UNITS)),
    "who_signed.nobody": lambda: pledge.who_signed(signing()),
    "who_signed.some": lambda: pledge.who_signed(signing((UNIT, UNITS[5]))),
    "who_signed.all_but_one": lambda: pledge.who_signed(signing(ALL_BUT_THIRD)),
    "who_signed.all": lambda: pledge.who_signed(signing(UNITS)),
    "who_signed.excepted": lambda: pledge.who_signed(excepted()),
    "completed.excepted": lambda: pledge.completed(excepted()),
    "completed.addendum": lambda: pledge.completed(addendum(signed=True)),
    "status.chair": lambda: pledge.status(declined(CHAIR_LEADER), may_manage=True),
    "status.declined": lambda: pledge.status(declined(LEADER)),
    "status.excepted": lambda: pledge.status(excepted(), may_manage=True),
    "status.joiners": lambda: pledge.status(
        replace(signing(UNITS), joiners=UNITS[4:6]), may_manage=True
    ),
    "status.second": lambda: pledge.status(signing(seat=LEADER, version=2)),
    "status.paper": lambda: pledge.status(
        replace(signing(seat=LEADER), own=(UNIT.id,), papers={UNIT.id: paper()})
    ),
    "status.paper_begun": lambda: pledge.status(
        replace(
            signing(seat=LEADER),
            own=(UNIT.id,),
            papers={UNIT.id: paper(PaperState.COLLECTING)},
        )
    ),
    "status.to_hand_in": lambda: pledge.status(replace(signing(), own=(UNIT.id,))),
    "status.addendum": lambda: pledge.status(addendum()),
    "status.addendum_signed": lambda: pledge.status(addendum(signed=True)),
    "page.void": lambda: pledge.page(REPLACED, 0),
    "page.addendum": lambda: pledge.page(addendum().pledge, 0),
    "draft_page.doubtful": lambda: pledge.draft_page(doubtful(), 0),
    "ask_freeze.doubtful": lambda: pledge.ask_freeze(doubtful(), HASH[:16]),
    "ask_freeze.same": lambda: pledge.ask_freeze(replace(draft(), replaced=REPLACED), HASH[:16]),
    "ask_freeze.misnamed": lambda: pledge.ask_freeze(
        replace(draft(), sections={"parties": changed_section("parties", PARTIES)}), HASH[:16]
    ),
    "not_frozen.secretary": lambda: pledge.not_frozen(
        draft(missing=UNITS[5:]), may_freeze=False, may_edit=True
    ),
    "not_frozen.chair": lambda: pledge.not_frozen(draft(), may_freeze=True, may_edit=True),
    "not_frozen.replaced": lambda: pledge.not_frozen(
        replace(draft(), replaced=REPLACED), may_freeze=True, may_edit=True
    ),
    "not_frozen.replaced_reader": lambda: pledge.not_frozen(
        replace(draft(), replaced=REPLACED), may_freeze=False
    ),
    "asked_again": lambda: pledge.asked_again(SECOND, Former(REPLACED, was_signed=True)),
    "asked_again.unsigned": lambda: pledge.asked_again(SECOND, Former(REPLACED, was_signed=False)),
    "asked_again.declared": lambda: pledge.asked_again(
        SECOND, Former(REPLACED, was_signed=True), DECLARED
    ),
    "asked_again.same": lambda: pledge.asked_again(
        signing(version=2, sections=REPLACED.sections), Former(REPLACED, was_signed=True)
    ),
    "asked_on_paper.again": lambda: pledge.asked_on_paper(
        SECOND, Former(REPLACED, was_signed=False)
    ),
    "versions": lambda: pledge.versions((REPLACED, made(id=4, version=2)), 0),
    "compared": lambda: pledge.compared(
        REPLACED, made(id=4, version=2), laid_over(REPLACED.text, "GIAO ƯỚC\nHai & ba\n"), 0
    ),
    "compared.same": lambda: pledge.compared(
        REPLACED, made(id=4, version=2), laid_over(REPLACED.text, REPLACED.text), 0
    ),
    "compared.long": lambda: pledge.compared(
        REPLACED, made(id=4, version=2), laid_over(REPLACED.text, LONG_TEXT), 1
    ),
    "ask_replace": lambda: pledge.ask_replace(made(), 3),
    "ask_replace.unsigned": lambda: pledge.ask_replace(made(), 0),
    "replaced": lambda: pledge.replaced(REPLACED),
    "told_replaced": lambda: pledge.told_replaced(REPLACED),
}
