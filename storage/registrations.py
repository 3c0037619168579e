"""What a unit registers for; the registration itself is a submission."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class RegistrationItem:
    """One award of a registration and how many are sought; nobody is named (form 4b)."""

    id: int
    submission_id: int
    award_id: int
    count: int
    criterion: str


class Registrations(Shelf):
    """Items by the submission they belong to."""

    async def items(self, submission_id: int) -> list[RegistrationItem]:
        return (await self.items_of([submission_id])).get(submission_id, [])

    async def items_of(self, submission_ids: Collection[int]) -> dict[int, list[RegistrationItem]]:
        """Return the items of several submissions, by submission id, in the order of the form."""
        item, award = tables.registration_item, tables.award
        found = await self._all(
            RegistrationItem,
            select(item)
            .join(award, award.c.id == item.c.award_id)
            .where(item.c.submission_id.in_(submission_ids))
            .order_by(item.c.submission_id, award.c.position, item.c.id),
        )
        by_id: dict[int, list[RegistrationItem]] = {one: [] for one in submission_ids}
        for one in found:
            by_id[one.submission_id].append(one)
        return by_id

    async def add(self, submission_id: int, award_id: int, count: int, criterion: str = "") -> None:
        values = {"submission_id": submission_id, "award_id": award_id}
        await self._add(
            insert(tables.registration_item), {**values, "count": count, "criterion": criterion}
        )

    async def point(self, submission_id: int, award_id: int, criterion: str) -> None:
        """Write the code of the criterion that an item answers to; empty for none."""
        table = tables.registration_item
        at = (table.c.submission_id == submission_id, table.c.award_id == award_id)
        await self._run(update(table).where(*at).values(criterion=criterion))

    async def remove(self, submission_id: int, award_ids: Collection[int]) -> None:
        table = tables.registration_item
        await self._run(
            delete(table).where(
                table.c.submission_id == submission_id, table.c.award_id.in_(award_ids)
            )
        )
