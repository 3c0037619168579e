"""An absence that has ended: what was missed, told at delivery."""

from datetime import datetime

from messages import absence as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import absence


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return the counts at the moment of sending; None when all has come by then."""
    account = await uow.accounts.get(delivery.account_id)
    found = await absence.missed(uow, account, datetime.fromisoformat(delivery.content["since"]))
    return None if found.is_empty else messages.told(found)
