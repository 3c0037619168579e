"""What a unit sends to the bloc, whatever it is: its state, rounds and versions (R2).

Round 1 is the year's submission; every later round amends the approved one before it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from storage import tables
from storage.kinds import ListState, SubmissionKind
from storage.shelf import Shelf


@dataclass(frozen=True)
class Submission:
    """A unit's list or registration in a cycle; `revision` grows with every change."""

    id: int
    cycle_id: int
    unit_id: int
    kind: SubmissionKind
    round: int
    state: ListState
    revision: int
    amend_reason: str
    reason: str
    returned_from: ListState | None
    submitted_at: datetime | None
    approved_at: datetime | None
    decided_at: datetime | None
    submitted_by: int | None
    approved_by: int | None
    decided_by: int | None
    minutes_id: int | None
    signed_paper_id: int | None
    days_late: int


@dataclass(frozen=True)
class Version:
    """What a submission said when it was sent."""

    id: int
    submission_id: int
    version: int
    content: list[dict[str, Any]]
    submitted_by: int
    submitted_at: datetime
    reached_bloc_at: datetime | None
    signed_paper_id: int | None


class Submissions(Shelf):
    """Submissions of both kinds; a dropped amendment is nobody's newest round."""

    async def get(self, submission_id: int) -> Submission | None:
        table = tables.submission
        return await self._one(Submission, select(table).where(table.c.id == submission_id))

    async def newest(
        self, cycle_id: int, kind: SubmissionKind, states: Collection[ListState] = ()
    ) -> dict[int, Submission]:
        """Return each unit's newest round among `states` (all but dropped), by unit id."""
        table = tables.submission
        found = await self._all(
            Submission,
            _among(states).where(table.c.cycle_id == cycle_id, table.c.kind == kind),
        )
        return {one.unit_id: one for one in found}

    async def first(self, cycle_id: int, kind: SubmissionKind) -> dict[int, Submission]:
        """Return each unit's submission of the year, before any amendment, by unit id."""
        table = tables.submission
        found = await self._all(
            Submission,
            select(table).where(
                table.c.cycle_id == cycle_id, table.c.kind == kind, table.c.round == 1
            ),
        )
        return {one.unit_id: one for one in found}

    async def newest_of(
        self,
        cycle_id: int,
        unit_id: int,
        kind: SubmissionKind,
        states: Collection[ListState] = (),
    ) -> Submission | None:
        table = tables.submission
        found = await self._all(
            Submission,
            _among(states).where(
                table.c.cycle_id == cycle_id, table.c.unit_id == unit_id, table.c.kind == kind
            ),
        )
        return found[-1] if found else None

    async def begin(
        self, cycle_id: int, unit_id: int, kind: SubmissionKind, amend_reason: str = ""
    ) -> int:
        """Open the unit's next round as a draft; return its id."""
        table = tables.submission
        last = await self._scalar(
            select(func.max(table.c.round)).where(
                table.c.cycle_id == cycle_id, table.c.unit_id == unit_id, table.c.kind == kind
            )
        )
        return await self._add(
            insert(table),
            {
                "cycle_id": cycle_id,
                "unit_id": unit_id,
                "kind": kind,
                "round": int(last or 0) + 1,
                "state": ListState.DRAFT,
                "revision": 1,
                "amend_reason": amend_reason,
                "reason": "",
                "days_late": 0,
            },
        )

    async def touch(self, submission_id: int, values: Mapping[str, Any] | None = None) -> None:
        """Change the submission's own columns; its revision grows."""
        table = tables.submission
        await self._run(
            update(table)
            .where(table.c.id == submission_id)
            .values(revision=table.c.revision + 1, **(values or {}))
        )

    async def keep_version(
        self, submission_id: int, content: list[dict[str, Any]], person_id: int, moment: datetime
    ) -> None:
        table = tables.submission_version
        kept = await self._scalar(
            select(func.count()).where(table.c.submission_id == submission_id)
        )
        await self._add(
            insert(table),
            {
                "submission_id": submission_id,
                "version": int(kept) + 1,
                "content": content,
                "submitted_by": person_id,
                "submitted_at": moment,
            },
        )

    async def mark_reached(
        self, submission_id: int, moment: datetime, signed_paper_id: int | None = None
    ) -> None:
        """Note that the newest version came before the bloc, on which paper; that note stays."""
        table = tables.submission_version
        newest = select(func.max(table.c.id)).where(table.c.submission_id == submission_id)
        await self._run(
            update(table)
            .where(table.c.id == newest.scalar_subquery(), table.c.reached_bloc_at.is_(None))
            .values(reached_bloc_at=moment, signed_paper_id=signed_paper_id)
        )

    async def versions(self, submission_ids: Collection[int]) -> list[Version]:
        """Return the versions kept of these submissions, oldest first."""
        table = tables.submission_version
        return await self._all(
            Version,
            select(table).where(table.c.submission_id.in_(submission_ids)).order_by(table.c.id),
        )

    async def rounds(self, submission: Submission) -> list[Submission]:
        """Return every round of the same unit and kind, dropped ones too, oldest first."""
        table = tables.submission
        return await self._all(
            Submission,
            select(table)
            .where(
                table.c.cycle_id == submission.cycle_id,
                table.c.unit_id == submission.unit_id,
                table.c.kind == submission.kind,
            )
            .order_by(table.c.round),
        )


def _among(states: Collection[ListState]) -> Select[tuple[Any, ...]]:
    table = tables.submission
    fits = table.c.state.in_(states) if states else table.c.state != ListState.DROPPED
    return select(table).where(fits).order_by(table.c.round)
