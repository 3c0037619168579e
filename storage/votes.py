"""Votes on agenda items: who may, who did, and what was voted, in tables that do not meet (R9)."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import tables
from storage.kinds import Choice, VoteKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class Vote:
    """One vote; `voters` are the units present when it was opened, `result` stands for ever.

    `turn` counts the votes on the same words at one item: 2 is the second.
    `n_units` is how many units the bloc has; `quorum` and `majority` are fractions as "2/3".
    """

    id: int
    agenda_item_id: int
    number: int
    kind: VoteKind
    subject: str
    voters: list[int]
    n_units: int
    quorum: str
    majority: str
    opened_by: int
    opened_at: datetime
    closed_by: int | None
    closed_at: datetime | None
    result: dict[str, Any] | None
    turn: int = 1


@dataclass(frozen=True)
class Ballot:
    """What was voted; `mark` is the unit's id in an open vote, a random word in a secret one."""

    vote_id: int
    mark: str
    choice: Choice
    text: str


class Votes(Shelf):
    """Votes, who has voted, and the ballots."""

    async def get(self, vote_id: int) -> Vote | None:
        return await self._one(Vote, select(tables.vote).where(tables.vote.c.id == vote_id))

    async def of_items(self, item_ids: Collection[int]) -> list[Vote]:
        """Return the votes on these agenda items, oldest first."""
        table = tables.vote
        return await self._all(
            Vote, select(table).where(table.c.agenda_item_id.in_(item_ids)).order_by(table.c.id)
        )

    async def open(self, values: Mapping[str, Any]) -> int:
        """Insert a vote as the item's next; a second open one on an item is refused."""
        table = tables.vote
        on_item = table.c.agenda_item_id == values["agenda_item_id"]
        kept = await self._scalar(select(func.count()).where(on_item))
        same = table.c.subject == values["subject"]
        turn = await self._scalar(select(func.count()).where(on_item, same))
        row = {"number": int(kept) + 1, "turn": int(turn) + 1, **values}
        return await self._add(insert(table), row)

    async def close(self, vote_id: int, values: Mapping[str, Any]) -> None:
        table = tables.vote
        await self._run(update(table).where(table.c.id == vote_id).values(**values))

    async def closed_since(self, cycle_id: int, moment: datetime) -> list[Vote]:
        """Return the cycle's closed votes that were opened since then, newest first."""
        table, item, conference = tables.vote, tables.agenda_item, tables.conference
        return await self._all(
            Vote,
            select(table)
            .join(item, item.c.id == table.c.agenda_item_id)
            .join(conference, conference.c.id == item.c.conference_id)
            .where(
                conference.c.cycle_id == cycle_id,
                table.c.closed_at.is_not(None),
                table.c.opened_at >= moment,
            )
            .order_by(table.c.id.desc()),
        )

    async def n_cast(self, vote_ids: Collection[int]) -> dict[int, int]:
        """Count the units that have voted, by vote; a vote without any is left out."""
        table = tables.turnout
        rows = await self._connection.execute(
            select(table.c.vote_id, func.count())
            .where(table.c.vote_id.in_(vote_ids))
            .group_by(table.c.vote_id)
        )
        return {row.vote_id: row[1] for row in rows}

    async def turnout(self, vote_id: int) -> set[int]:
        """Return the units that have voted."""
        table = tables.turnout
        rows = await self._connection.execute(
            select(table.c.unit_id).where(table.c.vote_id == vote_id)
        )
        return {row.unit_id for row in rows}

    async def note_turnout(
        self, vote_id: int, unit_id: int, person_id: int, moment: datetime | None
    ) -> None:
        await self._run(
            insert(tables.turnout).values(
                vote_id=vote_id, unit_id=unit_id, person_id=person_id, at=moment
            )
        )

    async def ballots(self, vote_id: int) -> list[Ballot]:
        """Return the ballots by their marks: no order of time."""
        table = tables.ballot
        return await self._all(
            Ballot, select(table).where(table.c.vote_id == vote_id).order_by(table.c.mark)
        )

    async def put(self, ballot: Ballot) -> None:
        """Write a ballot; one of the same mark is replaced."""
        table = tables.ballot
        changed = await self._run(
            update(table)
            .where(table.c.vote_id == ballot.vote_id, table.c.mark == ballot.mark)
            .values(choice=ballot.choice, text=ballot.text)
        )
        if not changed:
            await self._run(insert(table).values(**asdict(ballot)))
