"""What is known of every copy of a notice.

Delivery words are four and never mixed (promise 5): received by the channel, confirmed by the
person, unknown, unreachable. "Waiting" is what has not left yet.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from storage.kinds import DeliveryState
from storage.notices import Notice, Recipient
from storage.unit_of_work import UnitOfWork


class Reached(StrEnum):
    """What is known of one person's copy; the only words the ledger uses."""

    CONFIRMED = "confirmed"
    RECEIVED = "received"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    WAITING = "waiting"


@dataclass(frozen=True)
class Ledger:
    """A sent notice with what is known of every copy."""

    notice: Notice
    rows: tuple[tuple[Recipient, Reached], ...]

    def count(self, reached: Reached) -> int:
        return Counter(state for _, state in self.rows)[reached]

    @property
    def counts(self) -> dict[str, int]:
        return {state.value: self.count(state) for state in Reached}


def reached(recipient: Recipient) -> Reached:
    """Return the ledger's word; a confirmation outweighs whatever the channel said."""
    if recipient.confirmed_at is not None:
        return Reached.CONFIRMED
    return {
        None: Reached.UNREACHABLE,
        DeliveryState.SENT: Reached.RECEIVED,
        DeliveryState.UNKNOWN: Reached.UNKNOWN,
        DeliveryState.UNREACHABLE: Reached.UNREACHABLE,
        DeliveryState.FAILED: Reached.UNREACHABLE,
    }.get(recipient.delivery, Reached.WAITING)


async def ledger_of(uow: UnitOfWork, notice: Notice) -> Ledger:
    rows = await uow.notices.recipients(notice.id)
    return Ledger(notice, tuple((row, reached(row)) for row in rows))
