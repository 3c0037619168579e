"""A secretary's notice between the secretary and two chairs: each step once, by its own people."""

from datetime import date

import pytest

from storage.kinds import NoticeState, ObligationKind, Role, Standing
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import YEAR, SmallBloc, add_cycle
from workflow import broadcast, narrowing, notice, offering
from workflow.errors import AudienceChanged, DraftChanged, NoSuchThing, NotPermitted
from workflow.notice_errors import AuthorGone, NobodyToReach, NoticeOffered, NotOffered

EVERYBODY = 5


@pytest.fixture
async def offered(uow: UnitOfWork, bloc: SmallBloc) -> offering.Offer:
    """Let the officer be the secretary, and the deputy's person a second chair."""
    for name, role in (("officer", Role.SECRETARY), ("deputy", Role.CHAIR)):
        unit, person = bloc.units["chair"], bloc.people[name]
        await uow.people.assign(NewAssignment(bloc.cycle_id, unit, person, role, ""), uow.now)
    secretary = await bloc.actor(uow, "officer")
    draft = (await notice.compose(uow, secretary)).notice
    await notice.write(uow, secretary, draft.id, "subject", "Họp khối ngày 20/01")
    written = await notice.write(uow, secretary, draft.id, "body", "Mời dự họp.")
    return await offering.offer(uow, secretary, draft.id, written.notice.revision)


async def owed(uow: UnitOfWork, notice_id: int) -> int:
    return len(await uow.obligations.find_open(ObligationKind.RELEASE, notice_id))


async def test_two_chairs_decide_once(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    known = offered.shown.notice
    assert (len(offered.chairs), offered.due_on) == (2, date(2027, 1, 12))
    assert await owed(uow, known.id) == 1
    first, second = await bloc.actor(uow, "chair"), await bloc.actor(uow, "deputy")
    shown = await notice.preview(uow, second, known.id)
    assert (shown.may_release, shown.is_own, len(shown.people)) == (True, False, EVERYBODY)
    mark = shown.mark

    await broadcast.release(uow, first, known.id, known.revision, mark)

    for verb in (offering.take_over, offering.to_send_back):
        with pytest.raises(NotOffered):
            await verb(uow, second, known.id, known.revision)
    with pytest.raises(NotOffered):
        await broadcast.release(uow, second, known.id, known.revision, mark)
    with pytest.raises(NotOffered):
        await offering.take_back(uow, await bloc.actor(uow, "officer"), known.id)
    assert await owed(uow, known.id) == 0


async def test_what_was_offered_anew_is_not_decided_on_unseen(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    known, secretary = offered.shown.notice, await bloc.actor(uow, "officer")
    for _ in range(2):
        taken, told = await offering.take_back(uow, secretary, known.id)
    assert told == ()
    again = await offering.offer(uow, secretary, known.id, taken.notice.revision)
    chair, mark = await bloc.actor(uow, "chair"), again.shown.mark

    with pytest.raises(DraftChanged):
        await offering.send_back(uow, chair, known.id, known.revision, "Chưa rõ thời hạn.")
    with pytest.raises(DraftChanged):
        await broadcast.release(uow, chair, known.id, known.revision, mark)
    (held,) = [
        seat
        for seat in await uow.people.held_by(secretary.person.id, uow.now)
        if seat.role is Role.SECRETARY
    ]
    await uow.people.end(held.id, uow.now)
    with pytest.raises(AuthorGone):
        await offering.to_send_back(uow, chair, known.id, again.shown.notice.revision)
    mine, author_id = await offering.take_over(uow, chair, known.id, again.shown.notice.revision)

    assert author_id == secretary.person.id
    assert (mine.notice.author_id, mine.notice.state) == (chair.person.id, NoticeState.DRAFT)
    with pytest.raises(NoSuchThing):
        await notice.opened(uow, secretary, known.id)


async def test_only_the_secretary_offers_and_only_the_chair_decides(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    known, secretary = offered.shown.notice, await bloc.actor(uow, "officer")
    mark = offered.shown.mark
    with pytest.raises(NoticeOffered):
        await notice.write(uow, secretary, known.id, "body", "Hoãn họp.")
    for name in ("officer", "leader"):
        actor = await bloc.actor(uow, name)
        for verb in (offering.take_over, offering.to_send_back):
            with pytest.raises(NotPermitted):
                await verb(uow, actor, known.id, known.revision)
        with pytest.raises(NotPermitted):
            await broadcast.release(uow, actor, known.id, known.revision, mark)
    leader = await bloc.actor(uow, "leader")
    with pytest.raises(NotPermitted):
        await notice.preview(uow, leader, known.id)
    with pytest.raises(NotPermitted):
        await offering.offer(uow, leader, known.id, known.revision)


async def test_a_notice_for_nobody_is_not_offered(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    """The one offered before stays where it is."""
    secretary = await bloc.actor(uow, "officer")
    draft = (await notice.compose(uow, secretary)).notice.id
    assert draft != offered.shown.notice.id
    await notice.write(uow, secretary, draft, "subject", "Nhắc ký")
    await notice.write(uow, secretary, draft, "body", "Đề nghị ký.")
    narrowed = await narrowing.choose_lacking(uow, secretary, draft, "sign", 0)

    with pytest.raises(NobodyToReach):
        await offering.offer(uow, secretary, draft, narrowed.notice.revision)

    assert await owed(uow, offered.shown.notice.id) == 1


async def test_as_many_others_are_not_who_was_shown(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    known, chair = offered.shown.notice, await bloc.actor(uow, "chair")
    shown = await notice.preview(uow, chair, known.id)
    await uow.people.end((await bloc.seat(uow, "chair officer")).id, uow.now)
    person_id = await uow.people.save(chair.cycle.bloc_id, "newcomer", "Lâm Thị Mỹ Duyên")
    new = NewAssignment(bloc.cycle_id, bloc.units["chair"], person_id, Role.OFFICER, "")
    await uow.people.assign(new, uow.now)

    with pytest.raises(AudienceChanged) as refused:
        await broadcast.release(uow, chair, known.id, known.revision, shown.mark)

    assert refused.value.count == EVERYBODY


async def test_last_years_notices_are_closed_this_year(
    uow: UnitOfWork, bloc: SmallBloc, offered: offering.Offer
) -> None:
    chair = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, chair)).notice.id
    bloc_id, unit = chair.cycle.bloc_id, bloc.units["chair"]
    bloc.cycle_id = await add_cycle(uow, bloc_id, YEAR + 1)
    await uow.units.save_membership(bloc.cycle_id, unit, position=1, standing=Standing.CHAIR)
    for name, role in (("officer", Role.SECRETARY), ("chair", Role.CHAIR)):
        new = NewAssignment(bloc.cycle_id, unit, bloc.people[name], role, "")
        await uow.people.assign(new, uow.now)

    with pytest.raises(NoSuchThing):
        await notice.opened(uow, await bloc.actor(uow, "chair"), draft)
    with pytest.raises(NoSuchThing):
        await offering.take_back(uow, await bloc.actor(uow, "officer"), offered.shown.notice.id)
