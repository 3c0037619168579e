from datetime import timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from messages.pledge import file_name, sections_of, text_of
from storage.engine import Storage
from storage.kinds import ObligationKind, PledgeState, Role
from storage.people import NewAssignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow import approval, freezing, pledge, signing
from workflow.errors import (
    AlreadySigned,
    ChairSignsLast,
    ListsMissing,
    NotPermitted,
    PledgeExists,
    Refusal,
    SigningClosed,
    TextChanged,
)
from workflow.freezing import HASH_START
from workflow.pledge_text import normalised, text_hash
from workflow.roll import Signing
from workflow.submission import Sheet

WRITERS = {"officer": ("leader", "chair"), "chair officer": ("chair", "deputy")}


async def _approve_all(uow: UnitOfWork, bloc: SmallBloc) -> None:
    for writer, deciders in {**WRITERS, "deputy": ("deputy", "chair")}.items():
        sheet: Sheet = await bloc.submit(uow, writer)
        for decider in deciders:
            actor = await bloc.actor(uow, decider)
            done = await approval.approve(
                uow, actor, sheet.submission.id, sheet.submission.revision
            )
            sheet = done.sheet


async def _freeze(uow: UnitOfWork, bloc: SmallBloc) -> Pledge:
    chair = await bloc.actor(uow, "chair")
    draft = await pledge.draft(uow, chair)
    start = text_hash(text_of(draft))[:HASH_START]
    return await freezing.freeze(uow, chair, sections_of(draft), start, file_name(draft))


@pytest.fixture
async def frozen(uow: UnitOfWork, bloc: SmallBloc) -> Pledge:
    await _approve_all(uow, bloc)
    return await _freeze(uow, bloc)


async def _signs(uow: UnitOfWork, bloc: SmallBloc, name: str, frozen: Pledge) -> Signing:
    actor = await bloc.actor(uow, name)
    done = await signing.sign(uow, actor, frozen.id, actor.person.full_name)
    assert not isinstance(done, signing.Mistyped)
    return done


async def test_the_text_waits_for_every_units_approved_list(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await bloc.submit(uow, "officer")

    with pytest.raises(ListsMissing) as refused:
        await _freeze(uow, bloc)

    assert len(refused.value.units) == 3


async def test_a_text_that_was_not_shown_is_not_frozen(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R7."""
    await _approve_all(uow, bloc)
    chair = await bloc.actor(uow, "chair")

    for start in ("", "0" * HASH_START, text_hash(normalised("Khác"))[:HASH_START]):
        with pytest.raises(TextChanged):
            await freezing.freeze(uow, chair, (("heading", "Giao ước"),), start, "a.txt")


async def test_a_frozen_text_is_kept_with_its_hash_and_file(
    uow: UnitOfWork, frozen: Pledge
) -> None:
    file = await uow.files.get(frozen.file_id)

    assert frozen.text_hash == text_hash(frozen.text)
    assert file is not None
    assert (file.sha256, file.content) == (frozen.text_hash, frozen.text.encode())


async def test_a_pledge_is_frozen_once(uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge) -> None:
    with pytest.raises(PledgeExists):
        await _freeze(uow, bloc)


@pytest.mark.parametrize("name", ["officer", "chair officer"])
async def test_only_a_leader_signs(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, name: str
) -> None:
    with pytest.raises(NotPermitted):
        await _signs(uow, bloc, name, frozen)


async def test_the_chair_unit_signs_last_and_completes_the_pledge(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    """R8."""
    with pytest.raises(ChairSignsLast):
        await _signs(uow, bloc, "chair", frozen)
    await _signs(uow, bloc, "leader", frozen)
    assert (await _signs(uow, bloc, "deputy", frozen)).chair_is_next == bloc.units["chair"]

    done = await _signs(uow, bloc, "chair", frozen)

    assert (done.pledge.state, done.missing) == (PledgeState.COMPLETE, ())
    assert await uow.obligations.find_open(ObligationKind.SIGN, frozen.id) == []


async def test_a_unit_signs_once(uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge) -> None:
    """R7."""
    await _signs(uow, bloc, "leader", frozen)

    with pytest.raises(AlreadySigned):
        await _signs(uow, bloc, "leader", frozen)


async def _leads_too(uow: UnitOfWork, bloc: SmallBloc, name: str, unit: str) -> None:
    """Give somebody a second unit to lead, in the place of whoever led it."""
    for held in await uow.people.held_in(bloc.cycle_id, uow.now, (Role.LEADER,)):
        if held.unit_id == bloc.units[unit]:
            await uow.people.end(held.id, uow.now)
    seat = NewAssignment(
        bloc.cycle_id, bloc.units[unit], bloc.people[name], Role.LEADER, "Phó Giám đốc"
    )
    await uow.people.assign(seat, uow.now)


async def test_a_leader_of_two_units_signs_for_one_after_the_other(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    """R8."""
    await _leads_too(uow, bloc, "leader", "deputy")

    first = await _signs(uow, bloc, "leader", frozen)
    shown = await pledge.signing(uow, await bloc.actor(uow, "leader"))
    second = await _signs(uow, bloc, "leader", frozen)

    for done, unit in ((first, "ordinary"), (second, "deputy")):
        assert done.my_signature is not None
        assert done.my_signature.unit_id == bloc.units[unit]
    assert shown is not None
    assert (shown.may_sign, shown.my_signature) == (True, None)
    assert second.chair_is_next == bloc.units["chair"]
    with pytest.raises(AlreadySigned):
        await _signs(uow, bloc, "leader", frozen)


async def test_a_leader_of_the_chair_unit_and_another_signs_for_the_other_first(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    """R8."""
    await _leads_too(uow, bloc, "chair", "ordinary")
    await _signs(uow, bloc, "deputy", frozen)

    first = await _signs(uow, bloc, "chair", frozen)
    last = await _signs(uow, bloc, "chair", frozen)

    assert first.chair_is_next == bloc.units["chair"]
    assert last.pledge.state is PledgeState.COMPLETE


async def test_an_answer_signs_for_the_unit_that_was_named(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    """Signed meanwhile on the other channel: the answer does not slip to the next unit."""
    await _leads_too(uow, bloc, "leader", "deputy")
    leader = await bloc.actor(uow, "leader")
    _, seat = await signing.to_sign(uow, leader, frozen.id)
    await _signs(uow, bloc, "leader", frozen)

    with pytest.raises(AlreadySigned):
        await signing.sign(uow, leader, frozen.id, leader.person.full_name, seat.unit_id)
    with pytest.raises(NotPermitted):
        await signing.sign(uow, leader, frozen.id, leader.person.full_name, bloc.units["chair"])


@pytest.mark.parametrize("typed", ["tran quoc khanh", "TRẦN QUỐC KHÁNH", " Trần  Quốc Khánh "])
async def test_the_typed_name_may_lack_marks_and_case(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, typed: str
) -> None:
    leader = await bloc.actor(uow, "leader")

    signed = await signing.sign(uow, leader, frozen.id, typed)

    assert not isinstance(signed, signing.Mistyped)
    assert signed.my_signature is not None
    assert signed.my_signature.full_name == "Trần Quốc Khánh"


@pytest.mark.parametrize("typed", ["", "Khánh", "Trần Quốc Khanh Khánh", "Tôi ký"])
async def test_another_name_signs_nothing(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, typed: str
) -> None:
    leader = await bloc.actor(uow, "leader")

    assert isinstance(await signing.sign(uow, leader, frozen.id, typed), signing.Mistyped)
    assert await uow.pledges.signatures(frozen.id) == []


@pytest.mark.parametrize("other", [0, 99])
async def test_a_pledge_that_is_not_open_is_not_signed(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, other: int
) -> None:
    leader = await bloc.actor(uow, "leader")

    with pytest.raises(SigningClosed):
        await signing.sign(uow, leader, other, leader.person.full_name)
    with pytest.raises(Refusal):
        await pledge.read(uow, leader, other)


async def test_a_signature_is_of_its_own_moment(storage: Storage, clock: MovableClock) -> None:
    """R7: name, position and instant as of signing."""
    async with storage.begin() as uow:
        bloc = await build(uow)
        await _approve_all(uow, bloc)
        frozen = await _freeze(uow, bloc)
    clock.move(timedelta(days=1))
    async with storage.begin() as uow:
        await _signs(uow, bloc, "leader", frozen)
        [signature] = await uow.pledges.signatures(frozen.id)

    assert signature.signed_at == clock.now()
    assert (signature.text_hash, signature.channel) == (frozen.text_hash, "web")
