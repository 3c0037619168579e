"""The time in which nothing reached an account: the bot was blocked, and is let in again.

What was due meanwhile is told in one message with its counts, never one by one: it stands in
the lists of notices and duties anyway.
"""

from dataclasses import dataclass
from datetime import datetime

from storage.accounts import Account
from storage.kinds import Lane
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Absence:
    """Since when, and how much did not arrive; of duties those that are still open."""

    since: datetime
    n_notices: int
    n_others: int
    n_duties: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.n_notices or self.n_others or self.n_duties)


async def end(uow: UnitOfWork, account: Account) -> bool:
    """Queue what is told to an account that can be reached again; tell whether anything is.

    Repeating it changes nothing: the absence has ended.
    """
    since = account.unreachable_at
    if since is None:
        return False
    await uow.accounts.end_absence(account.id)
    if account.person_id is None or (await missed(uow, account, since)).is_empty:
        return False
    await uow.outbox.add(
        {
            "account_id": account.id,
            "person_id": account.person_id,
            "lane": Lane.NOTICE,
            "kind": "absence",
            "content": {"since": since.isoformat()},
            "dedupe": f"absence:{account.id}:{since.isoformat()}",
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )
    return True


async def missed(uow: UnitOfWork, account: Account, since: datetime) -> Absence:
    """Count what did not reach an account since an instant.

    To one known to be closed no reminder is even queued: what fell then and was said by no
    message, on whatever channel, was missed too.
    """
    counts = await uow.outbox.missed(account.id, since)
    n_notices = counts.pop("notice", 0)
    n_duties = 0
    if account.person_id is not None:
        last = await uow.reminders.last_left(account.person_id)
        after = max(since, last) if last else since
        n_duties = await uow.reminders.n_untold(account.person_id, after)
    return Absence(since, n_notices, sum(counts.values()), n_duties)
