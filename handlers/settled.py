"""Who is told when a unit's signature or exception brought signing on: everybody, or the chair."""

from dataclasses import replace

from handlers.request import Request
from messages import pledge as messages
from storage.kinds import Role
from workflow.pledge import Signing
from workflow.settling import asked


async def tell_settled(request: Request, signing: Signing) -> None:
    """Tell everybody that the text is complete, or the chair unit that it is its turn."""
    held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now)
    if not signing.missing:
        request.tell(dict.fromkeys(a.person_id for a in held), messages.completed(signing))
    elif signing.chair_is_next is not None:
        (one,) = await asked(request.uow, signing.pledge, [signing.chair_is_next])
        own = replace(signing, due_on=one.due_on)
        on_paper = one.role is Role.OFFICER
        letter = messages.asked_on_paper(own) if on_paper else messages.chair_next(own)
        request.tell(one.people, letter)
