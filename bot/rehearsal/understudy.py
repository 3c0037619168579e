"""Plays everyone's part but one unit's, so that a single person can walk the whole cycle.

Each part looks first at what is done already: it can be asked for twice, or after a person
did half of it by hand.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.rehearsal import acts, registering
from bot.rehearsal.stage import Player, Stage
from messages.render import label
from storage.accounts import Account
from storage.kinds import ListState, Role, Standing, SubmissionKind
from storage.units import Unit
from workflow.key_task import tasks_by_unit

N_NOTICES = 8
KEY_TASKS, REGISTRATION = SubmissionKind.KEY_TASKS, SubmissionKind.REGISTRATION
# How many people a unit of the rehearsal registers for the first title.
PEOPLE = 24


@dataclass(frozen=True)
class Said:
    """What is to be told of a part: a key of the page's words, and facts for its blanks."""

    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


NOTHING = Said("nothing")


@dataclass(frozen=True)
class Understudy:
    """`own_id` is the unit that is left to the person; None leaves nobody out.

    `tell` hears how far a part has come. `by_hand` are people on whose phones somebody acted:
    nobody else signs or votes for their units.
    """

    stage: Stage
    own_id: int | None
    tell: Callable[[Said], None]
    by_hand: frozenset[int] = frozenset()

    async def join(self) -> Said:
        """Let everybody join who has not."""
        waiting = await self._strangers([p for p in self.stage.players if self._is_mine(p)])
        for number, (player, account) in enumerate(waiting, start=1):
            self.tell(Said("joining", {"name": player.name, "n": number, "all": len(waiting)}))
            if account is None:
                await acts.join(self.stage, player)
            else:
                await player.presses(label("people.privacy"))
        return Said("joined", {"n": len(waiting)}) if waiting else NOTHING

    async def notice(self) -> Said:
        """Send the first notice, and let everybody confirm every notice there is."""
        await self.join()
        written = False
        if not await self._unconfirmed(with_confirmed=True):
            if not self._is_mine(self.stage.holding(Role.CHAIR)):
                return Said("chair_is_yours")
            self.tell(Said("writing"))
            await acts.write_notice(self.stage)
            written = True
        waiting = await self._unconfirmed()
        for number, (player, subject) in enumerate(waiting, start=1):
            self.tell(Said("confirming", {"name": player.name, "n": number, "all": len(waiting)}))
            await player.types("/viec")
            await player.presses(
                await registering.duty_button(player, "confirm", subject), label("notice.read")
            )
        return Said("confirmed", {"n": len(waiting)}) if waiting or written else NOTHING

    async def register(self) -> Said:
        """Bring every unit's list from nothing to accepted."""
        await self.join()
        units = [unit for unit in self.stage.units if unit.id != self.own_id]
        moved = 0
        for number, unit in enumerate(units, start=1):
            self.tell(Said("registering", {"unit": unit.name, "n": number, "all": len(units)}))
            moved += await self._hand_in(unit)
            moved += await self._accept(unit)
        return Said("registered", {"n": len(units)}) if moved else NOTHING

    async def declare(self) -> Said:
        """Bring every unit's emulation registration from nothing to accepted."""
        await self.join()
        units = [unit for unit in self.stage.units if unit.id != self.own_id]
        moved = 0
        for number, unit in enumerate(units, start=1):
            self.tell(Said("declaring", {"unit": unit.name, "n": number, "all": len(units)}))
            moved += await self._declare(unit)
            moved += await self._accept(unit, REGISTRATION)
        return Said("declared", {"n": len(units)}) if moved else NOTHING

    async def accept(self) -> Said:
        """Let the bloc's side accept everything that waits, the person's own among it."""
        await self.join()
        self.tell(Said("accepting"))
        accepted = [
            unit
            for unit in self.stage.units
            for kind in (KEY_TASKS, REGISTRATION)
            if await self._accept(unit, kind)
        ]
        return Said("accepted", {"n": len(accepted)}) if accepted else NOTHING

    async def freeze(self) -> Said:
        """Let the chair fix the pledge's text, once every list is accepted."""
        await self.join()
        missing = [u for u in self.stage.units if await self._state(u) is not ListState.APPROVED]
        if missing:
            return Said("lists_missing", {"units": _names(missing)})
        if await self._unsigned() is not None:
            return NOTHING
        if not self._is_mine(self.stage.holding(Role.CHAIR)):
            return Said("chair_is_yours")
        self.tell(Said("freezing"))
        await acts.freeze(self.stage)
        return Said("frozen")

    async def sign(self) -> Said:
        """Let every leader sign, the chair unit's last."""
        await self.join()
        waiting = await self._unsigned()
        if waiting is None:
            return Said("not_frozen")
        chair = self.stage.unit_with(Standing.CHAIR)
        played = [unit for unit in waiting if self._is_played(unit)]
        others = [unit for unit in waiting if unit not in (chair, *played)]
        for number, unit in enumerate(others, start=1):
            self.tell(Said("signing", {"unit": unit.name, "n": number, "all": len(others)}))
            await acts.sign(self.stage, unit)
        if chair in waiting and chair not in played:
            if played:
                return Said("chair_waits", {"n": len(others), "units": _names(played)})
            await acts.sign(self.stage, chair)
            return Said("signed", {"n": len(others) + 1})
        if left := [unit for unit in played if unit.id != self.own_id]:
            return Said("left_to_sign", {"n": len(others), "units": _names(left)})
        return Said("signed", {"n": len(others)}) if others else NOTHING

    def _is_mine(self, player: Player) -> bool:
        return player.unit is None or player.unit.id != self.own_id

    def _is_played(self, unit: Unit) -> bool:
        """Tell whether the person acts for the unit; who wants all done for them, for none."""
        if self.own_id is None:
            return False
        people = (p for p in self.stage.players if p.unit and p.unit.id == unit.id)
        return unit.id == self.own_id or any(p.person_id in self.by_hand for p in people)

    async def _strangers(self, players: Sequence[Player]) -> list[tuple[Player, Account | None]]:
        """Return who has not joined, or has not read the privacy notice."""
        async with self.stage.app.storage.begin() as uow:
            known = await uow.accounts.known([player.person_id for player in players])
        found = [(player, known.get(player.person_id)) for player in players]
        return [(p, a) for p, a in found if a is None or a.privacy_read_at is None]

    async def _unconfirmed(self, *, with_confirmed: bool = False) -> list[tuple[Player, str]]:
        """Return who has not confirmed which notice."""
        players = {p.person_id: p for p in self.stage.players if self._is_mine(p)}
        async with self.stage.app.storage.begin() as uow:
            notices = await uow.notices.released(self.stage.cycle_id, N_NOTICES)
            return [
                (players[r.person_id], notice.subject)
                for notice in notices
                for r in await uow.notices.recipients(notice.id)
                if r.person_id in players
                and (with_confirmed or (notice.needs_confirmation and r.confirmed_at is None))
            ]

    async def _state(self, unit: Unit, kind: SubmissionKind = KEY_TASKS) -> ListState:
        async with self.stage.app.storage.begin() as uow:
            found = await uow.submissions.newest_of(self.stage.cycle_id, unit.id, kind)
        return found.state if found else ListState.DRAFT

    async def _hand_in(self, unit: Unit) -> bool:
        """Fill and send the unit's list and let its leader approve; tell whether it moved."""
        state = await self._state(unit)
        if state in (ListState.DRAFT, ListState.RETURNED):
            async with self.stage.app.storage.begin() as uow:
                tasks = (await tasks_by_unit(uow, self.stage.cycle_id)).get(unit.id, [])
            starred = any(task.is_highlight for task in tasks)
            if tasks:
                await registering.register(self.stage, unit, len(tasks), is_starred=starred)
            else:
                await registering.paste(self.stage, unit)
        elif state is not ListState.WAITING_LEADER:
            return False
        await registering.approve(self.stage, unit)
        return True

    async def _declare(self, unit: Unit) -> bool:
        """Choose titles, send them and let the unit's leader approve; tell whether it moved."""
        state = await self._state(unit, REGISTRATION)
        if state in (ListState.DRAFT, ListState.RETURNED):
            await registering.declare(self.stage, unit, people=PEOPLE)
        elif state is not ListState.WAITING_LEADER:
            return False
        await registering.approve(self.stage, unit)
        return True

    async def _accept(self, unit: Unit, kind: SubmissionKind = KEY_TASKS) -> bool:
        if not self._is_mine(registering.decider(self.stage, unit)):
            return False
        if await self._state(unit, kind) is not ListState.WAITING_CHAIR:
            return False
        await registering.accept(self.stage, unit)
        return True

    async def _unsigned(self) -> list[Unit] | None:
        """Return the units that have not signed; None before the text is frozen."""
        async with self.stage.app.storage.begin() as uow:
            pledge = await uow.pledges.current(self.stage.cycle_id)
            if pledge is None:
                return None
            signed = {signature.unit_id for signature in await uow.pledges.signatures(pledge.id)}
        return [unit for unit in self.stage.units if unit.id not in signed]


PARTS: Mapping[str, Callable[[Understudy], Awaitable[Said]]] = {
    "join": Understudy.join,
    "notice": Understudy.notice,
    "register": Understudy.register,
    "declare": Understudy.declare,
    "accept": Understudy.accept,
    "freeze": Understudy.freeze,
    "sign": Understudy.sign,
}


def _names(units: Sequence[Unit]) -> str:
    return ", ".join(unit.name for unit in units)
