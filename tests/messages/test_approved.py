import pytest

from messages.message import Message
from tests.messages.approved import FOLDER, approve
from tests.messages.cases import CASES
from tests.support.bot_api.entities import plain

LONGEST = 12
PAGED = ("pledge/page", "pledge/draft_page", "key_task/listed", "key_task/reviewed")


@pytest.mark.parametrize("name", CASES)
def test_a_message_says_what_was_approved(name: str) -> None:
    approve(name, CASES[name]())


def test_every_approved_text_still_has_its_case() -> None:
    kept = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.txt")}

    assert kept - set(CASES) == set()
