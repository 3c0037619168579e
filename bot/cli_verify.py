"""`giaouoc verify` and `giaouoc verify-log`: what was signed and logged, is it still the same."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.desk import in_database, refuse, with_database
from bot.log_walk import walk
from messages.documents import log_report, verify_report
from storage.log import Unreadable, reading
from storage.unit_of_work import UnitOfWork
from workflow import certificate, text_check
from workflow.certificate import Verified
from workflow.text_check import CheckedText

Found = Verified | CheckedText


def verify(
    target: Annotated[str, typer.Argument(metavar="CODE|FILE", help="A code, or a made PDF.")],
) -> None:
    """Verify a certificate or a pledge's file; code 1 unless all of it holds and is in force."""
    path = Path(target)
    if path.is_file():
        content = _read(path)
        found = _asked(lambda uow: _recognised(uow, content))
        unknown = verify_report.unknown_file(path.name)
    elif certificate.looks_like_code(target):
        found = _asked(lambda uow: certificate.verify(uow, target))
        unknown = verify_report.unknown_code()
    else:
        refuse(verify_report.neither(target))
    if found is None:
        refuse(unknown)
    typer.echo(_said(found))
    if not found.is_good:
        raise typer.Exit(1)


async def _recognised(uow: UnitOfWork, content: bytes) -> Found | None:
    return await certificate.verify_file(uow, content) or await text_check.verify_file(uow, content)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(verify_report.cannot_read(path.name, error.strerror))


def _said(found: Found) -> str:
    if isinstance(found, CheckedText):
        return verify_report.text_verified(found)
    return verify_report.verified(found)


def _asked(verb: Callable[[UnitOfWork], Awaitable[Found | None]]) -> Found | None:
    settings = config.load()
    try:
        with reading():
            return in_database(settings, verb)
    except Unreadable as damaged:
        refuse(log_report.unreadable(str(damaged)))


def verify_log(
    head: Annotated[str, typer.Option(help="A head kept from a certificate or a digest.")] = "",
) -> None:
    """Walk the log from its first row; name the first that is not as it was written."""
    kept = "".join(head.split()).lower()
    settings = config.load()
    try:
        with reading():
            checked = with_database(settings, lambda storage: walk(storage, kept))
    except Unreadable as damaged:
        refuse(log_report.unreadable(str(damaged)))
    typer.echo(log_report.checked(checked))
    if kept:
        typer.echo(log_report.kept(checked.kept_at))
    if not checked.is_good or (kept and checked.kept_at is None):
        raise typer.Exit(1)
