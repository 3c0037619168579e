"""Whatever is done in whatever order: one vote a unit, frozen voters, a result for ever (R9)."""

from random import Random  # noqa: TID251 (seeded, handed in)

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from storage.kinds import Answer, Choice, Role, VoteKind
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from storage.votes import Vote
from tests.workflow.meeting_hall import MeetingHall, build_hall
from workflow import hands, running, vote
from workflow.errors import NotPermitted, Refusal
from workflow.meeting_errors import (
    BallotCast,
    CastByLeader,
    NoQuorum,
    NotAmongVoters,
    TooManyHands,
    VoteUnderWay,
)

EIGHT = 8


async def opened(
    uow: UnitOfWork, n_here: int = 6, kind: VoteKind = VoteKind.OPEN
) -> tuple[MeetingHall, Vote]:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(n_here))
    return hall, await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], kind)


async def casts(
    uow: UnitOfWork, hall: MeetingHall, poll: Vote, number: int, choice: Choice
) -> None:
    await vote.cast(uow, await hall.leader(uow, number), poll.id, hall.units[number], choice)


async def result(uow: UnitOfWork, hall: MeetingHall, poll: Vote) -> dict[str, object]:
    closed, _ = await vote.close(uow, await hall.leader(uow, 0), poll.id)
    assert closed.vote.result is not None
    return closed.vote.result


async def test_without_quorum_no_vote_is_opened(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(5))

    with pytest.raises(NoQuorum) as refused:
        await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)

    assert vars(refused.value) == {"present": 5, "total": 8, "wanting": 1}


async def test_two_people_of_a_unit_are_one_unit_present(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(5))
    await hall.seat(uow, 4, hall.officers[4], "Cán bộ 4")

    with pytest.raises(NoQuorum):
        await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)


async def test_a_late_joiner_is_not_among_the_voters(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    await hall.come(uow, [6])

    with pytest.raises(NotAmongVoters):
        await casts(uow, hall, poll, 6, Choice.AGREE)

    assert (await result(uow, hall, poll))["present"] == 6


async def test_a_unit_that_leaves_keeps_its_vote_or_has_none(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    await casts(uow, hall, poll, 4, Choice.AGREE)
    for one in await uow.attendances.present(hall.conference_id):
        if one.unit_id in hall.units[4:6]:
            await uow.attendances.undo(one.id, uow.now)

    with pytest.raises(CastByLeader):
        await casts(uow, hall, poll, 5, Choice.AGREE)

    counted = await result(uow, hall, poll)
    assert (counted["agree"], counted["not_cast"], counted["present"]) == (1, 5, 6)


async def test_a_tie_is_not_carried(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    for number in range(6):
        choice = Choice.AGREE if number < 3 else Choice.DISAGREE
        await casts(uow, hall, poll, number, choice)

    assert (await result(uow, hall, poll))["passed"] is False


async def casts_not(
    uow: UnitOfWork, hall: MeetingHall, poll: Vote, number: int
) -> tuple[tuple[str, ...], bool]:
    """Return whose vote it is instead, and whether they need somebody to cast it."""
    officer = await hall.actor(uow, hall.officers[number])
    with pytest.raises(CastByLeader) as caught:
        await vote.cast(uow, officer, poll.id, hall.units[number], Choice.AGREE)
    return caught.value.names, caught.value.is_by_proxy


async def test_an_officer_who_is_present_casts_for_a_recorded_substitute(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(6))
    await hall.seat(uow, 6, None, "Người lái xe")
    record = await uow.attendances.get(await hall.seat(uow, 6, None, "Lê Văn Tám"))
    assert record is not None
    poll = await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)

    assert await casts_not(uow, hall, poll, 6) == ((), False)
    await uow.attendances.let_stand_in(record)
    # The officer is at home.
    assert await casts_not(uow, hall, poll, 6) == (("Lê Văn Tám",), True)
    shown = await vote.open_poll(uow, await hall.leader(uow, 0), poll.id)
    assert [unit.code for unit in shown.voiceless] == ["U6"]
    await hall.seat(uow, 6, hall.officers[6], "Cán bộ 6")
    officer = await hall.actor(uow, hall.officers[6])
    shown = await vote.cast(uow, officer, poll.id, hall.units[6], Choice.AGREE)

    assert shown.in_name_of == "Lê Văn Tám"
    acts = await uow.histories.of_unit(hall.cycle_id, hall.units[6], 5, 0)
    assert acts[0].act == "vote.cast"
    assert acts[0].facts == {"name": "Cán bộ 6", "for": "Lê Văn Tám"}


async def test_beside_the_leader_no_officer_casts(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    await hall.seat(uow, 2, hall.officers[2], "Cán bộ 2")

    assert await casts_not(uow, hall, poll, 2) == (("Lãnh đạo 2",), False)


async def test_only_the_substitute_sees_and_casts_the_vote(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(6))
    colleague = NewAssignment(
        hall.cycle_id, hall.units[7], hall.officers[6], Role.OFFICER, "Chuyên viên"
    )
    await uow.people.assign(colleague, uow.now)
    for person_id, name in ((hall.officers[6], "Cán bộ 6"), (hall.officers[7], "Cán bộ 7")):
        record = await uow.attendances.get(await hall.seat(uow, 7, person_id, name))
    assert record is not None
    await uow.attendances.let_stand_in(record)
    poll = await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)
    substitute = await hall.actor(uow, hall.officers[7])
    await vote.cast(uow, substitute, poll.id, hall.units[7], Choice.AGREE)

    beside = await hall.actor(uow, hall.officers[6])
    shown = await vote.open_poll(uow, beside, poll.id, hall.units[7])

    assert (shown.mine, shown.own) == (None, None)
    with pytest.raises(CastByLeader):
        await vote.cast(uow, beside, poll.id, hall.units[7], Choice.DISAGREE)


async def test_an_officer_present_casts_for_a_leader_without_an_account(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(6))
    cycle = await uow.blocs.cycle(hall.cycle_id)
    head = await uow.people.save(cycle.bloc_id, "head", "Ngô Thị Bình")
    seat = NewAssignment(hall.cycle_id, hall.units[6], head, Role.LEADER, "Giám đốc")
    await uow.people.assign(seat, uow.now)
    await hall.seat(uow, 6, head, "Ngô Thị Bình")
    await hall.seat(uow, 6, hall.officers[6], "Cán bộ 6")
    poll = await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)
    officer = await hall.actor(uow, hall.officers[6])

    shown = await vote.cast(uow, officer, poll.id, hall.units[6], Choice.AGREE)

    assert (shown.has_cast, shown.in_name_of) == (True, "Ngô Thị Bình")


async def test_an_officer_may_be_the_substitute(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(6))
    await hall.seat(uow, 7, hall.officers[7], "Cán bộ 7")
    said = {
        "answer": Answer.SUBSTITUTE,
        "people_count": 1,
        "substitute_name": "CAN BO 7",
        "substitute_title": "Chuyên viên",
        "reason": "",
        "signer_name": "",
        "signer_title": "",
        "answered_by": hall.leaders[7],
        "answered_at": uow.now,
        "on_behalf": False,
    }
    await uow.rsvps.put(hall.conference_id, hall.units[7], said)
    poll = await vote.put(uow, await hall.leader(uow, 0), hall.item_ids[0], VoteKind.OPEN)
    officer = await hall.actor(uow, hall.officers[7])

    shown = await vote.cast(uow, officer, poll.id, hall.units[7], Choice.AGREE)

    assert (shown.has_cast, shown.in_name_of) == (True, "")


async def test_a_secret_ballot_is_final_and_bears_no_unit_and_no_time(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow, kind=VoteKind.SECRET)
    for number in range(4):
        await casts(uow, hall, poll, number, Choice.DISAGREE if number == 2 else Choice.AGREE)
    with pytest.raises(BallotCast):
        await casts(uow, hall, poll, 2, Choice.AGREE)
    counted = await result(uow, hall, poll)

    assert (counted["agree"], counted["disagree"], counted["not_cast"]) == (3, 1, 2)
    marks = {ballot.mark for ballot in await uow.votes.ballots(poll.id)}
    assert len(marks) == 4
    assert all(len(mark) == 32 for mark in marks)
    times = await uow._connection.execute(text("SELECT at FROM turnout"))
    assert {row.at for row in times} == {None}
    # SQLite numbers the rows of other tables as they come; these two have no such numbers.
    for table in ("ballot", "turnout"):
        with pytest.raises(DatabaseError):
            await uow._connection.execute(text(f"SELECT rowid FROM {table}"))
    acts = [act.act for act in await uow.histories.of_unit(hall.cycle_id, hall.units[2], 9, 0)]
    assert "vote.cast" not in acts


async def test_a_result_stands_for_ever(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    await casts(uow, hall, poll, 1, Choice.AGREE)
    first = await result(uow, hall, poll)

    after = await vote.cast(uow, await hall.leader(uow, 2), poll.id, hall.units[2], Choice.DISAGREE)

    assert after.is_closed
    assert after.vote.result == first
    assert await result(uow, hall, poll) == first
    for statement in (
        "UPDATE vote SET result = '{}'",
        "DELETE FROM vote",
        "DELETE FROM ballot",
        "INSERT INTO ballot (vote_id, mark, choice, text) VALUES (1, 'x', 'agree', '')",
        "UPDATE turnout SET at = NULL",
    ):
        with pytest.raises(DatabaseError):
            async with uow.attempt():
                await uow._connection.execute(text(statement))


async def test_hands_are_counted_by_the_chairs_side_and_never_more_than_units(
    uow: UnitOfWork,
) -> None:
    hall = await build_hall(uow, EIGHT)
    await hall.come(uow, range(7))
    chair = await hall.leader(uow, 0)
    with pytest.raises(TooManyHands):
        await hands.read(uow, chair, hall.item_ids[0], "5, 2, 1")
    with pytest.raises(NotPermitted):
        await hands.record(uow, await hall.leader(uow, 3), hall.item_ids[0], (7, 0, 0), 0)

    item, count = await hands.read(uow, chair, hall.item_ids[0], "4 2 0")
    made = await hands.record(uow, chair, item.id, count.numbers, count.n_before)

    assert made.kind is VoteKind.HANDS
    assert made.result == {
        "agree": 4,
        "disagree": 2,
        "other": 0,
        "not_cast": 1,
        "present": 7,
        "total": 8,
        "passed": True,
    }
    again = await hands.record(uow, chair, item.id, count.numbers, count.n_before)
    assert again == made
    assert len(await uow.votes.of_items([item.id])) == 1


async def test_while_a_vote_is_open_the_meeting_stays_at_its_item(uow: UnitOfWork) -> None:
    hall, poll = await opened(uow)
    chair = await hall.leader(uow, 0)
    for acting in (
        running.step(uow, chair, hall.conference_id, hall.item_ids[0]),
        running.to_close(uow, chair, hall.conference_id),
        vote.put(uow, chair, hall.item_ids[0], VoteKind.OPEN),
    ):
        with pytest.raises(VoteUnderWay):
            await acting

    await vote.close(uow, chair, poll.id)
    await running.step(uow, chair, hall.conference_id, hall.item_ids[0])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", [VoteKind.OPEN, VoteKind.SECRET])
async def test_whatever_is_tried_the_last_word_of_each_present_unit_counts(
    uow: UnitOfWork, seed: int, kind: VoteKind
) -> None:
    rng = Random(seed)
    hall, poll = await opened(uow, rng.randint(6, EIGHT), kind)
    expected: dict[int, Choice] = {}
    for _ in range(30):
        number, choice = rng.randrange(EIGHT), rng.choice(list(Choice))
        other = rng.randrange(EIGHT)
        acting = await hall.leader(uow, other if rng.random() < 0.2 else number)
        try:
            await vote.cast(uow, acting, poll.id, hall.units[number], choice)
        except Refusal:
            continue
        expected[number] = choice
        assert await uow.votes.turnout(poll.id) == {hall.units[n] for n in expected}
    counted = await result(uow, hall, poll)

    words = list(expected.values())
    assert {word: counted[word] for word in Choice} == {c.value: words.count(c) for c in Choice}
    assert set(expected) <= set(range(len(poll.voters)))
    assert counted["passed"] == (2 * words.count(Choice.AGREE) > len(poll.voters))
