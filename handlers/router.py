"""Finds the one handler of an update.

Order for a text: a command; an entry of the keyboard; a button of the screen typed by its
label; the open question; an invite code. A press is its action and nothing else.
"""

from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from handlers import attendance, start
from handlers.nouns import NOUNS
from handlers.refusals import explain
from handlers.request import Handler, Reader, Request
from messages import actions, people, refusal
from messages import menu as words
from messages.language import spoken
from messages.message import Message
from messages.render import labels
from storage.dialogues import Dialogue
from storage.kinds import Mode
from workflow.errors import CutOff, Refusal, Unfit
from workflow.hall import START
from workflow.invite import looks_like_code
from workflow.words import plain

FILE_COMMANDS = frozenset(name for routes in NOUNS for name in routes.file_commands)
FOR_STRANGERS = (actions.AcceptInvite, actions.RefuseInvite, actions.ReadPrivacy)
LOOK_BACK = 30
# Telegram's app cuts a text above 4,096 characters into messages that come together.
LONG = 3500
TOGETHER = timedelta(seconds=5)


def _merged(name: str) -> dict[Any, Any]:
    tables = [getattr(routes, name) for routes in NOUNS]
    merged = {key: handler for table in tables for key, handler in table.items()}
    assert len(merged) == sum(map(len, tables)), f"two handlers for one of {name}"
    return merged


COMMANDS: Mapping[str, Handler] = _merged("commands")
ACTIONS: Mapping[type[actions.Action], Any] = _merged("actions")
ANSWERS: Mapping[str, Handler] = _merged("answers")
READS: Mapping[str, Reader] = _merged("reads")
TAKES_FILE = frozenset(question for routes in NOUNS for question in routes.takes_file) | set(READS)


async def answer_text(request: Request) -> Message:
    """Answer a typed text; an answer that does not fit leaves its question open."""
    command, rest = _command(request.text)
    if command == "start":
        request.text = rest
        return await _guarded(request, start.start(request))
    barred = _barred(request)
    typed = None if command else await _typed_button(request)
    if typed is not None:
        return await answer_press(request, typed)
    if barred is not None:
        return await _code_or(request, barred)
    if command is not None:
        return await _run_command(request, command)
    if request.open is not None:
        return await _answer_question(request, request.open)
    return await _guarded(request, _alone(request))


async def answer_press(request: Request, wire: str) -> Message:
    """Answer a press; what no button of ours ever carried does nothing but redraw."""
    try:
        action = actions.decode(wire)
    except actions.Unreadable:
        return _barred(request) or words.outdated_button()
    if not isinstance(action, FOR_STRANGERS):
        barred = _barred(request)
        if barred is not None:
            return barred
    return await _guarded(request, ACTIONS[type(action)](request, action))


def wants_file(request: Request) -> bool:
    """Tell whether somebody who may answer is asked for a file; no other file need be fetched.

    A caption that is a command about the file asks for it too.
    """
    question = request.open and request.open.question
    return (_is_about_file(request) or question in TAKES_FILE) and _barred(request) is None


def reader(request: Request) -> Reader | None:
    """Return what reads a file for the open question; None when it is taken as it is."""
    question = request.open.question if request.open and not _is_about_file(request) else None
    return READS.get(question or "")


def _is_about_file(request: Request) -> bool:
    return _command(request.text)[0] in FILE_COMMANDS


async def answer_file(request: Request) -> Message:
    """Give a file to the question that waits for one; any other question goes on waiting."""
    barred = _barred(request)
    if barred is not None:
        return barred
    if _is_about_file(request):
        return await answer_text(request)
    if request.open is not None and wants_file(request):
        return await _answer_question(request, request.open)
    request.keep_asking()
    return words.unexpected_file(asked=request.open is not None)


def answer_unsupported(request: Request) -> Message:
    """Answer a kind of message the bot does not read, in one kind line."""
    request.keep_asking()
    return _barred(request) or words.unsupported(asked=request.open is not None)


def answer_unread(request: Request, refused: Unfit) -> Message:
    """Refuse a text or file that no handler is to see; an open question goes on waiting."""
    request.keep_asking()
    return _barred(request) or refusal.refused(refused, asked=request.open is not None)


def _barred(request: Request) -> Message | None:
    """Return what comes before everything else: the way in, or the privacy notice."""
    if request.joined is None:
        return people.stranger()
    return people.privacy() if request.account.privacy_read_at is None else None


async def _code_or(request: Request, otherwise: Message) -> Message:
    if looks_like_code(request.text):
        return await _guarded(request, start.open_code(request))
    return otherwise


async def _alone(request: Request) -> Message:
    """Answer words that nothing asked for: the hall's code, an invite's, or unknown ones."""
    checked_in = await attendance.try_code(request)
    return checked_in or await _code_or(request, words.unknown_text(request.actor))


async def _answer_question(request: Request, question: Dialogue) -> Message:
    handler = ANSWERS.get(question.question or "")
    if handler is None:
        return words.outdated_button()
    request.about = question.about
    try:
        _refuse_rest_of_long(request)
        return await _attempted(request, handler(request))
    except Unfit as refused:
        is_long = len(request.text) > LONG
        request.keep_asking(**({"long_at": request.uow.now.isoformat()} if is_long else {}))
        return await explain(request, refused, asked=True)
    except Refusal as refused:
        return await explain(request, refused, asked=False)


def _refuse_rest_of_long(request: Request) -> None:
    long_at = request.about.get("long_at")
    if long_at and request.uow.now - datetime.fromisoformat(long_at) <= TOGETHER:
        raise CutOff


async def _run_command(request: Request, command: str) -> Message:
    handler = COMMANDS.get(command)
    if handler is None:
        request.keep_asking()
        return words.unknown_command(request.actor, f"/{command}")
    return await _guarded(request, handler(request))


async def _guarded(request: Request, answering: Awaitable[Message]) -> Message:
    try:
        return await _attempted(request, answering)
    except Refusal as refused:
        # Nothing has changed: a question that was open still is.
        request.keep_asking()
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


def _command(text: str) -> tuple[str | None, str]:
    """Return (command, rest) of "/viec@bot rest" or of a keyboard entry's label."""
    if text.startswith("/"):
        word, *rest = text[1:].split(maxsplit=1) or [""]
        name, given = word.partition("@")[0].lower(), "".join(rest)
        return ("diemdanh" if name == "start" and given.startswith(START) else name), given
    return entries(spoken()).get(plain(text)), ""


@cache
def entries(language: str) -> Mapping[str, str]:
    """Return the command of each keyboard entry's label, in the language spoken."""
    shown = labels(language)
    names = [command for command in COMMANDS if command != "start"]
    return {plain(shown[f"entry.{name}"]): name for name in names}


async def _typed_button(request: Request) -> str | None:
    """Return the action of a shown button whose label was typed; newest screens first.

    While a question is open, only of what was said since it was asked. What an outage kept
    waiting was typed under the screens of before: a newer vote has the same words on it.
    """
    wanted = plain(request.text)
    if not wanted:
        return None
    since = request.open.updated_at if request.open else None
    span = (since, request.typed_by)
    for said in await request.uow.outbox.said(request.account.id, LOOK_BACK, *span):
        for row in said.get("buttons", ()):
            for shown, wire in row:
                if plain(shown) == wanted:
                    return str(wire)
    return None


def in_place(shown: Message, kind: str | None) -> Message:
    """Redraw the pressed screen, unless it was a letter or a file, or the answer is no edit."""
    if shown.mode is Mode.REDRAW or kind not in ("reply", "progress"):
        return shown
    return shown if shown.keyboard or shown.files else shown.redrawn()
