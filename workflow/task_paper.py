"""Key tasks as papers to sign: a unit's list, and the bloc's summary (form 4a)."""

from dataclasses import dataclass, replace

from storage.unit_of_work import UnitOfWork
from workflow import paper_signer
from workflow.bloc_tasks import BlocTasks, open_bloc, open_round
from workflow.errors import NoSuchThing
from workflow.paper_signer import Signer
from workflow.permission import Actor
from workflow.unit_name import named, names_at


@dataclass(frozen=True)
class TaskPaper:
    """The lists with who signs the paper; None where nobody is known to."""

    view: BlocTasks
    signer: Signer | None


async def unit_list(uow: UnitOfWork, actor: Actor, submission_id: int) -> TaskPaper:
    """Return exactly that round of a list, to whoever may read it, under who approved it."""
    view = await open_round(uow, actor, submission_id)
    (one,) = view.lists
    found = one.submission
    at = found.approved_at or uow.now
    (unit,) = named((one.unit,), await names_at(uow, actor.cycle.id, at))
    signer = await paper_signer.of_unit(uow, actor.cycle.id, unit.id, at, found.approved_by)
    return TaskPaper(replace(view, lists=(replace(one, unit=unit),)), signer)


async def summary(uow: UnitOfWork, actor: Actor) -> TaskPaper:
    """Return the lists that count; refuse while no unit has sent one."""
    view = await open_bloc(uow, actor)
    if not view.lists:
        raise NoSuchThing
    return TaskPaper(view, await paper_signer.of_bloc(uow, actor.cycle.id, uow.now))
