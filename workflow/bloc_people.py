"""Who is who in a bloc file: rows to people, people to those the bloc already knows."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.bloc_plan import PersonRow
from workflow.words import fold

CODE_LIMIT = 80
MARK = 8


@dataclass(frozen=True)
class KnownPerson:
    """A person with a role in the cycle, held or ended; `units` are codes, "" for the bloc's own."""

    code: str
    name: str
    units: frozenset[str]


def derived_code(unit: str, name: str) -> str:
    """Return the stable code of a person whose row gives none: unit and folded name."""
    code = f"{fold(unit).upper() or '-'}/{fold(name).replace(' ', '-')}"
    if len(code) <= CODE_LIMIT:
        return code
    mark = hashlib.sha256(code.encode()).hexdigest()[:MARK]
    return f"{code[: CODE_LIMIT - MARK - 1]}-{mark}"


def person_codes(rows: Sequence[PersonRow], known: Sequence[KnownPerson]) -> list[str]:
    """Return the stored code of each row's person.

    A person keeps the code they were first stored under, even when the file's column of codes
    is filled in or emptied later; so nobody is doubled.
    """
    written = {(fold(row.unit), fold(row.name)): row.code for row in rows if row.code}
    wanted = [
        row.code
        or written.get((fold(row.unit), fold(row.name)))
        or derived_code(row.unit, row.name)
        for row in rows
    ]
    rows_of: dict[str, list[PersonRow]] = defaultdict(list)
    for row, code in zip(rows, wanted, strict=True):
        rows_of[fold(code)].append(row)
    by_code = {fold(person.code): person.code for person in known}
    strangers = [person for person in known if fold(person.code) not in rows_of]
    stored = {
        code: by_code.get(code) or _namesake(of_one, rows, strangers)
        for code, of_one in rows_of.items()
    }
    return [stored[fold(code)] or code for code in wanted]


def _namesake(
    of_one: Sequence[PersonRow], rows: Sequence[PersonRow], strangers: Sequence[KnownPerson]
) -> str | None:
    """Return the code of the one known person of that name and unit; None when unsure."""
    places = {(fold(row.unit), fold(row.name)) for row in of_one}
    sharing = [row for row in rows if (fold(row.unit), fold(row.name)) in places]
    found = [
        person.code
        for person in strangers
        if any((fold(unit), fold(person.name)) in places for unit in person.units)
    ]
    return found[0] if len(found) == 1 and len(sharing) == len(of_one) else None
