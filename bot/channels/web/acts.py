"""What a person does on the chat page: type, press, send a file.

Each act carries an id made by the page. It is answered only after one transaction has stored
the update and the person's own bubble; the same act sent again is the same update.

A file is stored with its update and goes with it; one that may not be stored is refused at once.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.channels.channel import Inlet
from bot.channels.web.bubbles import from_person, keyboard_in_force
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import Sessions
from bot.channels.web.shield import Declined, Guard
from messages.actions import LIMIT
from storage.accounts import Account
from storage.unit_of_work import UnitOfWork
from workflow.file import is_secret

LONGEST_TEXT = 16_000
LONGEST_NAME = 150
ACT_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
UNNAMED_TYPE = "application/octet-stream"
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f/\\]")


@dataclass(frozen=True)
class Act:
    """One act as the page sent it: the page's own id of it, the update, a file's bytes."""

    id: str
    raw: Mapping[str, Any]
    content: bytes | None = None


class Repeated(Exception):
    """This very act was stored before; nothing of it is stored again."""


class Acts:
    """The POST endpoints of the chat."""

    def __init__(self, channel: WebChannel, inlet: Inlet, sessions: Sessions) -> None:
        self._channel = channel
        self._inlet = inlet
        self._sessions = sessions
        self._guard = Guard(channel.settings.acts, channel.settings.per)

    async def send(self, request: Request) -> JSONResponse:
        body = await request.body()
        return await self._keep(request, lambda: _typed(_json(body)))

    async def press(self, request: Request) -> JSONResponse:
        body = await request.body()
        return await self._keep(request, lambda: _pressed(_json(body)))

    async def file(self, request: Request) -> JSONResponse:
        # Before its bytes are let in.
        async with self._channel.storage.begin() as uow:
            account = await self._admit(uow, request)
        if account.person_id is None:
            # A browser that is still sending hears no answer: its bytes are let through, unkept.
            async for _ in request.stream():
                pass
            raise Declined(403, "not_joined")
        async with request.form(max_files=1, max_fields=4) as form:
            act = await _uploaded(form)
        return await self._keep(request, lambda: act, account)

    async def _admit(self, uow: UnitOfWork, request: Request) -> Account:
        account = await self._sessions.require_in(uow, request)
        self._guard.count(account.id)
        return account

    async def _keep(
        self, request: Request, read: Callable[[], Act], account: Account | None = None
    ) -> JSONResponse:
        """Store what a person did; it is read only once they are known."""
        try:
            async with self._channel.storage.begin() as uow:
                account = account or await self._admit(uow, request)
                act = read()
                await _store(uow, account, act)
        except Repeated:
            return JSONResponse({"stored": True})
        self._inlet.wake()
        # A press shows no bubble of its own: its pages have nothing to fetch yet.
        if act.raw["kind"] != "press":
            self._channel.bells.ring(account.id)
        return JSONResponse({"stored": True})


def _typed(fields: Mapping[str, Any]) -> Act:
    text = _required(fields, "text", LONGEST_TEXT)
    return Act(_act_id(fields), {"kind": "text", "text": text})


def _pressed(fields: Mapping[str, Any]) -> Act:
    act = _act_id(fields)
    raw = {
        "kind": "press",
        "data": _required(fields, "data", LIMIT),
        "message_id": _required(fields, "message_id", 15),
        "press_id": act,
    }
    return Act(act, raw)


async def _uploaded(form: FormData) -> Act:
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise Declined(400, "unreadable")
    name, caption = upload.filename or "", _optional(form, "caption", LONGEST_TEXT)
    if is_secret(name) or is_secret(caption):
        raise Declined(403, "secret")
    content = await upload.read()
    media_type = (upload.content_type or "").partition(";")[0].strip().lower()
    raw = {
        "kind": "file",
        "name": _file_name(name),
        "media_type": media_type if MEDIA_TYPE.fullmatch(media_type) else UNNAMED_TYPE,
        "size": len(content),
        "caption": caption,
    }
    return Act(_act_id(form), raw, content)


async def _store(uow: UnitOfWork, account: Account, act: Act) -> None:
    """Store update, file and bubble; a repeated act raises, which takes all of it back."""
    incoming_id, raw, content = f"{account.external_id}:{act.id}", act.raw, act.content
    kept, files = {"account": account.external_id, **raw}, []
    if content is not None:
        kept["ref"] = incoming_id
        files = [{"name": raw["name"], "size": raw["size"]}]
    if not await uow.inbox.add("web", incoming_id, kept, uow.now):
        raise Repeated
    if content is not None:
        await uow.inbox.attach("web", incoming_id, content)
    if raw["kind"] == "press":
        return
    text = html.escape(raw["caption"] if files else raw["text"])
    await uow.web_chats.show(
        {
            "account_id": account.id,
            "incoming_id": incoming_id,
            "content": from_person(text, await keyboard_in_force(uow, account.id), files),
            "at": uow.now,
        }
    )


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Declined(400, "unreadable")
    return fields


def _act_id(fields: Mapping[str, Any]) -> str:
    act = _required(fields, "id", 40)
    if not ACT_ID.fullmatch(act):
        raise Declined(400, "unreadable")
    return act


def _required(fields: Mapping[str, Any], name: str, longest: int) -> str:
    text = _optional(fields, name, longest)
    if not text.strip():
        raise Declined(400, "empty")
    return text


def _optional(fields: Mapping[str, Any], name: str, longest: int) -> str:
    text = fields.get(name, "")
    if not isinstance(text, str) or len(text) > longest:
        raise Declined(400, "unreadable")
    # Half of a surrogate pair is valid JSON, and no database takes it.
    return text.encode(errors="replace").decode().replace("\x00", "")


def _file_name(given: str) -> str:
    name = UNSPEAKABLE.sub("_", given.encode(errors="replace").decode()).strip(" .")
    if len(name) > LONGEST_NAME:
        stem, dot, suffix = name.rpartition(".")
        name = stem[: LONGEST_NAME - 10] + dot + suffix[:9] if dot else name[:LONGEST_NAME]
    return name or "file"
