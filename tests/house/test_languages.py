"""English says what Vietnamese says: the same templates, labels and facts."""

import re
import tomllib
from collections.abc import Callable
from contextvars import copy_context
from pathlib import PurePath
from string import Formatter
from typing import TypeVar

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from bot.channels.web.words import HERE, book
from messages.language import ENGLISH, LANGUAGES, VIETNAMESE, speak
from messages.message import Message
from messages.render import TEMPLATES, environment, labels
from tests.house.test_messages import ALLOWED, LABEL, LONGEST, SAME_PLACE, Tags
from tests.house.test_words import is_vietnamese
from tests.messages.cases import CASES
from tests.messages.test_approved import LONGER, UNTIDY
from tests.messages.test_approved import LONGEST as LINES
from tests.support.bot_api.entities import plain, units
from workflow.words import plain as typed

Said = TypeVar("Said")
# Papers and forms are Vietnamese in every language.
PAPERS = ("documents/", "pledge/text.txt.j2", "addendum/text.txt.j2")
FORMS = TEMPLATES / VIETNAMESE / "documents"
# Sheets, columns and cells as the forms, which stay Vietnamese, call them.
FORM_WORDS = (
    "Hướng dẫn",
    "Nhóm tiêu chí",
    "Nội dung tiêu chí",
    "Mã",
    "Trong thang",
    "Thưởng",
    "Trừ",
    "điểm nhấn",
)
NO_BUTTONS = (
    "command.",
    "profile.",
    "toast.",
    "word.",
    "act.",
    "field.",
    "format.",
    "asked.",
    "cell.",
    "step.",
)
FILE_NAMES = ("batch.file", "criterion.form_name", "criterion.file_name")
QUOTED = re.compile("“([^”{}]+)”")


def in_english(saying: Callable[[], Said]) -> Said:
    """Say it in English, and leave the language of everybody else alone."""

    def said() -> Said:
        speak(ENGLISH)
        return saying()

    return copy_context().run(said)


def _templates(language: str) -> list[str]:
    folder = TEMPLATES / language
    found = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(PAPERS))


def _parsed(language: str, name: str) -> nodes.Template:
    source = (TEMPLATES / language / name).read_text(encoding="utf-8")
    return environment(language).parse(source)


def _own_words(language: str, name: str) -> str:
    """Return what the template itself says, without what it is handed."""
    constants = _parsed(language, name).find_all((nodes.TemplateData, nodes.Const))
    return " ".join(str(getattr(node, "data", getattr(node, "value", ""))) for node in constants)


def _macros(language: str, name: str) -> dict[str, list[str]]:
    found = _parsed(language, name).find_all(nodes.Macro)
    return {macro.name: [arg.name for arg in macro.args] for macro in found}


def _texts() -> list[str]:
    return [name for name in _templates(VIETNAMESE) if PurePath(name).suffix == ".j2"]


def test_both_languages_have_the_same_files() -> None:
    assert _templates(ENGLISH) == _templates(VIETNAMESE)


@pytest.mark.parametrize("name", _texts())
def test_a_template_takes_the_same_facts(name: str) -> None:
    taken = [find_undeclared_variables(_parsed(language, name)) for language in LANGUAGES]

    assert taken[0] == taken[1]
    # English has its own besides, for the plural.
    assert _macros(VIETNAMESE, name).items() <= _macros(ENGLISH, name).items()


@pytest.mark.parametrize("name", _texts())
def test_a_template_has_the_same_tags(name: str) -> None:
    opened = [re.findall(r"</?\w+", _own_words(language, name)) for language in LANGUAGES]

    assert set(opened[0]) == set(opened[1])
    assert {tag.strip("</") for tag in opened[1]} <= ALLOWED


@pytest.mark.parametrize("name", _texts())
def test_an_english_template_holds_no_vietnamese_letter(name: str) -> None:
    words = _own_words(ENGLISH, name)
    for on_form in FORM_WORDS:
        words = words.replace(on_form, "")

    assert [letter for letter in words if is_vietnamese(letter)] == []


@pytest.mark.parametrize("word", FORM_WORDS)
def test_what_is_left_in_vietnamese_stands_on_a_form(word: str) -> None:
    forms = [path.read_text(encoding="utf-8") for path in FORMS.glob("*.toml")]

    assert any(word.lower() in form.lower() for form in forms)


@pytest.mark.parametrize("name", _texts())
def test_a_template_quotes_the_same_buttons_and_commands(name: str) -> None:
    quoted = {wanted: _quoted(wanted, name) for wanted in LANGUAGES}
    commands = [set(re.findall(r"(?<![\w<])/[a-z]{2,}", _own_words(la, name))) for la in LANGUAGES]

    assert quoted[ENGLISH] == quoted[VIETNAMESE]
    assert commands[0] == commands[1]


def _quoted(language: str, name: str) -> set[str]:
    """Return what is quoted and is a label, by its Vietnamese wording."""
    vietnamese = {
        _bare(labels(language)[key]): _bare(text) for key, text in _buttons(VIETNAMESE).items()
    }
    found = map(_bare, QUOTED.findall(_own_words(language, name)))
    return {vietnamese[text] for text in found if text in vietnamese}


def _bare(text: str) -> str:
    """Return a label without its number, emoji and what is filled in."""
    return typed(re.sub(r"\{\w+\}", "", text))


def _buttons(language: str) -> dict[str, str]:
    return {
        key: text
        for key, text in labels(language).items()
        if not key.startswith(NO_BUTTONS) and key not in FILE_NAMES
    }


def test_both_languages_have_the_same_labels() -> None:
    assert set(labels(ENGLISH)) == set(labels(VIETNAMESE))


@pytest.mark.parametrize("key", labels(VIETNAMESE))
def test_a_label_takes_the_same_facts_and_has_no_vietnamese_letter(key: str) -> None:
    said = labels(ENGLISH)[key]

    assert _fields(said) == _fields(labels(VIETNAMESE)[key])
    assert said == said.strip() != ""
    assert not any(map(is_vietnamese, said))


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("key", _buttons(VIETNAMESE))
def test_an_english_label_can_be_read_on_a_phone(key: str) -> None:
    bare = re.sub(r"\{\w+\}", "1", labels(ENGLISH)[key])

    assert len(bare) <= LABEL


def test_english_labels_are_told_apart_where_the_vietnamese_are() -> None:
    """A typed label must lead to one place, so only what is worded alike there is so here."""
    alike: dict[str, set[str]] = {}
    for key, text in _buttons(ENGLISH).items():
        alike.setdefault(typed(text), set()).add(typed(labels(VIETNAMESE)[key]))

    assert {text: there for text, there in alike.items() if len(there) > 1} == {}


def test_an_english_entry_of_the_keyboard_is_no_other_button() -> None:
    entries = [typed(text) for key, text in labels(ENGLISH).items() if key.startswith("entry.")]
    others = [key for key in _buttons(ENGLISH) if not key.startswith("entry.")]

    assert len(set(entries)) == len(entries)
    assert {key for key in others if typed(labels(ENGLISH)[key]) in entries} <= SAME_PLACE


@pytest.mark.parametrize("name", CASES)
def test_a_message_can_be_said_in_english(name: str) -> None:
    message = in_english(CASES[name])
    tags = Tags()
    tags.feed(message.text)
    tidy = re.sub(r"&#?\w+;|https://\S+", "…", message.text)

    assert tags.seen <= ALLOWED
    assert 0 < units(plain(message.text)) <= LONGEST
    assert name.startswith(LONGER) or len(message.text.splitlines()) <= LINES
    assert [fault for fault, pattern in UNTIDY.items() if pattern.search(tidy)] == []


@pytest.mark.parametrize("name", CASES)
def test_english_buttons_can_be_read_and_typed(name: str) -> None:
    message = in_english(CASES[name])
    shown = [button.label for row in message.buttons for button in row]

    assert [text for text in shown if not 0 < len(text) <= LABEL] == []
    assert len({typed(text) for text in shown} - {""}) == len(shown)
    assert _wires(message) == _wires(CASES[name]())


def _wires(message: Message) -> list[list[str]]:
    return [[wire for _, wire in row] for row in message.to_json()["buttons"]]


def test_speaking_english_is_forgotten_outside() -> None:
    said = CASES["menu/unknown_text"]

    assert in_english(said).text != said().text


def test_the_page_says_the_same_things_in_both_languages() -> None:
    """Apart from a rehearsal, which is held in Vietnamese only."""
    spoken = {name: words for name, words in book(VIETNAMESE).items() if "rehearsal" not in name}

    assert sorted(path.stem for path in (HERE / "words").iterdir()) == sorted(LANGUAGES)
    assert set(book(ENGLISH)) == set(spoken)
    for name, words in spoken.items():
        english = book(ENGLISH)[name]
        assert {key: _fields(text) for key, text in english.items()} == {
            key: _fields(text) for key, text in words.items()
        }
        assert not any(is_vietnamese(letter) for text in english.values() for letter in text)


def test_the_label_books_are_written_in_the_same_order() -> None:
    """So that two books side by side can be read line by line."""
    order = [
        [*tomllib.loads((TEMPLATES / language / "labels.toml").read_text(encoding="utf-8"))]
        for language in LANGUAGES
    ]

    assert order[0] == order[1]
