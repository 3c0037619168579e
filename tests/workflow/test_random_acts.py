"""No sequence of acts by any roles breaks a rule (R1-R4)."""

from random import Random  # noqa: TID251 (seeded, handed in)

import pytest

from storage.kinds import Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.random_walk import RandomWalk
from tests.workflow.small_bloc import PEOPLE, SmallBloc
from workflow import key_task

STEPS = 1000
EVERYBODY_DOES = {"add", "star", "remove", "submit", "approve", "send_back", "withdraw", "amend"}


@pytest.mark.rule(1)
@pytest.mark.rule(4)
async def test_a_thousand_random_acts_break_no_rule(uow: UnitOfWork, bloc: SmallBloc) -> None:
    walk = await _begun(uow, bloc, 3)

    await walk.steps(STEPS)

    assert set(walk.done) >= EVERYBODY_DOES | {"restore", "drop"}
    await _every_sending_is_kept(walk)


@pytest.mark.rule(3)
async def test_a_thousand_more_break_none_where_a_leader_decides_on_paper(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    seat = await bloc.seat(uow, "leader")
    await uow.people.end(seat.id, uow.now)
    successor = await uow.people.save(1, "successor", "Lê Thị Mận")
    await uow.people.assign(
        NewAssignment(bloc.cycle_id, seat.unit_id, successor, Role.LEADER, "Giám đốc"), uow.now
    )
    walk = await _begun(uow, bloc, 2027)
    walk.people.remove("leader")

    await walk.steps(STEPS)

    assert set(walk.done) >= EVERYBODY_DOES | {"hand_in"}
    await _every_sending_is_kept(walk)


async def _begun(uow: UnitOfWork, bloc: SmallBloc, seed: int) -> RandomWalk:
    assert set(bloc.people) == set(PEOPLE)
    for name in ("officer", "chair", "deputy"):
        actor = await bloc.actor(uow, name)
        await key_task.add(uow, actor, actor.units[0], "Nhiệm vụ đầu tiên")
    return RandomWalk(uow, bloc, Random(seed))


async def _every_sending_is_kept(walk: RandomWalk) -> None:
    versions = await walk.uow.submissions.versions(list((await walk.look()).known))
    assert len(versions) == walk.submits
    assert walk.refused > STEPS / 10
