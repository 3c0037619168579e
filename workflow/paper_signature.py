"""A signature on paper: scanned and handed in by the unit, compared and confirmed by the bloc.

    COLLECTING ──send──▶ WAITING ──confirm──▶ CONFIRMED (it counts as the unit's signature)
        │                   ├──────refuse───▶ REFUSED (the unit owes its signature again)
        └───────────────────┴──────────────▶ DROPPED (signed in the chat, or another text)

Who confirms it neither signed it nor had a hand in bringing it (R4). The chair unit's own may
be compared by the deputy too.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from storage.kinds import ObligationKind, PaperState, PledgeState, Role, Standing
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import certificate, history
from workflow.calendar import add_working, local
from workflow.certificate import Under
from workflow.errors import AlreadySigned, ChairSignsLast, NoSuchThing, NotPermitted, SigningClosed
from workflow.file import Sent, keep_scan
from workflow.obligation import NewObligation, finish, open_one
from workflow.permission import UNIT_ROLES, Actor
from workflow.pledge import read
from workflow.reason import reason_of
from workflow.roll import Signing, roll
from workflow.settling import drop_paper, settle, take_back
from workflow.signatory import Capacity, Signatory
from workflow.signing_errors import (
    OwnPaper,
    PaperEmpty,
    PaperFull,
    PaperSettled,
    PaperWaits,
    UnitExcepted,
)

COMPARERS = (Role.SECRETARY, Role.CHAIR)
PAGES = 20
DAYS_TO_COMPARE = 2


@dataclass(frozen=True)
class PaperSheet:
    """A scan on its way, as one who hands it in or compares it sees it."""

    paper: PaperSignature
    unit: Unit
    signing: Signing
    handed_in_by: str
    names: tuple[str, ...]
    """The names of the scan's files, for who opens it."""
    is_own: bool
    may_decide: bool

    @property
    def is_collecting(self) -> bool:
        return self.paper.state is PaperState.COLLECTING


def comparers_of(unit: Unit) -> tuple[Role, ...]:
    """Return who may compare the unit's scan, those first who are asked first."""
    return (*COMPARERS, Role.DEPUTY) if unit.standing is Standing.CHAIR else COMPARERS


def mark_of(who: Signatory) -> str:
    """Return what a button knows a signer by."""
    return sha256(repr((who.person_id, who.full_name)).encode()).hexdigest()[:8]


async def to_hand_in(uow: UnitOfWork, actor: Actor, pledge_id: int, unit_id: int) -> Signing:
    """Return the text that the unit may sign on paper, or refuse with what stands in the way."""
    actor.require(*UNIT_ROLES, unit_id=unit_id)
    pledge = await read(uow, actor, pledge_id)
    if pledge.state is PledgeState.VOID or unit_id not in pledge.parties:
        raise SigningClosed
    found = await roll(uow, actor, pledge)
    _refuse_settled(found, unit_id)
    paper = found.papers.get(unit_id)
    if paper is not None and paper.state is PaperState.WAITING:
        raise PaperWaits
    return found


def _refuse_settled(found: Signing, unit_id: int) -> None:
    if unit_id in found.exceptions:
        raise UnitExcepted(found.exceptions[unit_id].reason)
    if unit_id not in {unit.id for unit in found.missing}:
        raise AlreadySigned
    if not found.is_open:
        raise SigningClosed
    if found.before(unit_id):
        raise ChairSignsLast(found.before(unit_id))


async def begin(
    uow: UnitOfWork,
    actor: Actor,
    pledge_id: int,
    unit_id: int,
    who: Signatory,
    authorisation_id: int | None = None,
) -> PaperSheet:
    """Open a scan that is then sent page by page; one begun before gives way to it."""
    found = await to_hand_in(uow, actor, pledge_id, unit_id)
    capacity = who.capacity
    if capacity.lacks_paper:
        capacity = Capacity(capacity.mode, authorisation_id)
    if capacity.lacks_paper:
        raise NotPermitted
    await drop_paper(uow, found.papers.get(unit_id))
    signer = {name: getattr(who, name) for name in ("person_id", "full_name", "position_title")}
    signs = {"sign_mode": capacity.mode, "authorisation_id": capacity.authorisation_id}
    begun = {"state": PaperState.COLLECTING, "pages": [], "senders": [], "reason": ""}
    me = actor.person.id
    by = {"begun_by": me, "handed_in_by": me, "handed_in_at": uow.now}
    at = {"pledge_id": pledge_id, "unit_id": unit_id}
    paper_id = await uow.paper_signatures.add({**at, **signer, **signs, **begun, **by})
    return await _sheet(uow, actor, paper_id, found)


async def open_paper(uow: UnitOfWork, actor: Actor, paper_id: int) -> PaperSheet:
    """Show a scan with its files to the unit's own people, and to who compares it."""
    sheet = await _sheet(uow, actor, paper_id)
    return replace(sheet, names=await uow.files.names_of(sheet.paper.pages))


async def _sheet(
    uow: UnitOfWork, actor: Actor, paper_id: int, known: Signing | None = None
) -> PaperSheet:
    paper = await uow.paper_signatures.get(paper_id)
    if paper is None:
        raise NoSuchThing
    found = known or await roll(uow, actor, await read(uow, actor, paper.pledge_id))
    unit = found.unit(paper.unit_id)
    is_own = actor.seat(*UNIT_ROLES, unit_id=unit.id) is not None
    compares = actor.seat(*comparers_of(unit)) is not None
    if not is_own and not compares:
        raise NotPermitted
    is_free = paper.state is PaperState.WAITING and actor.person.id not in paper.hands
    by = await _name_of(uow, actor, paper.handed_in_by)
    return PaperSheet(paper, unit, found, by, (), is_own, may_decide=is_free and compares)


async def _name_of(uow: UnitOfWork, actor: Actor, person_id: int) -> str:
    me = actor.person
    return (me if me.id == person_id else await uow.people.get(person_id)).full_name


async def _changed(uow: UnitOfWork, sheet: PaperSheet, values: dict[str, Any]) -> PaperSheet:
    await uow.paper_signatures.change(sheet.paper.id, values)
    return replace(sheet, paper=replace(sheet.paper, **values), may_decide=False)


async def _own(uow: UnitOfWork, actor: Actor, paper_id: int) -> PaperSheet:
    sheet = await _sheet(uow, actor, paper_id)
    actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    if sheet.paper.state is not PaperState.COLLECTING:
        raise PaperSettled(sheet.paper.state)
    return sheet


async def add_page(
    uow: UnitOfWork, actor: Actor, paper_id: int, sent: Sent | None, caption: str = ""
) -> PaperSheet:
    """Keep one more file of the scan; refuse anything but a readable PDF or picture."""
    sheet = await _own(uow, actor, paper_id)
    if len(sheet.paper.pages) >= PAGES:
        raise PaperFull(PAGES)
    file_id = await keep_scan(uow, sent, caption=caption)
    known = sheet.paper
    pages, senders = [*known.pages, file_id], [*known.senders, actor.person.id]
    return await _changed(uow, sheet, {"pages": pages, "senders": senders})


async def send(
    uow: UnitOfWork, actor: Actor, paper_id: int
) -> tuple[PaperSheet, tuple[Assignment, ...], date]:
    """Give the scan to those who compare it; the unit's duty to sign ends, theirs begins.

    Return it with who is to compare it, and by when.
    """
    sheet = await _own(uow, actor, paper_id)
    paper = sheet.paper
    _refuse_settled(sheet.signing, paper.unit_id)
    if not paper.pages:
        raise PaperEmpty
    given = {"handed_in_by": actor.person.id, "handed_in_at": uow.now}
    sent = await _changed(uow, sheet, {"state": PaperState.WAITING, **given})
    comparers = await _comparers(uow, sent)
    due_on = await _owe_comparing(uow, sent.paper, comparers[0])
    await settle(uow, actor, sheet.signing.pledge, paper.unit_id)
    seat, act = actor.require(*UNIT_ROLES, unit_id=paper.unit_id), "pledge.paper_handed_in"
    await history.record(uow, seat, act, paper.pledge_id, signer=paper.full_name)
    return replace(sent, handed_in_by=actor.person.full_name), comparers, due_on


async def _comparers(uow: UnitOfWork, sheet: PaperSheet) -> tuple[Assignment, ...]:
    """Return who is asked to compare a scan, of one role; none of the hands that brought it."""
    roles = comparers_of(sheet.unit)
    held = await uow.people.held_in(sheet.signing.pledge.cycle_id, uow.now, roles)
    others = [one for one in held if one.person_id not in sheet.paper.hands]
    if not others:
        raise OwnPaper
    role = next(role for role in roles if any(one.role is role for one in others))
    return tuple(one for one in others if one.role is role)


async def _owe_comparing(uow: UnitOfWork, paper: PaperSignature, seat: Assignment) -> date:
    due_on = add_working(local(uow.now).date(), DAYS_TO_COMPARE)
    new = NewObligation(
        seat.cycle_id, ObligationKind.COMPARE, paper.id, seat.role, due_on, unit_id=seat.unit_id
    )
    await open_one(uow, new)
    return due_on


async def to_compare(uow: UnitOfWork, actor: Actor, paper_id: int) -> tuple[PaperSheet, Assignment]:
    """Return the scan that waits and the seat that decides on it; no hand that brought it (R4)."""
    sheet = await _sheet(uow, actor, paper_id)
    seat = actor.require(*comparers_of(sheet.unit))
    if sheet.paper.state is not PaperState.WAITING:
        raise PaperSettled(sheet.paper.state)
    if actor.person.id in sheet.paper.hands:
        raise OwnPaper
    return sheet, seat


async def confirm(
    uow: UnitOfWork, actor: Actor, paper_id: int
) -> tuple[PaperSheet, Signing, tuple[int, ...]]:
    """Say that the scan bears the frozen text and the signature: the unit has signed.

    Return it with what stands now and the unit's people to tell.
    """
    sheet, seat = await to_compare(uow, actor, paper_id)
    paper, pledge = sheet.paper, sheet.signing.pledge
    _refuse_settled(sheet.signing, paper.unit_id)
    done = await _decide(uow, actor, sheet, {"state": PaperState.CONFIRMED})
    declined = sheet.signing.declines.get(paper.unit_id)
    await take_back(uow, seat, declined)
    await _write(uow, actor, seat, sheet)
    now = replace(await settle(uow, actor, pledge, paper.unit_id), taken_back=declined)
    return done, now, await _people(uow, sheet)


async def _write(uow: UnitOfWork, actor: Actor, seat: Assignment, sheet: PaperSheet) -> None:
    """Store the signature with its certificate, which is sealed with the scan's files."""
    paper, pledge = sheet.paper, sheet.signing.pledge
    signed = {
        "pledge_id": paper.pledge_id,
        "unit_id": paper.unit_id,
        "person_id": paper.person_id,
        "full_name": paper.full_name,
        "position_title": paper.position_title,
        "sign_mode": paper.sign_mode,
        "authorisation_id": paper.authorisation_id,
        "text_hash": pledge.text_hash,
        "channel": "paper",
        "paper_id": paper.id,
        # When the unit gave it; when the bloc decided on it stands with the scan.
        "signed_at": paper.handed_in_at,
    }
    facts = {"signer": paper.full_name, "handed_in_by": sheet.handed_in_by}
    under = Under(pledge, actor.cycle, sheet.unit, paper)
    await certificate.issue(uow, seat, under, signed, **facts)


async def refuse(
    uow: UnitOfWork, actor: Actor, paper_id: int, text: str
) -> tuple[PaperSheet, tuple[int, ...]]:
    """Send the scan back with a reason; the unit owes its signature again."""
    sheet, seat = await to_compare(uow, actor, paper_id)
    reason, unit_id, pledge = reason_of(text), sheet.unit.id, sheet.signing.pledge
    done = await _decide(uow, actor, sheet, {"state": PaperState.REFUSED, "reason": reason})
    await settle(uow, actor, pledge, unit_id)
    await history.record(
        uow, seat, "pledge.paper_refused", pledge.id, unit_id=unit_id, reason=reason
    )
    return done, await _people(uow, sheet)


async def _decide(
    uow: UnitOfWork, actor: Actor, sheet: PaperSheet, values: dict[str, Any]
) -> PaperSheet:
    decided = {"decided_by": actor.person.id, "decided_at": uow.now}
    await finish(uow, ObligationKind.COMPARE, sheet.paper.id)
    return await _changed(uow, sheet, {**values, **decided})


async def _people(uow: UnitOfWork, sheet: PaperSheet) -> tuple[int, ...]:
    held = await uow.people.held_in(sheet.signing.pledge.cycle_id, uow.now, UNIT_ROLES)
    return tuple(dict.fromkeys(a.person_id for a in held if a.unit_id == sheet.unit.id))
