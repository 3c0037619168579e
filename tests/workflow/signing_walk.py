"""People of a small bloc who sign, decline, except, replace, hand in and compare at random.

Whatever is tried, by whomever: complete iff every party signed or is excepted (R8), a signature
counts for its own version only (R7), the chair unit is never before the others, and one open
duty for each unit that has still to sign, by the date that counts (R13), and each scan that
waits. A unit may join late and sign an addendum, for which the same holds.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random  # noqa: TID251 (seeded, handed in)
from typing import Any

from messages.addendum import text_of as addendum_text
from messages.pledge import file_name, sections_of, text_of
from storage.kinds import ObligationKind, PaperState, PledgeState, Role, Standing, Step
from storage.people import NewAssignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.workflow.random_walk import Scan
from tests.workflow.small_bloc import SmallBloc
from workflow import (
    addendum,
    approval,
    declining,
    extending,
    freezing,
    paper_signature,
    pledge,
    replacing,
    roll,
    section,
    signing,
    signing_exception,
)
from workflow.calendar import local
from workflow.errors import NoSuchThing, Refusal
from workflow.permission import Actor
from workflow.pledge import PENDING
from workflow.pledge_text import text_hash
from workflow.signatory import signatories

REASON = "Nội dung mục III chưa thống nhất"
PEOPLE = ("chair", "chair officer", "deputy", "officer", "leader", "secretary")
FOR_BLOC = ("chair", "chair", "secretary")
FOR_UNIT = ("chair", "deputy", "officer", "leader")
NEWEST = 2


@dataclass
class SigningWalk:
    """One person after another, one act after another."""

    uow: UnitOfWork
    bloc: SmallBloc
    rng: Random
    done: dict[str, int] = field(default_factory=dict)
    refused: int = 0

    async def steps(self, count: int) -> None:
        before = await self.look()
        for _ in range(count):
            self.uow.now += timedelta(hours=2)
            act = await self._act()
            actor = await self.bloc.actor(self.uow, self.rng.choice(self._who(act)))
            try:
                async with self.uow.attempt():
                    await act(self, actor)
            except Refusal:
                self.refused += 1
                assert await self.look() == before
                continue
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
            before = await self.look()
            await self.check()

    async def _act(self) -> "Act":
        """Return some act, often one that leads out of where signing stands still."""
        state = (await self.uow.pledges.versions(self.bloc.cycle_id))[-1].state
        return self.rng.choice(ACTS if self.rng.random() < 0.6 else USUAL[state])

    def _who(self, act: "Act") -> tuple[str, ...]:
        late = ("joiner",) if "joiner" in self.bloc.people else ()
        if act is sign_addendum:
            return late or PEOPLE
        if self.rng.random() < 0.2:
            return (*PEOPLE, *late)
        return FOR_BLOC if act in BLOC_ACTS else (*FOR_UNIT, *late)

    async def known(self) -> Pledge:
        """Return some version, mostly the newest, or an addendum to it."""
        addenda = await self.uow.pledges.addenda(self.bloc.cycle_id)
        if addenda and self.rng.random() < 0.5:
            return addenda[0]
        versions = await self.uow.pledges.versions(self.bloc.cycle_id)
        return versions[-1] if self.rng.random() < 0.9 else self.rng.choice(versions)

    async def paper(self) -> int:
        """Return the id of some scan of what may be signed, or one that is not there."""
        newest = (await self.uow.pledges.versions(self.bloc.cycle_id))[-1]
        texts = (newest, *await self.uow.pledges.addenda(self.bloc.cycle_id))
        found = [await self.uow.paper_signatures.of_pledge(t.id, tuple(PaperState)) for t in texts]
        return self.rng.choice([one.id for papers in found for one in papers.values()] or [0])

    def unit(self) -> int:
        return self.rng.choice(list(self.bloc.units.values()))

    async def look(self) -> list[Any]:
        uow, seen = self.uow, []
        versions = await uow.pledges.versions(self.bloc.cycle_id)
        for one in (*versions[-NEWEST:], *await uow.pledges.addenda(self.bloc.cycle_id)):
            seen += [one, await uow.pledges.signatures(one.id)]
            seen += [await uow.signings.declines(one.id), await uow.signings.exceptions(one.id)]
            seen.append(await uow.paper_signatures.of_pledge(one.id, tuple(PaperState)))
        return [*seen, await uow.obligations.open_in(self.bloc.cycle_id)]

    async def check(self) -> None:
        versions = await self.uow.pledges.versions(self.bloc.cycle_id)
        assert all(one.state is PledgeState.VOID for one in versions[:-1])
        for one in (versions[-1], *await self.uow.pledges.addenda(self.bloc.cycle_id)):
            await self._check_version(one)

    async def _check_version(self, one: Pledge) -> None:
        uow = self.uow
        signed = [s.unit_id for s in await uow.pledges.signatures(one.id)]
        excepted = set(await uow.signings.exceptions(one.id))
        declined = set(await uow.signings.declines(one.id))
        papers = await uow.paper_signatures.of_pledge(one.id, PENDING)
        waiting = {id_ for id_, paper in papers.items() if paper.state is PaperState.WAITING}
        assert len(signed) == len(set(signed))
        assert not set(signed) & (excepted | declined | waiting)
        missing = set(one.parties) - set(signed) - excepted
        if one.state is not PledgeState.VOID:
            assert (one.state is PledgeState.COMPLETE) == (not missing)
        chair = self.bloc.units["chair"]
        assert chair not in excepted
        if chair in signed:
            assert signed[-1] == chair
            assert not missing
        duties = await uow.obligations.find_open(ObligationKind.SIGN, one.id)
        owed = {duty.unit_id for duty in duties}
        dates = await roll.signing_dates(uow, one)
        assert all(duty.due_on == dates.due(duty.unit_id).on for duty in duties)
        turn = missing if missing == {chair} else missing - {chair}
        is_open = one.state is PledgeState.SIGNING
        assert owed == (turn - declined - waiting if is_open else set())
        await self._check_papers(one, waiting if is_open else set())

    async def _check_papers(self, one: Pledge, waiting: set[int]) -> None:
        papers = await self.uow.paper_signatures.of_pledge(one.id, tuple(PaperState))
        for unit_id, paper in papers.items():
            owed = await self.uow.obligations.find_open(ObligationKind.COMPARE, paper.id)
            assert len(owed) == (unit_id in waiting)
            assert paper.decided_by is None or paper.decided_by not in paper.hands


Act = Callable[[SigningWalk, Actor], Awaitable[object]]


async def sign(walk: SigningWalk, actor: Actor) -> None:
    name = actor.person.full_name if walk.rng.random() < 0.98 else "Nhầm Tên"
    await signing.sign(walk.uow, actor, (await walk.known()).id, name)


async def decline(walk: SigningWalk, actor: Actor) -> None:
    unit_id = actor.units[0] if actor.units else walk.unit()
    await declining.decline(walk.uow, actor, (await walk.known()).id, unit_id, REASON)


async def sign_addendum(walk: SigningWalk, actor: Actor) -> None:
    """Sign as the leader of the unit that joined late, whatever is open for it."""
    shown = await pledge.signing(walk.uow, actor)
    at = shown.pledge.id if shown else 0
    await signing.sign(walk.uow, actor, at, actor.person.full_name)


async def extend(walk: SigningWalk, actor: Actor) -> None:
    unit_id = walk.rng.choice([extending.ALL, walk.unit()])
    aim = await extending.to_extend(walk.uow, actor, Step.SIGN, unit_id)
    day = local(walk.uow.now).date() + timedelta(days=walk.rng.randrange(1, 4))
    if not aim.is_later(day):
        raise NoSuchThing
    wished = await extending.propose(walk.uow, actor, aim, day, REASON)
    await extending.grant(walk.uow, actor, wished, wished.hash_start)


async def join(walk: SigningWalk, _: Actor) -> None:
    """Let a fourth unit join once the pledge is complete, with its list accepted."""
    current = await walk.uow.pledges.current(walk.bloc.cycle_id)
    if "joiner" in walk.bloc.units or not current or current.state is not PledgeState.COMPLETE:
        raise NoSuchThing
    await joins(walk.uow, walk.bloc)
    await accepted(walk.uow, walk.bloc, "joiner", ("joiner", "chair"))


async def add(walk: SigningWalk, actor: Actor) -> None:
    """Freeze the addendum of who joined."""
    found = await addendum.draft_for(walk.uow, actor, walk.bloc.units.get("joiner", 0))
    text = addendum_text(found)
    await addendum.freeze(walk.uow, actor, found, text, text_hash(text)[: freezing.HASH_START])


async def grant(walk: SigningWalk, actor: Actor) -> None:
    at = ((await walk.known()).id, walk.unit())
    await signing_exception.grant(walk.uow, actor, *at, REASON)


async def withdraw(walk: SigningWalk, actor: Actor) -> None:
    known = await walk.known()
    excepted = list(await walk.uow.signings.exceptions(known.id)) or [walk.unit()]
    await signing_exception.withdraw(walk.uow, actor, known.id, walk.rng.choice(excepted))


async def replace(walk: SigningWalk, actor: Actor) -> None:
    await replacing.replace(walk.uow, actor, (await walk.known()).id, REASON)


async def freeze(walk: SigningWalk, actor: Actor) -> None:
    await frozen_by(walk.uow, actor)


async def edit(walk: SigningWalk, actor: Actor) -> None:
    known = (await walk.uow.pledge_sections.of_cycle(walk.bloc.cycle_id)).get("effect")
    revision = section.revision_of(known) + walk.rng.randrange(2)
    await section.save(walk.uow, actor, "effect", revision, f"Sửa {walk.rng.randrange(99)}")


async def hand_in(walk: SigningWalk, actor: Actor) -> None:
    unit_id = actor.units[0] if actor.units else walk.unit()
    (who, *_) = await signatories(walk.uow, actor, unit_id)
    sheet = await paper_signature.begin(walk.uow, actor, (await walk.known()).id, unit_id, who)
    await paper_signature.add_page(walk.uow, actor, sheet.paper.id, Scan())
    if walk.rng.random() < 0.8:
        await paper_signature.send(walk.uow, actor, sheet.paper.id)


async def confirm(walk: SigningWalk, actor: Actor) -> None:
    await paper_signature.confirm(walk.uow, actor, await walk.paper())


async def refuse(walk: SigningWalk, actor: Actor) -> None:
    await paper_signature.refuse(walk.uow, actor, await walk.paper(), REASON)


async def replace_leader(walk: SigningWalk, actor: Actor) -> None:
    """Whoever leads: a duty belongs to the unit, a signature stays."""
    held = await walk.uow.people.held_in(walk.bloc.cycle_id, walk.uow.now, (Role.LEADER,))
    seat = next(one for one in held if one.unit_id == walk.bloc.units["ordinary"])
    name = "officer" if seat.person_id == walk.bloc.people["leader"] else "leader"
    await give_lead(walk.uow, walk.bloc, name)


UNIT_ACTS: list[Act] = [sign, sign, decline, hand_in, replace_leader, sign_addendum]
BLOC_ACTS: list[Act] = [grant, withdraw, replace, freeze, edit, confirm, refuse, extend, join, add]
ACTS = [*UNIT_ACTS, *BLOC_ACTS]
USUAL: dict[PledgeState, list[Act]] = {
    PledgeState.SIGNING: [sign, sign, hand_in, grant, withdraw, confirm, refuse],
    PledgeState.COMPLETE: [join, join, add, add, sign_addendum, sign_addendum, hand_in, replace],
    PledgeState.VOID: [edit, freeze],
}


async def frozen_by(uow: UnitOfWork, actor: Actor) -> Pledge:
    """Freeze the text as it stands."""
    draft = await pledge.draft(uow, actor)
    start = text_hash(text_of(draft))[: freezing.HASH_START]
    return await freezing.freeze(uow, actor, sections_of(draft), start, file_name(draft))


async def accepted(
    uow: UnitOfWork, bloc: SmallBloc, writer: str, deciders: tuple[str, ...]
) -> None:
    at = (await bloc.submit(uow, writer)).submission
    for decider in deciders:
        done = await approval.approve(uow, await bloc.actor(uow, decider), at.id, at.revision)
        at = done.sheet.submission


async def joins(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """Let a fourth unit join, with one leader who writes and sends its list."""
    name, today = "Sở " + "Dài " * 49, uow.now.date()
    unit_id = bloc.units["joiner"] = await uow.units.save(1, "JOINER", name, today)
    await uow.units.save_membership(bloc.cycle_id, unit_id, position=4, standing=Standing.MEMBER)
    bloc.people["joiner"] = person_id = await uow.people.save(1, "joiner", "Tâm")
    seat = NewAssignment(bloc.cycle_id, unit_id, person_id, Role.LEADER, "Giám đốc")
    await uow.people.assign(seat, uow.now)
    account = await uow.accounts.open("web", "joiner", uow.now)
    await uow.accounts.bind(account.id, person_id, uow.now)
    bloc.accounts["joiner"] = account.id


async def add_secretary(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """Give the bloc a secretary on the web channel, who belongs to the chair's unit."""
    bloc.people["secretary"] = person_id = await uow.people.save(1, "secretary", "Lê Thị Mận")
    seat = NewAssignment(
        bloc.cycle_id, bloc.units["chair"], person_id, Role.SECRETARY, "Phó Chánh Văn phòng"
    )
    await uow.people.assign(seat, uow.now)
    account = await uow.accounts.open("web", "secretary", uow.now)
    await uow.accounts.bind(account.id, person_id, uow.now)
    bloc.accounts["secretary"] = account.id


async def give_lead(uow: UnitOfWork, bloc: SmallBloc, name: str) -> None:
    """Let the officer and the leader of the ordinary unit change places; `name` leads then."""
    for held in await uow.people.held_in(bloc.cycle_id, uow.now):
        if held.unit_id == bloc.units["ordinary"]:
            await uow.people.end(held.id, uow.now)
    for one in ("officer", "leader"):
        role = Role.LEADER if one == name else Role.OFFICER
        seat = NewAssignment(
            bloc.cycle_id, bloc.units["ordinary"], bloc.people[one], role, "Phó Giám đốc"
        )
        await uow.people.assign(seat, uow.now)
