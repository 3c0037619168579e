from dataclasses import replace

from messages import bloc_tasks
from storage.kinds import ListState
from storage.units import Unit
from tests.messages.cases.case import Cases
from tests.messages.facts import BLOC, CYCLE, LONG, NOW, ODD, UNITS, full_list, submitted, task
from workflow.bloc_tasks import BlocTasks, UnitTasks


def sent(unit: Unit, state: ListState = ListState.APPROVED, late: int = 0) -> UnitTasks:
    return UnitTasks(unit, submitted(state, unit), full_list(), late)


def view(*lists: UnitTasks) -> BlocTasks:
    return BlocTasks(BLOC, CYCLE, NOW, UNITS, lists)


WIDE = tuple(
    task(number, title=LONG, target="x" * 300, target_unit="y" * 50, is_highlight=number < 4)
    for number in range(1, 11)
)
SOME = view(
    sent(UNITS[0], ListState.WAITING_CHAIR),
    sent(UNITS[2], ListState.WAITING_CHAIR, late=2),
    sent(UNITS[3]),
)
ALL = view(*[replace(sent(unit), tasks=WIDE) for unit in UNITS])
AMENDED = view(replace(sent(UNITS[2]), is_amended=True), sent(UNITS[3]))
NONE = view()

CASES: Cases = {
    "unit_list": lambda: bloc_tasks.unit_list(SOME, 1),
    "unit_list.first": lambda: bloc_tasks.unit_list(SOME, 0),
    "unit_list.amended": lambda: bloc_tasks.unit_list(AMENDED, 0),
    "unit_list.wide": lambda: bloc_tasks.unit_list(ALL, 99),
    "unit_list.odd": lambda: bloc_tasks.unit_list(
        view(
            replace(
                sent(UNITS[2]), tasks=(task(1, title=ODD, target="1.200", target_unit="hồ sơ"),)
            )
        ),
        0,
    ),
    "unit_list.too_many": lambda: bloc_tasks.unit_list(
        view(replace(sent(UNITS[2]), tasks=(*full_list(), *full_list()[:2]))), 0
    ),
    "unit_list.none": lambda: bloc_tasks.unit_list(NONE, 0),
    "highlights": lambda: bloc_tasks.highlights(SOME, 0),
    "highlights.amended": lambda: bloc_tasks.highlights(AMENDED, 0),
    "highlights.wide": lambda: bloc_tasks.highlights(ALL, 2),
    "highlights.none": lambda: bloc_tasks.highlights(NONE, 0),
    "as_file": lambda: bloc_tasks.as_file(SOME),
    "as_file.amended": lambda: bloc_tasks.as_file(AMENDED),
    "as_file.all": lambda: bloc_tasks.as_file(ALL),
    "as_file.none": lambda: bloc_tasks.as_file(NONE),
    "list_file": lambda: bloc_tasks.list_file(view(sent(UNITS[2], ListState.DRAFT))),
    "list_file.odd": lambda: bloc_tasks.list_file(view(sent(replace(UNITS[2], code="VP/TH [1]")))),
}
