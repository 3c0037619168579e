"""The rehearsal page: four phones side by side, a clock to move, an understudy to call.

It lets anyone in as anyone, so it answers only on the machine's own address.
"""

import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.hall import hall_routes
from bot.channels.web.phones import build_phones
from bot.channels.web.shield import HEADERS, Declined, Shield, refuse
from bot.channels.web.verify import verify_routes
from bot.channels.web.words import HERE, page, section
from bot.rehearsal.cast import PARTS
from bot.rehearsal.live import Live
from bot.rehearsal.stage import HOST, Player
from bot.rehearsal.understudy import Said
from messages.render import clock, day, word
from storage.kinds import Role, Standing
from workflow.calendar import local

STEPS: Mapping[str, timedelta | None] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "reminder": None,
}
WEIGHTIEST_FIRST = (
    Role.CHAIR,
    Role.DEPUTY,
    Role.PATRON,
    Role.AGENCY,
    Role.LEADER,
    Role.SECRETARY,
    Role.OFFICER,
    Role.ADMIN,
)
FRAMED = {
    **HEADERS,
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; frame-src 'self'",
}


BY_HAND = re.compile(r"/phone/([0-9]+)/(?:send|press|file)")


def build_rehearsal(live: Live) -> Starlette:
    """Serve the page, and the phones it shows, of a running rehearsal."""
    desk = Desk(live)
    shield = Middleware(Shield, settings=live.stage.app.web.settings, headers=FRAMED)
    own = Starlette(
        routes=[
            Route("/", desk.page),
            Route("/state", desk.state),
            Route("/clock", desk.clock, methods=["POST"]),
            Route("/part", desk.part, methods=["POST"]),
            *hall_routes(live.stage.app.web),
            *verify_routes(live.stage.app.web),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[shield],
        exception_handlers={HTTPException: refuse},
    )
    phones = build_phones(live.stage.app.web, live.stage.app.intake)
    return Starlette(
        routes=[*phones.routes, Mount("/", own)],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
            Middleware(Watch, live=live),
        ],
        exception_handlers={HTTPException: refuse},
    )


class Watch:
    """Tells the rehearsal on whose phones somebody acts by hand."""

    def __init__(self, app: ASGIApp, live: Live) -> None:
        self._app = app
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = BY_HAND.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found and scope["method"] == "POST":
            self._live.acted_by_hand(int(found[1]))
        await self._app(scope, receive, send)


class Desk:
    """The endpoints under the page's buttons."""

    def __init__(self, live: Live) -> None:
        self._live = live
        # A page left open from an earlier rehearsal must notice that it shows another one.
        self._run = secrets.token_hex(8)

    async def page(self, _: Request) -> HTMLResponse:
        stage = self._live.stage
        member = stage.unit_with(Standing.MEMBER)
        cast = [
            stage.holding(Role.CHAIR),
            stage.holding(Role.DEPUTY),
            stage.of(member, Role.LEADER),
            stage.of(member, Role.OFFICER),
        ]
        units = [{"id": unit.id, "name": unit.name} for unit in stage.units]
        facts = {
            "run": self._run,
            "people": _json([_shown(player) for player in stage.players]),
            "units": _json(units),
            "cast": _json([player.person_id for player in cast]),
            "own_id": str(member.id),
            "words": _json(dict(section("rehearsal"))),
        }
        return HTMLResponse(page("rehearsal", **section("rehearsal"), **facts))

    async def state(self, _: Request) -> JSONResponse:
        return await self._state()

    async def clock(self, request: Request) -> JSONResponse:
        """Begin to move the clock; answers at once, the state tells when it is done."""
        step = str((await _asked(request)).get("by"))
        if step not in STEPS:
            raise Declined(400, "unreadable")
        return await self._state(has_begun=self._live.move(STEPS[step]))

    async def part(self, request: Request) -> JSONResponse:
        """Begin a part of the understudy; answers at once."""
        asked = await _asked(request)
        part, own = str(asked.get("part")), asked.get("own")
        known = [unit.id for unit in self._live.stage.units]
        if part not in PARTS or own not in (None, *known):
            raise Declined(400, "unreadable")
        return await self._state(has_begun=self._live.play(part, own))

    async def _state(self, *, has_begun: bool = True) -> JSONResponse:
        """Return what the page shows; 409 when the wish came while something was under way."""
        live, words = self._live, section("rehearsal")
        tally = await live.tally()
        counts = {
            "joined": len(tally.accounts),
            "people": len(live.stage.players),
            "approved": tally.approved,
            "signed": tally.signed,
            "units": len(live.stage.units),
        }
        shown = {
            "run": self._run,
            "now": _moment(live.stage.clock.now()),
            "next": _moment(tally.next_reminder) if tally.next_reminder else words["no_next"],
            "doing": _in_words(live.doing),
            "said": _in_words(live.said),
            "accounts": tally.accounts,
            "tally": words["tally"].format(**counts),
        }
        return JSONResponse(shown, 200 if has_begun else 409)


async def _asked(request: Request) -> Mapping[str, Any]:
    try:
        fields = json.loads(await request.body())
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Declined(400, "unreadable")
    return fields


def _json(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _moment(moment: datetime) -> str:
    weekday = section("rehearsal_weekday")[str(local(moment).weekday())]
    return f"{weekday}, {day(moment)} {clock(moment)}"


def _in_words(said: Said | None) -> str:
    return section("rehearsal_said")[said.key].format(**said.facts) if said else ""


def _shown(player: Player) -> Mapping[str, Any]:
    roles = [role for role in WEIGHTIEST_FIRST if role in player.roles]
    return {
        "id": player.person_id,
        "name": player.name,
        "roles": ", ".join(word(role.value) for role in roles),
        "short": section("rehearsal_role")[roles[0].value],
        "code": player.unit.code if player.unit else "",
        "unit": player.unit.name if player.unit else "",
        "unit_id": player.unit.id if player.unit else None,
        "is_leader": Role.LEADER in player.roles,
        "is_officer": Role.OFFICER in player.roles,
    }
