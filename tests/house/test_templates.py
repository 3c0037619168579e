"""Every template and label is used, and whatever is used is there."""

import ast
import dataclasses
import re
from enum import StrEnum
from functools import cache
from importlib import import_module

import pytest

from messages.language import VIETNAMESE as LANGUAGE
from messages.refusal import template_of
from messages.render import environment, labels
from storage.kinds import Audience, ListState, Role, SignMode
from tests.house.sources import (
    FLOORS,
    ROOT,
    VIETNAMESE,
    Source,
    may_be,
    pattern_of,
    sources,
    strings,
    under,
)
from tests.messages.cases import CASES
from workflow.errors import Refusal
from workflow.ledger import Reached

FLOOR_FOLDERS = tuple(f"{floor}/" for floor in FLOORS)
OPEN_SECTIONS = ("entry.", "command.", "word.", "act.", "profile.")
EXTENSIONS = (".html.j2", ".txt.j2")


@cache
def _templates() -> list[str]:
    """Return every template but partials and papers, without its extension."""
    return [
        str(path.relative_to(VIETNAMESE)).removesuffix(".html.j2").removesuffix(".txt.j2")
        for path in VIETNAMESE.rglob("*.j2")
        if not path.name.startswith("_") and path.parent.name != "documents"
    ]


def _said_in(source: Source) -> list[str]:
    """Return what the file's calls of `say` and `get_template` name."""
    named = [call.args[0] for called, call in source.calls() if called in SPEAKING and call.args]
    both = [half for node in named for half in _halves(node, source)]
    return [pattern.removesuffix(".html.j2").removesuffix(".txt.j2") for pattern in both]


SPEAKING = ("say", "get_template")


def _halves(node: ast.expr, source: Source) -> list[str]:
    """Return the pattern, or those of both sides of a choice made just above."""
    if isinstance(node, ast.Name):
        given = [
            assign.value
            for assign in ast.walk(source.tree)
            if isinstance(assign, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == node.id for t in assign.targets)
        ]
        return [half for value in given for half in _halves(value, source)]
    if isinstance(node, ast.IfExp):
        return [*_halves(node.body, source), *_halves(node.orelse, source)]
    return [pattern_of(node)] if pattern_of(node) else []


@cache
def _all_said() -> list[str]:
    speaking = [source for source in under("messages/") if source.name != "messages/render.py"]
    return [said for source in speaking for said in _said_in(source)]


@pytest.mark.parametrize("template", _templates())
def test_a_template_is_said_by_one_call(template: str) -> None:
    exact = [said for said in _all_said() if said == template]
    fitting = [said for said in _all_said() if may_be(said, template)]

    if template.startswith("refusal/"):
        assert template in map(template_of, _refusals())
    else:
        assert len(exact or fitting) == 1


@pytest.mark.parametrize("said", [said for said in _all_said() if "documents/" not in said])
def test_what_is_said_has_its_template(said: str) -> None:
    assert any(may_be(said, template) for template in _templates())


@cache
def _refusals() -> list[type[Refusal]]:
    return [
        kind
        for path in sorted((ROOT / "workflow").glob("*errors.py"))
        for module in [import_module(f"workflow.{path.stem}")]
        for kind in vars(module).values()
        if _is_refusal(kind) and kind.__module__ == module.__name__
    ]


def _is_refusal(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Refusal) and dataclasses.is_dataclass(kind)


@pytest.mark.parametrize("kind", _refusals())
def test_a_refusal_has_its_template(kind: type[Refusal]) -> None:
    assert template_of(kind) in _templates()


def test_the_cases_render_every_template() -> None:
    environment.cache_clear()
    for case in CASES.values():
        case()

    cache = environment(LANGUAGE).cache
    assert cache is not None
    rendered = {name for _, name in cache}
    written = {
        str(path.relative_to(VIETNAMESE))
        for path in VIETNAMESE.rglob("*.j2")
        if path.parent.name != "documents"
    }
    assert written - rendered == set()


@cache
def _labels_asked() -> list[str]:
    """Return every dotted string that could be a label's key."""
    key = re.compile(r"[a-z_]+(?:\.[a-z_{}]+)+")
    patterns = {text for source in under(*FLOOR_FOLDERS) for text in strings(source.tree)}
    return [pattern for pattern in patterns if key.fullmatch(pattern)]


@cache
def _labels_used() -> list[str]:
    """Return the keys that `button` and `label` are called with."""
    return [
        pattern
        for source in under("bot/", "handlers/", "messages/")
        for called, call in source.calls()
        if called in ("button", "label") and call.args
        for pattern in _halves(call.args[0], source)
    ]


@pytest.mark.parametrize(
    "key", [key for key in labels(LANGUAGE) if not key.startswith(OPEN_SECTIONS)]
)
def test_a_label_is_used(key: str) -> None:
    assert any(may_be(asked, key) for asked in _labels_asked())


@pytest.mark.parametrize("used", sorted(set(_labels_used())))
def test_a_used_label_is_in_the_book(used: str) -> None:
    assert any(may_be(used, key) for key in labels(LANGUAGE))


@cache
def _acts() -> list[str]:
    """Return the acts that the workflow records in the history."""
    nouns = {key.split(".")[1] for key in labels(LANGUAGE) if key.startswith("act.")}
    recorded = re.compile(rf"(?:{'|'.join(nouns)}|{{}})\.[a-z_{{}}]+")
    return sorted(
        {
            pattern
            for source in under("workflow/")
            for pattern in strings(source.tree)
            if recorded.fullmatch(pattern)
        }
    )


@pytest.mark.parametrize("act", _acts())
def test_a_recorded_act_has_its_word(act: str) -> None:
    assert any(may_be(f"act.{act}", key) for key in labels(LANGUAGE))


def test_a_word_for_an_act_is_recorded_somewhere() -> None:
    words = [key.removeprefix("act.") for key in labels(LANGUAGE) if key.startswith("act.")]

    assert [word for word in words if not any(may_be(act, word) for act in _acts())] == []


@pytest.mark.parametrize("words", [Role, SignMode, ListState, Audience, Reached])
def test_every_stored_word_that_is_shown_has_its_office_word(words: type[StrEnum]) -> None:
    assert {f"word.{word.value}" for word in words} - set(labels(LANGUAGE)) == set()


def test_every_reason_to_refuse_a_file_has_its_case() -> None:
    reasons = {
        pattern_of(call.args[0])
        for source in under("bot/", "handlers/", "workflow/")
        for called, call in source.calls()
        if called == "FileRefused" and call.args and pattern_of(call.args[0])
    }

    assert len(reasons) > 3
    assert {
        reason for reason in reasons if f"refusal/refused.file_refused.{reason}" not in CASES
    } == set()


def test_every_state_of_a_list_that_is_reached_by_approval_has_its_act() -> None:
    assert {"act.key_tasks.to_waiting_chair", "act.key_tasks.to_approved"} <= set(labels(LANGUAGE))


def test_the_house_reads_more_than_nothing() -> None:
    assert len(_templates()) > 50
    assert len(_acts()) > 10
    assert len(sources()) > 50
