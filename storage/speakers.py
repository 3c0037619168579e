"""Who asked to speak on an agenda item, and who has had the floor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Speaker:
    """A unit on an item's speaking list: waiting, called, or done."""

    id: int
    agenda_item_id: int
    unit_id: int
    person_id: int
    asked_at: datetime
    called_at: datetime | None
    done_at: datetime | None


class Speakers(Shelf):
    """Speaking lists, in the order of asking; a unit stands once on a list."""

    async def of_item(self, item_id: int) -> list[Speaker]:
        table = tables.speaker
        return await self._all(
            Speaker, select(table).where(table.c.agenda_item_id == item_id).order_by(table.c.id)
        )

    async def get(self, speaker_id: int) -> Speaker | None:
        table = tables.speaker
        return await self._one(Speaker, select(table).where(table.c.id == speaker_id))

    async def add(self, item_id: int, unit_id: int, person_id: int, moment: datetime) -> int:
        values = {"agenda_item_id": item_id, "unit_id": unit_id, "person_id": person_id}
        return await self._add(insert(tables.speaker), {**values, "asked_at": moment})

    async def remove(self, speaker_id: int) -> None:
        """Take a unit off a list; it may ask again."""
        await self._run(delete(tables.speaker).where(tables.speaker.c.id == speaker_id))

    async def call(self, speaker_id: int, moment: datetime) -> None:
        table = tables.speaker
        await self._run(update(table).where(table.c.id == speaker_id).values(called_at=moment))

    async def end(self, item_id: int, moment: datetime) -> None:
        """Let whoever has the floor on an item have finished."""
        table = tables.speaker
        await self._run(
            update(table)
            .where(
                table.c.agenda_item_id == item_id,
                table.c.called_at.is_not(None),
                table.c.done_at.is_(None),
            )
            .values(done_at=moment)
        )
