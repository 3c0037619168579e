"""A whole list of key tasks in one message: reached by the list's own button.

Nothing is saved before it was shown; then all of it or nothing (R1, R2).
"""

from handlers.request import Request, Routes
from messages import actions
from messages import key_task as lists
from messages import pasting as messages
from messages.message import Message
from workflow import key_task, pasting
from workflow.errors import NoSuchThing
from workflow.pasting import Way


async def ask_list(request: Request, action: actions.PasteKeyTasks) -> Message:
    sheet = await key_task.to_edit(request.uow, request.actor, action.unit_id)
    request.ask("pasting.text", unit_id=action.unit_id, text="")
    return messages.ask_list(sheet)


async def read(request: Request) -> Message:
    """Read one more message of the list; a long list comes in several."""
    unit_id = request.about["unit_id"]
    text = f"{request.about['text']}\n{request.text}".strip()
    pasted = await pasting.read(request.uow, request.actor, unit_id, text)
    request.ask("pasting.text", unit_id=unit_id, text=text)
    return messages.shown(pasted)


async def save(request: Request, action: actions.SavePasted) -> Message:
    question = request.open
    if question is None or question.question != "pasting.text" or action.way not in set(Way):
        raise NoSuchThing
    # A refused list stays as it was pasted; the next message still goes on with it.
    pasted = await pasting.read(request.uow, request.actor, action.unit_id, question.about["text"])
    return lists.listed(
        await pasting.save(request.uow, request.actor, pasted, Way(action.way), action.revision)
    )


ROUTES = Routes(
    actions={actions.PasteKeyTasks: ask_list, actions.SavePasted: save},
    answers={"pasting.text": read},
)
