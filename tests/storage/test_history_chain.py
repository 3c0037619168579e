from dataclasses import asdict

from storage.engine import Storage
from storage.histories import GENESIS, chained
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build

LINKS = ("id", "previous_hash", "hash")


async def test_each_act_is_chained_to_the_one_before(storage: Storage) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        await bloc.submit(uow, "officer")
    async with storage.begin() as uow:
        acts = await uow.histories.all()

    previous = GENESIS
    for act in acts:
        values = {name: value for name, value in asdict(act).items() if name not in LINKS}
        assert act.previous_hash == previous
        assert act.hash == chained(previous, values)
        previous = act.hash
    assert len(acts) > 4


async def test_another_content_is_another_hash(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await bloc.fill(uow, "officer", n_tasks=1)
    act = (await uow.histories.all())[0]
    values = {name: value for name, value in asdict(act).items() if name not in LINKS}

    for name in ("act", "role", "person_id", "facts"):
        assert chained(act.previous_hash, {**values, name: None}) != act.hash
    assert chained("0" * 63 + "1", values) != act.hash


async def test_a_unit_reads_its_newest_acts_first(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await bloc.fill(uow, "officer", n_tasks=3)
    await bloc.fill(uow, "chair officer", n_tasks=1)

    acts = await uow.histories.of_unit(bloc.cycle_id, bloc.units["ordinary"], 2)

    assert [act.facts["title"] for act in acts] == ["Nhiệm vụ 3", "Nhiệm vụ 2"]
