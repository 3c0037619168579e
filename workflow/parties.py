"""Whether the bloc's own words for the parties still name its units (R7: they freeze as they are)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage.units import Unit
from workflow.pledge import Draft
from workflow.words import clean, plain

KEY = "parties"
NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*(?P<name>[^:;(,]+)")


@dataclass(frozen=True)
class Misnamed:
    """Units that the text of the parties leaves out, and names in it of no unit of the bloc."""

    left_out: tuple[Unit, ...] = ()
    strangers: tuple[str, ...] = ()


def misnamed(draft: Draft) -> Misnamed:
    """Compare a part that was edited by hand with the units; the template always names them."""
    known = draft.sections.get(KEY)
    if known is None or known.text is None:
        return Misnamed()
    units = [party.unit for party in draft.parties]
    return Misnamed(_left_out(known.text, units), tuple(_strangers(known.text, units)))


def _left_out(text: str, units: list[Unit]) -> tuple[Unit, ...]:
    """Look for the longest names first: one may begin with another."""
    rest, named = f" {plain(text)} ", set()
    for unit in sorted(units, key=lambda one: -len(plain(one.name))):
        wanted = f" {plain(unit.name)} "
        if wanted in rest:
            named.add(unit.id)
            rest = rest.replace(wanted, " | ")
    return tuple(unit for unit in units if unit.id not in named)


def _strangers(text: str, units: list[Unit]) -> Iterator[str]:
    """Yield what stands at the head of a numbered line and begins with no unit's name."""
    names = [f"{plain(unit.name)} " for unit in units]
    for line in text.splitlines():
        found = NUMBERED.match(line)
        if found and not any(f"{plain(found['name'])} ".startswith(name) for name in names):
            yield clean(found["name"])
