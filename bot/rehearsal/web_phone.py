"""A phone with the chat page open, held over HTTP, in this process or across a real network."""

import secrets
from collections.abc import AsyncIterator, Mapping
from html.parser import HTMLParser
from typing import Any

import httpx

from bot.rehearsal.phone import Bubble


class WebPhone:
    """Implements `bot.rehearsal.phone.Phone`.

    `client.base_url` is the address where the chat is mounted; the client keeps the session.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        address = client.base_url
        self._origin = {"Origin": f"{address.scheme}://{address.netloc.decode()}"}

    async def opens_invite(self, code: str) -> None:
        """Open the invite link and press its button; the code reaches the bot as `/start`."""
        (await self._client.get(f"j/{code}")).raise_for_status()
        entered = await self._client.post("j", data={"code": code}, headers=self._origin)
        if not entered.has_redirect_location:
            entered.raise_for_status()

    async def types(self, text: str) -> None:
        await self._act("send", {"text": text})

    async def presses(self, label: str) -> None:
        async for bubble in self._newest_first():
            for name, data in (button for row in bubble["buttons"] for button in row):
                if name == label:
                    await self._act("press", {"data": data, "message_id": str(bubble["id"])})
                    return
        if label not in {entry for row in await self.keyboard() for entry in row}:
            raise LookupError(label)
        await self.types(label)

    async def sends_file(
        self, name: str, media_type: str, content: bytes, caption: str = ""
    ) -> None:
        answer = await self._client.post(
            "file",
            data={"id": secrets.token_hex(16), "caption": caption},
            files={"file": (name, content, media_type)},
            headers=self._origin,
        )
        answer.raise_for_status()

    async def reads(self) -> list[Bubble]:
        return [_bubble(bubble) async for bubble in self._newest_first()][::-1]

    async def downloads(self, name: str) -> bytes:
        async for bubble in self._newest_first():
            for file in bubble["files"]:
                if file["name"] == name and not bubble["mine"]:
                    answer = await self._client.get(f"files/{file['id']}")
                    return answer.raise_for_status().content
        raise LookupError(name)

    async def keyboard(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row) for row in (await self._history())["keyboard"])

    async def blocks(self) -> bool:
        return False

    async def _act(self, kind: str, fields: Mapping[str, str]) -> None:
        act = {"id": secrets.token_hex(16), **fields}
        (await self._client.post(kind, json=act, headers=self._origin)).raise_for_status()

    async def _newest_first(self) -> AsyncIterator[dict[str, Any]]:
        """Go back through the chat, a page at a time."""
        page = await self._history()
        while True:
            for bubble in reversed(page["bubbles"]):
                yield bubble
            if not page["has_older"]:
                return
            page = await self._history(before=page["bubbles"][0]["id"])

    async def _history(self, **asked: int) -> dict[str, Any]:
        answer = await self._client.get("messages", params=asked)
        history: dict[str, Any] = answer.raise_for_status().json()
        return history


class _Words(HTMLParser):
    """Collects what the eye reads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.read: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def _bubble(bubble: Mapping[str, Any]) -> Bubble:
    return Bubble(
        text="".join(_Words(bubble["text"]).read).strip(),
        mine=bubble["mine"],
        buttons=tuple(tuple(label for label, _ in row) for row in bubble["buttons"]),
        files=tuple(file["name"] for file in bubble["files"]),
    )
