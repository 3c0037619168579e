"""Invite codes: 130 random bits, used once, 14 days (product page, 2).

A code's hash gives its key, which an acceptance carries; only the key's hash is stored, so what
the database holds accepts nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from storage.accounts import Account
from storage.invites import Invite
from storage.kinds import ObligationKind, Role
from storage.people import Assignment, NewAssignment, Person
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.code import fresh, is_code, normal, refuse_locked
from workflow.errors import AccountTaken, Blank, NoSuchThing, NotPermitted, TooLong
from workflow.obligation import finish, finish_own
from workflow.permission import Actor, actor_of
from workflow.settling import hand_over_signing
from workflow.words import clean, fold, is_wordless

LENGTH = 26
KEY_LENGTH = 32
NAME_LIMIT = 100
LIFE = timedelta(days=14)


class BadCode(StrEnum):
    """Why an invite code opens nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Invitation:
    """An invite as its reader sees it before anything is bound.

    `others` are the holder's further roles of the year, which come with the seat.
    `key` is what an acceptance must carry: 128 bits of the code's hash, unguessable.
    """

    key: str
    invite: Invite
    seat: Assignment
    bloc_name: str
    year: int
    others: tuple[Assignment, ...] = ()

    @property
    def concerned(self) -> tuple[int, ...]:
        """Return who is told of a succession: the former holder, and who issued the code."""
        if not is_successor(self.invite.person_name, self.seat):
            return ()
        told = dict.fromkeys((self.seat.person_id, self.invite.issued_by))
        return tuple(person_id for person_id in told if person_id is not None)


def looks_like_code(text: str) -> bool:
    """Tell an invite code from other words: right length, only its letters."""
    return is_code(text, LENGTH)


def is_successor(name: str, seat: Assignment) -> bool:
    """Tell whether a code in that name moves the seat to somebody else than its holder."""
    return fold(name) != fold(seat.full_name)


async def issue(
    uow: UnitOfWork,
    assignment_id: int,
    *,
    person_name: str | None = None,
    issued_by: int | None = None,
) -> str:
    """Return a fresh code for a seat; the seat's unused codes end.

    With another person's name, accepting the code moves the seat to that person and ends the
    present holder's role the same moment.
    """
    seat = await uow.people.assignment(assignment_id)
    if seat is None or not await uow.people.is_held(assignment_id, uow.now):
        raise NoSuchThing
    await uow.invites.revoke_open(assignment_id, uow.now)
    code = fresh(LENGTH)
    await uow.invites.add(
        {
            "code_hash": _hashed(_key(code)),
            "assignment_id": assignment_id,
            "person_name": clean(person_name or seat.full_name)[:NAME_LIMIT],
            "position_title": seat.position_title,
            "issued_at": uow.now,
            "expires_at": uow.now + LIFE,
            "issued_by": issued_by,
        }
    )
    return code


async def issue_by(
    uow: UnitOfWork, actor: Actor, assignment_id: int, person_name: str | None = None
) -> tuple[str, Assignment]:
    """Issue a code in chat: the chair for any seat, a leader for the own unit's officers."""
    seat = await seat_to_issue(uow, actor, assignment_id)
    name = clean(person_name or seat.full_name)
    if is_wordless(name):
        raise Blank
    if len(name) > NAME_LIMIT:
        raise TooLong(len(name), NAME_LIMIT)
    code = await issue(uow, assignment_id, person_name=name, issued_by=actor.person.id)
    issuer = actor.seat(Role.CHAIR, Role.LEADER)
    assert issuer is not None
    await history.record(uow, issuer, "code.issued", assignment_id, unit_id=seat.unit_id)
    return code, seat


async def seats_for(uow: UnitOfWork, actor: Actor, unit_id: int) -> tuple[Unit, list[Assignment]]:
    """Return the seats of a unit for which the actor may issue codes."""
    unit = await uow.units.get(actor.cycle.id, unit_id)
    if unit is None:
        raise NoSuchThing
    held = await uow.people.held_in(actor.cycle.id, uow.now)
    seats = [a for a in held if a.unit_id == unit_id and _issues(actor, a)]
    if not seats:
        raise NotPermitted
    return unit, seats


def _issues(actor: Actor, seat: Assignment) -> bool:
    if actor.seat(Role.CHAIR) is not None:
        return True
    own = actor.seat(Role.LEADER, unit_id=seat.unit_id) is not None
    return seat.unit_id is not None and own and seat.role is Role.OFFICER


async def seat_to_issue(uow: UnitOfWork, actor: Actor, assignment_id: int) -> Assignment:
    """Return a seat for which the actor may issue a code, for its holder or a successor."""
    seat = await uow.people.assignment(assignment_id)
    if seat is None or seat.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if not _issues(actor, seat):
        raise NotPermitted
    return seat


async def revoke(uow: UnitOfWork, assignment_id: int) -> int:
    """End the seat's unused codes; return how many there were."""
    return await uow.invites.revoke_open(assignment_id, uow.now)


async def open_code(uow: UnitOfWork, account: Account, code: str) -> Invitation | BadCode:
    """Show what a code opens; nothing is bound. A wrong one counts towards the lock.

    An account that is somebody else's is refused: `AccountTaken`. Five wrong codes in an hour lock the account for an hour: `CodesLocked`.
    """
    await refuse_locked(uow, account)
    key = _key(normal(code))
    invite = await uow.invites.by_hash(_hashed(key))
    bad = BadCode.UNKNOWN if invite is None else _spent(uow, invite)
    if invite is not None and bad is None:
        return await _invitation(uow, account, invite, key)
    # People come back through the link by which they joined: that is no guess.
    if invite is None or invite.account_id != account.id:
        await uow.accounts.add_wrong_code(account.id, uow.now)
    return bad or BadCode.UNKNOWN


def _spent(uow: UnitOfWork, invite: Invite) -> BadCode | None:
    if invite.used_at is not None:
        return BadCode.USED
    if invite.revoked_at is not None:
        return BadCode.REVOKED
    return BadCode.EXPIRED if invite.expires_at <= uow.now else None


async def _invitation(uow: UnitOfWork, account: Account, invite: Invite, key: str) -> Invitation:
    seat = await uow.people.assignment(invite.assignment_id)
    assert seat is not None
    cycle = await uow.blocs.cycle(seat.cycle_id)
    bloc = await uow.blocs.get(cycle.bloc_id)
    others = await _others(uow, invite, seat)
    invitation = Invitation(key, invite, seat, bloc.name, cycle.year, others)
    # Binding ends what the account was: whoever acts through it would be out the same moment.
    actor = await actor_of(uow, account)
    if actor is not None and not _is_invited(actor.person, bloc.id, invitation):
        raise AccountTaken(actor.person.full_name)
    return invitation


async def _others(uow: UnitOfWork, invite: Invite, seat: Assignment) -> tuple[Assignment, ...]:
    """Return the holder's further roles; a successor gets the one seat alone."""
    if is_successor(invite.person_name, seat):
        return ()
    held = await uow.people.held_in(seat.cycle_id, uow.now)
    return tuple(a for a in held if a.person_id == seat.person_id and a.id != seat.id)


def _is_invited(person: Person, bloc_id: int, invitation: Invitation) -> bool:
    """Tell whether somebody known is meant: the holder, or by name whoever takes the seat over."""
    seat, name = invitation.seat, invitation.invite.person_name
    if is_successor(name, seat):
        return person.bloc_id == bloc_id and fold(person.full_name) == fold(name)
    return person.id == seat.person_id


async def accept(uow: UnitOfWork, account: Account, key: str) -> Invitation | BadCode:
    """Bind the account to the invited person, and the seat to them (R12: recorded).

    `key` is the invitation's: only who opened the code has it. A spent code answers USED; an
    account that is somebody else's is refused: `AccountTaken`.
    """
    invite = await uow.invites.by_hash(_hashed(key))
    if invite is None:
        return BadCode.UNKNOWN
    bad = _spent(uow, invite)
    if bad is not None:
        return bad
    invitation = await _invitation(uow, account, invite, key)
    # Before the seat moves: its open codes end then, and this one was used.
    await uow.invites.use(invite.id, account.id, uow.now)
    seat = await _seated(uow, account, invitation)
    await uow.accounts.bind(account.id, seat.person_id, uow.now)
    await finish(uow, ObligationKind.JOIN, seat.person_id)
    if seat.role is Role.LEADER:
        await hand_over_signing(uow, seat.cycle_id, seat.unit_id)
    await history.record(uow, seat, "person.joined", seat.person_id, channel=account.channel)
    return invitation


async def _seated(uow: UnitOfWork, account: Account, invitation: Invitation) -> Assignment:
    """Return the seat, moved to the invited person when it was somebody else's."""
    seat, invite = invitation.seat, invitation.invite
    if not is_successor(invite.person_name, seat):
        return seat
    person_id = await _successor(uow, account, invitation)
    await uow.people.end(seat.id, uow.now)
    await uow.invites.revoke_open(seat.id, uow.now)
    await finish_own(uow, seat.cycle_id, seat.person_id)
    new_id = await uow.people.assign(
        NewAssignment(
            seat.cycle_id,
            seat.unit_id,
            person_id,
            seat.role,
            invite.position_title,
            seat.sign_mode,
        ),
        uow.now,
    )
    await history.record(uow, seat, "role.ended", seat.person_id, successor=invite.person_name)
    moved = await uow.people.assignment(new_id)
    assert moved is not None
    return moved


async def _successor(uow: UnitOfWork, account: Account, invitation: Invitation) -> int:
    """Return the person of the invited name: whoever the account is already, or a new one."""
    name = invitation.invite.person_name
    cycle = await uow.blocs.cycle(invitation.seat.cycle_id)
    if account.person_id is not None:
        known = await uow.people.get(account.person_id)
        if _is_invited(known, cycle.bloc_id, invitation):
            return known.id
    return await uow.people.save(cycle.bloc_id, f"invite-{invitation.invite.id}", name)


def _key(code: str) -> str:
    return _hashed(code)[:KEY_LENGTH]


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
