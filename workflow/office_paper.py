"""The papers that offices print and sign, by kind: what each is about, and whose it is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.unit_of_work import UnitOfWork
from workflow import letter, pledge_paper, registration_paper, task_paper
from workflow.errors import NoSuchThing
from workflow.permission import Actor


class PaperKind(StrEnum):
    """What can be asked for as a Word paper; the words travel in buttons."""

    UNIT_TASKS = "unit_tasks"
    BLOC_TASKS = "bloc_tasks"
    UNIT_AWARDS = "unit_awards"
    BLOC_AWARDS = "bloc_awards"
    INVITATION = "invitation"
    NOTICE = "notice"
    PLEDGE = "pledge"


@dataclass(frozen=True)
class Gathered:
    """The facts of one paper, and the code of the unit or bloc that its file is named after."""

    kind: PaperKind
    about_id: int
    code: str
    year: int
    facts: Any


Gathering = Callable[[UnitOfWork, Actor, int], Awaitable[Any]]


async def _bloc_tasks(uow: UnitOfWork, actor: Actor, _: int) -> task_paper.TaskPaper:
    return await task_paper.summary(uow, actor)


async def _bloc_awards(
    uow: UnitOfWork, actor: Actor, _: int
) -> registration_paper.RegistrationPaper:
    return await registration_paper.summary(uow, actor)


GATHERINGS: Mapping[PaperKind, Gathering] = {
    PaperKind.UNIT_TASKS: task_paper.unit_list,
    PaperKind.BLOC_TASKS: _bloc_tasks,
    PaperKind.UNIT_AWARDS: registration_paper.unit_form,
    PaperKind.BLOC_AWARDS: _bloc_awards,
    PaperKind.INVITATION: letter.invitation,
    PaperKind.NOTICE: letter.notice_letter,
    PaperKind.PLEDGE: pledge_paper.text,
}


async def gather(uow: UnitOfWork, actor: Actor, word: str, about_id: int) -> Gathered:
    """Return the facts of a paper, to whoever may have it; the verb of its kind decides."""
    if word not in set(PaperKind):
        raise NoSuchThing
    kind = PaperKind(word)
    facts = await GATHERINGS[kind](uow, actor, about_id)
    code = (await uow.blocs.get(actor.cycle.bloc_id)).code
    if kind is PaperKind.UNIT_TASKS:
        code = facts.view.lists[0].unit.code
    elif kind is PaperKind.UNIT_AWARDS:
        code = facts.units[0].unit.code
    elif kind is PaperKind.PLEDGE and about_id:
        code = facts.parties[0][0].code
    return Gathered(kind, about_id, code, actor.cycle.year, facts)
