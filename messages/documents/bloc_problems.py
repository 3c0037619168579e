"""One sentence for each thing that can be wrong in a bloc file."""

from datetime import date
from enum import StrEnum
from typing import Any

from messages.documents.bloc_words import book, word
from messages.render import day
from workflow.bloc_plan import Problem


def sentence(problem: Problem) -> str:
    """Say where and what is wrong, in one line."""
    facts = {key: _shown(value) for key, value in problem.facts.items()}
    return f"{problem.origin.text}: {book('bloc_problems')[problem.flaw].format(**facts)}"


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(value)
    return word(value) if isinstance(value, StrEnum) else str(value)
