"""The words of the page itself and its HTML files; the bot's own words are in messages/."""

import html
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from messages.language import spoken

HERE = Path(__file__).parent


def section(name: str) -> Mapping[str, str]:
    """Return one section of `words/<language>.toml`."""
    return book(spoken())[name]


@cache
def book(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return a language's words by section and key."""
    return tomllib.loads((HERE / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def refusal(key: str, **facts: object) -> str:
    """Return why a request was refused, as the reader is told it."""
    return section("refusal")[key].format(**facts)


def page(name: str, **facts: str) -> str:
    """Fill `pages/<name>.html`; every word and fact is escaped, a missing one fails."""
    words = {**section("page"), **section("door"), "live": json.dumps(dict(section("live")))}
    filled = {key: html.escape(text) for key, text in {**words, **facts}.items()}
    return _template(name).substitute(filled)


@cache
def _template(name: str) -> Template:
    return Template((HERE / "pages" / f"{name}.html").read_text(encoding="utf-8"))
