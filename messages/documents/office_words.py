"""Words that the offices' papers share: Vietnamese, whatever language the chat speaks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from messages.documents.bloc_words import book
from messages.language import VIETNAMESE
from messages.render import WEEKDAYS, labels
from storage.units import Unit
from workflow.calendar import local


def words() -> Mapping[str, Any]:
    return book("office")


def stored(value: str) -> str:
    """Return the office word for a stored word."""
    return labels(VIETNAMESE)[f"word.{value}"]


def unit_name(unit: Unit, at: datetime) -> str:
    """Return a unit's name, and into whom it was merged if it was by that day."""
    told = merger(unit, at)
    return f"{unit.name} ({told})" if told else unit.name


def merger(unit: Unit, at: datetime) -> str:
    """Say into whom a unit was merged, when and by which decision; nothing before that day."""
    if unit.merged_on is None or unit.merged_on > local(at).date():
        return ""
    facts = {"into": unit.merged_into, "decision": unit.merger_decision}
    return str(words()["merged"].format(day=day(unit.merged_on), **facts))


def moment(at: datetime) -> str:
    """Write an instant as "14:00 ngày 02/03/2027"."""
    return str(words()["moment"].format(clock=f"{local(at):%H:%M}", day=day(local(at).date())))


def day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


def weekday(at: datetime) -> str:
    """Name the local day of the week."""
    return labels(VIETNAMESE)[f"weekday.{WEEKDAYS[local(at).weekday()]}"]


def blank_date(at: datetime) -> str:
    """Return the place for the day of signing, which is written by hand (R15)."""
    return str(words()["date_blank"].format(year=local(at).year))
