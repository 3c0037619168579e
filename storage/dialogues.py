"""The one open question of each account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class Dialogue:
    """`question` names what the next text answers; `about` is what it is asked about."""

    account_id: int
    question: str | None
    about: dict[str, Any]
    updated_at: datetime


class Dialogues(Shelf):
    """One row per account."""

    async def get(self, account_id: int) -> Dialogue | None:
        table = tables.dialogue
        return await self._one(Dialogue, select(table).where(table.c.account_id == account_id))

    async def asked_since(self, moment: datetime) -> list[Dialogue]:
        """Return the questions that are open and were asked at or after an instant, oldest first."""
        table = tables.dialogue
        return await self._all(
            Dialogue,
            select(table)
            .where(table.c.question.is_not(None), table.c.updated_at >= moment)
            .order_by(table.c.updated_at),
        )

    async def save(self, dialogue: Dialogue) -> None:
        table = tables.dialogue
        values = {
            "question": dialogue.question,
            "about": dialogue.about,
            "updated_at": dialogue.updated_at,
        }
        await self._run(
            insert(table)
            .values(account_id=dialogue.account_id, **values)
            .on_conflict_do_update(index_elements=["account_id"], set_=values)
        )
