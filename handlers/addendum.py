"""The addendum of a unit that joined late: reached from the complete pledge; rules R7, R8."""

from handlers.request import Request, Routes
from messages import actions
from messages import addendum as messages
from messages.message import Message
from storage.kinds import Role
from workflow import addendum, pledge


async def open_addendum(request: Request, action: actions.OpenAddendum) -> Message:
    found = await addendum.draft_for(request.uow, request.actor, action.unit_id)
    return messages.drafted(found, action.page)


async def freeze(request: Request, action: actions.FreezeAddendum) -> Message:
    uow, actor = request.uow, request.actor
    found = await addendum.draft_for(uow, actor, action.unit_id)
    text = messages.text_of(found)
    frozen = await addendum.freeze(uow, actor, found, text, action.hash_start)
    held = await uow.people.held_in(actor.cycle.id, uow.now, (Role.LEADER,))
    leaders = [one.person_id for one in held if one.unit_id == action.unit_id]
    signing = await pledge.view(uow, actor, frozen)
    request.tell(dict.fromkeys(leaders), messages.asked_to_sign(signing))
    return messages.frozen(frozen, found.party.unit)


ROUTES = Routes(
    actions={actions.OpenAddendum: open_addendum, actions.FreezeAddendum: freeze},
)
