"""Registrations as papers to sign: a unit's, and the bloc's summary (form 4b)."""

from dataclasses import dataclass
from datetime import datetime

from storage.blocs import Bloc, Cycle
from storage.kinds import AwardKind, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import paper_signer
from workflow.errors import NoSuchThing
from workflow.paper_signer import Signer
from workflow.permission import READERS, Actor
from workflow.registration import Item, open_round
from workflow.submission import standing
from workflow.unit_name import named, names_at


@dataclass(frozen=True)
class Registered:
    """A unit's registration as it counts; without a submission it sent none."""

    unit: Unit
    submission: Submission | None = None
    items: tuple[Item, ...] = ()

    def of_kind(self, kind: AwardKind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.award.kind is kind)


@dataclass(frozen=True)
class RegistrationPaper:
    """Registrations in the bloc's order, with who signs the paper."""

    bloc: Bloc
    cycle: Cycle
    at: datetime
    units: tuple[Registered, ...]
    signer: Signer | None

    @property
    def sent(self) -> tuple[Registered, ...]:
        return tuple(one for one in self.units if one.submission is not None)


async def unit_form(uow: UnitOfWork, actor: Actor, submission_id: int) -> RegistrationPaper:
    """Return exactly that round, to whoever may read it, under who approved it."""
    sheet = await open_round(uow, actor, submission_id)
    if not sheet.items:
        raise NoSuchThing
    found = sheet.submission
    at = found.approved_at or uow.now
    (unit,) = named((sheet.unit,), await names_at(uow, actor.cycle.id, at))
    signer = await paper_signer.of_unit(uow, actor.cycle.id, unit.id, at, found.approved_by)
    return await _paper(uow, actor, (Registered(unit, found, sheet.items),), signer)


async def summary(uow: UnitOfWork, actor: Actor) -> RegistrationPaper:
    """Return the registration that counts for each unit; refuse while no unit has sent one."""
    actor.require(*READERS)
    cycle_id = actor.cycle.id
    counting = await standing(uow, cycle_id, SubmissionKind.REGISTRATION)
    if not counting:
        raise NoSuchThing
    awards = {award.id: award for award in await uow.awards.all()}
    items = await uow.registrations.items_of([one.id for one in counting.values()])
    units = tuple(
        Registered(
            unit,
            found := counting.get(unit.id),
            tuple(
                Item(awards[one.award_id], one.count, one.criterion)
                for one in (items[found.id] if found else ())
            ),
        )
        for unit in await uow.units.of_cycle(cycle_id)
    )
    return await _paper(uow, actor, units, await paper_signer.of_bloc(uow, cycle_id, uow.now))


async def _paper(
    uow: UnitOfWork, actor: Actor, units: tuple[Registered, ...], signer: Signer | None
) -> RegistrationPaper:
    bloc = await uow.blocs.get(actor.cycle.bloc_id)
    return RegistrationPaper(bloc, actor.cycle, uow.now, units, signer)
