"""How people, moments and numbers of a conference are written in its papers."""

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from messages.documents.bloc_words import book
from messages.render import capitalize_first, number, titled
from storage.conferences import Conference
from storage.kinds import MeetingMode
from storage.votes import Vote
from workflow.calendar import local
from workflow.meeting_facts import Capacity, Meeting, Somebody, UnitRoll
from workflow.words import clean, fold

CENT = Decimal("0.01")


def words() -> Mapping[str, Any]:
    return book("meeting")


def position(who: Somebody) -> str:
    """Return position and unit as one: "Giám đốc Sở Tài chính"; no word stands there twice."""
    if not who.unit or fold(who.unit) in fold(who.title):
        return who.title
    title, first = who.title.split(), who.unit.split()[0]
    if title and fold(title[-1]) == fold(first):
        title.pop()
    return " ".join([*title, who.unit])


def person(who: Somebody) -> str:
    """Return "đồng chí X, Giám đốc Sở Tài chính, Trưởng khối"."""
    role = words()["role"].get(who.role)
    titles = [part for part in (position(who), role) if part]
    named = _named(who)
    if not titles:
        return named
    return str(words()["with_title"].format(name=named, title=", ".join(titles)))


def _named(who: Somebody) -> str:
    """Return "đồng chí X"; a guest typed as "Bà Hoa" keeps the title."""
    own = titled(who.name, words()["titles"])
    return own or str(words()["comrade"].format(name=who.name))


def lead(who: Somebody) -> str:
    """Return a person as they stand at the beginning of a sentence."""
    return capitalize_first(person(who))


def acting(who: Somebody) -> str:
    """Return a person as the subject of a sentence: titles stand between commas."""
    shown = lead(who)
    return f"{shown}," if "," in shown else shown


def actor(who: Somebody) -> str:
    """Return who did something at the meeting; "" when nobody of their side came to it."""
    return acting(who) if who.is_here else ""


def of_unit(roll: UnitRoll) -> str:
    """Return a unit's people who came, with their positions."""
    return "; ".join(_member(one.who, one.capacity) for one in roll.came)


def _member(who: Somebody, capacity: Capacity) -> str:
    named = _named(who)
    shown = words()["with_title"].format(name=named, title=who.title) if who.title else named
    is_substitute = capacity is Capacity.SUBSTITUTE
    return str(words()["for_unit"].format(name=shown) if is_substitute else shown)


def clock(at: datetime) -> str:
    """Write a local time as "14 giờ 00"."""
    moment = local(at)
    return str(words()["clock"].format(hour=f"{moment:%H}", minute=f"{moment:%M}"))


def long_day(at: datetime) -> str:
    """Write a local day in words: zeros only before days below 10 and the months 1 and 2."""
    day = local(at).date()
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return str(words()["long_day"].format(day=f"{day.day:02}", month=month, year=day.year))


def started(known: Conference) -> str:
    assert known.started_at is not None
    return str(words()["at"].format(clock=clock(known.started_at), day=long_day(known.started_at)))


def ended(known: Conference) -> str:
    """Return when it ended, "cùng ngày" where that is so."""
    assert known.started_at is not None
    assert known.closed_at is not None
    if local(known.started_at).date() == local(known.closed_at).date():
        return str(words()["same_day"].format(clock=clock(known.closed_at)))
    return str(words()["at"].format(clock=clock(known.closed_at), day=long_day(known.closed_at)))


def place(known: Conference) -> str:
    """Return where it was held; the link of an online meeting is nobody else's business."""
    if known.mode is MeetingMode.ONLINE or not known.place:
        return str(words()["online"])
    both = known.mode is MeetingMode.BOTH
    return str(words()["both"].format(place=known.place)) if both else known.place


def subject(vote: Vote) -> str:
    """Return what was voted on; a further vote on the same words says which one it is."""
    form = words()["turn"] if vote.turn > 1 else "{subject}"
    return str(form.format(subject=vote.subject, turn=vote.turn))


def share(vote: Vote) -> Decimal:
    """Return how many percent of the present units agreed, to two decimals."""
    assert vote.result is not None
    present = vote.result["present"]
    part = Decimal(100 * vote.result["agree"]) / present if present else Decimal()
    return part.quantize(CENT, ROUND_HALF_UP)


def percent(vote: Vote) -> str:
    """Write the share with a decimal comma and without idle zeros."""
    return number(share(vote))


def titles(items: list[dict[str, Any]]) -> str:
    """Return a unit's registration as one line: titles of people and commendations with counts."""
    return "; ".join(
        one["name"]
        if one["kind"] == "collective"
        else words()["person_count"].format(name=one["name"], count=one["count"])
        for one in items
    )


def sentence(text: str) -> str:
    """Return a typed text as one line that ends in a full stop."""
    line = clean(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def lines(text: str) -> list[str]:
    """Return the typed lines, none of them blank."""
    return [sentence(line) for line in text.splitlines() if line.strip()]


def flowing(text: str) -> str:
    """Return typed lines as one run of sentences."""
    return " ".join(lines(text))


def inside(text: str) -> str:
    """Return a title as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def n_people(meeting: Meeting) -> int:
    """Count the people of the member units who came."""
    return sum(len(roll.came) for roll in meeting.rolls)
