"""Reads what the cells of the chair's table are made of."""

from collections.abc import Mapping, Sequence

from storage.kinds import Step, SubmissionKind
from storage.overviews import Copy
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from workflow.calendar import local
from workflow.member import Member
from workflow.pledge import PENDING
from workflow.progress import Facts

N_NOTICES = 3
Rounds = Mapping[tuple[SubmissionKind, int], Sequence[Submission]]


async def facts_of(
    uow: UnitOfWork, cycle_id: int, rounds: Rounds, people: Mapping[int, Sequence[Member]]
) -> Facts:
    """Return the facts of a cycle as of now; as many statements for any number of units."""
    meeting = await uow.conferences.newest_called(cycle_id)
    standing = await uow.pledges.standing(cycle_id)
    pledge = next((one for one in standing if one.unit_id is None), None)
    signed = await uow.pledges.signatures(pledge.id) if pledge else []
    excepted = await uow.signings.exceptions(pledge.id) if pledge else {}
    declined = await uow.signings.declines(pledge.id) if pledge else {}
    papers = await uow.paper_signatures.of_pledge(pledge.id, PENDING) if pledge else {}
    return Facts(
        today=local(uow.now).date(),
        duties=await uow.obligations.open_in(cycle_id),
        joined={unit_id: _joined(of_unit) for unit_id, of_unit in people.items()},
        rounds=rounds,
        dated=Step.REGISTRATION in await uow.blocs.deadlines(cycle_id),
        conference=meeting,
        rsvps=await uow.rsvps.of_conference(meeting.id) if meeting else {},
        present=await uow.attendances.present(meeting.id) if meeting else (),
        pledge=pledge,
        addenda={one.unit_id: one for one in standing if one.unit_id is not None},
        signed={one.unit_id: one.signed_at for one in signed},
        excepted={id_: one.granted_at for id_, one in excepted.items()},
        declined={id_: one.at for id_, one in declined.items()},
        papers={id_: one.state for id_, one in papers.items()},
        copies=_still_asked(await uow.overviews.copies(cycle_id, N_NOTICES), people),
    )


def _joined(people: Sequence[Member]) -> tuple[int, int]:
    """Return how many of the people have joined, of how many."""
    return sum(one.has_joined for one in people), len(people)


def _still_asked(
    copies: Sequence[Copy], people: Mapping[int, Sequence[Member]]
) -> tuple[Copy, ...]:
    """Return the copies that count: of who confirmed, or still sits in a unit."""
    sitting = {one.person_id for of_unit in people.values() for one in of_unit}
    return tuple(one for one in copies if one.confirmed_at or one.person_id in sitting)
