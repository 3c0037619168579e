"""The hall's link and code, and what its board shows at each stage (R9)."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest

from storage.kinds import Choice, ConferenceState, ItemState, Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.support.hall_facts import BLOC, THEME, TITLE, UNITS, HallFacts, build
from workflow import hall
from workflow.conference_errors import ConferenceStage
from workflow.errors import NoSuchThing, NotPermitted
from workflow.hall_board import Board, board_of
from workflow.meeting_errors import HallChanged
from workflow.permission import Actor, actor_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def facts(uow: UnitOfWork) -> HallFacts:
    return await build(uow)


async def board(uow: UnitOfWork, facts: HallFacts) -> Board:
    return await board_of(uow, await facts.conference(uow))


async def acting(uow: UnitOfWork, facts: HallFacts, role: Role) -> Actor:
    unit = facts.unit_ids[0]
    seat = NewAssignment(facts.cycle_id, unit, facts.person_id, role, "Giám đốc")
    await uow.people.assign(seat, uow.now)
    account = await uow.accounts.open("web", "chair", uow.now)
    await uow.accounts.bind(account.id, facts.person_id, uow.now)
    actor = await actor_of(uow, await uow.accounts.get(account.id))
    assert actor is not None
    return actor


async def test_code_changes_each_minute_and_is_good_for_two(
    uow: UnitOfWork, facts: HallFacts
) -> None:
    conference = await facts.conference(uow)
    assert conference.hall_token_hash is not None
    at = uow.now.replace(second=30)
    codes = [hall.code_at(conference.hall_token_hash, at + n * MINUTE) for n in range(60)]

    assert len(set(codes)) > 55
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    for seconds in (0, 29, 31, 89):
        assert hall.is_valid(conference, codes[0], at + timedelta(seconds=seconds))
    assert hall.is_valid(conference, f" {codes[0][:3]} {codes[0][3:]}", at)
    assert not hall.is_valid(conference, codes[0], at + timedelta(seconds=90))
    assert not hall.is_valid(conference, codes[1], at)


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "000000; --"])
async def test_what_is_no_code_is_refused(uow: UnitOfWork, facts: HallFacts, typed: str) -> None:
    assert not hall.is_valid(await facts.conference(uow), typed, uow.now)


async def test_another_conferences_code_is_refused(uow: UnitOfWork, facts: HallFacts) -> None:
    conference = await facts.conference(uow)
    other = replace(conference, id=2, hall_token_hash=hall.hash_of("duong-dan-khac"))
    assert other.hall_token_hash is not None

    code = hall.code_at(other.hall_token_hash, uow.now)

    assert hall.is_valid(other, code, uow.now)
    assert not hall.is_valid(conference, code, uow.now)
    assert not hall.is_valid(replace(other, hall_token_hash=None), code, uow.now)


async def test_changed_link_shuts_the_old_one(uow: UnitOfWork, facts: HallFacts) -> None:
    chair = await acting(uow, facts, Role.CHAIR)
    known = hall.mark_of(await facts.conference(uow))

    first = await hall.issue(uow, chair, facts.conference_id, known)
    assert len(first) == 22
    shown = await facts.conference(uow)
    assert shown.hall_token_hash != first
    assert shown.revision == 1
    second = await hall.issue(uow, chair, facts.conference_id, hall.mark_of(shown))

    assert await hall.behind(uow, first) is None
    assert await hall.behind(uow, second) == await facts.conference(uow)
    with pytest.raises(HallChanged):
        await hall.issue(uow, chair, facts.conference_id, hall.mark_of(shown))
    assert await hall.behind(uow, second) is not None


async def test_link_is_for_the_chairs_side_of_a_called_conference(
    uow: UnitOfWork, facts: HallFacts
) -> None:
    leader = await acting(uow, facts, Role.LEADER)
    with pytest.raises(NotPermitted):
        await hall.find(uow, leader, facts.conference_id)
    secretary = await acting(uow, facts, Role.SECRETARY)
    assert (await hall.find(uow, secretary, facts.conference_id)).title == TITLE
    with pytest.raises(NoSuchThing):
        await hall.find(uow, secretary, 999)
    await uow.conferences.touch(facts.conference_id, {"state": ConferenceState.CANCELLED})
    with pytest.raises(ConferenceStage):
        await hall.find(uow, secretary, facts.conference_id)


async def test_before_the_start_nobody_is_here(uow: UnitOfWork, facts: HallFacts) -> None:
    shown = await board(uow, facts)

    assert (shown.bloc, shown.theme, shown.title) == (BLOC, THEME, TITLE)
    assert (shown.presence.n_units, shown.presence.n_all, shown.presence.n_missing) == (0, 8, 6)
    assert (shown.polls, shown.wall) == ((), ())


async def test_code_is_shown_from_an_hour_before_until_the_end(
    uow: UnitOfWork, facts: HallFacts
) -> None:
    async def shows(**changes: Any) -> bool:
        await uow.conferences.touch(facts.conference_id, changes)
        return (await board(uow, facts)).takes_check_in

    assert not await shows(starts_at=uow.now + 61 * MINUTE)
    assert await shows(starts_at=uow.now + 60 * MINUTE)
    assert await shows(state=ConferenceState.PAUSED)
    assert not await shows(state=ConferenceState.CLOSED)


async def test_units_count_once_and_guests_only_as_people(
    uow: UnitOfWork, facts: HallFacts
) -> None:
    await facts.check_in(uow, 1, 1, 2)
    guest = {"full_name": "Lê Thị Hoa", "position_title": "Phó Chủ tịch", "how": "button"}
    await uow.attendances.add(
        {"conference_id": facts.conference_id, "unit_id": None, "at": uow.now, **guest}
    )

    presence = (await board(uow, facts)).presence

    assert (presence.n_units, presence.n_people, presence.n_missing) == (2, 4, 4)


async def test_present_item_tells_how_long_it_takes(uow: UnitOfWork, facts: HallFacts) -> None:
    await facts.step(uow, 2)

    first, second, third, *_ = (await board(uow, facts)).points

    assert (first.state, first.elapsed) == (ItemState.DONE, None)
    assert (second.state, second.elapsed) == (ItemState.OPEN, timedelta(minutes=4))
    assert (third.state, third.elapsed) == (ItemState.WAITING, None)


async def test_open_vote_shows_only_how_many_voted(uow: UnitOfWork, facts: HallFacts) -> None:
    await facts.step(uow, 4)
    vote_id = await facts.open_vote(uow, 4, 1, 2, 3, 4, 5, 6)
    await facts.vote(uow, vote_id, 1, Choice.AGREE)
    one = asdict(await board(uow, facts))
    await facts.vote(uow, vote_id, 2, Choice.DISAGREE)
    (poll,) = (await board(uow, facts)).polls
    assert (poll.number, poll.n_voted, poll.n_voters, poll.outcome) == (4, 2, 6, None)
    assert {**one["polls"][0], "n_voted": 2} == asdict(poll)

    await facts.close_vote(uow, vote_id)

    (poll,) = (await board(uow, facts)).polls
    assert poll.outcome is not None
    assert (poll.outcome.n_agree, poll.outcome.n_disagree, poll.outcome.is_passed) == (4, 1, True)


async def test_wall_names_late_units_only_while_they_may_still_sign(
    uow: UnitOfWork, facts: HallFacts
) -> None:
    pledge_id = await facts.freeze(uow)
    await facts.sign(uow, pledge_id, 2)
    await facts.step(uow, 7)
    assert (await board(uow, facts)).wall == ()

    await facts.step(uow, 8)
    shown = await board(uow, facts)
    assert tuple(brick.name for brick in shown.wall) == UNITS
    assert [brick.name for brick in shown.wall if brick.is_signed] == [UNITS[1]]

    await facts.end(uow)
    shown = await board(uow, facts)
    assert [brick.name for brick in shown.wall] == [UNITS[1]]
    assert shown.n_signed == 1
