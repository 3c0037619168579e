"""What every message keeps to, whatever it says."""

import ast
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from messages.language import VIETNAMESE as LANGUAGE
from messages.message import Message
from messages.render import label, labels
from tests.house.sources import under
from tests.messages.approved import path_of
from tests.messages.cases import CASES
from tests.support.bot_api.entities import plain, units
from workflow.words import plain as typed

ALLOWED = {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}
LONGEST = 4096
LABEL = 24
PER_ROW = 5
NO_BUTTONS = (
    "entry.",
    "command.",
    "profile.",
    "toast.",
    "word.",
    "act.",
    "asked.",
    "cell.",
    "step.",
)
SAME_PLACE = {"go.menu", "go.leave", "control.open"}


def _speakers() -> Iterator[str]:
    """Yield `<noun>/<function>` for every public function that returns a message."""
    for source in under("messages/"):
        noun = source.name.removeprefix("messages/").removesuffix(".py")
        for node in source.tree.body:
            if (
                isinstance(node, ast.FunctionDef)
                and isinstance(node.returns, ast.Name)
                and node.returns.id == "Message"
                and not node.name.startswith("_")
                and noun != "render"
            ):
                yield f"{noun}/{node.name}"


@pytest.mark.parametrize("speaker", list(_speakers()))
def test_a_message_has_an_approved_text(speaker: str) -> None:
    names = [name for name in CASES if name == speaker or name.startswith(f"{speaker}.")]

    assert names
    assert [name for name in names if not path_of(name).exists()] == []


class Tags(HTMLParser):
    """Collects the tags of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert tag == "a" or not attrs


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_html_that_telegram_accepts(name: str) -> None:
    text = CASES[name]().text
    tags = Tags()
    tags.feed(text)

    assert tags.seen <= ALLOWED
    assert 0 < units(plain(text)) <= LONGEST


def _labels_of(message: Message) -> list[str]:
    return [button.label for row in message.buttons for button in row]


@pytest.mark.parametrize("name", CASES)
def test_a_button_can_be_read_on_a_phone(name: str) -> None:
    message = CASES[name]()
    shown = _labels_of(message)

    assert [text for text in shown if not 0 < len(text) <= LABEL or text != text.strip()] == []
    assert all(len(row) <= (PER_ROW if row[0].label.isdigit() else 2) for row in message.buttons)
    assert all(len(row) <= 2 for row in message.keyboard)
    assert sum(map(len, message.keyboard)) <= 6


@pytest.mark.parametrize("name", CASES)
def test_every_button_can_be_typed(name: str) -> None:
    """A press does not survive an outage: the label, typed without marks, asks for the same."""
    wanted = [typed(text) for text in _labels_of(CASES[name]())]

    assert "" not in wanted
    assert len(set(wanted)) == len(wanted)


def test_an_entry_of_the_keyboard_is_no_other_button() -> None:
    """A typed label is looked up among the entries first, so it must lead to the same place."""
    entries = {typed(label(key)): key for key in labels(LANGUAGE) if key.startswith("entry.")}
    buttons = [key for key in labels(LANGUAGE) if not key.startswith(NO_BUTTONS)]

    assert {key for key in buttons if typed(labels(LANGUAGE)[key]) in entries} <= SAME_PLACE


@pytest.mark.parametrize("name", CASES)
def test_a_text_after_its_buttons_fits_the_wire(name: str) -> None:
    for row in CASES[name]().to_json()["buttons"]:
        assert all(len(wire.encode()) <= 64 for _, wire in row)
