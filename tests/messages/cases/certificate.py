from dataclasses import replace

from messages import certificate
from messages.people import Links
from storage.certificates import Certificate
from storage.kinds import PledgeState, SignMode
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW
from tests.messages.work import HASH, pledge
from workflow.certificate import Finding, Verified
from workflow.text_check import CheckedText

LINKS = Links("https://giaouoc.example.vn", "")
FOUND = Certificate(
    id=7,
    code="7K3QF9ZD2MXW4TBHN6PA",
    bloc_name="Khối thi đua Kinh tế ngành",
    superior="Tỉnh Sông Lam",
    place="Sông Lam",
    unit_name="Sở Tài chính <A & B>",
    log_id=1482,
    log_head="0123456789abcdef" * 4,
    signature_id=1,
    pledge_id=1,
    unit_id=3,
    person_id=9,
    full_name="Lý Thanh Tùng",
    position_title="Phó Giám đốc",
    sign_mode=SignMode.FOR_HEAD,
    text_hash=HASH,
    channel="web",
    signed_at=NOW,
    cycle_id=1,
    year=2027,
    version=1,
    frozen_at=NOW,
    state=PledgeState.SIGNING,
    addendum_of=None,
)
SOUND = Verified(FOUND, Finding.SOUND)
REPLACED = Verified(FOUND, Finding.REPLACED, replaced_by=2)
TEXT = CheckedText(pledge(), "Khối thi đua Kinh tế ngành", 2027, Finding.SOUND)

CASES: Cases = {
    "fetched": lambda: certificate.fetched([FOUND], LINKS),
    "fetched.two_units": lambda: certificate.fetched([FOUND, replace(FOUND, id=8)], LINKS),
    "ask_code": certificate.ask_code,
    "unknown": certificate.unknown,
    "unknown_file": certificate.unknown_file,
    "verified": lambda: certificate.verified(SOUND),
    "verified.addendum": lambda: certificate.verified(
        replace(SOUND, certificate=replace(FOUND, addendum_of=3))
    ),
    "verified.file": lambda: certificate.verified(replace(SOUND, is_same_file=True)),
    "verified.other_file": lambda: certificate.verified(replace(SOUND, is_same_file=False)),
    "verified.replaced": lambda: certificate.verified(REPLACED),
    "verified.not_yet_anew": lambda: certificate.verified(replace(REPLACED, replaced_by=None)),
    "verified.replaced_other_file": lambda: certificate.verified(
        replace(REPLACED, is_same_file=False)
    ),
    "verified.text_altered": lambda: certificate.verified(
        replace(SOUND, finding=Finding.TEXT_ALTERED)
    ),
    "verified.record_altered": lambda: certificate.verified(
        replace(SOUND, finding=Finding.RECORD_ALTERED)
    ),
    "text_verified": lambda: certificate.text_verified(TEXT),
    "text_verified.addendum": lambda: certificate.text_verified(
        replace(TEXT, pledge=pledge(unit_id=3))
    ),
    "text_verified.replaced": lambda: certificate.text_verified(
        replace(TEXT, finding=Finding.REPLACED, replaced_by=2)
    ),
    "text_verified.not_yet_anew": lambda: certificate.text_verified(
        replace(TEXT, finding=Finding.REPLACED)
    ),
    "text_verified.text_altered": lambda: certificate.text_verified(
        replace(TEXT, finding=Finding.TEXT_ALTERED)
    ),
    "text_verified.record_altered": lambda: certificate.text_verified(
        replace(TEXT, finding=Finding.RECORD_ALTERED)
    ),
}
