"""Links into the channels, and invite sheets as files that only their owner can read."""

import os
from collections.abc import Sequence
from pathlib import Path

from bot.config import Config
from messages.documents.bloc_words import word
from messages.documents.invite_sheet import Invitee, Links, UnitPage, invite_sheet
from storage.blocs import Bloc, Cycle
from storage.units import Unit
from workflow.seat import IssuedCode
from workflow.words import fold

OWNER_ONLY = 0o600
SUFFIXES = (".html", ".htm")
WITHOUT_UNIT = "KHOI"


def links(settings: Config) -> Links:
    """Return the ways in; a channel that is switched off has none."""
    web = settings.web.public_url if settings.web.enabled else ""
    return Links(web, settings.telegram.bot_name)


def pages(
    bloc: Bloc,
    cycle: Cycle,
    units: Sequence[Unit],
    issued: Sequence[IssuedCode],
    into: Links,
) -> dict[str, UnitPage]:
    """Return a page for each unit with codes, by unit code, the bloc's own people last."""
    places: list[tuple[int | None, str, str | None]] = [(u.id, u.code, u.name) for u in units]
    places.append((None, WITHOUT_UNIT, None))
    found = {
        code: UnitPage(
            bloc.name,
            cycle.year,
            name,
            tuple(_invitee(c, into) for c in issued if c.seats[0].unit_id == unit_id),
        )
        for unit_id, code, name in places
    }
    return {code: page for code, page in found.items() if page.invitees}


def _invitee(issued: IssuedCode, into: Links) -> Invitee:
    first = issued.seats[0]
    return Invitee(
        name=first.full_name,
        title=next((s.position_title for s in issued.seats if s.position_title), ""),
        roles=tuple(word(seat.role) for seat in issued.seats),
        code=issued.code,
        doors=into.doors(issued.code),
        expires_at=issued.expires_at,
    )


def prepare(out: Path) -> None:
    """Make sure that sheets can be written, before any code is issued; raise `OSError`."""
    folder = out.parent if _is_one_file(out) else out
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".giaouoc-probe"
    _write(probe, "")
    probe.unlink()


def write(out: Path, by_unit: dict[str, UnitPage]) -> list[Path]:
    """Write all pages into one file, or a file each into a folder, named by unit code."""
    if not by_unit:
        return []
    if _is_one_file(out):
        _write(out, invite_sheet(list(by_unit.values())))
        return [out]
    paths = {out / f"{fold(code).upper()}.html": page for code, page in by_unit.items()}
    for path, page in paths.items():
        _write(path, invite_sheet([page]))
    return list(paths)


def _is_one_file(out: Path) -> bool:
    return out.suffix.lower() in SUFFIXES


def _write(path: Path, text: str) -> None:
    """Write whole or not at all; the file is its owner's from the first byte."""
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
