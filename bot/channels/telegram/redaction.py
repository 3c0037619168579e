"""Keeps the token out of every log: it is part of each address that httpx talks to."""

import logging
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

HIDDEN = "<token>"
CHATTY = ("httpx", "httpcore")

Event = MutableMapping[str, Any]


class TokenFilter(logging.Filter):
    """Hides the token in the message, its arguments and the traceback of a record.

    It belongs on handlers: a filter on a logger does not see what child loggers say.
    """

    def __init__(self, token: str) -> None:
        super().__init__()
        self._secret = _secret_of(token)
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if self._secret in said:
            record.msg, record.args = _hide(said, self._secret), None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if self._secret in (record.exc_text or ""):
            record.exc_text = _hide(record.exc_text, self._secret)
            # The exception itself still holds the token; a handler must not format it anew.
            record.exc_info = None
        return True


def hiding(token: str) -> Callable[[Any, str, Event], Event]:
    """Return a structlog processor that hides the token; it comes after the exception formatter."""
    secret = _secret_of(token)

    def hide(_logger: Any, _method: str, event: Event) -> Event:
        for key, value in event.items():
            event[key] = _hide(value, secret)
        return event

    return hide


def guard_logs(token: str) -> None:
    """Filter all present handlers of the root logger and silence what httpx says of addresses."""
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(TokenFilter(token))


def _secret_of(token: str) -> str:
    # The part before the colon is the bot's public id and may be escaped differently in a URL.
    return token.rpartition(":")[2]


def _hide(value: Any, secret: str) -> Any:
    match value:
        case str():
            return value.replace(secret, HIDDEN)
        case Mapping():
            return {key: _hide(inner, secret) for key, inner in value.items()}
        case list() | tuple():
            return [_hide(inner, secret) for inner in value]
        case None | int() | float():
            return value
        case _:
            return value if secret not in repr(value) else repr(value).replace(secret, HIDDEN)
