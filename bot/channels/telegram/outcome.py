"""What an error of python-telegram-bot means for the message that met it."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.channel import Blocked, Later, Outcome, Refused, TooFast, Uncertain

SOON = timedelta(seconds=1)
UNREACHABLE = timedelta(seconds=5)
WRONG_TOKEN = timedelta(minutes=1)
FAILING = timedelta(seconds=5)

# What the library has no class for: the body was larger than Telegram takes.
TOO_LARGE = "request entity too large"

# The chat is beyond reach although Telegram calls the request itself bad.
NO_SUCH_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")


def outcome_of(error: TelegramError) -> Outcome:
    """Judge by what left the host; BadRequest and TimedOut are NetworkErrors too, so order counts."""
    reason = str(error)
    if isinstance(error, RetryAfter):
        return TooFast(retry_after(error), reason)
    if isinstance(error, Forbidden):
        return Blocked(reason)
    if isinstance(error, BadRequest):
        gone = any(words in reason.lower() for words in NO_SUCH_CHAT)
        return Blocked(reason) if gone else Refused(reason)
    if isinstance(error, InvalidToken):
        return Later(WRONG_TOKEN, "Telegram does not accept the token", whole=True)
    return _network(error)


def retry_after(error: RetryAfter) -> timedelta:
    """Return the wait that Telegram asks for, whichever form the library gives it in."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _network(error: TelegramError) -> Outcome:
    # The library wraps a failed connection and a full pool in the same classes as a lost answer;
    # only the cause tells them apart.
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Later(UNREACHABLE, f"{type(cause).__name__}: not connected", whole=True)
    if isinstance(cause, httpx.PoolTimeout):
        return Later(SOON, "all connections are busy")
    if TOO_LARGE in str(error).lower():
        return Refused(str(error))
    # Also for 5xx: it says that Telegram's front door failed, not what had happened behind it.
    is_answer = not isinstance(error, TimedOut) and not isinstance(cause, httpx.HTTPError)
    return Uncertain(str(error) or type(error).__name__, FAILING if is_answer else timedelta(0))
