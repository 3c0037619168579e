"""The hall screen's link, and the code of the minute that it shows.

The link's token is stored only as a hash. The code is derived from that hash, so it changes
with the link, and what is on the screen gives nothing away but the code itself.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from storage.conferences import Conference
from storage.kinds import ConferenceState
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.conference import PREPARERS
from workflow.conference_errors import ConferenceStage
from workflow.errors import NoSuchThing
from workflow.meeting_errors import HallChanged
from workflow.permission import Actor

TOKEN_BYTES = 16
DIGITS = 6
# Before the code in what Telegram hands over when the hall's link is opened there.
START = "dd_"
MINUTE = timedelta(minutes=1)
UNSHOWN = (ConferenceState.DRAFT, ConferenceState.CANCELLED)


async def issue(uow: UnitOfWork, actor: Actor, conference_id: int, known: str) -> str:
    """Return a new token, shown this once; the one before it opens nothing any more.

    `known` is the start of the stored hash the person saw, "" when there was none: refuse with
    `HallChanged` when somebody changed it meanwhile, so that a second press revokes nothing.
    """
    conference = await find(uow, actor, conference_id)
    if mark_of(conference) != known:
        raise HallChanged
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await uow.conferences.put_hall_token(conference.id, hash_of(token))
    seat, how = actor.require(*PREPARERS), "changed" if known else "opened"
    await history.record(uow, seat, f"conference.hall_{how}", conference.id)
    return token


async def find(uow: UnitOfWork, actor: Actor, conference_id: int) -> Conference:
    """Return the conference whose screen the actor looks after; refuse before it is called."""
    actor.require(*PREPARERS)
    conference = await uow.conferences.get(conference_id)
    if conference is None or conference.cycle_id != actor.cycle.id:
        raise NoSuchThing
    if conference.state in UNSHOWN:
        raise ConferenceStage(conference.state)
    return conference


async def behind(uow: UnitOfWork, token: str) -> Conference | None:
    """Return the conference a token opens; None for a wrong or revoked one."""
    return await uow.conferences.by_hall_token(hash_of(token))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def mark_of(conference: Conference) -> str:
    """Return what a button carries to name the present link; "" while there is none."""
    return (conference.hall_token_hash or "")[:16]


def code_at(secret: str, moment: datetime) -> str:
    """Return the six digits of that minute; `secret` is the stored hash of the hall's token."""
    minute = int(moment.timestamp() // MINUTE.total_seconds())
    drawn = hmac.digest(secret.encode(), str(minute).encode(), "sha256")
    return f"{int.from_bytes(drawn) % 10**DIGITS:0{DIGITS}}"


def is_valid(conference: Conference, code: str, moment: datetime) -> bool:
    """Tell whether a typed code is this minute's or the last one's."""
    if conference.hall_token_hash is None:
        return False
    given = "".join(code.split()).encode()
    known = [code_at(conference.hall_token_hash, at) for at in (moment, moment - MINUTE)]
    return any(hmac.compare_digest(given, one.encode()) for one in known)
