"""Deliveries that keep facts and are put into words at the moment of sending."""

from typing import Any

from handlers import absence, broadcast, chase, correction, notice, obligation, outage
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork

SPEAKERS = {
    "reminder": obligation.say,
    "chase": chase.say,
    "notice": notice.say,
    "correction": notice.say_corrected,
    "corrected": correction.say,
    "progress": broadcast.say,
    "outage": outage.say,
    "absence": absence.say,
}


async def rendered(uow: UnitOfWork, delivery: Delivery) -> dict[str, Any] | None:
    """Return what a channel is to carry; the facts stay beside the words.

    None when by now there is nothing to say: every duty of a reminder is done.
    """
    speak = SPEAKERS.get(delivery.kind)
    if speak is None:
        return delivery.content
    message = await speak(uow, delivery)
    return None if message is None else {**delivery.content, **message.to_json()}
