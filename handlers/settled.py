"""Who is told when a unit's signature or exception brought signing on: everybody, or the chair.

Who heard that a unit would not sign hears that it did.
"""

from dataclasses import replace

from handlers.request import Request
from messages import pledge as messages
from messages.signing import told_taken_back
from storage.kinds import Role
from workflow.declining import concerned
from workflow.roll import Signing
from workflow.settling import asked


async def tell_settled(request: Request, signing: Signing) -> None:
    """Tell everybody that the text is complete, or the chair unit that it is its turn."""
    if signing.taken_back is not None:
        people = await concerned(request.uow, signing)
        request.tell(people, told_taken_back(signing, signing.taken_back))
    if not signing.missing:
        held = await request.uow.people.held_in(request.actor.cycle.id, request.uow.now)
        request.tell(dict.fromkeys(a.person_id for a in held), messages.completed(signing))
    elif signing.chair_is_next is not None:
        (one,) = await asked(request.uow, signing.pledge, [signing.chair_is_next])
        own = replace(signing, due_on=one.due_on)
        on_paper = one.role is Role.OFFICER
        letter = messages.asked_on_paper(own) if on_paper else messages.chair_next(own)
        request.tell(one.people, letter)
