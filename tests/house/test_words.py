"""What no Python file may hold."""

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from tests.house.sources import FLOORS, Source, sources, under

# Written in two halves, so that this list is not found in itself.
UNFINISHED = re.compile(
    "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error"])
)
SKIPPED = re.compile(
    "|".join(["unittest" + r"\.mock", r"mark\.(?:skip|x" + "fail)", "Magic" + "Mock"])
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core", "stuff"}
SPOKEN = ("messages/", "tests/")
STROKED = "đ"


def is_vietnamese(letter: str) -> bool:
    """Tell a letter that English does not have: marked, or the stroked d."""
    bare = unicodedata.normalize("NFD", letter.lower())
    return letter.isalpha() and (letter.lower() == STROKED or len(bare) > 1)


def _code_of(source: Source) -> Iterator[tuple[int, str]]:
    """Yield names and strings as written, without comments and docstrings."""
    docs = {line for node in ast.walk(source.tree) for line in _docstring_lines(node)}
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type in (tokenize.NAME, tokenize.STRING) and token.start[0] not in docs:
            yield token.start[0], token.string


def _docstring_lines(node: ast.AST) -> Iterator[int]:
    """Yield where bare strings begin: docstrings, and notes under a field."""
    body = getattr(node, "body", None)
    for statement in body if isinstance(body, list) else []:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            yield statement.lineno


def test_code_outside_messages_holds_no_vietnamese_letter() -> None:
    """Names and strings: docstrings and comments may quote what a person reads."""
    found = [
        f"{source.name}:{line} {text[:60]}"
        for source in sources()
        if not source.name.startswith(SPOKEN)
        for line, text in _code_of(source)
        if any(map(is_vietnamese, text))
    ]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("letter", ["đ", "Ậ", "ơ", "ă", "é"])
def test_a_vietnamese_letter_is_known(letter: str) -> None:
    assert is_vietnamese(letter)


@pytest.mark.parametrize("letter", ["d", "→", "–", "“", "1"])
def test_other_signs_are_no_vietnamese_letters(letter: str) -> None:
    assert not is_vietnamese(letter)


def test_nothing_is_left_unfinished() -> None:
    assert [source.name for source in sources() if UNFINISHED.search(source.text)] == []


def test_no_test_is_skipped_and_nothing_is_mocked() -> None:
    assert [source.name for source in sources() if SKIPPED.search(source.text)] == []


def test_no_file_is_named_after_nothing() -> None:
    vague = [s.name for s in sources() if VAGUE & set(PurePath(s.name).with_suffix("").parts)]

    assert vague == [], "\n".join(vague)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        source.name
        for source in under(*(f"{floor}/" for floor in FLOORS))
        if source.text.strip()
        and not source.name.startswith("storage/migrations/")
        and ast.get_docstring(source.tree) is None
    ]

    assert silent == [], "\n".join(silent)
