"""An absence that has ended: what was missed, told at delivery."""

from datetime import datetime

from messages import absence as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import absence


async def say(uow: UnitOfWork, delivery: Delivery) -> Message:
    """Return the counts at the moment of sending."""
    since = datetime.fromisoformat(delivery.content["since"])
    return messages.told(await absence.missed(uow, delivery.account_id, since))
