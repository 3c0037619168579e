"""What a vote is on: the item's title, a document put to the vote, or words typed for it.

A vote that was opened on a document speaks for it when it is closed, with no further press.
"""

from dataclasses import dataclass

from storage.bloc_documents import BlocDocument
from storage.conferences import AgendaItem
from storage.kinds import DocumentState
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.votes import Vote
from workflow.bloc_document import TO_VOTE, decide, one_line
from workflow.errors import NoSuchThing
from workflow.permission import Actor

WORDS_LIMIT = 200
# In place of a document's id: the words that were typed.
TYPED = -1


@dataclass(frozen=True)
class Pick:
    """What was chosen to be voted on; document 0 is the item itself, TYPED the words."""

    document_id: int = 0
    words: str = ""


ITEM = Pick()


async def documents(uow: UnitOfWork, actor: Actor) -> tuple[BlocDocument, ...]:
    """Return the year's documents that wait for their vote, oldest first."""
    found = await uow.bloc_documents.of_cycle(actor.cycle.id)
    return tuple(one for one in found if one.state is DocumentState.VOTING)


async def words_of(uow: UnitOfWork, actor: Actor, item: AgendaItem, pick: Pick) -> str:
    """Return the words that are voted on; refuse a document that no longer waits for a vote."""
    if pick.document_id == TYPED:
        return one_line(pick.words, WORDS_LIMIT)
    if not pick.document_id:
        return item.title
    for one in await documents(uow, actor):
        if one.id == pick.document_id:
            return one.title
    raise NoSuchThing


async def bind(uow: UnitOfWork, pick: Pick, vote_id: int) -> None:
    """Remember which document the vote is on."""
    if pick.document_id > 0:
        await uow.bloc_documents.touch(pick.document_id, {"vote_id": vote_id})


async def settle(uow: UnitOfWork, seat: Assignment, vote: Vote) -> None:
    """Let a closed vote speak for the document it was opened on.

    A document that was taken back meanwhile, or put to the vote anew, still waits.
    """
    for one in await uow.bloc_documents.of_cycle(seat.cycle_id):
        if one.vote_id != vote.id or one.state is not DocumentState.VOTING:
            continue
        put = await uow.histories.last_on(one.cycle_id, TO_VOTE, one.id)
        if put is not None and vote.opened_at >= put.at:
            await decide(uow, seat, one, vote)
