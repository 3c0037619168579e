"""What each unit answered to the invitation to a conference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import tables
from storage.kinds import Answer, ConferenceState, SignMode
from storage.shelf import Shelf


@dataclass(frozen=True)
class Rsvp:
    """A unit's answer; `on_behalf` tells that the chair's side wrote it for the unit.

    `signer_person_id` is None for a signer whom the bloc does not know.
    """

    id: int
    conference_id: int
    unit_id: int
    revision: int
    answer: Answer
    people_count: int
    substitute_name: str
    substitute_title: str
    reason: str
    signer_name: str
    signer_title: str
    sign_mode: SignMode | None
    authorisation_id: int | None
    speaks_on: int | None
    answered_by: int
    answered_at: datetime
    on_behalf: bool
    signer_person_id: int | None = None


class Rsvps(Shelf):
    """One answer a unit; a later one replaces it, the history keeps both."""

    async def of_unit(self, conference_id: int, unit_id: int) -> Rsvp | None:
        table = tables.rsvp
        return await self._one(
            Rsvp,
            select(table).where(table.c.conference_id == conference_id, table.c.unit_id == unit_id),
        )

    async def of_conference(self, conference_id: int) -> dict[int, Rsvp]:
        """Return the answers by unit id."""
        table = tables.rsvp
        found = await self._all(Rsvp, select(table).where(table.c.conference_id == conference_id))
        return {one.unit_id: one for one in found}

    async def newest(self, cycle_id: int, unit_id: int | None = None) -> dict[int, Rsvp]:
        """Return the answers to the year's newest invitation not cancelled, of one unit or all."""
        table, meeting = tables.rsvp, tables.conference
        newest = select(func.max(meeting.c.id)).where(
            meeting.c.cycle_id == cycle_id, meeting.c.state != ConferenceState.CANCELLED
        )
        answers = select(table).where(table.c.conference_id == newest.scalar_subquery())
        if unit_id is not None:
            answers = answers.where(table.c.unit_id == unit_id)
        return {one.unit_id: one for one in await self._all(Rsvp, answers)}

    async def put(self, conference_id: int, unit_id: int, values: Mapping[str, Any]) -> None:
        """Write a unit's answer, or change the one there is; its revision grows."""
        table = tables.rsvp
        changed = await self._run(
            update(table)
            .where(table.c.conference_id == conference_id, table.c.unit_id == unit_id)
            .values(revision=table.c.revision + 1, **values)
        )
        if not changed:
            await self._add(
                insert(table),
                {"conference_id": conference_id, "unit_id": unit_id, "revision": 1, **values},
            )

    async def forget_item(self, item_id: int) -> None:
        """Take back every wish to speak on an item that is removed."""
        table = tables.rsvp
        await self._run(update(table).where(table.c.speaks_on == item_id).values(speaks_on=None))
