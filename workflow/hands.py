"""A vote by show of hands: three numbers that the secretary counted, flagged as such (R9)."""

import re
from dataclasses import dataclass

from storage.conferences import AgendaItem
from storage.kinds import Choice, VoteKind
from storage.unit_of_work import UnitOfWork
from storage.votes import Vote
from workflow import history
from workflow.conference import View
from workflow.meeting_errors import NotThreeNumbers, TooManyHands
from workflow.permission import Actor
from workflow.presiding import runner
from workflow.tally import result_of
from workflow.vote import insert, to_vote

NUMBER = re.compile(r"[0-9]{1,3}")
Numbers = tuple[int, int, int]
ORDER = (Choice.AGREE, Choice.DISAGREE, Choice.OTHER)


@dataclass(frozen=True)
class Count:
    """Three counted numbers in that order, and the result they make."""

    numbers: Numbers
    majority: str
    result: dict[str, int | bool]


async def to_count(uow: UnitOfWork, actor: Actor, item_id: int) -> tuple[View, AgendaItem]:
    """Return who is present and what is voted on; refuse as opening a vote would."""
    return await to_vote(uow, actor, item_id)


async def read(uow: UnitOfWork, actor: Actor, item_id: int, text: str) -> tuple[AgendaItem, Count]:
    """Return what the three numbers typed would make; nothing is saved."""
    view, item = await to_vote(uow, actor, item_id)
    numbers = NUMBER.findall(text)
    if len(numbers) != len(ORDER):
        raise NotThreeNumbers
    agree, disagree, other = (int(number) for number in numbers)
    return item, _count(actor, view, (agree, disagree, other))


async def record(uow: UnitOfWork, actor: Actor, item_id: int, numbers: Numbers) -> Vote:
    """Record the numbers as a closed vote; they stand for ever."""
    view, item = await to_vote(uow, actor, item_id)
    seat = await runner(uow, actor, view)
    result = _count(actor, view, numbers).result
    vote_id = await insert(uow, actor, view, item, VoteKind.HANDS)
    done = {"closed_by": seat.person_id, "closed_at": uow.now, "result": result}
    await uow.votes.close(vote_id, done)
    await history.record(uow, seat, "vote.counted", vote_id, number=item.number, **result)
    vote = await uow.votes.get(vote_id)
    assert vote is not None
    return vote


def _count(actor: Actor, view: View, numbers: Numbers) -> Count:
    n_present = len(view.present_units)
    if sum(numbers) > n_present or min(numbers) < 0:
        raise TooManyHands(sum(numbers), n_present)
    raised = [choice for choice, n in zip(ORDER, numbers, strict=True) for _ in range(n)]
    majority = actor.cycle.majority
    return Count(numbers, majority, result_of(raised, n_present, len(view.units), majority))
