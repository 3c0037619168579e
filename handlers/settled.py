"""Who is told when a unit's signature or exception brought signing on: everybody, or the chair."""

from handlers.request import Request
from messages import pledge as messages
from storage.kinds import Role
from workflow.pledge import Signing


async def tell_settled(request: Request, signing: Signing) -> None:
    """Tell everybody that the text is complete, or the chair unit's leader that it is their turn."""
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now)
    if not signing.missing:
        request.tell(dict.fromkeys(a.person_id for a in held), messages.completed(signing))
    elif signing.chair_is_next is not None:
        leaders = [a for a in held if a.role is Role.LEADER and a.unit_id == signing.chair_is_next]
        request.tell(dict.fromkeys(a.person_id for a in leaders), messages.chair_next(signing))
