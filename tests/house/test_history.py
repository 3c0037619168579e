"""The history screen says every act that the workflow records, with all that was kept of it (R12)."""

from dataclasses import fields, replace

import pytest
from jinja2 import UndefinedError

from messages import history
from messages.language import VIETNAMESE
from messages.render import labels
from storage.histories import Act
from storage.key_tasks import KeyTask
from tests.messages.acts import every_act
from tests.messages.facts import UNIT
from workflow.history import Past

# Known to the record only: other rows and people, how somebody was found, the day before any
# extension.
UNSAID = {
    "id",
    "submission_id",
    "signed_paper_id",
    "source",
    "official",
    "seal",
    "handed_in_by",
    "asked",
}
# What a deleted task is restored from.
RESTORED = {field.name for field in fields(KeyTask)} - {"title"}
EMPTY = ("", None)
OF_NO_UNIT = {"bloc.imported", "award.imported", "calendar.imported"}


def told(act: Act) -> str:
    past = Past(UNIT, (act,), 1, 0, 1, is_own=True, has_others=False)
    return history.listed(past).text


def _is_said(act: Act, name: str) -> bool:
    without = {key: value for key, value in act.facts.items() if key != name}
    try:
        return told(replace(act, facts=without)) != told(act)
    except (KeyError, UndefinedError):
        return True


def test_every_act_has_its_facts() -> None:
    acts = {key.removeprefix("act.") for key in labels(VIETNAMESE) if key.startswith("act.")}

    assert acts - OF_NO_UNIT == {one.act for one in every_act()}


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.act)
def test_what_was_kept_of_an_act_is_said(act: Act) -> None:
    idle = UNSAID | (RESTORED if act.act.startswith("key_task.") else set())
    kept = {name for name, value in act.facts.items() if value not in EMPTY} - idle

    assert [name for name in sorted(kept) if not _is_said(act, name)] == []
