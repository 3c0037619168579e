import re
import unicodedata

import pytest

from tests.messages.approved import FOLDER, approve
from tests.messages.cases import CASES

LONGEST = 13
LONGER = (
    "pledge/page",  # the pledge's own text
    "pledge/draft_page",
    "pledge/compared",  # two texts of the pledge over each other
    "section/opened",  # a part's own text
    "section/proposed",
    "word_copy/changed.long",
    "addendum/drafted",  # the addendum's own text
    "notice/draft.long",  # the author's own text
    "key_task/listed.too_many",  # an old list after the rule was lowered
)
EMOJI = re.compile("[\N{BLACK STAR}-\N{WHITE STAR}\N{WHITE MEDIUM STAR}\U0001f300-\U0001faff]")
UNTIDY = {
    "blank before punctuation": re.compile(r"\s[,.;:!?)](?!\w)"),
    "two blanks": re.compile(r"\S  "),
    "blank at the end of a line": re.compile(r"[ \t]$", re.MULTILINE),
    "two empty lines": re.compile(r"\n\n\n"),
    "empty brackets or quotes": re.compile(r"\(\s*\)|“\s*”|\[\s*\]"),
    "two full stops": re.compile(r"(?<!\.)\.\.(?!\.)|[;,:]\."),
    "a word of the program": re.compile(r"None|Undefined|True|False|\{|\}"),
    "missing blank": re.compile(r"[,;:](?=[^\W\d_])|\.(?=[A-ZĐ])"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_message_says_what_was_approved(name: str) -> None:
    approve(name, CASES[name]())


@pytest.mark.parametrize("name", CASES)
def test_a_message_is_tidy(name: str) -> None:
    text = re.sub(r"&\w+;|https://\S+", "…", CASES[name]().text)

    assert [fault for fault, pattern in UNTIDY.items() if pattern.search(text)] == []
    assert text == unicodedata.normalize("NFC", text).strip()


@pytest.mark.parametrize("name", CASES)
def test_a_message_fits_a_tired_reader(name: str) -> None:
    lines = CASES[name]().text.splitlines()

    assert name.startswith(LONGER) or len(lines) <= LONGEST
    assert [line for line in lines if len(EMOJI.findall(line)) > 1] == []
    assert lines[0]


def test_every_approved_text_still_has_its_case() -> None:
    kept = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.txt")}

    assert kept - set(CASES) == set()
