"""People of the bloc as the chair sees them: by name, with whether a message reaches them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.accounts import Account
from storage.kinds import AccountState
from storage.people import Assignment


@dataclass(frozen=True)
class Member:
    """One person who holds a role and how they are reached; `lost_at` is since when nothing does."""

    person_id: int
    full_name: str
    has_joined: bool = True
    is_lost: bool = False
    lost_at: datetime | None = None

    @property
    def is_reached(self) -> bool:
        return self.has_joined and not self.is_lost


def members(held: Sequence[Assignment], known: Mapping[int, Account]) -> dict[int, Member]:
    """Return everybody who holds a role, by person id; `known` are their accounts."""
    return {one.person_id: _member(one, known.get(one.person_id)) for one in held}


def by_unit(
    held: Sequence[Assignment], people: Mapping[int, Member]
) -> dict[int, tuple[Member, ...]]:
    """Return the people of each unit, each once, by unit id."""
    found: dict[int, dict[int, Member]] = defaultdict(dict)
    for one in held:
        if one.unit_id is not None:
            found[one.unit_id][one.person_id] = people[one.person_id]
    return {unit_id: tuple(of_unit.values()) for unit_id, of_unit in found.items()}


def _member(seat: Assignment, account: Account | None) -> Member:
    is_lost = account is not None and account.state is AccountState.UNREACHABLE
    lost_at = account.unreachable_at if account and is_lost else None
    return Member(seat.person_id, seat.full_name, account is not None, is_lost, lost_at)
