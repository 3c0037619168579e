"""A unit that is renamed keeps its old name on the papers of before."""

from datetime import date, timedelta

from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import UNITS, SmallBloc
from workflow.paper_signer import of_unit
from workflow.unit_name import named, names_at

RENAMED = date(2027, 7, 1)


async def test_papers_print_the_name_of_their_day(uow: UnitOfWork, bloc: SmallBloc) -> None:
    old, new = UNITS["ordinary"][0], "Sở Tài chính - Kế hoạch"
    bloc_id = (await uow.blocs.cycle(bloc.cycle_id)).bloc_id
    at, later = uow.now, uow.now + timedelta(days=400)

    for name in ("Sở Tài chinh", new):
        await uow.units.save(bloc_id, "ORDINARY", name, RENAMED)

    units = await uow.units.of_cycle(bloc.cycle_id)
    then = named(units, await names_at(uow, bloc.cycle_id, at))
    assert [unit.name for unit in then] == [name for name, _ in UNITS.values()]
    assert [unit.name for unit in named(units, await names_at(uow, bloc.cycle_id, later))] == [
        *[name for name, _ in UNITS.values() if name != old],
        new,
    ]
    for moment, name in ((at, old), (later, new)):
        signer = await of_unit(uow, bloc.cycle_id, bloc.units["ordinary"], moment)
        assert signer is not None
        assert signer.unit == name

    await uow.units.save(bloc_id, "ORDINARY", "Sở Kinh tế", RENAMED + timedelta(days=30))
    between = uow.now.replace(year=2027, month=7, day=15)
    names = await names_at(uow, bloc.cycle_id, between)
    assert names == {bloc.units["ordinary"]: new}
