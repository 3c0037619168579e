"""The minutes of a conference as .docx: number, symbol and signatures are left to be filled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from messages.documents.meeting_words import (
    acting,
    actor,
    ended,
    lead,
    lines,
    n_people,
    of_unit,
    percent,
    person,
    place,
    sentence,
    started,
    subject,
    titles,
    words,
)
from messages.documents.office_words import unit_name
from messages.documents.word_paper import fill_paper
from storage.kinds import AgendaKind
from workflow.comment import Remark
from workflow.meeting_facts import Announced, Ballot, ItemFacts, Meeting, Said, Somebody, UnitRoll
from workflow.words import clean


def minutes_paper(meeting: Meeting, made_at: datetime) -> bytes:
    """Return the draft of the minutes."""
    return fill_paper("minutes", fields(meeting), made_at)


def fields(meeting: Meeting) -> dict[str, Any]:
    """Return what the template of the minutes may name."""
    known, secretary = meeting.conference, meeting.secretary
    return {
        "superior": meeting.bloc.superior,
        "issuer": meeting.bloc.name,
        "title": known.title,
        "year": meeting.cycle.year,
        "started": started(known),
        "ended": ended(known),
        "place": place(known),
        "chair": person(meeting.chair),
        "chair_name": meeting.chair.name,
        "secretary": person(secretary) if secretary else "",
        "secretary_name": secretary.name if secretary else words()["nameless"],
        "guests": [lead(one.who) for one in meeting.guests],
        "n_before_units": 2 + bool(secretary) + bool(meeting.guests),
        "n_units": len(meeting.rolls),
        "n_people": n_people(meeting),
        "present": [{"name": _name(meeting, r), "people": of_unit(r)} for r in meeting.present],
        "absent": [
            {"name": _name(meeting, r), "reason": _bare(r.reason) or words()["no_reason"]}
            for r in meeting.absent
        ],
        "n_signed_here": meeting.n_signed_here,
        "items": [_item(meeting, one) for one in meeting.items],
        "conclusions": lines(known.conclusions),
    }


def _name(meeting: Meeting, roll: UnitRoll) -> str:
    started_at = meeting.conference.started_at
    assert started_at is not None
    return unit_name(roll.unit, started_at)


def _item(meeting: Meeting, facts: ItemFacts) -> dict[str, Any]:
    item = facts.item
    told = _told(meeting, item.number)
    return {
        "number": item.number,
        "title": item.title,
        # Who did it is said by name where it is known.
        "presenter": "" if facts.is_skipped or any(told.values()) else _bare(item.presenter),
        "skip_reason": _bare(item.skip_reason) if facts.is_skipped else "",
        "speakers": ", ".join(unit.name for unit in facts.speakers),
        "remarks": [_remark(one) for one in facts.remarks],
        "drafts": [
            {"unit": one.unit.name, "title": clean(one.title), "text": sentence(one.text)}
            for one in facts.drafts
        ],
        "votes": [_vote(one) for one in facts.ballots],
        **told,
    }


def _told(meeting: Meeting, number: int) -> dict[str, Any]:
    """Return what was announced, launched, directed and signed, at the items where it belongs."""

    def here(kind: AgendaKind) -> bool:
        return meeting.place_of(kind) == number

    at = {kind: here(kind) for kind in AgendaKind}
    announced, launched = meeting.announced, meeting.launched
    return {
        "announced": announced and at[AgendaKind.ANNOUNCEMENT] and _announced(announced),
        "launched": launched and at[AgendaKind.LAUNCH] and _launched(launched),
        "directives": [_directed(one) for one in meeting.directives if at[AgendaKind.DIRECTIVE]],
        "signed": _signed(meeting) if at[AgendaKind.SIGNING] else [],
    }


def _announced(known: Announced) -> Mapping[str, Any]:
    content = known.announcement.content
    return {
        "by": actor(known.by),
        "count": sum(one["submission_id"] is not None for one in content),
        "lines": [
            {
                "unit": one["unit"],
                "titles": titles(one["items"])
                if one["submission_id"] is not None
                else words()["no_registration"],
            }
            for one in content
        ],
    }


def _launched(known: Said) -> Mapping[str, Any]:
    return {"by": actor(known.by), "theme": known.text}


def _directed(known: Said) -> Mapping[str, Any]:
    how = words()["directed"]["spoken" if known.by.is_here else "sent"]
    return {"by": acting(known.by), "how": how, "lines": lines(known.text)}


def _signed(meeting: Meeting) -> list[Mapping[str, Any]]:
    signed = {one.unit_id: one for one in meeting.signatures}
    return [
        {"unit": unit.name, "who": person(Somebody(found.full_name, found.position_title))}
        for unit in (roll.unit for roll in meeting.rolls)
        if (found := signed.get(unit.id)) is not None
    ]


def _remark(one: Remark) -> Mapping[str, Any]:
    about = one.about.name if one.about else ""
    return {"unit": one.unit.name, "about": about, "text": sentence(one.comment.text)}


def _vote(ballot: Ballot) -> Mapping[str, Any]:
    vote = ballot.vote
    assert vote.result is not None
    return {
        **vote.result,
        "subject": subject(vote),
        "how": words()["result"][vote.kind],
        "percent": percent(vote),
        "verdict": words()["verdict"]["passed" if vote.result["passed"] else "failed"],
        "opinions": [sentence(text) for text in ballot.opinions],
    }


def _bare(text: str) -> str:
    """Return a typed text as part of a sentence that goes on."""
    return clean(text).rstrip(".;")
