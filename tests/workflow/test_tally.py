"""Quorum and majority, in whole numbers only (R9)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import Choice
from workflow.tally import is_carried, is_quorate, result_of, wanting

UNITS = st.integers(1, 40)
FRACTIONS = st.integers(1, 9).flatmap(
    lambda whole: st.integers(1, whole).map(lambda part: f"{part}/{whole}")
)
CHOICES = st.lists(st.sampled_from(Choice), max_size=20)


@given(UNITS, UNITS, FRACTIONS)
def test_a_quorum_is_at_least_its_fraction_of_all_units(here: int, total: int, text: str) -> None:
    assert is_quorate(here, total, text) == (Fraction(here, total) >= Fraction(text))


@given(UNITS, FRACTIONS)
def test_what_is_wanting_is_exactly_what_makes_the_quorum(total: int, text: str) -> None:
    for here in range(total + 1):
        more = wanting(here, total, text)
        assert is_quorate(here + more, total, text)
        assert more == 0 or not is_quorate(here + more - 1, total, text)


def test_nobody_present_is_no_quorum_of_any_bloc() -> None:
    assert not is_quorate(0, 0, "2/3")
    assert wanting(5, 8, "2/3") == 1
    assert wanting(6, 8, "2/3") == 0


@given(st.integers(0, 40), UNITS, FRACTIONS)
def test_a_majority_is_strictly_more_than_its_fraction(agree: int, total: int, text: str) -> None:
    assert is_carried(agree, total, text) == (Fraction(agree, total) > Fraction(text))


@given(st.integers(1, 20))
def test_a_tie_carries_nothing(half: int) -> None:
    assert not is_carried(half, 2 * half, "1/2")
    assert is_carried(half + 1, 2 * half, "1/2")


@given(CHOICES, st.integers(0, 20), st.integers(0, 20))
def test_every_voter_is_counted_once(cast: list[Choice], silent: int, away: int) -> None:
    n_voters = len(cast) + silent
    result = result_of(cast, n_voters, n_voters + away, "1/2")

    assert sum(result[word] for word in (*Choice, "not_cast")) == result["present"] == n_voters
    assert result["total"] == n_voters + away
    # Who keeps silent agrees with nothing.
    assert result["passed"] == (2 * cast.count(Choice.AGREE) > n_voters)
