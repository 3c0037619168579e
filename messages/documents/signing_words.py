"""How a paper writes who signs it: TM., KT., Q., TL., TUQ. and the position, in capitals."""

from collections.abc import Sequence
from typing import Any

from messages.documents.meeting_words import position
from messages.documents.office_words import words
from workflow.meeting_facts import Somebody
from workflow.paper_signer import Signer


def capacity(signer: Signer | None) -> tuple[str, ...]:
    """Return the lines above a unit's signature; the mode decides, not the title."""
    if signer is None or not signer.title:
        return (str(words()["unit_head"]).upper(),)
    mode, title = signer.mode, _plain(signer.title)
    form = words()["mode"].get(mode, "{title}")
    said = str(form.format(title=title, head=_head(title), unit=signer.unit))
    return tuple(said.upper().splitlines())


def bloc_capacity(signer: Signer | None) -> tuple[str, ...]:
    """Return the lines above the chair's signature: the bloc's head, then the unit's title."""
    head = str(words()["bloc_head"]).upper()
    if signer is None or not signer.title:
        return (head,)
    return head, position(Somebody(signer.name, signer.title, signer.unit)).upper()


def closing(signer: Signer | None, *, of_bloc: bool, to: Sequence[str]) -> dict[str, Any]:
    """Return what the end of a paper names: recipients, capacity, signer."""
    return {
        "recipients": [*to, words()["filed"]],
        "capacity": bloc_capacity(signer) if of_bloc else capacity(signer),
        "signer": signer.name if signer else "",
    }


def addressed(*others: str) -> list[str]:
    """Return the recipients of a paper that names others above its text, and then these."""
    return [words()["as_above"], *others]


def _plain(title: str) -> str:
    """Return a title without an "acting" of its own: the mode says it."""
    for prefix in words()["acting_prefixes"]:
        if title.lower().startswith(prefix.lower()):
            return title[len(prefix) :].strip()
    return title


def _head(title: str) -> str:
    """Return whom a deputy signs for: a deputy's title names its head."""
    prefix = str(words()["deputy_prefix"])
    is_deputy = title.lower().startswith(prefix.lower())
    return title[len(prefix) :] if is_deputy else str(words()["unit_head"])
