"""The signer of the pledge as a unit's answer to the invitation names them (R7)."""

from collections.abc import Sequence
from typing import Any

from storage.kinds import SignMode
from storage.people import Assignment
from storage.rsvps import Rsvp
from workflow.words import fold

BY_PAPER = (SignMode.BY_ORDER, SignMode.BY_AUTHORITY)
NOBODY: dict[str, Any] = {
    "signer_name": "",
    "signer_title": "",
    "signer_person_id": None,
    "sign_mode": None,
    "authorisation_id": None,
}


def by_rank(leaders: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return a unit's leaders, its head before who signs for the head."""
    return tuple(sorted(leaders, key=lambda one: tuple(SignMode).index(one.sign_mode)))


def seat_of(said: Rsvp, leaders: Sequence[Assignment]) -> Assignment | None:
    """Return the seat, among the unit's leaders, of whom its answer names as the signer.

    Somebody whom the bloc knew is that person; only who was nobody's is found by name.
    """
    if said.signer_person_id is not None:
        return next((one for one in leaders if one.person_id == said.signer_person_id), None)
    name = fold(said.signer_name)
    return next((one for one in leaders if fold(one.full_name) == name), None)


def signs(leader: Assignment) -> dict[str, Any]:
    """Return the columns that name a leader as the signer, in the capacity of their seat."""
    mode = None if leader.sign_mode in BY_PAPER else leader.sign_mode
    return {
        "signer_name": leader.full_name,
        "signer_title": leader.position_title,
        "signer_person_id": leader.person_id,
        "sign_mode": mode,
        "authorisation_id": None,
    }
