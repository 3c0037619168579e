"""The news item about a conference as .docx: a draft whose titles a person looks over."""

from datetime import datetime
from typing import Any

from messages.documents.meeting_words import (
    acting,
    actor,
    ended,
    flowing,
    inside,
    n_people,
    percent,
    person,
    words,
)
from messages.documents.word_paper import fill_paper
from messages.render import day
from storage.kinds import AgendaKind, MeetingMode
from workflow.calendar import local
from workflow.meeting_facts import Ballot, Meeting, Said
from workflow.words import clean, fold

NOON, EVENING = 12, 18
TALKED = (AgendaKind.DRAFTS, AgendaKind.DISCUSSION, AgendaKind.OTHER)


def news_paper(meeting: Meeting, made_at: datetime) -> bytes:
    """Return the draft of the news item."""
    return fill_paper("news", fields(meeting), made_at)


def fields(meeting: Meeting) -> dict[str, Any]:
    """Return what the template of the news item may name."""
    known = meeting.conference
    assert known.started_at is not None
    return {
        "issuer": meeting.bloc.name,
        "title": known.title,
        "title_inside": inside(known.title),
        "headline": _headline(meeting),
        "session": words()["session"][_session(known.started_at)],
        "day": day(known.started_at),
        "where": _where(meeting),
        "attended": _attended(meeting),
        "discussed": _joined(_discussed(meeting), _voted(meeting)),
        "told": _joined(_announced(meeting), _launched(meeting)),
        "directed": [_directed(one) for one in meeting.directives],
        "concluded": _concluded(meeting),
        "closing": _closing(meeting),
    }


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _headline(meeting: Meeting) -> str:
    """Return the bloc and what it did: a conference's title less the word for conference."""
    did = inside(meeting.conference.title).removeprefix(words()["news"]["meeting"])
    return f"{meeting.bloc.name} {did}"


def _session(at: datetime) -> str:
    hour = local(at).hour
    if hour < NOON:
        return "morning"
    return "afternoon" if hour < EVENING else "evening"


def _where(meeting: Meeting) -> str:
    known = meeting.conference
    if known.mode is MeetingMode.ONLINE or not known.place:
        return str(words()["news"]["online"])
    return str(words()["news"]["where"].format(place=known.place))


def _attended(meeting: Meeting) -> str:
    said = words()["news"]
    names = "; ".join(person(one.who) for one in meeting.guests)
    text = said["attended"].format(
        guests=said["guests"].format(names=names) if names else "",
        people=n_people(meeting),
        present=len(meeting.present),
        total=len(meeting.rolls),
        chair=acting(meeting.chair),
    )
    return str(text)


def _discussed(meeting: Meeting) -> str:
    """Return what was talked about; what was voted, announced and signed is told apart."""
    said = words()["news"]
    held = [one.item for one in meeting.items if not one.is_skipped]
    talked = [item for item in held if item.kind in TALKED] or held
    topics = "; ".join(clean(inside(item.title)).rstrip(".") for item in talked)
    remarks = [remark for one in meeting.items for remark in one.remarks]
    units = {remark.unit.id for remark in remarks}
    more = said["remarks"].format(count=len(remarks), units=len(units)) if remarks else ""
    return _joined(said["discussed"].format(topics=topics), more)


def _voted(meeting: Meeting) -> str:
    """Return what was adopted: of the votes on one matter the last speaks.

    A vote that carried nothing is no news.
    """
    last = {(item.id, fold(one.vote.subject)): one for item, one in meeting.ballots}
    passed = [one for one in last.values() if one.vote.result and one.vote.result["passed"]]
    if not passed:
        return ""
    return str(words()["news"]["voted"].format(votes="; ".join(map(_vote, passed))))


def _vote(ballot: Ballot) -> str:
    vote = ballot.vote
    assert vote.result is not None
    subject = inside(vote.subject)
    for adopting in words()["news"]["adopting"]:
        subject = subject.removeprefix(adopting)
    form = words()["news"]["vote"]
    return str(form.format(subject=subject, percent=percent(vote), **vote.result))


def _announced(meeting: Meeting) -> str:
    if meeting.announced is None:
        return ""
    content = meeting.announced.announcement.content
    text = words()["news"]["announced"].format(
        by=actor(meeting.announced.by) or words()["news"]["announcing"],
        year=meeting.cycle.year,
        count=sum(one["submission_id"] is not None for one in content),
        total=len(content),
    )
    return str(text)


def _launched(meeting: Meeting) -> str:
    if meeting.launched is None:
        return ""
    text = words()["news"]["launched"].format(
        by=actor(meeting.launched.by) or words()["news"]["launching"],
        year=meeting.cycle.year,
        theme=meeting.launched.text,
    )
    return str(text)


def _directed(said: Said) -> str:
    return _quoted("directed" if said.by.is_here else "sent", said)


def _concluded(meeting: Meeting) -> str:
    written = meeting.conference.conclusions
    return _quoted("concluded", Said(meeting.chair, written)) if written else ""


def _quoted(form: str, said: Said) -> str:
    by = inside(acting(said.by)).removesuffix(",")
    return str(words()["news"][form].format(by=f"{by},", text=flowing(said.text)))


def _closing(meeting: Meeting) -> str:
    said = words()["news"]
    if not meeting.signatures:
        return str(said["ended"].format(at=ended(meeting.conference)))
    n_signed, n_here = len(meeting.signatures), meeting.n_signed_here
    facts = {
        "here": n_here,
        "count": n_signed,
        "total": len(meeting.rolls),
        "year": meeting.cycle.year,
    }
    form = "signed_all" if n_here == n_signed else "signed_here" if n_here else "signed_before"
    return str(said[form].format(**facts))
