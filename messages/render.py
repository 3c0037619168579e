"""The one Jinja2 environment and the one label book; nothing else reads templates.

Templates hold wording and loops, never decisions about rights or dates.
"""

import tomllib
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.exceptions import TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from messages.actions import Action
from messages.language import spoken
from messages.message import Button, Enclosure, Message, Rows
from workflow.calendar import local
from workflow.words import clean

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TEMPLATES = Path(__file__).parent / "templates"
# What a Word template of an office may raise.
BadTemplate, UnknownName = TemplateError, UndefinedError


def say(
    template: str,
    buttons: Rows = (),
    files: Sequence[Enclosure] = (),
    **facts: Any,
) -> Message:
    """Render `templates/<language>/<template>.html.j2` with named facts."""
    text = environment(spoken()).get_template(f"{template}.html.j2").render(**facts).strip()
    return Message(text=text, buttons=buttons, files=tuple(files))


def label(key: str, **facts: Any) -> str:
    """Return a button's wording from `labels.toml` by its dotted key."""
    return unicodedata.normalize("NFC", labels(spoken())[key].format(**facts))


def button(key: str, action: Action, **facts: Any) -> Button:
    return Button(label(key, **facts), action)


@cache
def labels(language: str) -> dict[str, str]:
    """Return a language's label book as dotted keys."""
    book = tomllib.loads((TEMPLATES / language / "labels.toml").read_text(encoding="utf-8"))
    return {f"{noun}.{name}": text for noun, names in book.items() for name, text in names.items()}


@cache
def environment(language: str) -> Environment:
    """Return a language's environment: undefined names fail, values are escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / language),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        # Every template stays compiled; the default forgets beyond 400.
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        addressed=addressed,
        capitalize_first=capitalize_first,
        day=day,
        clock=clock,
        moment=moment,
        number=number,
        part=part,
        shorten=shorten,
        weekday=weekday,
        word=word,
    )
    return made


def paper_environment() -> Environment:
    """Return what fills the Word papers: undefined names fail, values are cleaned and escaped.

    It is sandboxed: an office may bring its own template, and gets at nothing but the fields.
    """
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_printable
    )


def _printable(value: Any) -> Any:
    """Return a text as one line without what XML cannot hold or nobody can see.

    A tuple of texts is as many lines.
    """
    if isinstance(value, tuple):
        return "\n".join(map(clean, value))
    return clean(value) if isinstance(value, str) else value


def day(value: date | datetime) -> str:
    """Write a date as dd/mm/yyyy, local."""
    on = local(value).date() if isinstance(value, datetime) else value
    return f"{on:%d/%m/%Y}"


def clock(value: datetime) -> str:
    """Write a local time as 14:00."""
    return f"{local(value):%H:%M}"


def weekday(value: date | datetime) -> str:
    """Name the local day of the week."""
    on = local(value).date() if isinstance(value, datetime) else value
    return label(f"weekday.{WEEKDAYS[on.weekday()]}")


def moment(value: datetime) -> str:
    """Write an instant as "14:00 ngày 02/03/2027"."""
    return label("format.moment", clock=clock(value), day=day(value))


def number(value: Decimal | float) -> str:
    """Write a number with a decimal comma and thousands dots, without idle zeros."""
    shown = f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"
    return shown.translate(str.maketrans(",.", ".,"))


def shorten(text: str, length: int) -> str:
    """Cut a text to at most `length` characters, ending in "…"."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def word(value: str) -> str:
    """Return the office word for a stored word, e.g. a list state."""
    return label(f"word.{value}")


def addressed(name: str) -> str:
    """Write how somebody is spoken of; a guest typed with a title keeps it: "bà Lê Thị Hoa"."""
    return titled(name, label("format.titles")) or label("format.addressed", name=name)


def titled(name: str, titles: str) -> str | None:
    """Return a name typed with one of the titles, as it stands inside a sentence."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in titles.split() else None


def part(key: str) -> str:
    """Name a part of the pledge's text."""
    return label(f"part.{key}")


def capitalize_first(text: str) -> str:
    """Raise the first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
