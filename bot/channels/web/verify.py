"""The public page of a certificate: what it says, and whether it still holds; no session needed.

It shows only what the certificate itself shows. A code that is wrong in any way gets one answer.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web.channel import WebChannel
from bot.channels.web.shield import Declined, Guard
from bot.channels.web.words import page, section
from messages.people import grouped
from messages.render import capitalize_first, moment, number, word
from storage.certificates import Certificate
from workflow import certificate
from workflow.certificate import Finding, Verified
from workflow.code import LOCK_AFTER, LOCK_FOR

EVERYBODY = 0
TONES = {Finding.SOUND: "good", Finding.REPLACED: "void"}


def verify_routes(channel: WebChannel) -> list[Route]:
    pages = Verifying(channel)
    return [Route("/v", pages.typed), Route("/v/{code}", pages.linked)]


class Verifying:
    """The GET endpoints; whoever holds a certificate may look."""

    def __init__(self, channel: WebChannel) -> None:
        self._channel = channel
        self._guard = Guard(20 * channel.settings.acts, channel.settings.per)
        self._wrong = Guard(LOCK_AFTER, LOCK_FOR)

    async def typed(self, request: Request) -> Response:
        """Ask for the code, or answer the one that was typed."""
        code = request.query_params.get("code", "")
        return await self._answer(request, code, "") if code else _asking("hint", "", 200)

    async def linked(self, request: Request) -> Response:
        code = request.path_params["code"]
        return await self._answer(request, code, "../")

    async def _answer(self, request: Request, code: str, base: str) -> Response:
        """Answer a right code always, so that nobody shuts the page by guessing."""
        found = await self._found(code)
        if found is not None:
            return HTMLResponse(page("verified", base=base, **_shown(found)))
        try:
            self._wrong.count(request.client.host if request.client else "")
        except Declined:
            return _asking("locked", base, 429)
        try:
            self._guard.count(EVERYBODY)
        except Declined:
            return _asking("busy", base, 429)
        return _asking("wrong", base, 404)

    async def _found(self, code: str) -> Verified | None:
        if not certificate.looks_like_code(code):
            return None
        async with self._channel.storage.begin() as uow:
            return await certificate.verify(uow, code)


def _asking(said: str, base: str, status: int) -> HTMLResponse:
    words = section("verify")
    invalid = "false" if said == "hint" else "true"
    facts = {"heading": words["heading"], "field": words["field"], "check": words["check"]}
    shown = page("verify", base=base, hint=words[said], invalid=invalid, **facts)
    return HTMLResponse(shown, status)


def _shown(found: Verified) -> dict[str, str]:
    words = section("verify")
    newer = words["newer"].format(version=found.replaced_by) if found.replaced_by else ""
    return {
        **words,
        **_facts(found.certificate),
        "verdict": words[found.finding],
        "newer": newer,
        "tone": TONES.get(found.finding, "bad"),
    }


def _facts(known: Certificate) -> dict[str, str]:
    words = section("verify")
    kind = words["pledge" if known.addendum_of is None else "addendum"]
    version = {"version": known.version, "at": moment(known.frozen_at)}
    return {
        "code": grouped(known.code),
        "signer": known.full_name,
        "position": known.position_title,
        "unit": known.unit_name,
        "mode": word(known.sign_mode.value),
        "text": kind.format(year=known.year, bloc=known.bloc_name),
        "version": words["version_of"].format(**version),
        "hash": known.text_hash,
        "instant": moment(known.signed_at),
        "channel": capitalize_first(word(known.channel)),
        "log_line": words["log_line_of"].format(number=number(known.log_id)),
        "log_head": known.log_head,
    }
