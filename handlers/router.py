"""Finds the one handler of an update.

Order for a text: a command; an entry of the keyboard; a button of the screen typed by its
label; the open question; an invite code. A press is its action and nothing else.
"""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from handlers import control, key_task, menu, notice, obligation, pledge, start
from handlers.refusals import explain
from handlers.request import Handler, Request, Routes
from messages import actions, people
from messages import menu as words
from messages.message import Message
from messages.render import label
from storage.dialogues import Dialogue
from storage.kinds import Mode
from workflow.errors import Refusal
from workflow.invite import looks_like_code
from workflow.words import plain

NOUNS: Sequence[Routes] = (
    start.ROUTES,
    menu.ROUTES,
    obligation.ROUTES,
    key_task.ROUTES,
    pledge.ROUTES,
    notice.ROUTES,
    control.ROUTES,
)
FOR_STRANGERS = (actions.AcceptInvite, actions.RefuseInvite, actions.ReadPrivacy)
LOOK_BACK = 30


def _merged(name: str) -> dict[Any, Any]:
    tables = [getattr(routes, name) for routes in NOUNS]
    merged = {key: handler for table in tables for key, handler in table.items()}
    assert len(merged) == sum(map(len, tables)), f"two handlers for one of {name}"
    return merged


COMMANDS: Mapping[str, Handler] = _merged("commands")
ACTIONS: Mapping[type[actions.Action], Any] = _merged("actions")
ANSWERS: Mapping[str, Handler] = _merged("answers")
ENTRIES = {plain(label(f"entry.{command}")): command for command in COMMANDS if command != "start"}


async def answer_text(request: Request, open_question: Dialogue | None) -> Message:
    """Answer a typed text; a refused answer leaves its question open."""
    command, rest = _command(request.text)
    if command is not None:
        return await _run_command(request, command, rest)
    if request.joined is None:
        return await _from_stranger(request)
    asked = open_question is not None and open_question.question is not None
    typed = await _typed_button(request, 1 if asked else LOOK_BACK)
    if typed is not None:
        return await answer_press(request, typed)
    if open_question is not None and asked:
        return await answer_question(request, open_question)
    if looks_like_code(request.text):
        return await _guarded(request, start.open_code(request))
    return words.unknown_text(request.joined)


async def answer_question(request: Request, open_question: Dialogue) -> Message:
    """Give what was sent, text or file, to the open question."""
    handler = ANSWERS.get(open_question.question or "")
    if handler is None or request.joined is None:
        return words.outdated_button()
    request.about = open_question.about
    try:
        return await _attempted(request, handler(request))
    except Refusal as refused:
        request.asked = (str(open_question.question), dict(open_question.about))
        return await explain(request, refused, asked=True)


async def answer_press(request: Request, wire: str) -> Message:
    """Answer a press; what no button of ours ever carried does nothing but redraw."""
    try:
        action = actions.decode(wire)
    except actions.Unreadable:
        return words.outdated_button()
    if not isinstance(action, FOR_STRANGERS):
        if request.joined is None:
            return people.stranger()
        if request.account.privacy_read_at is None:
            return people.privacy()
    return await _guarded(request, ACTIONS[type(action)](request, action))


async def answer_file(request: Request, open_question: Dialogue | None) -> Message:
    if request.joined is None:
        return people.stranger()
    if open_question is None or open_question.question is None:
        return words.unexpected_file()
    return await answer_question(request, open_question)


async def answer_unsupported(request: Request, open_question: Dialogue | None) -> Message:
    """Answer a kind of message the bot does not read, in one kind line."""
    if request.joined is None:
        return people.stranger()
    asked = open_question is not None and open_question.question is not None
    if open_question is not None and open_question.question is not None:
        request.asked = (open_question.question, dict(open_question.about))
    return words.unsupported(asked=asked)


async def _run_command(request: Request, command: str, rest: str) -> Message:
    request.text = rest
    if command == "start":
        return await _guarded(request, start.start(request))
    if request.joined is None:
        return people.stranger()
    if request.account.privacy_read_at is None:
        return people.privacy()
    handler = COMMANDS.get(command)
    if handler is None:
        return words.unknown_command(request.joined, f"/{command}")
    return await _guarded(request, handler(request))


async def _guarded(request: Request, answering: Awaitable[Message]) -> Message:
    try:
        return await _attempted(request, answering)
    except Refusal as refused:
        return await explain(request, refused, asked=False)


async def _attempted(request: Request, answering: Awaitable[Message]) -> Message:
    """Await a handler; a refusal undoes whatever it had begun."""
    try:
        async with request.uow.attempt():
            return await answering
    except Refusal:
        request.letters.clear()
        request.asked = None
        raise


async def _from_stranger(request: Request) -> Message:
    typed = await _typed_button(request, 1)
    if typed is not None:
        return await answer_press(request, typed)
    if looks_like_code(request.text):
        return await _guarded(request, start.open_code(request))
    return people.stranger()


def _command(text: str) -> tuple[str | None, str]:
    """Return (command, rest) of "/viec@bot rest" or of a keyboard entry's label."""
    if text.startswith("/"):
        word, _, rest = text[1:].partition(" ")
        return word.partition("@")[0].lower(), rest.strip()
    return ENTRIES.get(plain(text)), ""


async def _typed_button(request: Request, n_screens: int) -> str | None:
    """Return the action of a shown button whose label was typed; newest screens first."""
    wanted = plain(request.text)
    if not wanted:
        return None
    for said in await request.uow.outbox.said(request.account.id, n_screens):
        for row in said.get("buttons", ()):
            for shown, wire in row:
                if plain(shown) == wanted:
                    return str(wire)
    return None


def in_place(shown: Message, kind: str | None) -> Message:
    """Redraw the pressed screen, unless it was a letter, or the answer cannot be an edit."""
    if shown.mode is Mode.REDRAW or kind not in ("reply", "progress"):
        return shown
    return shown if shown.keyboard or shown.files else shown.redrawn()
