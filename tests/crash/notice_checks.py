"""What must hold of every notice: who has it, how often, and what the ledger says of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from storage.kinds import Audience, Role
from tests.crash.bloc import Member
from tests.crash.campaign import Campaign
from tests.crash.phones import MARK, said_to

ROLES = {
    Audience.ALL: (Role.LEADER, Role.OFFICER),
    Audience.LEADERS: (Role.LEADER,),
    Audience.OFFICERS: (Role.OFFICER,),
}
ENDED = ("sent", "cancelled")
NOTICES = """
SELECT n.id, n.subject, n.state, n.audience, b.code, json_extract(n.progress, '$.counts')
FROM notice n JOIN cycle c ON c.id = n.cycle_id JOIN bloc b ON b.id = c.bloc_id
WHERE released_at IS NOT NULL
"""
RECIPIENTS = """
SELECT person_id, stopped_at IS NOT NULL FROM notice_recipient WHERE notice_id = ?
"""
COPIES = """
SELECT state FROM outbox
WHERE kind = 'notice' AND subject_id = ? AND person_id = ? ORDER BY id
"""
# A press that confirms is answered with the copy; that answer too may be sent again.
# A copy cut off in flight was said, but never written down as said.
AGAIN = """
SELECT count(*) FROM outbox WHERE account_id = ? AND resend_of IS NOT NULL
AND ((kind = 'notice' AND subject_id = ?) OR instr(json_extract(content, '$.text'), ?))
"""


@dataclass(frozen=True)
class Released:
    """A notice that left; `words` is how often each word of the ledger was last shown."""

    id: int
    subject: str
    state: str
    audience: str
    bloc: str
    words: str


def wrong_notices(campaign: Campaign) -> Iterator[str]:
    """Everybody it is for has each notice: once on the web; on Telegram a second one is marked."""
    for row in campaign.rows(NOTICES):
        notice = Released(*row)
        if notice.state not in ENDED:
            yield f"{notice} has not ended"
        stopped = dict(campaign.rows(RECIPIENTS, notice.id))
        if stopped.keys() != _wanted(campaign, notice):
            yield f"{notice} is for {stopped.keys() ^ _wanted(campaign, notice)} wrongly"
        if sum(json.loads(notice.words or "{}").values()) != len(stopped):
            yield f"the ledger of {notice} does not add up to {len(stopped)}"
        for person in campaign.people:
            who = person.member
            if who.person_id in stopped:
                yield from _wrong_copies(campaign, who, notice, bool(stopped[who.person_id]))
            elif who.role is not Role.CHAIR and _copies(campaign, who, notice.subject):
                yield f"{who.name} got {notice}, which is for others"


def _wanted(campaign: Campaign, notice: Released) -> set[int]:
    roles = ROLES[Audience(notice.audience)]
    members = [person.member for person in campaign.people]
    return {one.person_id for one in members if one.bloc == notice.bloc and one.role in roles}


def _wrong_copies(
    campaign: Campaign, member: Member, notice: Released, stopped: bool
) -> Iterator[str]:
    states = [state for (state,) in campaign.rows(COPIES, notice.id, member.person_id)]
    copies = _copies(campaign, member, notice.subject)
    plain, marked = copies.count(notice.subject), copies.count(f"{MARK} {notice.subject}")
    ((n_again,),) = campaign.rows(AGAIN, member.account_id, notice.id, notice.subject)
    who = f"{notice} to {member.name}: {states}, {copies}"
    if stopped:
        if states or copies:
            yield f"stopped and there: {who}"
        return
    if not states:
        yield f"missed: {who}"
    if plain > 1 or marked > n_again or (states[:1] == ["sent"] and plain != 1):
        yield f"wrong copies of {who}"
    if states[1:] == ["sent"] and not marked:
        yield f"resent and not there: {who}"


def _copies(campaign: Campaign, member: Member, subject: str) -> list[str]:
    """Return the first line of everything that is a copy of the notice."""
    lines = [text.split("\n")[0] for text in said_to(campaign, member)]
    return [line for line in lines if line in (subject, f"{MARK} {subject}")]
