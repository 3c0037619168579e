"""The words of a bloc file: sheets, headings, drop-downs; written and read from one book."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from messages.language import VIETNAMESE
from messages.render import TEMPLATES
from storage.kinds import Role, SignMode, Standing, Step
from workflow.bloc_plan import Origin, Part
from workflow.words import clean, fold

Word = TypeVar("Word", bound=StrEnum)

# The sheets of units and people list their columns, the bloc's sheet one field a row.
SIGN_MODES = (SignMode.HEAD, SignMode.ACTING, SignMode.FOR_HEAD)


@cache
def book(name: str = "bloc_words") -> Mapping[str, Any]:
    """Return one word book of the documents folder."""
    path = TEMPLATES / VIETNAMESE / "documents" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def sheet(part: Part) -> str:
    return str(book()["sheets"][part])


def headings(part: Part) -> dict[str, str]:
    """Return key to shown heading, in column (or row) order."""
    return {key: words[0] for key, words in book()[part].items()}


def heading_key(part: Part, text: str) -> str | None:
    """Return the key of a heading as people write it; None for one that is not ours."""
    wanted = fold(text).rstrip(" *:")
    return next(
        (key for key, words in book()[part].items() if wanted in [fold(w) for w in words]), None
    )


def choices(kind: type[Word]) -> dict[str, Word]:
    """Return every accepted word, folded, with what it stands for; the stored words included."""
    if kind is SignMode:
        return {fold(mode): mode for mode in kind if mode in SIGN_MODES}
    shown = {fold(word): kind(key) for key, words in _named(kind).items() for word in words}
    return {**{fold(key): kind(key) for key in _named(kind)}, **shown}


def options(kind: type[Word]) -> list[str]:
    """Return the words to choose from, as they are shown."""
    if kind is SignMode:
        return [mode.value for mode in SIGN_MODES]
    return [words[0] for words in _named(kind).values()]


def word(value: StrEnum) -> str:
    """Return the office word of a role, a standing or a dated step."""
    if isinstance(value, Step):
        return lowered(headings(Part.BLOC)[value])
    return str(_named(type(value))[value][0]) if isinstance(value, Role | Standing) else value


def lowered(label: str) -> str:
    """Return a heading as it stands inside a sentence."""
    return clean(label[:1].lower() + label[1:])


def whole_file() -> Origin:
    return Origin(book()["origins"]["file"], Part.BLOC, -1)


def in_sheet(part: Part, row: int | None = None) -> Origin:
    """Return the place of a row, or of the sheet as a whole."""
    form = book()["origins"]["sheet" if row is None else "row"]
    return Origin(form.format(sheet=sheet(part), row=row), part, row or 0)


def in_toml(part: Part, row: int | None = None) -> Origin:
    """Return the place of the n-th table of a TOML file, or of all of them."""
    table = book()["toml_tables"][part]
    form = book()["origins"]["sheet" if row is None else "table"]
    return Origin(form.format(sheet=table, row=row), part, row or 0)


def _named(kind: type[StrEnum]) -> Mapping[str, list[str]]:
    names: Mapping[str, list[str]] = book()["roles" if kind is Role else "standings"]
    return names
