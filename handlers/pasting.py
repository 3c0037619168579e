"""A whole list of key tasks in one message: reached from the list by "Dán cả danh mục".

Nothing is saved before it was shown; then all of it or nothing (R1, R2).
"""

from handlers.request import Request, Routes
from messages import actions
from messages import key_task as lists
from messages import pasting as messages
from messages.message import Message
from workflow import key_task, pasting
from workflow.errors import NoSuchThing


async def ask(request: Request, action: actions.PasteKeyTasks) -> Message:
    sheet = await key_task.to_edit(request.uow, request.actor, action.unit_id)
    request.ask("pasting.text", unit_id=action.unit_id, text="")
    return messages.ask(sheet)


async def read(request: Request) -> Message:
    """Read one more message of the list; a long list comes in several."""
    unit_id = request.about["unit_id"]
    text = f"{request.about['text']}\n{request.text}".strip()
    pasted = await pasting.read(request.uow, request.actor, unit_id, text)
    request.ask("pasting.text", unit_id=unit_id, text=text)
    return messages.shown(pasted)


async def save(request: Request, action: actions.SavePasted) -> Message:
    question = request.open
    if question is None or question.question != "pasting.text":
        raise NoSuchThing
    if action.way not in set(pasting.Way):
        raise NoSuchThing
    sheet = await pasting.save(
        request.uow,
        request.actor,
        action.unit_id,
        question.about["text"],
        pasting.Way(action.way),
        action.revision,
    )
    return lists.listed(sheet)


ROUTES = Routes(
    actions={actions.PasteKeyTasks: ask, actions.SavePasted: save},
    answers={"pasting.text": read},
)
