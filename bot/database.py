"""Opens the configured database, or says in plain words why it cannot be had."""

from storage.engine import Storage
from workflow.clock import Clock


class CannotStart(Exception):
    """Why the program does not start, in plain words for the operator."""


async def open_storage(url: str, clock: Clock) -> Storage:
    """Return the database, brought up to date; refuse with `CannotStart`."""
    try:
        storage = Storage(url, clock)
    except OSError as error:
        raise _unusable(url, error) from error
    try:
        await storage.upgrade()
    except Exception as error:
        await storage.close()
        raise _unusable(url, error) from error
    return storage


def _unusable(url: str, error: Exception) -> CannotStart:
    return CannotStart(
        f"database.url {url} cannot be opened for writing ({type(error).__name__})."
        " Check that it is this program's file and that its folder may be written to."
    )
