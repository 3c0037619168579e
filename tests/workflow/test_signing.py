"""Signing in full: wrong names, declining, exceptions, another text, papers, late joiners."""

from collections import Counter
from datetime import date, timedelta
from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from bot.rehearsal.clock import MovableClock
from messages.addendum import text_of
from storage.engine import Storage
from storage.kinds import (
    ObligationKind,
    PaperState,
    PledgeState,
    Role,
    SignMode,
    Step,
)
from storage.people import NewAssignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.workflow.random_walk import Scan
from tests.workflow.signing_walk import (
    SigningWalk,
    accepted,
    add_secretary,
    frozen_by,
    give_lead,
    joins,
)
from tests.workflow.small_bloc import SmallBloc, build
from workflow import (
    addendum,
    declining,
    freezing,
    paper_signature,
    pledge,
    replacing,
    section,
    signing,
    signing_exception,
)
from workflow.errors import AlreadySigned, ChairSignsLast, NotPermitted, SigningClosed
from workflow.file_errors import FileRefused
from workflow.pledge_text import text_hash
from workflow.roll import Signing
from workflow.signatory import signatories
from workflow.signing_errors import (
    ExceptionTooEarly,
    NameLocked,
    NotAJoiner,
    OwnPaper,
    PaperEmpty,
    UnitExcepted,
)
from workflow.witness import entry_of, gather

REASON = "Nội dung mục III chưa thống nhất"
WRITERS = {
    "officer": ("leader", "chair"),
    "chair officer": ("chair", "deputy"),
    "deputy": ("deputy", "chair"),
}


async def begun(uow: UnitOfWork, bloc: SmallBloc) -> Pledge:
    """Accept every list, add a secretary, freeze the text."""
    for writer, deciders in WRITERS.items():
        await accepted(uow, bloc, writer, deciders)
    await add_secretary(uow, bloc)
    return await frozen_by(uow, await bloc.actor(uow, "chair"))


@pytest.fixture
async def frozen(uow: UnitOfWork, bloc: SmallBloc) -> Pledge:
    return await begun(uow, bloc)


async def signs(uow: UnitOfWork, bloc: SmallBloc, name: str, at: Pledge) -> Signing:
    actor = await bloc.actor(uow, name)
    done = await signing.sign(uow, actor, at.id, actor.person.full_name)
    assert not isinstance(done, signing.Mistyped)
    return done


async def owing(uow: UnitOfWork, at: Pledge) -> set[int | None]:
    return {one.unit_id for one in await uow.obligations.find_open(ObligationKind.SIGN, at.id)}


@pytest.mark.rule(7)
@pytest.mark.rule(8)
@pytest.mark.rule(12)
@pytest.mark.rule(13)
async def test_random_signing_breaks_no_rule(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await uow.blocs.save_deadline(bloc.cycle_id, Step.SIGN, date(2027, 1, 4))
    await begun(uow, bloc)
    walk = SigningWalk(uow, bloc, Random(8))

    await walk.steps(250)

    assert set(walk.done) >= {
        *("sign", "decline", "grant", "withdraw", "replace", "freeze", "edit", "extend"),
        *("hand_in", "confirm", "refuse", "replace_leader", "join", "add", "sign_addendum"),
    }
    acts = await uow.histories.all()
    assert any(act.act == "pledge.decline_taken_back" for act in acts)
    logged = Counter(entry for entry in map(entry_of, acts) if entry)
    assert (await gather(uow)).entries == logged
    versions = await uow.pledges.versions(bloc.cycle_id)
    assert len(versions) > 2
    assert walk.refused > 50


@pytest.mark.rule(7)
async def test_three_wrong_names_make_the_person_wait(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        frozen = await begun(uow, bloc)
        leader = await bloc.actor(uow, "leader")
        wrong = [await signing.sign(uow, leader, frozen.id, name) for name in ("a", "b", "Khánh")]
    assert [(one.left, one.opens_at is None) for one in wrong if isinstance(one, signing.Mistyped)]
    last = wrong[-1]
    assert isinstance(last, signing.Mistyped)
    assert last.opens_at == clock.now() + timedelta(minutes=15)

    clock.move(timedelta(minutes=14))
    async with storage.begin() as uow:
        with pytest.raises(NameLocked) as locked:
            await signs(uow, bloc, "leader", frozen)
    assert locked.value.opens_at == last.opens_at

    clock.move(timedelta(minutes=1))
    async with storage.begin() as uow:
        again = await signing.sign(uow, await bloc.actor(uow, "leader"), frozen.id, "c")
        assert isinstance(again, signing.Mistyped)
        assert (again.left, again.opens_at) == (2, None)
        await signs(uow, bloc, "leader", frozen)
        assert await uow.signings.wrong_names(bloc.people["leader"]) == []


@pytest.mark.rule(7)
async def test_a_capacity_by_order_stands_only_with_its_paper(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    seat = NewAssignment(
        bloc.cycle_id,
        bloc.units["ordinary"],
        bloc.people["leader"],
        Role.LEADER,
        "Trưởng phòng",
        SignMode.BY_AUTHORITY,
    )
    await uow.people.assign(seat, uow.now)
    leader = await bloc.actor(uow, "leader")

    with pytest.raises(NotPermitted):
        await signing.sign(uow, leader, frozen.id, leader.person.full_name)
    kept = await signing.authorise(uow, Scan("uy-quyen.pdf"), "")
    await signing.sign(
        uow, leader, frozen.id, leader.person.full_name, bloc.units["ordinary"], kept
    )

    [one] = await uow.pledges.signatures(frozen.id)
    assert (one.sign_mode, one.authorisation_id) == (SignMode.BY_AUTHORITY, kept)
    assert one.position_title == "Trưởng phòng"


@pytest.mark.rule(8)
async def test_who_declines_is_told_of_and_may_still_sign(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    await signs(uow, bloc, "deputy", frozen)
    leader = await bloc.actor(uow, "leader")
    ordinary = bloc.units["ordinary"]

    found, told = await declining.decline(uow, leader, frozen.id, ordinary, REASON)

    assert set(told) == {bloc.people[name] for name in ("chair", "secretary", "deputy")}
    assert found.declines[ordinary].reason == REASON
    assert await owing(uow, frozen) == set()
    with pytest.raises(ChairSignsLast):
        await signs(uow, bloc, "chair", frozen)
    done = await signs(uow, bloc, "leader", frozen)
    assert (done.declines, done.chair_is_next) == ({}, bloc.units["chair"])


@pytest.mark.rule(8)
async def test_an_exception_waits_for_the_deadline_and_ends_with_completion(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        await uow.blocs.save_deadline(bloc.cycle_id, Step.SIGN, date(2027, 3, 15))
        frozen = await begun(uow, bloc)
        chair, at = await bloc.actor(uow, "chair"), (frozen.id, bloc.units["ordinary"])
        with pytest.raises(ExceptionTooEarly):
            await signing_exception.grant(uow, chair, *at, REASON)
    clock.move(date(2027, 3, 16) - clock.now().date() + timedelta(hours=2))
    async with storage.begin() as uow:
        chair = await bloc.actor(uow, "chair")
        for name in ("secretary", "deputy", "leader"):
            with pytest.raises(NotPermitted):
                await signing_exception.grant(uow, await bloc.actor(uow, name), *at, REASON)
        with pytest.raises(NotPermitted):
            await signing_exception.grant(uow, chair, frozen.id, bloc.units["chair"], REASON)
        _, told = await signing_exception.grant(uow, chair, *at, REASON)
        assert set(told) == {bloc.people["officer"], bloc.people["leader"]}
        with pytest.raises(UnitExcepted):
            await signs(uow, bloc, "leader", frozen)
        await signing_exception.withdraw(uow, chair, *at)
        assert await owing(uow, frozen) == {bloc.units["ordinary"], bloc.units["deputy"]}
        await signing_exception.grant(uow, chair, *at, REASON)
        await signs(uow, bloc, "deputy", frozen)
        done = await signs(uow, bloc, "chair", frozen)
        assert (done.pledge.state, done.n_signed) == (PledgeState.COMPLETE, 2)
        with pytest.raises(SigningClosed):
            await signing_exception.withdraw(uow, chair, *at)


@pytest.mark.rule(7)
async def test_another_text_voids_signatures_and_asks_everybody_anew(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    await signs(uow, bloc, "leader", frozen)
    chair = await bloc.actor(uow, "chair")
    old, told = await replacing.replace(uow, chair, frozen.id, REASON)
    assert (old.state, old.text) == (PledgeState.VOID, frozen.text)
    assert set(told) == {bloc.people[n] for n in bloc.people if n != "secretary"}
    assert await owing(uow, frozen) == set()
    assert await uow.obligations.find_open(ObligationKind.FREEZE, bloc.cycle_id) != []
    with pytest.raises(SigningClosed):
        await signs(uow, bloc, "deputy", frozen)
    await section.save(uow, await bloc.actor(uow, "secretary"), "effect", 0, "Hiệu lực từ hôm nay.")

    new = await frozen_by(uow, chair)

    assert (new.version, await uow.pledges.signatures(new.id)) == (2, [])
    assert section.changed_keys(frozen.sections, new.sections) == ("effect",)
    assert await owing(uow, new) == {bloc.units["ordinary"], bloc.units["deputy"]}
    assert len(await uow.pledges.signatures(frozen.id)) == 1
    assert (await pledge.read(uow, chair, frozen.id)).text == frozen.text


@pytest.mark.rule(7)
async def test_a_signature_outlives_the_leader_and_a_duty_goes_to_the_new_one(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    await signs(uow, bloc, "leader", frozen)

    await give_lead(uow, bloc, "officer")

    officer = await bloc.actor(uow, "officer")
    shown = await pledge.signing(uow, officer)
    assert shown is not None
    assert (shown.may_sign, shown.to_hand_in) == (False, None)
    assert shown.my_signature is not None
    assert shown.my_signature.full_name == "Trần Quốc Khánh"
    assert await uow.obligations.owed_by(officer.person.id, officer.seats) == []
    with pytest.raises(AlreadySigned):
        await signs(uow, bloc, "officer", frozen)


async def handed_in(uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, name: str) -> int:
    """Hand in the leader's signature on paper; return the scan's id."""
    actor = await bloc.actor(uow, name)
    (who,) = await signatories(uow, actor, actor.units[0])
    sheet = await paper_signature.begin(uow, actor, frozen.id, actor.units[0], who)
    with pytest.raises(PaperEmpty):
        await paper_signature.send(uow, actor, sheet.paper.id)
    for _ in range(2):
        await paper_signature.add_page(uow, actor, sheet.paper.id, Scan())
    await paper_signature.send(uow, actor, sheet.paper.id)
    return sheet.paper.id


@pytest.mark.rule(4)
async def test_a_paper_counts_once_another_person_confirmed_it(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    ordinary = bloc.units["ordinary"]
    first = await handed_in(uow, bloc, frozen, "officer")
    secretary = await bloc.actor(uow, "secretary")
    assert ordinary not in await owing(uow, frozen)
    duties = await uow.obligations.owed_by(secretary.person.id, secretary.seats)
    assert [one.kind for one in duties] == [ObligationKind.COMPARE]
    await paper_signature.refuse(uow, secretary, first, "Thiếu trang 2 của bản ký")
    assert ordinary in await owing(uow, frozen)
    with pytest.raises(NotPermitted):
        await paper_signature.confirm(uow, await bloc.actor(uow, "deputy"), first)
    second = await handed_in(uow, bloc, frozen, "officer")

    sheet, now, told = await paper_signature.confirm(uow, secretary, second)

    [one] = await uow.pledges.signatures(frozen.id)
    assert (one.unit_id, one.full_name, one.channel) == (ordinary, "Trần Quốc Khánh", "paper")
    assert (sheet.paper.state, now.n_signed) == (PaperState.CONFIRMED, 1)
    assert set(told) == {bloc.people["officer"], bloc.people["leader"]}
    assert await uow.obligations.owed_by(secretary.person.id, secretary.seats) == []


@pytest.mark.rule(4)
async def test_nobody_compares_their_own_paper(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    for name in ("leader", "deputy"):
        await signs(uow, bloc, name, frozen)
    paper = await handed_in(uow, bloc, frozen, "chair")

    with pytest.raises(OwnPaper):
        await paper_signature.confirm(uow, await bloc.actor(uow, "chair"), paper)
    _, now, _ = await paper_signature.confirm(uow, await bloc.actor(uow, "secretary"), paper)

    assert now.pledge.state is PledgeState.COMPLETE


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", b"PK\x03\x04", "not_scan"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj <</Encrypt 5 0 R>>", "locked"),
        ("a.pdf", b"%PDF" + b"\0" * (60 * 1024 * 1024), "large"),
    ],
    ids=["word", "locked", "large"],
)
async def test_a_scan_nobody_can_compare_is_not_kept(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge, name: str, content: bytes, why: str
) -> None:
    officer = await bloc.actor(uow, "officer")
    (who,) = await signatories(uow, officer, officer.units[0])
    sheet = await paper_signature.begin(uow, officer, frozen.id, officer.units[0], who)

    sent = Scan(name, "application/pdf", content)

    with pytest.raises(FileRefused) as refused:
        await paper_signature.add_page(uow, officer, sheet.paper.id, sent)

    assert refused.value.why == why


@pytest.mark.rule(8)
async def test_who_joins_late_signs_an_addendum(
    uow: UnitOfWork, bloc: SmallBloc, frozen: Pledge
) -> None:
    for name in ("leader", "deputy", "chair"):
        await signs(uow, bloc, name, frozen)
    await joins(uow, bloc)
    await accepted(uow, bloc, "joiner", ("joiner", "chair"))
    chair, unit_id = await bloc.actor(uow, "chair"), bloc.units["joiner"]
    assert await uow.obligations.find_open(ObligationKind.FREEZE, bloc.cycle_id) != []
    draft = await addendum.draft_for(uow, chair, unit_id)
    text = text_of(draft)
    start = text_hash(text)[: freezing.HASH_START]

    made = await addendum.freeze(uow, chair, draft, text, start)

    assert (made.unit_id, made.version, frozen.text_hash in made.text) == (unit_id, 1, True)
    assert await uow.obligations.find_open(ObligationKind.FREEZE, bloc.cycle_id) == []
    [owed] = await uow.obligations.find_open(ObligationKind.SIGN, made.id)
    assert owed.unit_id == unit_id
    with pytest.raises(NotAJoiner):
        await addendum.draft_for(uow, chair, unit_id)
    shown = await pledge.signing(uow, await bloc.actor(uow, "joiner"))
    assert shown is not None
    assert (shown.pledge.id, shown.may_sign) == (made.id, True)
    done_ = await signs(uow, bloc, "joiner", made)
    assert (done_.pledge.state, done_.n_signed) == (PledgeState.COMPLETE, 1)
    main = await uow.pledges.current(bloc.cycle_id)
    assert main is not None
    assert (main.id, main.state) == (frozen.id, PledgeState.COMPLETE)
