"""What the command line says about a year's days off; plain text."""

from collections.abc import Sequence
from datetime import date

from messages.documents.bloc_words import book
from messages.documents.calendar_form import by_law
from messages.render import day, moment, weekday
from storage.calendars import OfficialDay, OfficialYear
from workflow.calendar import is_confirmed
from workflow.official_days import Entered


def imported(done: Entered) -> str:
    """Sum an import up: the year, what changed, what moved, what the law adds."""
    plan = done.plan
    facts = {"year": plan.year, "count": len(plan.days), "source": plan.source}
    lines = [_said("imported" if done.is_new else "replaced", **facts)]
    lines.append(_said("changed", days=_listed(done.changed)) if done.changed else _said("same"))
    if done.n_moved:
        lines.append(_said("moved", count=done.n_moved))
    if done.kept:
        lines.append(_said("kept", days=_listed([on for on, _ in done.kept])))
    return "\n".join(lines)


def shown(year: int, known: OfficialYear | None, days: Sequence[OfficialDay]) -> str:
    """Print a year's days: the official ones, and what the law says besides."""
    title = (
        _said("title_provisional", year=year)
        if known is None
        else _said("title_confirmed", year=year, source=known.source, at=moment(known.confirmed_at))
    )
    official = {one.day: one for one in days}
    besides = [one for one in by_law(year) if one.day not in official]
    lines = [_line(one, official) for one in sorted([*days, *besides], key=lambda one: one.day)]
    return "\n".join([title, *lines])


def refused(sentences: Sequence[str]) -> str:
    """Name every place, one a line, and say that nothing was imported."""
    return "\n".join([*sentences, _said("nothing_imported", count=len(sentences))])


def no_file(name: str) -> str:
    """Say that the file cannot be read."""
    return _said("no_file", name=name)


def written(year: int, name: str) -> str:
    """Say that the form was written."""
    return _said("written", year=year, name=name)


def bad_year() -> str:
    """Say which years there are."""
    return _said("year_bad")


def provisional(year: int) -> str:
    """Warn that nobody has entered a year's days; empty for a year that is confirmed."""
    return "" if is_confirmed(year) else _said("provisional", year=year)


def _line(one: OfficialDay, official: dict[date, OfficialDay]) -> str:
    names = book("calendar")["kinds"]
    kind = names["working" if one.is_working else "off"][0]
    of_law = "" if one.day in official else f" ({_said('of_law')})"
    return _said(
        "line", weekday=weekday(one.day), day=day(one.day), kind=kind, name=f"{one.name}{of_law}"
    )


def _listed(days: Sequence[date]) -> str:
    return ", ".join(day(on) for on in days)


def _said(key: str, **facts: object) -> str:
    return str(book("calendar")["report"][key].format(**facts))
