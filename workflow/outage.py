"""A pause of the program, and what is recorded for those whose presses it may have swallowed.

While it runs the program leaves a sign of life twice a minute. Telegram keeps a press for 150
seconds and a text for a day: after a longer pause presses are gone, without a trace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from storage.accounts import Account
from storage.conferences import Conference
from storage.kinds import AccountState, ConferenceState, Lane
from storage.unit_of_work import UnitOfWork
from workflow.attendance import OPENS_BEFORE, Roll, open_roll
from workflow.comer import COMERS
from workflow.conference import UNDER_WAY
from workflow.permission import Actor
from workflow.vote import Poll, open_poll

AWAY = timedelta(seconds=150)
KEPT = timedelta(hours=24)
# What was typed meanwhile is taken before anybody is told what is recorded.
SETTLING = timedelta(seconds=10)


@dataclass(frozen=True)
class Outage:
    """From the last sign of life to the moment the program was back."""

    from_at: datetime
    until_at: datetime

    @property
    def outlasts_texts(self) -> bool:
        """Tell whether a text, too, may have been lost."""
        return self.until_at - self.from_at > KEPT

    def to_json(self) -> dict[str, Any]:
        return {"from_at": self.from_at.isoformat(), "until_at": self.until_at.isoformat()}

    @classmethod
    def of_json(cls, facts: dict[str, Any]) -> Self:
        return cls(*(datetime.fromisoformat(facts[name]) for name in ("from_at", "until_at")))


@dataclass(frozen=True)
class Recorded:
    """What is recorded for one person now; `asked` is the open question as it was put, or ""."""

    outage: Outage
    roll: Roll | None
    poll: Poll | None
    asked: str

    @property
    def is_empty(self) -> bool:
        return self.roll is None and not self.asked


async def beat(uow: UnitOfWork) -> Outage | None:
    """Leave a sign of life; after a pause queue what is to be told, once, and return the pause."""
    last = await uow.uptimes.last()
    if last is not None and uow.now - last.until_at <= AWAY:
        await uow.uptimes.stretch(last.id, uow.now)
        return None
    uptime_id = await uow.uptimes.begin(uow.now)
    if last is None:
        return None
    outage = Outage(last.until_at, uow.now)
    await _queue(uow, outage, uptime_id)
    return outage


async def keep_alive(uow: UnitOfWork, moment: datetime) -> None:
    """Record that the program ran until a moment to which only a rehearsal's clock was moved."""
    last = await uow.uptimes.last()
    uptime_id = await uow.uptimes.begin(moment) if last is None else last.id
    await uow.uptimes.stretch(uptime_id, moment)


async def recorded(uow: UnitOfWork, actor: Actor, outage: Outage) -> Recorded:
    """Return what is recorded for the actor: nothing about anybody else, and no result."""
    meeting = await _meeting(uow, actor.cycle.id, uow.now)
    if meeting is None or actor.seat(*COMERS) is None:
        return Recorded(outage, None, None, await _asked(uow, actor.account, outage))
    roll = await open_roll(uow, actor, meeting.id)
    votes = await uow.votes.of_items([item.id for item in roll.view.items])
    vote = next((one for one in votes if one.closed_at is None), None)
    poll = await open_poll(uow, actor, vote.id) if vote else None
    mine = poll if poll and poll.mine else None
    return Recorded(outage, roll, mine, await _asked(uow, actor.account, outage))


async def _queue(uow: UnitOfWork, outage: Outage, uptime_id: int) -> None:
    for person_id, account in (await _concerned(uow, outage)).items():
        await uow.outbox.add(
            {
                "account_id": account.id,
                "person_id": person_id,
                "lane": Lane.NOTICE,
                "kind": "outage",
                "subject_id": uptime_id,
                "content": outage.to_json(),
                "dedupe": f"outage:{uptime_id}:{person_id}",
                "due_at": uow.now + SETTLING,
                "created_at": uow.now,
            }
        )


async def _concerned(uow: UnitOfWork, outage: Outage) -> dict[int, Account]:
    """Return who may have pressed something, with the account on which they would have."""
    people: list[int] = []
    for cycle in await uow.blocs.cycles():
        if await _meeting(uow, cycle.id, uow.now) is not None:
            held = await uow.people.held_in(cycle.id, uow.now, COMERS)
            people += [seat.person_id for seat in held]
    accounts = await uow.accounts.reachable(people)
    for asked in await uow.dialogues.asked_since(outage.from_at - KEPT):
        account = await uow.accounts.get(asked.account_id)
        if account.person_id is not None and account.state is AccountState.ACTIVE:
            accounts[account.person_id] = account
    return accounts


async def _meeting(uow: UnitOfWork, cycle_id: int, moment: datetime) -> Conference | None:
    """Return the meeting under way, or the one to which people are coming in today."""
    known = await uow.conferences.current(cycle_id)
    if known is None or known.state in UNDER_WAY:
        return known
    if known.state is not ConferenceState.CALLED or known.starts_at is None:
        return None
    # One that never began is not waited for for ever.
    return known if -OPENS_BEFORE <= moment - known.starts_at <= KEPT else None


async def _asked(uow: UnitOfWork, account: Account, outage: Outage) -> str:
    """Return the first line of the question that was open when the program paused."""
    dialogue = await uow.dialogues.get(account.id)
    if dialogue is None or dialogue.question is None:
        return ""
    if not outage.from_at - KEPT <= dialogue.updated_at <= outage.until_at:
        return ""
    return await uow.outbox.first_said(account.id, dialogue.updated_at)
