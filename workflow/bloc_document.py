"""The bloc's documents of a year: drafted, commented on, voted, issued.

    DRAFT ──ask──▶ COMMENTING ──vote──▶ VOTING ──adopt──▶ ADOPTED ──issue──▶ ISSUED
      │              ▲   ▲                │ ▲ ◀─unlink──┘
      └──────────────┼───┼──────vote──────┼─┘
                     └ask┘◀─────ask───────┘

1. A draft is its drafters' own; from COMMENTING on everybody of the cycle reads it.
2. A document is adopted by a closed vote that carried it, and shows that vote's numbers: one
   opened since the document was last put to the vote, for an earlier one was on another text.
3. Number and date are typed from the registered paper; nothing makes them up (R15).

workflow/document_comment.py asks the units, workflow/issuing.py issues.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.bloc_documents import BlocDocument, DocumentComment
from storage.kinds import DocumentKind, DocumentState, ObligationKind, Role, Standing
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from storage.votes import Vote
from workflow import file, history
from workflow.discussion_errors import DocumentChanged, DocumentStage
from workflow.errors import Blank, NoSuchThing, OneLineOnly, TooLong
from workflow.obligation import finish
from workflow.permission import Actor
from workflow.words import clean, is_wordless

DRAFTERS = (Role.CHAIR, Role.SECRETARY)
TITLE_LIMIT = 200
TO_VOTE = "bloc_document.to_vote"


class Move(StrEnum):
    """What brings a document on."""

    ASK = "ask"
    VOTE = "vote"
    ADOPT = "adopt"
    UNLINK = "unlink"
    ISSUE = "issue"


AFTER: Mapping[tuple[DocumentState, Move], DocumentState] = {
    (DocumentState.DRAFT, Move.ASK): DocumentState.COMMENTING,
    (DocumentState.COMMENTING, Move.ASK): DocumentState.COMMENTING,
    (DocumentState.VOTING, Move.ASK): DocumentState.COMMENTING,
    (DocumentState.DRAFT, Move.VOTE): DocumentState.VOTING,
    (DocumentState.COMMENTING, Move.VOTE): DocumentState.VOTING,
    (DocumentState.VOTING, Move.ADOPT): DocumentState.ADOPTED,
    (DocumentState.ADOPTED, Move.UNLINK): DocumentState.VOTING,
    (DocumentState.ADOPTED, Move.ISSUE): DocumentState.ISSUED,
}
WITH_DRAFT_OPEN = (DocumentState.DRAFT, DocumentState.COMMENTING)


def after(state: DocumentState, move: Move) -> DocumentState:
    """Return the state that a move leads to; refuse a move that the state does not allow."""
    to = AFTER.get((state, move))
    if to is None:
        raise DocumentStage(state)
    return to


@dataclass(frozen=True)
class Dossier:
    """A document as one person sees it; `votes` are those that may have been on it."""

    document: BlocDocument
    units: tuple[Unit, ...]
    said: tuple[DocumentComment, ...]
    vote: Vote | None
    votes: tuple[Vote, ...]
    file_name: str
    may_draft: bool
    own_units: tuple[int, ...]

    @property
    def asked(self) -> tuple[Unit, ...]:
        """Return the units that are to comment: all but the chair's, which drafts."""
        return tuple(unit for unit in self.units if unit.standing is not Standing.CHAIR)

    @property
    def own(self) -> tuple[DocumentComment, ...]:
        return tuple(one for one in self.said if one.unit_id in self.own_units)

    @property
    def may_comment(self) -> bool:
        asked = {unit.id for unit in self.asked}
        return self.document.state is DocumentState.COMMENTING and bool(asked & {*self.own_units})

    @property
    def n_answered(self) -> int:
        """Count the asked units that have commented or agreed."""
        return len({one.unit_id for one in self.said} & {unit.id for unit in self.asked})

    def allows(self, move: Move) -> bool:
        return self.may_draft and (self.document.state, move) in AFTER


async def listed(uow: UnitOfWork, actor: Actor) -> tuple[BlocDocument, ...]:
    """Return the year's documents that the actor may read, oldest first."""
    found = await uow.bloc_documents.of_cycle(actor.cycle.id)
    drafts = actor.seat(*DRAFTERS) is not None
    return tuple(one for one in found if drafts or one.state is not DocumentState.DRAFT)


async def open_one(uow: UnitOfWork, actor: Actor, document_id: int) -> Dossier:
    """Show a document; a draft only to its drafters."""
    found = next((one for one in await listed(uow, actor) if one.id == document_id), None)
    if found is None:
        raise NoSuchThing
    drafts = actor.seat(*DRAFTERS) is not None
    units = await uow.units.of_cycle(actor.cycle.id)
    said = await uow.bloc_documents.comments(document_id)
    votes = await _votes(uow, found) if drafts and found.state is DocumentState.VOTING else ()
    return Dossier(
        document=found,
        units=tuple(units),
        said=tuple(one for one in said if drafts or one.unit_id in actor.units),
        vote=None if found.vote_id is None else await uow.votes.get(found.vote_id),
        votes=votes,
        file_name=await uow.files.name_of(found.issued_id or found.draft_id),
        may_draft=drafts,
        own_units=actor.units,
    )


async def _votes(uow: UnitOfWork, found: BlocDocument) -> tuple[Vote, ...]:
    """Return the closed votes opened since the document was put to the vote, newest first."""
    put = await uow.histories.last_on(found.cycle_id, TO_VOTE, found.id)
    return tuple(await uow.votes.closed_since(found.cycle_id, put.at)) if put else ()


def kind_of(actor: Actor, word: str) -> DocumentKind:
    """Return the kind of a new document; for chair and secretary."""
    actor.require(*DRAFTERS)
    if word not in set(DocumentKind):
        raise NoSuchThing
    return DocumentKind(word)


def one_line(text: str, limit: int) -> str:
    """Return a title or number; refuse none, several lines, and more than `limit` characters."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        raise OneLineOnly(len(lines))
    said = clean(text)
    if is_wordless(said):
        raise Blank
    if len(said) > limit:
        raise TooLong(len(said), limit)
    return said


async def begin(
    uow: UnitOfWork, actor: Actor, kind: DocumentKind, title: str, file_id: int
) -> Dossier:
    """Keep a new draft."""
    seat = actor.require(*DRAFTERS)
    document_id = await uow.bloc_documents.add(
        {
            "cycle_id": actor.cycle.id,
            "kind": kind,
            "title": one_line(title, TITLE_LIMIT),
            "state": DocumentState.DRAFT,
            "draft_id": file_id,
            "issued_number": "",
            "created_by": actor.person.id,
            "created_at": uow.now,
        }
    )
    await history.record(uow, seat, "bloc_document.drafted", document_id, title=title)
    return await open_one(uow, actor, document_id)


async def to_draft(
    uow: UnitOfWork, actor: Actor, document_id: int, revision: int | None = None
) -> Dossier:
    """Return a document to its drafters; refuse one changed since `revision`."""
    actor.require(*DRAFTERS)
    dossier = await open_one(uow, actor, document_id)
    if revision is not None and revision != dossier.document.revision:
        raise DocumentChanged(document_id)
    return dossier


async def to_replace(
    uow: UnitOfWork, actor: Actor, document_id: int, revision: int | None = None
) -> Dossier:
    """Return a document whose draft may still be replaced."""
    dossier = await to_draft(uow, actor, document_id, revision)
    if dossier.document.state not in WITH_DRAFT_OPEN:
        raise DocumentStage(dossier.document.state)
    return dossier


async def replace_draft(
    uow: UnitOfWork, actor: Actor, document_id: int, sent: file.Sent | None, caption: str
) -> Dossier:
    """Keep a newer draft in place of the former; what was said on that stays."""
    await to_replace(uow, actor, document_id)
    file_id = await file.keep_paper(uow, sent, caption=caption)
    name = await uow.files.name_of(file_id)
    await uow.bloc_documents.touch(document_id, {"draft_id": file_id})
    return await recorded(uow, actor, document_id, "bloc_document.replaced", file=name)


async def to_move(
    uow: UnitOfWork, actor: Actor, document_id: int, move: Move, revision: int | None = None
) -> Dossier:
    """Return a document that may make the move now."""
    dossier = await to_draft(uow, actor, document_id, revision)
    after(dossier.document.state, move)
    return dossier


async def put_to_vote(uow: UnitOfWork, actor: Actor, document_id: int, revision: int) -> Dossier:
    """Close the comments; the conference votes on the draft as it stands."""
    dossier = await to_move(uow, actor, document_id, Move.VOTE, revision)
    state = after(dossier.document.state, Move.VOTE)
    await uow.bloc_documents.touch(document_id, {"state": state})
    await finish(uow, ObligationKind.COMMENT, document_id, cycle_id=actor.cycle.id)
    title = dossier.document.title
    return await recorded(uow, actor, document_id, TO_VOTE, title=title)


async def to_link(uow: UnitOfWork, actor: Actor, document_id: int) -> Dossier:
    """Return a document that waits for its vote."""
    return await to_move(uow, actor, document_id, Move.ADOPT)


async def link(
    uow: UnitOfWork, actor: Actor, document_id: int, vote_id: int, revision: int
) -> Dossier:
    """Say which closed vote was on the document: one that carried it adopts it.

    One vote may carry several documents. After one that did not, the document still waits.
    """
    dossier = await to_move(uow, actor, document_id, Move.ADOPT, revision)
    vote = next((one for one in dossier.votes if one.id == vote_id), None)
    if vote is None or vote.result is None:
        raise NoSuchThing
    await decide(uow, actor.require(*DRAFTERS), dossier.document, vote)
    return await open_one(uow, actor, document_id)


async def decide(uow: UnitOfWork, seat: Assignment, document: BlocDocument, vote: Vote) -> None:
    """Let a closed vote speak for a document that waits for one."""
    assert vote.result is not None
    passed = vote.result["passed"]
    values: dict[str, Any] = {"vote_id": vote.id}
    if passed:
        values["state"] = after(document.state, Move.ADOPT)
    await uow.bloc_documents.touch(document.id, values)
    act = "bloc_document.adopted" if passed else "bloc_document.declined"
    await history.record(uow, seat, act, document.id, title=document.title)


async def unlink(uow: UnitOfWork, actor: Actor, document_id: int, revision: int) -> Dossier:
    """Take the vote off a document that is not issued yet: it waits for its vote again."""
    dossier = await to_move(uow, actor, document_id, Move.UNLINK, revision)
    state = after(dossier.document.state, Move.UNLINK)
    await uow.bloc_documents.touch(document_id, {"vote_id": None, "state": state})
    title = dossier.document.title
    return await recorded(uow, actor, document_id, "bloc_document.unlinked", title=title)


async def recorded(
    uow: UnitOfWork, actor: Actor, document_id: int, act: str, **facts: Any
) -> Dossier:
    """Write a drafter's act down, and return the document as it now stands."""
    await history.record(uow, actor.require(*DRAFTERS), act, document_id, **facts)
    return await open_one(uow, actor, document_id)
