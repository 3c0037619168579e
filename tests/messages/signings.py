"""Invented declines, exceptions, scans, sections and addenda for the approved texts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from storage.kinds import PaperState, PledgeState, Role, SignMode
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.pledge_sections import LegalBasis, PledgeSection
from storage.signings import Decline, SigningException
from tests.messages.facts import BLOC, CYCLE, LEADER, NOW, ODD, UNIT, UNITS, seat
from tests.messages.work import draft, pledge, signature, signing
from workflow.addendum import AddendumDraft
from workflow.paper_signature import PaperSheet
from workflow.paper_signer import Signer
from workflow.pledge import Draft, Party
from workflow.roll import Signing
from workflow.signatory import Capacity, Signatory

REASON = f"{ODD}: nội dung mục III chưa thống nhất với kế hoạch của khối"
TODAY = date(2027, 2, 22)
OLDER = (("heading", "GIAO ƯỚC"), ("effect", "Bản giao ước có hiệu lực từ ngày ký."))
NEWER = (("heading", "GIAO ƯỚC"), ("effect", "Có hiệu lực từ 01/03/2027."), ("theme", "Kỷ cương"))
REPLACED = pledge(
    PledgeState.VOID,
    text="GIAO ƯỚC\nMột & <hai>\n",
    sections=OLDER,
    replace_reason=REASON,
    replaced_at=NOW + timedelta(days=2),
)
BASES = (
    LegalBasis(
        "Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/06/2022",
        "06/2022/QH15",
        date(2022, 6, 15),
        date(2024, 1, 1),
        None,
    ),
    LegalBasis(
        f"Quyết định số 12/QĐ-UBND ngày 05/02/2022 của Ủy ban nhân dân tỉnh về {ODD}",
        "12/QĐ-UBND",
        date(2022, 2, 5),
        None,
        date(2026, 12, 31),
    ),
    LegalBasis(
        "Quyết định số 30/QĐ-UBND ngày 20/02/2027 của Ủy ban nhân dân tỉnh",
        "30/QĐ-UBND",
        date(2027, 2, 20),
        date(2027, 3, 1),
        None,
    ),
)
DECLARED = Signatory(
    "Công Tằng Tôn Nữ Thị Diễm Huyền",
    "Phó Giám đốc Sở",
    None,
    Capacity(SignMode.FOR_HEAD),
    signs_in_chat=False,
    head_id=LEADER.person_id,
)


def changed_section(key: str, text: str | None) -> PledgeSection:
    return PledgeSection(1, 1, key, text, 3, 12, NOW)


def doubtful() -> Draft:
    """A draft that cites papers in force, expired, and not yet in force; one part is changed."""
    sections = {"effect": changed_section("effect", "Có hiệu lực từ ngày ký & <đóng dấu>.")}
    return replace(draft(), bases=BASES, today=TODAY, sections=sections)


def decline(unit_id: int = UNIT.id) -> Decline:
    return Decline(1, 3, unit_id, LEADER.person_id, REASON, NOW, None)


def exception(unit_id: int) -> SigningException:
    return SigningException(1, 3, unit_id, REASON, 12, NOW, None)


def declined(mine: Assignment) -> Signing:
    """Two units have signed, an ordinary one declined."""
    return replace(
        signing(UNITS[3:5], seat=mine), declines={UNIT.id: decline()}, own=(mine.unit_id or 0,)
    )


def excepted() -> Signing:
    """Complete: all but two have signed, one of them on paper."""
    found = signing((UNITS[0], *UNITS[2:4], *UNITS[5:]))
    by_paper = signature(UNITS[3], "Bùi Văn Hải", paper_id=5, channel="paper")
    signed = tuple((u, by_paper if u is UNITS[3] else one) for u, one in found.signed)
    ids = (UNITS[1].id, UNITS[4].id)
    exceptions = {id_: exception(id_) for id_ in ids}
    return replace(found, signed=signed, exceptions=exceptions, pledge=pledge(PledgeState.COMPLETE))


def addendum(*, signed: bool = False) -> Signing:
    """The addendum of a unit that joined late, as its leader sees it."""
    state = PledgeState.COMPLETE if signed else PledgeState.SIGNING
    mine = seat(Role.LEADER, "Tâm", UNITS[4])
    one = signature(UNITS[4], "Tâm") if signed else None
    text = pledge(state, id=9, unit_id=UNITS[4].id, text="PHỤ LỤC GIAO ƯỚC\n")
    return Signing(text, ((UNITS[4], one),), date(2027, 4, 9), mine, one)


def addendum_draft() -> AddendumDraft:
    party = Party(
        UNITS[4], Signer("Tâm", "Phó Giám đốc", SignMode.FOR_HEAD), ("Số hóa hồ sơ & <lưu trữ>",)
    )
    return AddendumDraft(BLOC, CYCLE, pledge(PledgeState.COMPLETE), party, 1, 0)


def paper(state: PaperState = PaperState.WAITING, **changed: Any) -> PaperSignature:
    made = PaperSignature(
        id=5,
        pledge_id=3,
        unit_id=UNIT.id,
        person_id=LEADER.person_id,
        full_name=LEADER.full_name,
        position_title="Giám đốc",
        sign_mode=SignMode.HEAD,
        authorisation_id=None,
        state=state,
        pages=[21, 22],
        senders=(31, 31),
        begun_by=31,
        handed_in_by=31,
        handed_in_at=NOW,
        decided_by=None,
        decided_at=None,
        reason=REASON if state is PaperState.REFUSED else "",
    )
    return replace(made, **changed)


def sheet(
    state: PaperState = PaperState.WAITING, *, may_decide: bool = False, **changed: Any
) -> PaperSheet:
    made = paper(state, **changed)
    names = ("trang-1.jpg", "trang-2.jpg")[: len(made.pages)]
    return PaperSheet(
        paper=made,
        unit=UNIT,
        signing=signing(UNITS[3:5]),
        handed_in_by="Nguyễn Thị Bích Đào",
        names=names,
        is_own=not may_decide,
        may_decide=may_decide,
    )
