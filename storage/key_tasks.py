"""The key tasks of a unit's list; the list itself is a submission."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage import tables
from storage.shelf import Shelf


@dataclass(frozen=True)
class KeyTask:
    """One key task (form 4a); only the title is required to save it."""

    id: int
    submission_id: int
    number: int
    title: str
    is_highlight: bool
    target: str
    target_unit: str
    due_on: date | None
    basis: str
    measures: str
    lead: str
    partners: str
    evidence: str
    note: str
    criterion: str


EMPTY: Mapping[str, Any] = {
    "is_highlight": False,
    "due_on": None,
    **dict.fromkeys(
        (
            "target",
            "target_unit",
            "basis",
            "measures",
            "lead",
            "partners",
            "evidence",
            "note",
            "criterion",
        ),
        "",
    ),
}


class KeyTasks(Shelf):
    """Tasks by the submission they belong to."""

    async def tasks(self, submission_id: int) -> list[KeyTask]:
        return (await self.tasks_of([submission_id])).get(submission_id, [])

    async def tasks_of(self, submission_ids: Collection[int]) -> dict[int, list[KeyTask]]:
        """Return the tasks of several submissions, by submission id, in order."""
        table = tables.key_task
        found = await self._all(
            KeyTask,
            select(table)
            .where(table.c.submission_id.in_(submission_ids))
            .order_by(table.c.submission_id, table.c.number),
        )
        by_id: dict[int, list[KeyTask]] = {one: [] for one in submission_ids}
        for task in found:
            by_id[task.submission_id].append(task)
        return by_id

    async def task(self, task_id: int) -> KeyTask | None:
        return await self._one(
            KeyTask, select(tables.key_task).where(tables.key_task.c.id == task_id)
        )

    async def add(self, submission_id: int, values: Mapping[str, Any]) -> int:
        return await self._add(
            insert(tables.key_task), {**EMPTY, "submission_id": submission_id, **values}
        )

    async def put_back(self, task: KeyTask) -> None:
        """Insert a deleted task again, under its own id at its number; those behind move on."""
        behind = [t for t in await self.tasks(task.submission_id) if t.number >= task.number]
        for other in reversed(behind):
            await self.change(other.id, {"number": other.number + 1})
        await self._run(insert(tables.key_task).values(**vars(task)))

    async def change(self, task_id: int, values: Mapping[str, Any]) -> None:
        table = tables.key_task
        await self._run(update(table).where(table.c.id == task_id).values(**values))

    async def remove(self, task: KeyTask) -> None:
        """Delete a draft row and close the gap it leaves."""
        table = tables.key_task
        await self._run(delete(table).where(table.c.id == task.id))
        await self._renumber(task.submission_id)

    async def clear(self, submission_id: int) -> None:
        """Delete every row of a draft."""
        await self._run(
            delete(tables.key_task).where(tables.key_task.c.submission_id == submission_id)
        )

    async def swap(self, first: KeyTask, second: KeyTask) -> None:
        """Exchange two places; number 0 holds one of them meanwhile."""
        for task_id, number in (
            (first.id, 0),
            (second.id, first.number),
            (first.id, second.number),
        ):
            await self.change(task_id, {"number": number})

    async def _renumber(self, submission_id: int) -> None:
        for number, task in enumerate(await self.tasks(submission_id), start=1):
            if task.number != number:
                await self.change(task.id, {"number": number})
