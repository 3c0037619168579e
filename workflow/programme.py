"""The template of a conference: its title and the eight steps of its agenda."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from storage.kinds import AgendaKind

DEFAULT = Path(__file__).with_name("programme.toml")


@dataclass(frozen=True)
class Programme:
    """A conference's title and the columns of its agenda items, in their order."""

    title: str
    items: tuple[dict[str, Any], ...]


def default_programme(year: int) -> Programme:
    """Return the template for an emulation year."""
    book = _book()
    return Programme(
        book["title"].format(year=year),
        tuple(_item(item, year) for item in book["item"]),
    )


def _item(written: dict[str, Any], year: int) -> dict[str, Any]:
    kind, title = AgendaKind(written["kind"]), written["title"].format(year=year)
    return {**written, "kind": kind, "title": title}


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
