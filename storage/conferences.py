"""A bloc's conference: what it is, its agenda, its papers and guests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.kinds import AgendaKind, ConferenceState, ItemState, MeetingMode
from storage.shelf import Shelf

OVER = (ConferenceState.CLOSED, ConferenceState.CANCELLED)


@dataclass(frozen=True)
class Conference:
    """One conference of a cycle; `revision` grows with every change of what was announced."""

    id: int
    cycle_id: int
    title: str
    state: ConferenceState
    revision: int
    mode: MeetingMode
    starts_at: datetime | None
    place: str
    link: str
    rsvp_due_on: date | None
    created_by: int
    called_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None
    discussion_open: bool
    conclusions: str
    hall_token_hash: str | None


@dataclass(frozen=True)
class AgendaItem:
    """One item of the agenda, in its order; `minutes` is how long it is planned to take."""

    id: int
    conference_id: int
    number: int
    kind: AgendaKind
    title: str
    presenter: str
    minutes: int
    state: ItemState
    skip_reason: str
    opened_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class ConferencePaper:
    """A stored file handed out for a conference."""

    id: int
    conference_id: int
    number: int
    name: str
    file_id: int


@dataclass(frozen=True)
class Guest:
    """Somebody invited who is of no member unit."""

    id: int
    conference_id: int
    number: int
    full_name: str
    position_title: str


class Conferences(Shelf):
    """Conferences and what belongs to them; rows in the order of their numbers."""

    async def get(self, conference_id: int) -> Conference | None:
        table = tables.conference
        return await self._one(Conference, select(table).where(table.c.id == conference_id))

    async def of_cycle(self, cycle_id: int) -> list[Conference]:
        """Return every one of the year, oldest first."""
        table = tables.conference
        return await self._all(
            Conference, select(table).where(table.c.cycle_id == cycle_id).order_by(table.c.id)
        )

    async def current(self, cycle_id: int) -> Conference | None:
        """Return the one that is not over yet."""
        table = tables.conference
        return await self._one(
            Conference,
            select(table).where(table.c.cycle_id == cycle_id, table.c.state.not_in(OVER)),
        )

    async def newest(self, cycle_ids: Collection[int]) -> Conference | None:
        """Return the newest that was not cancelled, over or not."""
        table = tables.conference
        return await self._one(
            Conference,
            select(table)
            .where(table.c.cycle_id.in_(cycle_ids), table.c.state != ConferenceState.CANCELLED)
            .order_by(table.c.id.desc())
            .limit(1),
        )

    async def newest_called(self, cycle_id: int) -> Conference | None:
        """Return the newest whose invitation left and that was not cancelled, over or not."""
        table = tables.conference
        unseen = (ConferenceState.DRAFT, ConferenceState.CANCELLED)
        return await self._one(
            Conference,
            select(table)
            .where(table.c.cycle_id == cycle_id, table.c.state.not_in(unseen))
            .order_by(table.c.id.desc())
            .limit(1),
        )

    async def newest_closed(self, cycle_ids: Collection[int]) -> Conference | None:
        """Return the newest that was held to its end."""
        table = tables.conference
        return await self._one(
            Conference,
            select(table)
            .where(table.c.cycle_id.in_(cycle_ids), table.c.state == ConferenceState.CLOSED)
            .order_by(table.c.id.desc())
            .limit(1),
        )

    async def coming(self, moment: datetime) -> list[Conference]:
        """Return those called that begin after the moment."""
        table = tables.conference
        return await self._all(
            Conference,
            select(table).where(
                table.c.state == ConferenceState.CALLED, table.c.starts_at > moment
            ),
        )

    async def by_hall_token(self, token_hash: str) -> Conference | None:
        table = tables.conference
        return await self._one(
            Conference, select(table).where(table.c.hall_token_hash == token_hash)
        )

    async def add(self, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.conference), values)

    async def touch(self, conference_id: int, values: Mapping[str, Any] | None = None) -> None:
        """Change its own columns; its revision grows."""
        table = tables.conference
        await self._run(
            update(table)
            .where(table.c.id == conference_id)
            .values(revision=table.c.revision + 1, **(values or {}))
        )

    async def put_hall_token(self, conference_id: int, token_hash: str) -> None:
        """Let this token alone open the hall screen; nothing that was announced changes."""
        table = tables.conference
        await self._run(
            update(table).where(table.c.id == conference_id).values(hall_token_hash=token_hash)
        )

    async def open_discussion(self, conference_id: int, *, opened: bool) -> None:
        """Open or close the units' lists to each other; nothing that was announced changes."""
        table = tables.conference
        await self._run(
            update(table).where(table.c.id == conference_id).values(discussion_open=opened)
        )

    async def items(self, conference_id: int) -> list[AgendaItem]:
        table = tables.agenda_item
        return await self._all(
            AgendaItem,
            select(table).where(table.c.conference_id == conference_id).order_by(table.c.number),
        )

    async def item(self, item_id: int) -> AgendaItem | None:
        table = tables.agenda_item
        return await self._one(AgendaItem, select(table).where(table.c.id == item_id))

    async def add_item(self, conference_id: int, values: Mapping[str, Any]) -> int:
        return await self._add(
            insert(tables.agenda_item),
            {
                "conference_id": conference_id,
                "presenter": "",
                "state": ItemState.WAITING,
                "skip_reason": "",
                **values,
            },
        )

    async def change_item(self, item_id: int, values: Mapping[str, Any]) -> None:
        table = tables.agenda_item
        await self._run(update(table).where(table.c.id == item_id).values(**values))

    async def remove_item(self, item: AgendaItem) -> None:
        """Delete an item and close the gap it leaves."""
        table = tables.agenda_item
        await self._run(delete(table).where(table.c.id == item.id))
        left = await self.items(item.conference_id)
        await self.put_in_order([one.id for one in left])

    async def has_traces(self, item_id: int) -> bool:
        """Tell whether somebody commented on the item, asked to speak on it or voted on it."""
        for table in (tables.comment, tables.speaker, tables.vote):
            found = select(table.c.id).where(table.c.agenda_item_id == item_id).limit(1)
            if await self._scalar(found) is not None:
                return True
        return False

    async def put_in_order(self, item_ids: Sequence[int]) -> None:
        """Give the items the numbers 1, 2, 3 as listed; negative ones hold their places meanwhile."""
        for number, item_id in enumerate(item_ids, start=1):
            await self.change_item(item_id, {"number": -number})
        for number, item_id in enumerate(item_ids, start=1):
            await self.change_item(item_id, {"number": number})

    async def papers(self, conference_id: int) -> list[ConferencePaper]:
        table = tables.conference_paper
        return await self._all(
            ConferencePaper,
            select(table).where(table.c.conference_id == conference_id).order_by(table.c.number),
        )

    async def add_paper(self, conference_id: int, number: int, name: str, file_id: int) -> int:
        return await self._add(
            insert(tables.conference_paper),
            {
                "conference_id": conference_id,
                "number": number,
                "name": name,
                "file_id": file_id,
            },
        )

    async def paper(self, paper_id: int) -> ConferencePaper | None:
        table = tables.conference_paper
        return await self._one(ConferencePaper, select(table).where(table.c.id == paper_id))

    async def change_paper(self, paper_id: int, values: Mapping[str, Any]) -> None:
        table = tables.conference_paper
        await self._run(update(table).where(table.c.id == paper_id).values(**values))

    async def put_papers_in_order(self, paper_ids: Sequence[int]) -> None:
        """Give the papers the numbers 1, 2, 3 as listed, as `put_in_order` does for items."""
        for sign in (-1, 1):
            for number, paper_id in enumerate(paper_ids, start=1):
                await self.change_paper(paper_id, {"number": sign * number})

    async def remove_paper(self, paper_id: int) -> None:
        table = tables.conference_paper
        await self._run(delete(table).where(table.c.id == paper_id))

    async def guest(self, guest_id: int) -> Guest | None:
        table = tables.conference_guest
        return await self._one(Guest, select(table).where(table.c.id == guest_id))

    async def guests(self, conference_id: int) -> list[Guest]:
        table = tables.conference_guest
        return await self._all(
            Guest,
            select(table).where(table.c.conference_id == conference_id).order_by(table.c.number),
        )

    async def add_guest(self, conference_id: int, values: Mapping[str, Any]) -> int:
        return await self._add(
            insert(tables.conference_guest), {"conference_id": conference_id, **values}
        )

    async def remove_guest(self, guest_id: int) -> None:
        table = tables.conference_guest
        await self._run(delete(table).where(table.c.id == guest_id))
