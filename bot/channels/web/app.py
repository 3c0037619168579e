"""The web channel as one Starlette app; every address in it is relative, so it mounts anywhere."""

from sse_starlette.sse import AppStatus
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.channel import Inlet
from bot.channels.web.acts import Acts
from bot.channels.web.channel import WebChannel
from bot.channels.web.door import Door
from bot.channels.web.hall import hall_routes
from bot.channels.web.health import Ask, health_routes
from bot.channels.web.reading import Reading
from bot.channels.web.sessions import Sessions
from bot.channels.web.shield import Shield, not_saved, refuse
from bot.channels.web.verify import verify_routes
from bot.channels.web.words import HERE
from storage.engine import CannotWrite


def build_app(channel: WebChannel, inlet: Inlet, health: Ask | None = None) -> Starlette:
    """Serve the chat of `channel`; what people do is stored and `inlet` woken."""
    # `WebChannel.close` ends the streams; the library would end those of every server it finds.
    AppStatus.enable_automatic_graceful_drain = False
    sessions = Sessions(channel.storage, channel.settings)
    door = Door(channel, inlet, sessions)
    acts = Acts(channel, inlet, sessions)
    reading = Reading(channel, sessions, door)
    return Starlette(
        routes=[
            Route("/", reading.chat),
            Route("/messages", reading.messages),
            Route("/changes", reading.changes),
            Route("/events", reading.events),
            Route("/files/{file_id}", reading.download),
            *health_routes(health),
            *hall_routes(channel),
            *verify_routes(channel),
            Route("/j/{code}", door.invite),
            Route("/j", door.enter, methods=["POST"]),
            Route("/send", acts.send, methods=["POST"]),
            Route("/press", acts.press, methods=["POST"]),
            Route("/file", acts.file, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(Shield, settings=channel.settings)],
        exception_handlers={HTTPException: refuse, CannotWrite: not_saved},
    )
