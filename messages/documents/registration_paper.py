"""Registrations as .docx: a unit's form to sign, and the bloc's summary (form 4b)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from messages.documents.office_words import blank_date, moment, stored, unit_name, words
from messages.documents.signing_words import addressed, closing
from messages.documents.word_paper import fill_paper
from messages.render import number
from storage.awards import Award
from storage.kinds import AwardKind
from workflow.registration import Item
from workflow.registration_paper import Registered, RegistrationPaper


def unit_paper(paper: RegistrationPaper, made_at: datetime) -> bytes:
    """Return a unit's registration."""
    return fill_paper("unit_awards", unit_fields(paper), made_at)


def bloc_paper(paper: RegistrationPaper, made_at: datetime) -> bytes:
    """Return the summary of every registration that was sent."""
    return fill_paper("bloc_awards", bloc_fields(paper), made_at)


def unit_fields(paper: RegistrationPaper) -> dict[str, Any]:
    """Return what the template of a unit's registration may name."""
    (one,) = paper.units
    kinds = [kind for kind in AwardKind if one.of_kind(kind)]
    return {
        "issuer": one.unit.name,
        "title": _line("title", year=paper.cycle.year),
        "place": paper.bloc.place,
        "date_blank": blank_date(paper.at),
        "year": paper.cycle.year,
        "addressee": paper.bloc.name,
        "groups": [_group(place, kind, one) for place, kind in enumerate(kinds, start=1)],
        **closing(paper.signer, of_bloc=False, to=addressed()),
    }


def bloc_fields(paper: RegistrationPaper) -> dict[str, Any]:
    """Return what the template of the summary may name."""
    n_sent, at = len(paper.sent), moment(paper.at)
    to = words()["member_units"].format(bloc=paper.bloc.name)
    return {
        "superior": paper.bloc.superior,
        "issuer": paper.bloc.name,
        "title": _line("summary_title", year=paper.cycle.year),
        "place": paper.bloc.place,
        "date_blank": blank_date(paper.at),
        "year": paper.cycle.year,
        "count": _line("count", n_sent=n_sent, n_units=len(paper.units), at=at),
        "units": [_unit(place, one, paper.at) for place, one in enumerate(paper.units, start=1)],
        "totals": _totals(paper.sent),
        **closing(paper.signer, of_bloc=True, to=[to]),
    }


def _group(place: int, kind: AwardKind, one: Registered) -> Mapping[str, Any]:
    rows = [
        {
            "number": row,
            "name": item.award.name,
            "count": number(item.count),
            "criterion": item.criterion,
        }
        for row, item in enumerate(one.of_kind(kind), start=1)
    ]
    name = words()["registration"]["kinds"][kind]
    return {"number": place, "name": name, "lines": rows}


def _unit(place: int, one: Registered, at: datetime) -> Mapping[str, Any]:
    sent = one.submission
    return {
        "number": place,
        "name": unit_name(one.unit, at),
        **{kind.value: _listed(one.of_kind(kind), is_sent=bool(sent)) for kind in AwardKind},
        "state": stored(sent.state) if sent else words()["not_sent"],
    }


def _listed(items: Sequence[Item], *, is_sent: bool) -> tuple[str, ...]:
    """Return one line an award; a title of the whole unit needs no count."""
    lines = [
        item.award.name
        if item.award.kind is AwardKind.COLLECTIVE
        else _line("counted", name=item.award.name, count=number(item.count))
        for item in items
    ]
    return tuple(lines) or ((str(words()["none"]),) if is_sent else ())


def _totals(sent: Sequence[Registered]) -> list[Mapping[str, Any]]:
    """Return each award with how many units seek it and how many are sought, in form order."""
    known: dict[str, Award] = {item.award.code: item.award for one in sent for item in one.items}
    ordered = sorted(known.values(), key=lambda award: award.position)
    counts = {
        award.code: [i.count for one in sent for i in one.items if i.award.code == award.code]
        for award in ordered
    }
    return [
        {
            "number": place,
            "name": award.name,
            "n_units": len(counts[award.code]),
            "count": number(sum(counts[award.code])),
        }
        for place, award in enumerate(ordered, start=1)
    ]


def _line(key: str, **facts: object) -> str:
    return str(words()["registration"][key].format(**facts))
