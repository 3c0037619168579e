"""An outage: told to those who may have pressed something meanwhile; speaks at delivery."""

from messages import outage as messages
from messages.message import Message
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import outage
from workflow.permission import actor_of


async def say(uow: UnitOfWork, delivery: Delivery) -> Message | None:
    """Return what is recorded at the moment of sending; None when nothing is left to tell."""
    account = await uow.accounts.get(delivery.account_id)
    actor = await actor_of(uow, account)
    # Before the privacy notice nobody had a screen to press on.
    if actor is None or account.privacy_read_at is None:
        return None
    found = await outage.recorded(uow, actor, outage.Outage.of_json(delivery.content))
    return None if found.is_empty else messages.told(found)
