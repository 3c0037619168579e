"""What a person does on the chat page: type, press, send a file.

Each act carries an id made by the page. It is answered only after one transaction has stored
the update and the person's own bubble; the same act sent again is the same update.

A file is stored with its update and goes with it; one that may not be stored is refused at once.
"""

import html
import json
import re
from collections.abc import Mapping
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
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f/\\]")


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
        account = await self._admit(request)
        fields = await _json(request)
        text = _required(fields, "text", LONGEST_TEXT)
        return await self._keep(account, _act(fields), {"kind": "text", "text": text})

    async def press(self, request: Request) -> JSONResponse:
        account = await self._admit(request)
        fields = await _json(request)
        act = _act(fields)
        raw = {
            "kind": "press",
            "data": _required(fields, "data", LIMIT),
            "message_id": _required(fields, "message_id", 15),
            "press_id": act,
        }
        return await self._keep(account, act, raw)

    async def file(self, request: Request) -> JSONResponse:
        account = await self._admit(request)
        if account.person_id is None:
            # A browser that is still sending hears no answer: its bytes are let through, unkept.
            async for _ in request.stream():
                pass
            raise Declined(403, "not_joined")
        async with request.form(max_files=1, max_fields=4) as form:
            content, raw = await self._uploaded(form)
            act = _act(form)
        return await self._keep(account, act, raw, content)

    async def _admit(self, request: Request) -> Account:
        account = await self._sessions.require(request)
        self._guard.count(account.id)
        return account

    async def _uploaded(self, form: FormData) -> tuple[bytes, dict[str, Any]]:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise Declined(400, "unreadable")
        name, caption = upload.filename or "", _optional(form, "caption", LONGEST_TEXT)
        if is_secret(name) or is_secret(caption):
            raise Declined(403, "secret")
        content = await upload.read()
        media_type = (upload.content_type or "").partition(";")[0].strip().lower()
        return content, {
            "kind": "file",
            "name": _file_name(name),
            "media_type": media_type
            if MEDIA_TYPE.fullmatch(media_type)
            else "application/octet-stream",
            "size": len(content),
            "caption": caption,
        }

    async def _keep(
        self, account: Account, act: str, raw: Mapping[str, Any], content: bytes | None = None
    ) -> JSONResponse:
        try:
            async with self._channel.storage.begin() as uow:
                await _store(uow, account, act, raw, content)
        except Repeated:
            return JSONResponse({"stored": True})
        self._inlet.wake()
        self._channel.bells.ring(account.id)
        return JSONResponse({"stored": True})


async def _store(
    uow: UnitOfWork, account: Account, act: str, raw: Mapping[str, Any], content: bytes | None
) -> None:
    """Store update, file and bubble; a repeated act raises, which takes all of it back."""
    incoming_id = f"{account.external_id}:{act}"
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


async def _json(request: Request) -> Mapping[str, Any]:
    try:
        fields = json.loads(await request.body())
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Declined(400, "unreadable")
    return fields


def _act(fields: Mapping[str, Any]) -> str:
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
