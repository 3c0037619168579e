"""Warnings before a list is sent: they name the tasks and block nothing (R17)."""

from dataclasses import replace
from datetime import date

import pytest

from storage.key_tasks import EMPTY, KeyTask
from workflow.warning import Caution, Warned, warnings_of


def task(number: int, title: str, *, target: str = "5 km", starred: bool = False) -> KeyTask:
    return key_task(number, title, target, starred=starred, due_on=date(2027, 9, 30))


def key_task(
    number: int, title: str, target: str = "", *, starred: bool = False, due_on: date | None = None
) -> KeyTask:
    given = {**EMPTY, "is_highlight": starred, "target": target, "due_on": due_on}
    return KeyTask(id=number, submission_id=1, number=number, title=title, **given)


def test_a_sound_list_has_no_warning() -> None:
    tasks = [task(1, "Làm đường liên xã", starred=True), task(2, "Số hóa hồ sơ")]

    assert warnings_of(tasks, ["Xây trạm y tế"]) == ()


def test_missing_targets_and_dates_are_named_by_number() -> None:
    bare = key_task(3, "Tập huấn cán bộ")

    assert warnings_of([task(1, "Làm đường"), bare], []) == (
        Warned(Caution.NO_TARGET, (3,)),
        Warned(Caution.NO_DUE, (3,)),
    )


@pytest.mark.parametrize("other", ["LAM DUONG LIEN XA", "Làm đường liên xã.", "Làm đường liên  xã"])
def test_titles_that_differ_only_in_writing_are_alike(other: str) -> None:
    tasks = [task(1, "Làm đường liên xã"), task(2, "Số hóa hồ sơ"), task(7, other)]

    assert warnings_of(tasks, []) == (Warned(Caution.ALIKE, (1, 7)),)


@pytest.mark.rule(17)
def test_a_bloc_without_criteria_misses_none() -> None:
    pointed = replace(task(1, "Làm đường liên xã"), criterion="1.1")

    assert warnings_of([pointed], []) == ()
    assert warnings_of([pointed], [], {"2.1"}) == (Warned(Caution.GONE_CRITERION, (1,)),)


@pytest.mark.rule(17)
def test_only_a_highlight_is_compared_with_other_units_highlights() -> None:
    tasks = [task(1, "Làm đường liên xã", starred=True), task(2, "Số hóa hồ sơ")]

    assert warnings_of(tasks, ["Làm đường liên xã", "Số hóa hồ sơ"]) == (
        Warned(Caution.SAME_HIGHLIGHT, (1,)),
    )
