"""The understudy's parts at the conference: it is called, answered, come to, voted at."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.rehearsal import conferring, understudy
from bot.rehearsal.stage import Player
from bot.rehearsal.understudy import NOTHING, Said, Understudy
from messages.render import label, moment
from storage.conferences import Conference
from storage.kinds import AgendaKind, Answer, Choice, ConferenceState, ItemState, Role
from storage.units import Unit
from storage.votes import Vote
from workflow.attendance import OPENS_BEFORE
from workflow.calendar import add_working, local
from workflow.conference import UNDER_WAY
from workflow.tally import wanting

DAY = date(2027, 3, 15)
AHEAD = 5
HOUR = "14:00"
YOURS = Said("chair_is_yours")


class Cast(Understudy):
    """Plays the others at the conference besides, and the chair where the chair is not left out."""

    async def answer(self) -> Said:
        """Let the chair call the conference, and every unit answer that its leader comes."""
        await self.join()
        found = await self._conference()
        if found is None or found.state is ConferenceState.DRAFT:
            if not self._has_chair():
                return YOURS
            self.tell(Said("calling"))
            if found is None:
                await conferring.begin(self._chair, self._time())
            await conferring.call(self._chair)
        elif found.state is not ConferenceState.CALLED:
            return NOTHING
        waiting = [unit for unit in await self._silent() if unit.id != self.own_id]
        for number, unit in enumerate(waiting, start=1):
            self.tell(Said("answering", {"unit": unit.name, "n": number, "all": len(waiting)}))
            await conferring.attend(self.stage.of(unit, Role.OFFICER))
        return Said("answered", {"n": len(waiting)}) if waiting else NOTHING

    async def check_in(self) -> Said:
        """Let the leader of every unit that is coming check in, once the doors are open."""
        found = await self._conference()
        if found is None or found.starts_at is None or found.state is ConferenceState.DRAFT:
            return Said("not_called")
        opens_at = found.starts_at - OPENS_BEFORE
        if found.state is ConferenceState.CALLED and self.stage.clock.now() < opens_at:
            return Said("doors_closed", {"at": moment(opens_at)})
        waiting = [unit for unit in await self._awaited(found) if unit.id != self.own_id]
        for number, unit in enumerate(waiting, start=1):
            self.tell(Said("coming", {"unit": unit.name, "n": number, "all": len(waiting)}))
            await conferring.check_in(self.stage.of(unit, Role.LEADER))
        return Said("came", {"n": len(waiting)}) if waiting else NOTHING

    async def vote(self) -> Said:
        """Let the chair bring the meeting to its vote, the units vote, the chair close it.

        It stays open while a unit that is played by hand is to vote, and for a chair that is.
        """
        found = await self._conference()
        if found is None or found.state not in (ConferenceState.CALLED, *UNDER_WAY):
            return Said("not_called")
        known = await self._vote(found)
        if known is None and not self._has_chair():
            return YOURS
        if known is None:
            if missing := await self._wanting(found):
                return Said("no_quorum", {"n": missing})
            self.tell(Said("opening_vote"))
            known = await self._brought_to_vote(found)
        return NOTHING if known is None else await self._voted(found, known)

    async def _voted(self, found: Conference, known: Vote) -> Said:
        waiting = await self._to_vote(known)
        others = [unit for unit in waiting if not self._is_played(unit)]
        for number, unit in enumerate(others, start=1):
            self.tell(Said("voting", {"unit": unit.name, "n": number, "all": len(others)}))
            voter = await self._voter(found, unit)
            await conferring.follows(voter, label("vote.open"), label(f"vote.{Choice.AGREE}"))
        if len(others) < len(waiting):
            return Said("vote_waits", {"n": len(others)})
        chair = self._chair
        if chair.unit and self._is_played(chair.unit):
            return Said("voted", {"n": len(others)})
        await conferring.close_vote(chair)
        return Said("vote_closed")

    async def _brought_to_vote(self, found: Conference) -> Vote | None:
        """Step to the vote of the agenda and open it; None when the meeting is past it."""
        if found.state is ConferenceState.CALLED:
            await conferring.start(self._chair)
        while (kind := await self._open_kind(found)) not in (AgendaKind.VOTE, None):
            await conferring.step(self._chair)
        if kind is None or await self._has_voted(found):
            return None
        await conferring.open_vote(self._chair)
        return await self._vote(found)

    @property
    def _chair(self) -> Player:
        return self.stage.holding(Role.CHAIR)

    def _has_chair(self) -> bool:
        return self._is_mine(self._chair)

    def _time(self) -> str:
        """Return when the conference would be: as in the story, or a week from now."""
        today = local(self.stage.clock.now()).date()
        day = max(DAY, add_working(today, AHEAD))
        return f"{HOUR} {day.day}/{day.month}"

    async def _conference(self) -> Conference | None:
        async with self.stage.app.storage.begin() as uow:
            return await uow.conferences.newest([self.stage.cycle_id])

    async def _silent(self) -> list[Unit]:
        """Return the units that have not answered the invitation."""
        async with self.stage.app.storage.begin() as uow:
            found = await uow.conferences.newest([self.stage.cycle_id])
            given = await uow.rsvps.of_conference(found.id) if found else {}
        return [unit for unit in self.stage.units if unit.id not in given]

    async def _awaited(self, found: Conference) -> list[Unit]:
        """Return the units that did not say that they stay away and of which nobody came."""
        async with self.stage.app.storage.begin() as uow:
            given = await uow.rsvps.of_conference(found.id)
            here = {one.unit_id for one in await uow.attendances.present(found.id)}
        away = {id_ for id_, rsvp in given.items() if rsvp.answer is Answer.ABSENT}
        return [unit for unit in self.stage.units if unit.id not in here | away]

    async def _wanting(self, found: Conference) -> int:
        async with self.stage.app.storage.begin() as uow:
            here = {one.unit_id for one in await uow.attendances.present(found.id)}
            quorum = (await uow.blocs.cycle(self.stage.cycle_id)).quorum
        n_here = sum(unit.id in here for unit in self.stage.units)
        return wanting(n_here, len(self.stage.units), quorum)

    async def _open_kind(self, found: Conference) -> AgendaKind | None:
        async with self.stage.app.storage.begin() as uow:
            items = await uow.conferences.items(found.id)
        return next((item.kind for item in items if item.state is ItemState.OPEN), None)

    async def _votes(self, found: Conference) -> list[Vote]:
        async with self.stage.app.storage.begin() as uow:
            items = await uow.conferences.items(found.id)
            return await uow.votes.of_items([item.id for item in items])

    async def _vote(self, found: Conference) -> Vote | None:
        """Return the vote that is open."""
        return next((one for one in await self._votes(found) if one.closed_at is None), None)

    async def _has_voted(self, found: Conference) -> bool:
        return any(one.closed_at is not None for one in await self._votes(found))

    async def _to_vote(self, known: Vote) -> list[Unit]:
        async with self.stage.app.storage.begin() as uow:
            cast = await uow.votes.turnout(known.id)
        return [u for u in self.stage.units if u.id in known.voters and u.id not in cast]

    async def _voter(self, found: Conference, unit: Unit) -> Player:
        """Return who casts the unit's vote: its leader who came, else the officer."""
        async with self.stage.app.storage.begin() as uow:
            here = {one.person_id for one in await uow.attendances.present(found.id)}
        leader = self.stage.of(unit, Role.LEADER)
        return leader if leader.person_id in here else self.stage.of(unit, Role.OFFICER)


PARTS: Mapping[str, Callable[[Cast], Awaitable[Said]]] = {
    **understudy.PARTS,
    "answer": Cast.answer,
    "check_in": Cast.check_in,
    "vote": Cast.vote,
}
