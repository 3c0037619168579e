"""Long HTML in pieces that Telegram takes; lengths are UTF-16 units, after the tags are read."""

import html
import re
from collections.abc import Sequence

_ATOM = re.compile(r"</?[a-z][^>]*>|&(?:#\w+|\w+);|.", re.DOTALL)
_TAG = re.compile(r"</?([a-z]+[a-z0-9-]*)")


def length(text: str) -> int:
    """Count what Telegram counts against its limits."""
    return sum(_units(atom) for atom in _ATOM.findall(text))


def split(text: str, limit: int) -> list[str]:
    """Cut after line ends, else after spaces, else anywhere; open tags go on in the next piece."""
    atoms: list[str] = _ATOM.findall(text)
    pieces = []
    while atoms:
        end = _cut(atoms, _fitting(atoms, limit))
        head, rest = atoms[:end], atoms[end:]
        open_tags = _open_tags(head)
        if any(_units(atom) and not atom.isspace() for atom in head):
            pieces.append("".join([*head, *map(_closing, reversed(open_tags))]))
        atoms = [*open_tags, *rest] if rest else []
    return pieces


def _units(atom: str) -> int:
    if len(atom) > 1 and atom.startswith("<"):
        return 0
    return len(html.unescape(atom).encode("utf-16-le", "surrogatepass")) // 2


def _fitting(atoms: Sequence[str], limit: int) -> int:
    total = 0
    for index, atom in enumerate(atoms):
        total += _units(atom)
        if total > limit:
            return index
    return len(atoms)


def _cut(atoms: Sequence[str], fitting: int) -> int:
    if fitting == len(atoms):
        return fitting
    for stop in ("\n", " "):
        for end in range(fitting, 0, -1):
            if atoms[end - 1] == stop:
                return end
    return fitting


def _open_tags(atoms: Sequence[str]) -> list[str]:
    stack: list[str] = []
    for atom in atoms:
        if atom.startswith("</"):
            del stack[-1:]
        elif len(atom) > 1 and atom.startswith("<"):
            stack.append(atom)
    return stack


def _closing(tag: str) -> str:
    found = _TAG.match(tag)
    assert found is not None
    return f"</{found[1]}>"
