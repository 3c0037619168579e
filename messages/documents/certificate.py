"""The certificate of one signature, on one page (domain notes, 4g); always Vietnamese."""

from collections.abc import Mapping
from typing import Any

import segno

from messages.documents.bloc_words import book
from messages.documents.typeset import Typeset
from messages.people import grouped
from messages.render import clock, day, number
from storage.certificates import Certificate
from workflow.calendar import local

HALF = 32
GROUP = 8


def certificate_page(found: Certificate, link: str) -> Typeset:
    """Return the page to be set; `link` is what its QR code opens."""
    facts = {
        "words": book("certificate")["words"],
        "bloc": found.bloc_name,
        "superior": found.superior,
        "code": grouped(found.code),
        "place_and_day": _place_and_day(found),
        "subject": _line("subject", text=_text(found), year=found.year),
        "opening": _line("opening", bloc=found.bloc_name, text=_text(found), year=found.year),
        "parts": [_signer(found), _signed_text(found), _record(found)],
        "how": _line("how", address=link.rpartition("/")[0]),
        "qr": segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=0),
    }
    return Typeset("certificate", facts)


def _signer(found: Certificate) -> Mapping[str, Any]:
    rows = (
        _row("name", found.full_name, strong=True),
        _row("position", found.position_title),
        _row("unit", found.unit_name),
        _row("mode", _word("modes", found.sign_mode.value)),
    )
    return _part("signer", *rows)


def _signed_text(found: Certificate) -> Mapping[str, Any]:
    named = _line("text_name", text=_text(found), year=found.year, bloc=found.bloc_name)
    at = {"clock": clock(found.frozen_at), "day": day(found.frozen_at)}
    rows = (
        _row("text", named),
        _row("version", _line("version", version=found.version, **at)),
        _row("hash", _halved(found.text_hash), coded=True),
    )
    return _part("text", *rows)


def _record(found: Certificate) -> Mapping[str, Any]:
    at = local(found.signed_at)
    told = {"hour": f"{at:%H}", "minute": f"{at:%M}", "second": f"{at:%S}", "day": day(at)}
    rows = (
        _row("instant", _line("instant", **told)),
        _row("channel", _word("channels", found.channel)),
        _row("log_line", _line("log_line", number=number(found.log_id))),
        _row("log_head", _halved(found.log_head), coded=True),
    )
    return _part("record", *rows)


def _place_and_day(found: Certificate) -> str:
    """Write place and date; zero only before days below 10 and before months 1 and 2 (4g)."""
    on = local(found.signed_at).date()
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return _line("place_and_day", place=found.place, day=f"{on.day:02}", month=month, year=on.year)


def _text(found: Certificate) -> str:
    return _line("pledge" if found.addendum_of is None else "addendum")


def _line(key: str, **facts: Any) -> str:
    return str(book("certificate")["lines"][key].format(**facts))


def _word(section: str, key: str) -> str:
    return str(book("certificate")[section].get(key, key))


def _part(key: str, *rows: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"heading": book("certificate")["headings"][key], "lines": rows}


def _row(key: str, value: str, *, strong: bool = False, coded: bool = False) -> Mapping[str, Any]:
    return {"label": _word("labels", key), "value": value, "strong": strong, "coded": coded}


def _halved(digest: str) -> str:
    """Write 64 digits in two lines of groups that the eye can follow."""
    halves = (digest[start : start + HALF] for start in range(0, len(digest), HALF))
    return "\n".join(
        " ".join(half[at : at + GROUP] for at in range(0, HALF, GROUP)) for half in halves
    )
