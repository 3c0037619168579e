"""People of a small bloc who do anything at all, each act checked against the rules.

Whatever is tried, by whomever: R1 counts, R2 versions and closed lists, R3 who approves,
R4 four eyes, and one open duty for each list that somebody has to act on.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 (seeded, handed in)
from typing import Any

from storage.kinds import ListState, ObligationKind, SubmissionKind
from storage.submissions import Submission
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import PEOPLE, SmallBloc
from workflow import amendment, approval, key_task, signed_paper
from workflow.approval import MOVES
from workflow.errors import Refusal
from workflow.obligation import bloc_side
from workflow.permission import UNIT_ROLES, Actor
from workflow.submission import OPEN

REASON = "Chỉ tiêu của nhiệm vụ 2 chưa đo được"
WAITING = (ListState.WAITING_LEADER, ListState.WAITING_CHAIR)
ALLOWED = {(before, after) for (before, _), after in MOVES.items()}
KIND = SubmissionKind.KEY_TASKS


@dataclass(frozen=True)
class Scan:
    """A signed paper as it comes from a phone."""

    name: str = "danh-muc-da-ky.pdf"
    media_type: str = "application/pdf"
    content: bytes = b"%PDF-1.4 signed"


@dataclass(frozen=True)
class Seen:
    """Every submission with what it says, by id."""

    known: Mapping[int, Submission]
    says: Mapping[int, tuple[Any, ...]]


@dataclass
class RandomWalk:
    """One person after another, one act after another."""

    uow: UnitOfWork
    bloc: SmallBloc
    rng: Random
    people: list[str] = field(default_factory=lambda: list(PEOPLE))
    removed: list[int] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    submits: int = 0

    async def steps(self, count: int) -> None:
        before = await self.look()
        for _ in range(count):
            name = self.rng.choice(self.people)
            actor = await self.bloc.actor(self.uow, name)
            act = self.rng.choice(ACTS)
            n_acts = len(await self.uow.histories.all()) if self.rng.random() < 0.02 else None
            went = await self._try(act, actor, before)
            after = await self.look()
            await self._check(actor, before, after, went=went)
            if n_acts is not None:
                grown = len(await self.uow.histories.all()) - n_acts
                assert grown == (1 if before != after else grown * went)
            before = after

    async def _try(self, act: "Act", actor: Actor, seen: Seen) -> bool:
        try:
            async with self.uow.attempt():
                await act(self, actor, seen)
        except Refusal:
            self.refused += 1
            return False
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        return True

    def unit(self, actor: Actor) -> int:
        """Return mostly the person's own unit, sometimes somebody else's."""
        others = list(self.bloc.units.values())
        return actor.units[0] if self.rng.random() < 0.85 else self.rng.choice(others)

    def any_of(self, seen: Seen) -> tuple[int, int]:
        """Return (id, revision) of some submission, now and then an outdated one."""
        one = self.rng.choice(list(seen.known.values()))
        return one.id, one.revision - (self.rng.random() < 0.1)

    def task_of(self, seen: Seen) -> tuple[int, int]:
        """Return (task id, its list's revision) of some task."""
        some = [(row, one) for one in seen.known for row in seen.says[one]]
        row, submission_id = self.rng.choice(some)
        return row.id, seen.known[submission_id].revision

    async def look(self) -> Seen:
        rounds: dict[int, Submission] = {}
        for unit_id in self.bloc.units.values():
            newest = await self.uow.submissions.newest_of(self.bloc.cycle_id, unit_id, KIND)
            if newest is not None:
                rounds |= {one.id: one for one in await self.uow.submissions.rounds(newest)}
        tasks = await self.uow.key_tasks.tasks_of(list(rounds))
        return Seen(rounds, {one: tuple(rows) for one, rows in tasks.items()})

    async def _check(self, actor: Actor, before: Seen, after: Seen, *, went: bool) -> None:
        if not went:
            assert before == after
            return
        for one in after.known.values():
            was = before.known.get(one.id)
            self._check_counts(one, after.says[one.id], actor)
            if was is not None and was.state not in OPEN:
                assert before.says[one.id] == after.says[one.id]
            if was is not None and was.state is not one.state:
                await self._check_move(actor, was, one)
        await self._check_duties(after)

    def _check_counts(self, one: Submission, tasks: tuple[Any, ...], actor: Actor) -> None:
        cycle = actor.cycle
        starred = sum(task.is_highlight for task in tasks)
        assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))
        assert len(tasks) <= cycle.tasks_per_unit
        assert starred <= cycle.highlights_max
        if one.state in (*WAITING, ListState.APPROVED):
            assert len(tasks) == cycle.tasks_per_unit
            assert starred >= cycle.highlights_min

    async def _check_move(self, actor: Actor, was: Submission, one: Submission) -> None:
        assert (was.state, one.state) in ALLOWED
        own = actor.seat(*UNIT_ROLES, unit_id=one.unit_id) is not None
        unit_id, role = await bloc_side(self.uow, one.cycle_id, one.unit_id)
        for_bloc = actor.seat(role, unit_id=unit_id) is not None
        if one.state is ListState.APPROVED or was.state is ListState.WAITING_CHAIR:
            assert own if one.state is ListState.DRAFT else for_bloc
        else:
            assert own
        if one.state is ListState.APPROVED:
            assert one.approved_by != one.decided_by == actor.person.id
        if one.state is ListState.DROPPED:
            assert one.round > 1

    async def _check_duties(self, after: Seen) -> None:
        by_unit: dict[int, list[Submission]] = {}
        for one in after.known.values():
            by_unit.setdefault(one.unit_id, []).append(one)
        for unit_id, rounds in by_unit.items():
            moving = [r for r in rounds if r.state not in (ListState.APPROVED, ListState.DROPPED)]
            assert len(moving) <= 1
            assert all(one.round == len(rounds) for one in moving)
            listing = await self._open(ObligationKind.KEY_TASKS, unit_id)
            last = rounds[-1]
            if last.round == 1:
                assert listing == (last.state in OPEN)
            for one in rounds:
                waits = one.state is ListState.WAITING_LEADER
                assert await self._open(ObligationKind.APPROVE, one.id) == waits
                at_bloc = one.state is ListState.WAITING_CHAIR
                assert await self._open(ObligationKind.DECIDE, one.id) == at_bloc

    async def _open(self, kind: ObligationKind, subject_id: int) -> bool:
        return len(await self.uow.obligations.find_open(kind, subject_id)) == 1


Act = Callable[[RandomWalk, Actor, Seen], Awaitable[object]]


async def add(walk: RandomWalk, actor: Actor, _: Seen) -> None:
    title = f"Nhiệm vụ {walk.rng.randrange(1000)}"
    await key_task.add(walk.uow, actor, walk.unit(actor), title)


async def rename(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    task_id, _ = walk.task_of(seen)
    field_ = walk.rng.choice(["title", "target", "measures", "note"])
    await key_task.change(walk.uow, actor, task_id, field_, f"Bản {walk.rng.randrange(9)}")


async def star(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await key_task.star(walk.uow, actor, *walk.task_of(seen))


async def move(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    task_id, revision = walk.task_of(seen)
    await key_task.move(walk.uow, actor, task_id, walk.rng.choice([-1, 1]), revision)


async def remove(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    task = await key_task.remove(walk.uow, actor, *walk.task_of(seen))
    walk.removed.append(task.id)


async def restore(walk: RandomWalk, actor: Actor, _: Seen) -> None:
    await key_task.restore(walk.uow, actor, walk.rng.choice([0, *walk.removed[-3:]]))


async def submit(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await approval.submit(walk.uow, actor, *walk.any_of(seen))
    walk.submits += 1


async def withdraw(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    if walk.rng.random() < 0.3:
        await approval.withdraw(walk.uow, actor, *walk.any_of(seen))


async def approve(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await approval.approve(walk.uow, actor, *walk.any_of(seen))


async def send_back(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    reason = walk.rng.choice([REASON, REASON, "ngắn"])
    await approval.send_back(walk.uow, actor, *walk.any_of(seen), reason)


async def amend(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await amendment.amend(walk.uow, actor, *walk.any_of(seen), REASON)


async def drop(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await amendment.drop(walk.uow, actor, *walk.any_of(seen))


async def hand_in(walk: RandomWalk, actor: Actor, seen: Seen) -> None:
    await signed_paper.hand_in(walk.uow, actor, *walk.any_of(seen), Scan())


# The acts that carry a list on are tried more often, so that every state is reached often.
ACTS: list[Act] = [
    *(add, add, add, star, star, submit, submit, approve, approve, approve),
    *(rename, move, remove, restore, withdraw, send_back, amend, drop, hand_in),
]
