"""Each unit's list of key tasks, its tasks, and a version kept at every submission (R2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from storage import tables
from storage.kinds import ListState
from storage.shelf import Shelf


@dataclass(frozen=True)
class KeyTask:
    """One key task; only the title is required to save it."""

    id: int
    list_id: int
    number: int
    title: str
    is_highlight: bool
    target: str
    due_on: date | None


@dataclass(frozen=True)
class KeyTaskList:
    """A unit's list in a cycle; `revision` grows with every change."""

    id: int
    cycle_id: int
    unit_id: int
    state: ListState
    revision: int
    reason: str
    submitted_at: datetime | None
    approved_at: datetime | None
    decided_at: datetime | None
    submitted_by: int | None
    approved_by: int | None
    decided_by: int | None
    days_late: int


class KeyTasks(Shelf):
    """Lists and tasks."""

    async def list_of(self, cycle_id: int, unit_id: int) -> KeyTaskList | None:
        table = tables.key_task_list
        return await self._one(
            KeyTaskList,
            select(table).where(table.c.cycle_id == cycle_id, table.c.unit_id == unit_id),
        )

    async def lists(self, cycle_id: int) -> list[KeyTaskList]:
        table = tables.key_task_list
        return await self._all(KeyTaskList, select(table).where(table.c.cycle_id == cycle_id))

    async def get_list(self, list_id: int) -> KeyTaskList | None:
        table = tables.key_task_list
        return await self._one(KeyTaskList, select(table).where(table.c.id == list_id))

    async def open_list(self, cycle_id: int, unit_id: int) -> int:
        return await self._add(
            insert(tables.key_task_list),
            {
                "cycle_id": cycle_id,
                "unit_id": unit_id,
                "state": ListState.DRAFT,
                "revision": 1,
                "reason": "",
                "days_late": 0,
            },
        )

    async def tasks(self, list_id: int) -> list[KeyTask]:
        table = tables.key_task
        return await self._all(
            KeyTask, select(table).where(table.c.list_id == list_id).order_by(table.c.number)
        )

    async def tasks_of_cycle(self, cycle_id: int) -> dict[int, list[KeyTask]]:
        """Return every unit's tasks, by unit id, in order."""
        table, lists = tables.key_task, tables.key_task_list
        owners = await self._connection.execute(
            select(lists.c.id, lists.c.unit_id).where(lists.c.cycle_id == cycle_id)
        )
        found = await self._all(
            KeyTask,
            select(table)
            .join(lists, lists.c.id == table.c.list_id)
            .where(lists.c.cycle_id == cycle_id)
            .order_by(table.c.list_id, table.c.number),
        )
        return {row.unit_id: [task for task in found if task.list_id == row.id] for row in owners}

    async def task(self, task_id: int) -> KeyTask | None:
        return await self._one(
            KeyTask, select(tables.key_task).where(tables.key_task.c.id == task_id)
        )

    async def add(self, list_id: int, values: Mapping[str, Any]) -> int:
        return await self._add(insert(tables.key_task), {"list_id": list_id, **values})

    async def change(self, task_id: int, values: Mapping[str, Any]) -> None:
        table = tables.key_task
        await self._run(update(table).where(table.c.id == task_id).values(**values))

    async def remove(self, task: KeyTask) -> None:
        """Delete a draft row and close the gap it leaves."""
        table = tables.key_task
        await self._run(delete(table).where(table.c.id == task.id))
        await self._renumber(task.list_id)

    async def clear(self, list_id: int) -> None:
        """Delete every row of a draft."""
        await self._run(delete(tables.key_task).where(tables.key_task.c.list_id == list_id))

    async def swap(self, first: KeyTask, second: KeyTask) -> None:
        """Exchange two places; number 0 holds one of them meanwhile."""
        for task_id, number in (
            (first.id, 0),
            (second.id, first.number),
            (first.id, second.number),
        ):
            await self.change(task_id, {"number": number})

    async def _renumber(self, list_id: int) -> None:
        for number, task in enumerate(await self.tasks(list_id), start=1):
            if task.number != number:
                await self.change(task.id, {"number": number})

    async def touch(self, list_id: int, values: Mapping[str, Any] | None = None) -> None:
        """Change the list's own columns; its revision grows."""
        table = tables.key_task_list
        await self._run(
            update(table)
            .where(table.c.id == list_id)
            .values(revision=table.c.revision + 1, **(values or {}))
        )

    async def keep_version(
        self, list_id: int, tasks: list[dict[str, Any]], person_id: int, moment: datetime
    ) -> None:
        table = tables.key_task_version
        kept = await self._scalar(select(func.count()).where(table.c.list_id == list_id))
        await self._add(
            insert(table),
            {
                "list_id": list_id,
                "version": int(kept) + 1,
                "tasks": tasks,
                "submitted_by": person_id,
                "submitted_at": moment,
            },
        )
