"""The pledge's text part by part, signing, declining, exceptions, scans, addenda."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from messages import actions, addendum, legal_basis, paper_signature, section
from messages import signing as messages
from messages import signing_exception as exceptions
from messages.message import Message
from messages.pledge import sections_of
from storage.kinds import PaperState, SignMode
from tests.messages.cases.case import Cases
from tests.messages.facts import LEADER, LONG, LONG_UNIT, NOW, UNIT, UNITS
from tests.messages.signings import (
    BASES,
    DECLARED,
    REASON,
    addendum_draft,
    changed_section,
    decline,
    declined,
    doubtful,
    excepted,
    exception,
    paper,
    sheet,
)
from tests.messages.signings import addendum as late
from tests.messages.work import draft, signing
from workflow.section import laid_over
from workflow.signatory import Capacity, Signatory
from workflow.signing import Mistyped

OPENS: datetime = NOW + timedelta(minutes=15)
DUE = date(2027, 3, 17)
OLD = dict(sections_of(doubtful()))["effect"]
NEW = "Bản giao ước có hiệu lực từ ngày 01/03/2027 & <ngày ký>.\nMỗi đơn vị giữ 02 bản."
SIGNERS = (
    Signatory("Trần Quốc Khánh", "Giám đốc", 3, Capacity(SignMode.HEAD)),
    Signatory("Tâm", "Trưởng phòng", None, Capacity(SignMode.BY_AUTHORITY, 4)),
    Signatory("Công Tằng Tôn Nữ Thị Diễm Huyền", "Phó Giám đốc", 5, Capacity(SignMode.FOR_HEAD)),
)
UNSIGNED = replace(
    signing(UNITS[:2]),
    exceptions={UNITS[3].id: exception(UNITS[3].id)},
    declines={UNIT.id: decline()},
    papers={UNITS[4].id: paper(unit_id=UNITS[4].id)},
)


def _shown(state: PaperState) -> Message:
    return paper_signature.shown(sheet(state))


SAVE = actions.SaveSection("effect", 3, "0badc0de")

SECTION: Cases = {
    "listed": lambda: section.listed(doubtful()),
    "opened": lambda: section.opened(draft(), "effect", 0, ""),
    "opened.changed": lambda: section.opened(doubtful(), "effect", 0, "Lê Thị Mận"),
    "opened.long": lambda: section.opened(
        replace(draft(), sections={"effect": changed_section("effect", f"{LONG}\n" * 12)}),
        "effect",
        1,
        "Lê Thị Mận",
    ),
    "ask_text": lambda: section.ask_text("highlights"),
    "proposed": lambda: section.proposed(SAVE, laid_over(OLD, NEW), 0),
    "proposed.overtaken": lambda: section.proposed(
        SAVE, laid_over(f"{OLD}\nGiữ nguyên", f"{NEW}\nGiữ nguyên"), 0, "Lê Thị Mận"
    ),
    "proposed.long": lambda: section.proposed(SAVE, laid_over(LONG * 12, NEW), 1),
    "unchanged": lambda: section.unchanged("effect"),
}
BASIS: Cases = {
    "listed": lambda: legal_basis.listed(doubtful()),
    "listed.none": lambda: legal_basis.listed(draft()),
    "listed.full": lambda: legal_basis.listed(replace(doubtful(), bases=(BASES * 4)[:10])),
    "ask_basis": legal_basis.ask_basis,
}
SIGNING: Cases = {
    "ask_name": lambda: messages.ask_name(signing(seat=LEADER), LEADER),
    "ask_name.declared": lambda: messages.ask_name(
        replace(signing(seat=LEADER), declared=DECLARED), LEADER
    ),
    "ask_name.addendum": lambda: messages.ask_name(late(), LEADER),
    "ask_authorisation": lambda: messages.ask_authorisation(SignMode.BY_AUTHORITY),
    "mistyped": lambda: messages.mistyped(Mistyped("Trần Quốc Khánh", 2, None)),
    "mistyped.locked": lambda: messages.mistyped(Mistyped("Trần Quốc Khánh", 0, OPENS)),
    "signed": lambda: messages.signed(signing((UNIT, UNITS[4]), seat=LEADER)),
    "signed.last": lambda: messages.signed(signing(UNITS, seat=LEADER)),
    "signed.excepted": lambda: messages.signed(
        replace(excepted(), my_seat=LEADER, my_signature=signing(UNITS, seat=LEADER).my_signature)
    ),
    "signed.addendum": lambda: messages.signed(late(signed=True)),
    "ask_decline": lambda: messages.ask_decline(signing(seat=LEADER)),
    "declined": lambda: messages.declined(declined(LEADER)),
    "told_declined": lambda: messages.told_declined(declined(LEADER)),
    "told_taken_back": lambda: messages.told_taken_back(signing(UNITS[2:5]), decline()),
    "told_taken_back.last": lambda: messages.told_taken_back(signing(UNITS), decline()),
}
EXCEPTION: Cases = {
    "listed": lambda: exceptions.listed(UNSIGNED, 0),
    "listed.complete": lambda: exceptions.listed(excepted(), 0),
    "listed.all_signed": lambda: exceptions.listed(signing(UNITS), 0),
    "ask_reason": lambda: exceptions.ask_reason(signing(), UNIT),
    "ask_reason.declined": lambda: exceptions.ask_reason(declined(LEADER), UNIT),
    "told_granted": lambda: exceptions.told_granted(UNIT, REASON),
    "told_withdrawn": lambda: exceptions.told_withdrawn(signing(), UNIT),
}
PAPER: Cases = {
    "choose_signatory": lambda: paper_signature.choose_signatory(signing(), UNIT, SIGNERS),
    "choose_signatory.too_early": lambda: paper_signature.choose_signatory(
        signing(), UNIT, SIGNERS, has_page=True
    ),
    "choose_signatory.long": lambda: paper_signature.choose_signatory(
        signing(), replace(UNIT, name=" ".join([LONG_UNIT] * 3)), SIGNERS[:1]
    ),
    "choose_signatory.nobody": lambda: paper_signature.choose_signatory(signing(), UNIT, ()),
    "ask_authorisation": lambda: paper_signature.ask_authorisation(SignMode.BY_ORDER),
    "ask_page": lambda: paper_signature.ask_page(sheet(PaperState.COLLECTING, pages=[])),
    "ask_page.more": lambda: paper_signature.ask_page(sheet(PaperState.COLLECTING)),
    "shown": lambda: paper_signature.shown(sheet(may_decide=True)),
    **{f"shown.{state}": partial(_shown, state) for state in PaperState},
    "sent": lambda: paper_signature.sent(sheet()),
    "asked_to_compare": lambda: paper_signature.asked_to_compare(sheet(may_decide=True), DUE),
    "confirmed": lambda: paper_signature.confirmed(sheet(), signing(UNITS[2:5])),
    "told_confirmed": lambda: paper_signature.told_confirmed(sheet()),
    "ask_refusal": lambda: paper_signature.ask_refusal(sheet(may_decide=True)),
    "refused": lambda: paper_signature.refused(sheet(PaperState.REFUSED)),
    "told_refused": lambda: paper_signature.told_refused(sheet(PaperState.REFUSED)),
}
ADDENDUM: Cases = {
    "drafted": lambda: addendum.drafted(addendum_draft(), 0),
    "frozen": lambda: addendum.frozen(late().pledge, UNITS[4]),
    "asked_to_sign": lambda: addendum.asked_to_sign(late()),
}
