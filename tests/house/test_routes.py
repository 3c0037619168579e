"""Everything that can be pressed, typed, asked or said later has its handler, and only that."""

import ast

import pytest

from handlers import router
from handlers.papers import PAPERS
from handlers.speakers import SPEAKERS
from messages import menu
from messages.actions import kinds
from messages.language import VIETNAMESE as LANGUAGE
from messages.render import labels
from storage.kinds import Role
from tests.house.sources import pattern_of, strings, under
from tests.messages.facts import CHAIR, DEPUTY, LEADER, OFFICER, actor, seat


def test_every_button_is_handled() -> None:
    assert set(router.ACTIONS) == set(kinds().values())


def test_every_question_asked_has_its_answer_and_no_answer_waits_for_nothing() -> None:
    asked = {
        pattern_of(call.args[0])
        for source in under("handlers/")
        for called, call in source.calls()
        if called == "ask" and isinstance(call.args[0], ast.Constant)
    }

    assert asked == set(router.ANSWERS)


def test_every_question_is_asked_by_its_literal_name() -> None:
    """Only the router itself puts a refused question back as it was."""
    computed = [
        source.name
        for source in under("handlers/")
        for called, call in source.calls()
        if called == "ask" and not isinstance(call.args[0], ast.Constant)
    ]

    assert computed == []


@pytest.mark.parametrize("command", router.COMMANDS)
def test_a_command_is_described_and_can_be_typed_by_its_entry(command: str) -> None:
    assert f"command.{command}" in labels(LANGUAGE)
    assert command == "start" or command in router.entries("vi").values()


def test_what_is_described_is_a_command() -> None:
    for section in ("command", "entry"):
        described = {key.split(".")[1] for key in labels(LANGUAGE) if key.startswith(f"{section}.")}
        assert described <= set(router.COMMANDS)


@pytest.mark.parametrize("role", Role)
def test_the_keyboard_of_a_role_leads_to_commands(role: Role) -> None:
    someone = actor(seat(role, "Tạ Quang Thắng"))

    assert set(menu.entries(someone)) <= set(router.COMMANDS)
    assert {name for name, _ in menu.commands(someone)} <= set(router.COMMANDS)


@pytest.mark.parametrize("who", [OFFICER, LEADER, CHAIR, DEPUTY])
def test_a_keyboard_has_at_most_six_entries(who: object) -> None:
    held = (OFFICER, LEADER, CHAIR, DEPUTY)

    assert len(menu.entries(actor(*[one for one in held if one is not who]))) <= 6


def test_every_delivery_that_keeps_facts_has_its_speaker() -> None:
    queued = {
        text
        for source in under("workflow/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is not None and pattern_of(key) == "kind"
        for text in strings(value)
    }

    assert queued == set(SPEAKERS)


def test_every_paper_that_is_announced_has_its_maker() -> None:
    announced = {
        pattern_of(call.args[0])
        for source in under("messages/")
        for called, call in source.calls()
        if called == "Paper"
    }

    assert announced == set(PAPERS)
