"""`/healthz`: 200 while the program is at work, 503 with the reasons when it is not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from storage.engine import CannotWrite

# Seconds; whoever asks has given up by then.
ANSWER_WITHIN = 5
Ask = Callable[[], Awaitable[dict[str, Any]]]


def health_routes(ask: Ask | None) -> list[Route]:
    """Serve what `ask` returns: "complaints", ages and sizes, nobody's name; None: nothing."""
    if ask is None:
        return []

    async def healthz(_: Request) -> JSONResponse:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                facts = await ask()
        except (CannotWrite, TimeoutError):
            facts = {"complaints": ["the database does not answer"]}
        return JSONResponse(facts, 503 if facts["complaints"] else 200)

    return [Route("/healthz", healthz)]
