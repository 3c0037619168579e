from datetime import timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from storage.accounts import Account
from storage.engine import Storage
from storage.kinds import AccountState, ObligationKind, Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow import invite, obligation
from workflow.errors import AccountTaken, CodesLocked, NoSuchThing, NotPermitted
from workflow.invite import BadCode, Invitation


async def _stranger(uow: UnitOfWork, name: str = "stranger") -> Account:
    return await uow.accounts.open("web", name, uow.now)


async def _opened(uow: UnitOfWork, account: Account, code: str) -> Invitation:
    found = await invite.open_code(uow, account, code)
    assert isinstance(found, Invitation)
    return found


async def test_opening_a_code_binds_nothing(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    account = await _stranger(uow)

    invitation = await _opened(uow, account, await invite.issue(uow, seat.id))

    assert invitation.seat == seat
    assert (await uow.accounts.get(account.id)).person_id is None


async def test_accepting_moves_the_person_to_the_new_account(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    seat = await bloc.seat(uow, "officer")
    account = await _stranger(uow)
    invitation = await _opened(uow, account, await invite.issue(uow, seat.id))

    await invite.accept(uow, account, invitation.key)

    assert (await uow.accounts.get(account.id)).person_id == seat.person_id
    assert (await uow.accounts.get(bloc.accounts["officer"])).state is AccountState.ENDED


async def test_a_code_is_used_once(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    code = await invite.issue(uow, seat.id)
    account, other = await _stranger(uow), await _stranger(uow, "other")
    invitation = await _opened(uow, account, code)
    await invite.accept(uow, account, invitation.key)

    assert await invite.accept(uow, account, invitation.key) is BadCode.USED
    assert await invite.open_code(uow, other, code) is BadCode.USED


async def test_a_successors_code_is_used_not_revoked(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    code = await invite.issue(uow, seat.id, person_name="Đinh Công Tráng")
    account = await _stranger(uow)
    invitation = await _opened(uow, account, code)

    await invite.accept(uow, account, invitation.key)

    assert await invite.accept(uow, account, invitation.key) is BadCode.USED
    kept = await uow.invites.by_hash(invitation.invite.code_hash)
    assert kept is not None
    assert (kept.used_at, kept.account_id, kept.revoked_at) == (uow.now, account.id, None)


async def test_a_successor_takes_the_seat_the_same_moment(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    account = await _stranger(uow)
    code = await invite.issue(uow, seat.id, person_name="Đinh Công Tráng")
    await invite.accept(uow, account, (await _opened(uow, account, code)).key)

    assert await uow.people.held_by(seat.person_id, uow.now) == []
    person_id = (await uow.accounts.get(account.id)).person_id
    assert person_id is not None
    held = await uow.people.held_by(person_id, uow.now)
    assert [(a.full_name, a.role, a.unit_id) for a in held] == [
        ("Đinh Công Tráng", Role.OFFICER, seat.unit_id)
    ]


async def test_a_new_code_ends_the_unused_one(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    old, new = await invite.issue(uow, seat.id), await invite.issue(uow, seat.id)
    account = await _stranger(uow)

    assert await invite.open_code(uow, account, old) is BadCode.REVOKED
    assert isinstance(await invite.open_code(uow, account, new), Invitation)


async def test_a_code_lives_fourteen_days(storage: Storage, clock: MovableClock) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        code = await invite.issue(uow, (await bloc.seat(uow, "officer")).id)

    clock.move(timedelta(days=14) - timedelta(microseconds=1))
    async with storage.begin() as uow:
        invitation = await _opened(uow, await _stranger(uow), code)
    clock.move(timedelta(microseconds=1))
    async with storage.begin() as uow:
        assert await invite.open_code(uow, await _stranger(uow), code) is BadCode.EXPIRED
        assert await invite.accept(uow, await _stranger(uow), invitation.key) is BadCode.EXPIRED


async def test_five_wrong_codes_lock_the_account_for_an_hour(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        code = await invite.issue(uow, (await bloc.seat(uow, "officer")).id)
        account = await _stranger(uow)
        for _ in range(5):
            assert await invite.open_code(uow, account, "0" * 26) is BadCode.UNKNOWN
        with pytest.raises(CodesLocked):
            await invite.open_code(uow, account, code)
        other = await _stranger(uow, "other")
        assert isinstance(await invite.open_code(uow, other, code), Invitation)

    clock.move(timedelta(hours=1))
    async with storage.begin() as uow:
        assert isinstance(await invite.open_code(uow, account, code), Invitation)


@pytest.mark.parametrize("key", ["", "f" * 31, "f" * 32, "%" * 32, "f" * 64])
async def test_a_forged_key_accepts_nothing(uow: UnitOfWork, bloc: SmallBloc, key: str) -> None:
    await invite.issue(uow, (await bloc.seat(uow, "officer")).id)

    assert await invite.accept(uow, await _stranger(uow), key) is BadCode.UNKNOWN


async def test_the_stored_hash_opens_nothing(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """Whoever reads a backup holds the column, not the key."""
    account = await _stranger(uow)
    code = await invite.issue(uow, (await bloc.seat(uow, "officer")).id)
    stored = (await _opened(uow, account, code)).invite.code_hash

    for key in (stored, stored[: invite.KEY_LENGTH], stored[invite.KEY_LENGTH :]):
        assert await invite.accept(uow, account, key) is BadCode.UNKNOWN


async def test_an_account_that_is_somebody_elses_accepts_nothing(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    seat = await bloc.seat(uow, "officer")
    code = await invite.issue(uow, seat.id)
    stranger, chair = await _stranger(uow), await uow.accounts.get(bloc.accounts["chair"])
    invitation = await _opened(uow, stranger, code)

    with pytest.raises(AccountTaken):
        await invite.open_code(uow, chair, code)
    with pytest.raises(AccountTaken):
        await invite.accept(uow, chair, invitation.key)

    assert (await uow.accounts.get(chair.id)).person_id == bloc.people["chair"]
    assert await _opened(uow, stranger, code) == invitation


async def test_the_holder_does_not_accept_the_successors_code(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    seat = await bloc.seat(uow, "officer")
    code = await invite.issue(uow, seat.id, person_name="Đinh Công Tráng")

    with pytest.raises(AccountTaken):
        await invite.open_code(uow, await uow.accounts.get(bloc.accounts["officer"]), code)


async def test_an_account_whose_roles_ended_can_be_somebody_elses(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    seat = await bloc.seat(uow, "officer")
    account = await uow.accounts.get(bloc.accounts["leader"])
    await uow.people.end((await bloc.seat(uow, "leader")).id, uow.now)

    invitation = await _opened(uow, account, await invite.issue(uow, seat.id))
    await invite.accept(uow, account, invitation.key)

    assert (await uow.accounts.get(account.id)).person_id == seat.person_id


@pytest.mark.parametrize(
    ("issuer", "holder", "may"),
    [
        ("chair", "officer", True),
        ("chair", "deputy", True),
        ("leader", "officer", True),
        ("leader", "leader", False),
        ("leader", "chair officer", False),
        ("officer", "officer", False),
        ("deputy", "officer", False),
    ],
)
async def test_codes_come_from_the_chair_or_the_own_leader(
    uow: UnitOfWork, bloc: SmallBloc, issuer: str, holder: str, may: bool
) -> None:
    actor, seat = await bloc.actor(uow, issuer), await bloc.seat(uow, holder)

    if may:
        code, issued = await invite.issue_by(uow, actor, seat.id)
        assert (len(code), issued) == (invite.LENGTH, seat)
    else:
        with pytest.raises(NotPermitted):
            await invite.issue_by(uow, actor, seat.id)


async def test_no_code_opens_a_seat_that_has_ended(uow: UnitOfWork, bloc: SmallBloc) -> None:
    seat = await bloc.seat(uow, "officer")
    await uow.people.end(seat.id, uow.now)

    with pytest.raises(NoSuchThing):
        await invite.issue_by(uow, await bloc.actor(uow, "chair"), seat.id)


async def test_joining_ends_the_duty_to_join(uow: UnitOfWork, bloc: SmallBloc) -> None:
    person_id = await uow.people.save(1, "new", "Tạ Quang Thắng")
    unit_id = bloc.units["ordinary"]
    seat_id = await uow.people.assign(
        NewAssignment(bloc.cycle_id, unit_id, person_id, Role.OFFICER, "Chuyên viên"), uow.now
    )
    await obligation.open_for_bloc(uow, bloc.cycle_id)
    account = await _stranger(uow)
    assert len(await uow.obligations.find_open(ObligationKind.JOIN, person_id)) == 1

    invitation = await _opened(uow, account, await invite.issue(uow, seat_id))
    await invite.accept(uow, account, invitation.key)

    assert await uow.obligations.find_open(ObligationKind.JOIN, person_id) == []
