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
from workflow.vote_subject import ITEM, Pick, settle

NUMBER = re.compile(r"[0-9]{1,3}")
Numbers = tuple[int, int, int]
ORDER = (Choice.AGREE, Choice.DISAGREE, Choice.OTHER)


@dataclass(frozen=True)
class Count:
    """Three counted numbers in that order, and the result they make.

    `n_before` is how many votes there were on the item when they were read.
    """

    numbers: Numbers
    n_before: int
    majority: str
    result: dict[str, int | bool]


async def read(uow: UnitOfWork, actor: Actor, item_id: int, text: str) -> tuple[AgendaItem, Count]:
    """Return what the three numbers typed would make; nothing is saved."""
    view, item = await to_vote(uow, actor, item_id)
    numbers = NUMBER.findall(text)
    if len(numbers) != len(ORDER):
        raise NotThreeNumbers
    agree, disagree, other = (int(number) for number in numbers)
    n_before = len(await uow.votes.of_items([item_id]))
    result = _counted(actor, view, (agree, disagree, other))
    return item, Count((agree, disagree, other), n_before, actor.cycle.majority, result)


async def record(
    uow: UnitOfWork,
    actor: Actor,
    item_id: int,
    numbers: Numbers,
    n_before: int,
    pick: Pick = ITEM,
) -> Vote:
    """Record the numbers as a closed vote; they stand for ever.

    With a vote more on the item than there was when they were read, nothing is recorded: a
    second press is answered with the newest.
    """
    known = await uow.votes.of_items([item_id])
    if known and len(known) > n_before:
        return known[-1]
    view, item = await to_vote(uow, actor, item_id)
    seat = await runner(uow, actor, view)
    result = _counted(actor, view, numbers)
    vote_id = await insert(uow, actor, view, item, VoteKind.HANDS, pick)
    done = {"closed_by": seat.person_id, "closed_at": uow.now, "result": result}
    await uow.votes.close(vote_id, done)
    await history.record(uow, seat, "vote.counted", vote_id, number=item.number, **result)
    vote = await uow.votes.get(vote_id)
    assert vote is not None
    await settle(uow, seat, vote)
    return vote


def _counted(actor: Actor, view: View, numbers: Numbers) -> dict[str, int | bool]:
    n_present = len(view.present_units)
    if sum(numbers) > n_present or min(numbers) < 0:
        raise TooManyHands(sum(numbers), n_present)
    raised = [choice for choice, n in zip(ORDER, numbers, strict=True) for _ in range(n)]
    return result_of(raised, n_present, len(view.units), actor.cycle.majority)
