"""What the command line says about invite codes and ended roles; plain text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from messages.documents.bloc_words import book, options, word
from messages.documents.invite_sheet import Links, grouped
from messages.language import VIETNAMESE
from messages.render import environment
from storage.kinds import Role
from storage.people import Assignment
from workflow.seat import IssuedCode


def line(key: str, **facts: Any) -> str:
    """Return one line of the book `code_report`."""
    return str(book("code_report")[key].format(**facts))


def issued(codes: Sequence[IssuedCode], joined: Sequence[Assignment], links: Links) -> str:
    """List fresh codes with their links, and who was passed over."""
    cards = [
        {
            "who": _who(code.seats),
            "code": " ".join(grouped(code.code)),
            "expires_at": code.expires_at,
            "doors": links.doors(code.code),
        }
        for code in codes
    ]
    passed = list(dict.fromkeys(seat.full_name for seat in joined))
    template = environment(VIETNAMESE).get_template("documents/code_issued.txt.j2")
    return "\n".join([template.render(cards=cards, joined=passed).strip(), *_doubts(links)])


def sheets(paths: Sequence[Path], n_codes: int, joined: Sequence[Assignment], links: Links) -> str:
    """Say what was written, and that older unused codes have ended."""
    if not paths:
        return line("all_joined")
    lines = [line("sheets", n_codes=n_codes, names=", ".join(str(path) for path in paths))]
    if n_joined := len({seat.person_id for seat in joined}):
        lines.append(line("joined_left_out", n_joined=n_joined))
    return "\n".join([*lines, *_doubts(links)])


def revoked(n_codes: int, seats: Sequence[Assignment]) -> str:
    names = ", ".join(dict.fromkeys(seat.full_name for seat in seats))
    return line("revoked", n_codes=n_codes, names=names)


def ended(seat: Assignment, n_codes: int) -> str:
    return line("ended", who=_who([seat]), n_codes=n_codes)


def several(seats: Sequence[Assignment]) -> str:
    """Name the roles that fit, for only one is ended at a time."""
    return line("several", names="; ".join(_who([seat]) for seat in seats))


def unknown_role(text: str) -> str:
    return line("unknown_role", text=text, options=", ".join(options(Role)))


def unknown_unit(code: str, known: Sequence[str]) -> str:
    return line("unknown_unit", code=code, options=", ".join(known))


def _doubts(links: Links) -> list[str]:
    if not links.doors(""):
        return [line("no_links")]
    return [] if links.reaches_phones else [line("only_here", url=links.public_url)]


def _who(seats: Sequence[Assignment]) -> str:
    roles = dict.fromkeys(word(seat.role) for seat in seats)
    first = seats[0]
    return ", ".join(part for part in (first.full_name, *roles, first.unit_name) if part)
