"""A signature on paper: whose hands bring it, who compares it, and the duties around it."""

from datetime import date, timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from messages.addendum import text_of
from messages.documents.pledge_sheet import sheet_of
from storage.engine import Storage
from storage.kinds import ObligationKind, PledgeState, Role, Step
from storage.people import NewAssignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.workflow.random_walk import Scan
from tests.workflow.signing_walk import accepted, frozen_by, joins
from tests.workflow.small_bloc import SmallBloc, build
from tests.workflow.test_signing import (
    REASON,
    begun,
    handed_in,
    owing,
    signs,
)
from workflow import (
    addendum,
    extending,
    freezing,
    invite,
    paper_signature,
    pledge,
    pledge_paper,
    replacing,
    seat,
    signing_exception,
)
from workflow.errors import NotPermitted
from workflow.pledge_text import text_hash
from workflow.signatory import signatories
from workflow.signing_errors import ExceptionTooEarly, OwnPaper


async def opened(uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, by: str, unit: str) -> int:
    """Begin a unit's scan and send one page of it; return its id."""
    actor, unit_id = await bloc.actor(uow, by), bloc.units[unit]
    (who,) = await signatories(uow, actor, unit_id)
    sheet = await paper_signature.begin(uow, actor, frozen.id, unit_id, who)
    await paper_signature.add_page(uow, actor, sheet.paper.id, Scan())
    return sheet.paper.id


@pytest.mark.rule(4)
async def test_nobody_who_signed_or_brought_a_paper_compares_it(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    frozen = await begun(uow, bloc)
    secretary_id = bloc.people["secretary"]
    seat = NewAssignment(
        bloc.cycle_id, bloc.units["ordinary"], secretary_id, Role.OFFICER, "Chuyên viên"
    )
    await uow.people.assign(seat, uow.now)
    brought = await opened(uow, bloc, frozen, "secretary", "ordinary")

    officer = await bloc.actor(uow, "officer")
    sheet, comparers, _ = await paper_signature.send(uow, officer, brought)

    assert (sheet.paper.begun_by, sheet.paper.senders) == (secretary_id, [secretary_id])
    assert [one.person_id for one in comparers] == [bloc.people["chair"]]
    with pytest.raises(OwnPaper):
        await paper_signature.confirm(uow, await bloc.actor(uow, "secretary"), brought)
    chair = await bloc.actor(uow, "chair")
    await paper_signature.confirm(uow, chair, brought)

    await signs(uow, bloc, "deputy", frozen)
    signed = await opened(uow, bloc, frozen, "chair officer", "chair")
    await paper_signature.send(uow, await bloc.actor(uow, "chair officer"), signed)
    assert not (await paper_signature.open_paper(uow, chair, signed)).may_decide
    with pytest.raises(OwnPaper):
        await paper_signature.confirm(uow, chair, signed)
    await paper_signature.confirm(uow, await bloc.actor(uow, "secretary"), signed)


@pytest.mark.rule(4)
async def test_the_deputy_compares_the_chair_units_own_paper_where_nobody_else_may(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    frozen = await begun(uow, bloc)
    secretary, deputy = await bloc.seat(uow, "secretary"), await bloc.actor(uow, "deputy")
    await uow.people.end(secretary.id, uow.now)
    ordinary = await opened(uow, bloc, frozen, "officer", "ordinary")
    _, comparers, _ = await paper_signature.send(uow, await bloc.actor(uow, "officer"), ordinary)
    assert [one.role for one in comparers] == [Role.CHAIR]
    with pytest.raises(NotPermitted):
        await paper_signature.open_paper(uow, deputy, ordinary)
    await paper_signature.confirm(uow, await bloc.actor(uow, "chair"), ordinary)
    await signs(uow, bloc, "deputy", frozen)
    own = await opened(uow, bloc, frozen, "chair officer", "chair")

    _, comparers, _ = await paper_signature.send(uow, await bloc.actor(uow, "chair officer"), own)

    assert [(one.role, one.person_id) for one in comparers] == [(Role.DEPUTY, deputy.person.id)]
    duties = await uow.obligations.owed_by(deputy.person.id, deputy.seats)
    assert [one.kind for one in duties] == [ObligationKind.COMPARE]
    assert (await paper_signature.open_paper(uow, deputy, own)).may_decide
    _, now, _ = await paper_signature.confirm(uow, deputy, own)
    assert now.pledge.state is PledgeState.COMPLETE


async def test_a_paper_counts_from_the_day_it_was_handed_in(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        frozen = await begun(uow, bloc)
        paper = await handed_in(uow, bloc, frozen, "officer")
        given = uow.now
    clock.move(timedelta(days=5))
    async with storage.begin() as uow:
        secretary = await bloc.actor(uow, "secretary")
        sheet, _, _ = await paper_signature.confirm(uow, secretary, paper)
        [one] = await uow.pledges.signatures(frozen.id)
        assert (one.signed_at, sheet.paper.decided_at) == (given, uow.now)


async def test_the_chair_unit_is_not_asked_again_before_its_turn(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await uow.blocs.save_deadline(bloc.cycle_id, Step.SIGN, date(2027, 1, 4))
    frozen = await begun(uow, bloc)
    chair, ordinary = await bloc.actor(uow, "chair"), bloc.units["ordinary"]
    await signing_exception.grant(uow, chair, frozen.id, ordinary, REASON)
    cells = sheet_of(await pledge_paper.sheet(uow, chair)).parties
    [excepted] = [one for one in cells if one.is_excepted]
    assert (excepted.unit, excepted.mark) == ("Sở Tài chính", "Ngoại lệ, không ký")
    assert (excepted.name, excepted.capacity) == ("", ())
    await signs(uow, bloc, "deputy", frozen)
    paper = await opened(uow, bloc, frozen, "chair officer", "chair")
    await paper_signature.send(uow, await bloc.actor(uow, "chair officer"), paper)
    await signing_exception.withdraw(uow, chair, frozen.id, ordinary)

    await paper_signature.refuse(uow, await bloc.actor(uow, "secretary"), paper, REASON)

    assert await owing(uow, frozen) == {ordinary}


async def addendum_frozen(uow: UnitOfWork, bloc: SmallBloc) -> tuple[Pledge, Pledge]:
    """Let everybody sign and a unit join late; return the pledge and the late unit's addendum."""
    await uow.blocs.save_deadline(bloc.cycle_id, Step.SIGN, date(2027, 1, 4))
    frozen = await begun(uow, bloc)
    for name in ("leader", "deputy", "chair"):
        await signs(uow, bloc, name, frozen)
    await joins(uow, bloc)
    await accepted(uow, bloc, "joiner", ("joiner", "chair"))
    chair, unit_id = await bloc.actor(uow, "chair"), bloc.units["joiner"]
    draft = await addendum.draft_for(uow, chair, unit_id)
    text = text_of(draft)
    start = text_hash(text)[: freezing.HASH_START]
    made = await addendum.freeze(uow, chair, draft, text, start)
    return frozen, made


@pytest.mark.rule(8)
async def test_an_addendum_keeps_its_own_deadline_and_its_signers_hear_of_its_end(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    frozen, made = await addendum_frozen(uow, bloc)
    chair, unit_id = await bloc.actor(uow, "chair"), bloc.units["joiner"]
    whole = await pledge_paper.sheet(uow, chair)
    assert {unit.id for unit, _ in whole.parties} == set(frozen.parties)
    [own] = sheet_of(await pledge_paper.text(uow, chair, made.id)).parties
    assert (own.name, own.is_excepted) == ("Tâm", False)

    paper = await opened(uow, bloc, made, "joiner", "joiner")
    await paper_signature.send(uow, await bloc.actor(uow, "joiner"), paper)
    with pytest.raises(ExceptionTooEarly):
        await signing_exception.to_except(uow, chair, made.id, unit_id)
    await paper_signature.refuse(uow, await bloc.actor(uow, "secretary"), paper, REASON)
    [owed] = await uow.obligations.find_open(ObligationKind.SIGN, made.id)
    assert (owed.due_on, owed.unit_id) == (made.sign_due_on, unit_id)

    _, told = await replacing.replace(uow, chair, frozen.id, REASON)
    assert bloc.people["joiner"] in told


@pytest.mark.rule(13)
async def test_an_extension_for_every_unit_gives_time_for_an_addendum_too(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    _, made = await addendum_frozen(uow, bloc)
    chair, unit_id = await bloc.actor(uow, "chair"), bloc.units["joiner"]
    dated = made.sign_due_on
    assert dated is not None
    for day, counts in ((dated - timedelta(days=1), dated), (dated + timedelta(days=9), None)):
        told = await extended(uow, bloc, day)
        assert told == (set() if counts else {unit_id})
        shown = await pledge.signing(uow, await bloc.actor(uow, "joiner"))
        assert shown is not None
        [owed] = await uow.obligations.find_open(ObligationKind.SIGN, made.id)
        assert shown.due_on == owed.due_on == (counts or day)
    with pytest.raises(ExceptionTooEarly) as early:
        await signing_exception.to_except(uow, chair, made.id, unit_id)
    assert early.value.due_on == dated + timedelta(days=9)


async def extended(uow: UnitOfWork, bloc: SmallBloc, day: date) -> set[int]:
    """Give every unit time to sign; return the ids of those to which it matters."""
    chair = await bloc.actor(uow, "chair")
    aim = await extending.to_extend(uow, chair, Step.SIGN)
    wished = await extending.propose(uow, chair, aim, day, REASON)
    return {unit.id for unit, _ in await extending.grant(uow, chair, wished, wished.hash_start)}


async def succeeded(uow: UnitOfWork, bloc: SmallBloc) -> int:
    """Let somebody who has not joined lead the ordinary unit; return their seat's id."""
    await uow.people.end((await bloc.seat(uow, "leader")).id, uow.now)
    person_id = await uow.people.save(1, "successor", "Trịnh Văn Kế")
    ordinary = bloc.units["ordinary"]
    seat = NewAssignment(bloc.cycle_id, ordinary, person_id, Role.LEADER, "Giám đốc")
    return await uow.people.assign(seat, uow.now)


async def role_that_owes(uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge) -> Role:
    """Return through which role the ordinary unit owes its signature."""
    owed = await uow.obligations.find_open(ObligationKind.SIGN, frozen.id)
    (role,) = [one.role for one in owed if one.unit_id == bloc.units["ordinary"]]
    return role


async def test_a_unit_owes_through_its_officer_until_its_leader_joins(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    chair = await bloc.actor(uow, "chair")
    await replacing.replace(uow, chair, (await begun(uow, bloc)).id, REASON)
    seat_id = await succeeded(uow, bloc)
    frozen = await frozen_by(uow, chair)
    assert await role_that_owes(uow, bloc, frozen) is Role.OFFICER
    paper = await opened(uow, bloc, frozen, "officer", "ordinary")
    await paper_signature.send(uow, await bloc.actor(uow, "officer"), paper)
    await paper_signature.refuse(uow, await bloc.actor(uow, "secretary"), paper, REASON)
    assert await role_that_owes(uow, bloc, frozen) is Role.OFFICER

    account = await uow.accounts.open("web", "successor", uow.now)
    found = await invite.open_code(uow, account, await invite.issue(uow, seat_id))
    assert isinstance(found, invite.Invitation)
    await invite.accept(uow, account, found.key)

    assert await role_that_owes(uow, bloc, frozen) is Role.LEADER


async def test_a_unit_owes_through_its_officer_when_its_leader_leaves(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    frozen = await begun(uow, bloc)
    assert await role_that_owes(uow, bloc, frozen) is Role.LEADER

    await seat.end_role(uow, await bloc.seat(uow, "leader"))

    assert await role_that_owes(uow, bloc, frozen) is Role.OFFICER
