"""What the story's conference must have come to, read from the record."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Stage
from storage.conferences import Conference
from storage.kinds import DocumentState
from storage.unit_of_work import UnitOfWork
from storage.votes import Vote

# Seven units vote on the plan by button, the same seven on a date by hands.
VOTES = ((5, 1, 1, 0, True), (7, 0, 0, 0, True))
COUNTS = ("agree", "disagree", "other", "not_cast", "passed")


@dataclass(frozen=True)
class Sitting:
    """The conference in figures; `ballots` are of the vote by button, as its `turnout`.

    `cast` counts how often a ballot was cast or changed.
    """

    state: str
    items_done: int
    answers: Mapping[str, int]
    answered_for: int
    present_units: int
    present_people: int
    came_by: Mapping[str, int]
    substitute: str
    votes: tuple[tuple[Any, ...], ...]
    turnout: int
    ballots: int
    cast: int
    comments: int
    minutes: int
    issued: int
    announced: int


WANTED = Sitting(
    state="closed",
    items_done=9,
    answers={"attend": 6, "substitute": 1, "absent": 1},
    answered_for=1,
    present_units=7,
    present_people=10,
    came_by={"button": 5, "qr": 2, "secretary": 3},
    substitute=typed("answer.substitute").partition(" – ")[0],
    votes=VOTES,
    turnout=7,
    ballots=7,
    cast=8,
    comments=2,
    minutes=1,
    issued=1,
    announced=8,
)


async def sitting_of(uow: UnitOfWork, stage: Stage) -> Sitting | None:
    """Return the figures; None before there is a conference."""
    found = await uow.conferences.newest([stage.cycle_id])
    if found is None:
        return None
    given = list((await uow.rsvps.of_conference(found.id)).values())
    here = await uow.attendances.present(found.id)
    votes = await uow.votes.of_items([one.id for one in await uow.conferences.items(found.id)])
    announced = await uow.announcements.of_cycle(stage.cycle_id)
    documents = await uow.bloc_documents.of_cycle(stage.cycle_id)
    return Sitting(
        **await _held(uow, found),
        answers=dict(Counter(one.answer.value for one in given)),
        answered_for=sum(one.on_behalf for one in given),
        present_units=len({one.unit_id for one in here if one.unit_id}),
        present_people=len(here),
        came_by=dict(Counter(one.how.value for one in here)),
        substitute=next((o.full_name for o in here if o.unit_id and o.person_id is None), ""),
        votes=tuple(_counts(vote) for vote in votes),
        **await _ballots(uow, votes[0] if votes else None),
        minutes=len(await uow.final_papers.of_conference(found.id)),
        issued=sum(one.state is DocumentState.ISSUED for one in documents),
        announced=len(announced[0].content) if announced else 0,
    )


async def _held(uow: UnitOfWork, found: Conference) -> dict[str, Any]:
    items = await uow.conferences.items(found.id)
    return {
        "state": found.state.value,
        "items_done": sum(item.state.value == "done" for item in items),
        "comments": len(await uow.comments.of_conference(found.id)),
    }


def _counts(vote: Vote) -> tuple[Any, ...]:
    result = vote.result or {}
    return tuple(result.get(name) for name in COUNTS)


async def _ballots(uow: UnitOfWork, vote: Vote | None) -> dict[str, Any]:
    if vote is None:
        return {"turnout": 0, "ballots": 0, "cast": 0}
    acts = [act for act in await uow.histories.all() if act.act == "vote.cast"]
    return {
        "turnout": len(await uow.votes.turnout(vote.id)),
        "ballots": len(await uow.votes.ballots(vote.id)),
        "cast": len(acts),
    }
