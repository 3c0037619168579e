"""The addendum of a unit that joined late: reached from the complete pledge; rules R7, R8."""

from handlers.request import Request, Routes
from messages import actions
from messages import addendum as messages
from messages.message import Message
from messages.pledge import asked_on_paper
from storage.kinds import Role
from workflow import addendum, pledge
from workflow.settling import asked


async def open_addendum(request: Request, action: actions.OpenAddendum) -> Message:
    found = await addendum.draft_for(request.uow, request.actor, action.unit_id)
    return messages.drafted(found, action.page)


async def freeze(request: Request, action: actions.FreezeAddendum) -> Message:
    uow, actor = request.uow, request.actor
    found = await addendum.draft_for(uow, actor, action.unit_id)
    text = messages.text_of(found)
    frozen = await addendum.freeze(uow, actor, found, text, action.hash_start)
    signing = await pledge.view(uow, actor, frozen)
    (one,) = await asked(uow, frozen, frozen.parties)
    on_paper = one.role is Role.OFFICER
    letter = asked_on_paper(signing) if on_paper else messages.asked_to_sign(signing)
    request.tell(one.people, letter)
    return messages.frozen(frozen, found.party.unit)


ROUTES = Routes(
    actions={actions.OpenAddendum: open_addendum, actions.FreezeAddendum: freeze},
)
