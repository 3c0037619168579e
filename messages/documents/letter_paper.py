"""The bloc's letters as .docx: the invitation to a conference, and a notice (form 4f)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from messages.documents.meeting_words import clock, inside, lines, long_day, person, position
from messages.documents.office_words import blank_date, day, unit_name, weekday, words
from messages.documents.signing_words import addressed, closing
from messages.documents.word_paper import fill_paper
from storage.conferences import Conference, Guest
from storage.kinds import MeetingMode, Role
from storage.people import Assignment
from workflow.letter import Invitation, NoticeLetter
from workflow.meeting_facts import Somebody
from workflow.paper_signer import Signer
from workflow.words import clean


def invitation_paper(letter: Invitation, made_at: datetime) -> bytes:
    """Return the invitation."""
    return fill_paper("invitation", invitation_fields(letter), made_at)


def notice_paper(letter: NoticeLetter, made_at: datetime) -> bytes:
    """Return the notice."""
    return fill_paper("notice", notice_fields(letter), made_at)


def invitation_fields(letter: Invitation) -> dict[str, Any]:
    """Return what the template of the invitation may name."""
    view, bloc = letter.view, letter.bloc
    known, due = view.conference, view.conference.rsvp_due_on
    units = _line("invitation", "units", bloc=bloc.name)
    guests = _guests(letter.guests, letter.view.guests)
    return {
        "superior": bloc.superior,
        "issuer": bloc.name,
        "title": _line("invitation", "title", title=inside(known.title)),
        "subject": inside(known.title),
        "place": bloc.place,
        "date_blank": blank_date(letter.at),
        "addressees": [*guests, units],
        "agenda": [{"title": _bare(item.title)} for item in view.items],
        "chair": _chair(letter.signer),
        "when": _when(known),
        "where": _where(known),
        "units": [unit_name(unit, letter.at) for unit in view.units],
        "papers": [paper.name for paper in view.papers],
        "prepared": [
            {"who": _bare(item.presenter), "title": inside(_bare(item.title))}
            for item in view.items
            if item.presenter
        ],
        "answer_by": _line("invitation", "by_day", day=day(due)) if due else "",
        "contact": _contact(letter),
        **closing(letter.signer, of_bloc=True, to=addressed(*guests)),
    }


def notice_fields(letter: NoticeLetter) -> dict[str, Any]:
    """Return what the template of a notice may name."""
    bloc, known = letter.bloc, letter.notice
    return {
        "superior": bloc.superior,
        "issuer": bloc.name,
        "title": _bare(known.subject),
        "place": bloc.place,
        "date_blank": blank_date(letter.at),
        "addressee": _line("notice", f"to_{known.audience.value}", units=_units(letter)),
        "body": lines(known.body),
        "attached": "; ".join(letter.file_names),
        **closing(letter.signer, of_bloc=True, to=addressed(*_guests(letter.guests))),
    }


def _units(letter: NoticeLetter) -> str:
    """Return the units meant as they stand after who of them."""
    names = [unit.name for unit in letter.units]
    if not names:
        return inside(words()["member_units"].format(bloc=letter.bloc.name))
    return names[0] if len(names) == 1 else _line("notice", "some_units", names="; ".join(names))


def _guests(seats: Sequence[Assignment], named: Sequence[Guest] = ()) -> list[str]:
    """Return the guests with their titles; nobody stands there twice."""
    held = [
        (seat.full_name, position(Somebody(seat.full_name, seat.position_title))) for seat in seats
    ]
    typed = [(guest.full_name, guest.position_title) for guest in named]
    both = dict.fromkeys(
        _line("invitation", "guest", name=name, title=title) for name, title in (*held, *typed)
    )
    return list(both)


def _chair(signer: Signer | None) -> str:
    if signer is None:
        return str(words()["bloc_head"])
    return person(Somebody(signer.name, signer.title, signer.unit, Role.CHAIR))


def _contact(letter: Invitation) -> str:
    seat = letter.secretary
    if seat is None:
        return ""
    return person(Somebody(seat.full_name, seat.position_title, seat.unit_name or ""))


def _when(known: Conference) -> str:
    assert known.starts_at is not None
    at = known.starts_at
    facts: Mapping[str, str] = {
        "clock": clock(at),
        "weekday": inside(weekday(at)),
        "day": long_day(at),
    }
    return _line("invitation", "time", **facts)


def _where(known: Conference) -> str:
    """Return place and link: an invitation, unlike the minutes, tells how to join."""
    if known.mode is MeetingMode.IN_PERSON:
        return _bare(known.place)
    key = "both" if known.mode is MeetingMode.BOTH else "online"
    return _line("invitation", key, place=_bare(known.place), link=known.link)


def _bare(text: str) -> str:
    """Return a typed text as part of a sentence that goes on."""
    return clean(text).rstrip(".;")


def _line(paper: str, key: str, **facts: object) -> str:
    return str(words()[paper][key].format(**facts))
