"""Quorum and majority in whole numbers: a fraction is two of them, nothing is rounded (R9)."""

from collections.abc import Iterable

from storage.kinds import Choice


def is_quorate(n_present: int, n_units: int, quorum: str) -> bool:
    """Tell whether the present units are at least that fraction ("2/3") of all units."""
    part, whole = _fraction(quorum)
    return n_present > 0 and n_present * whole >= part * n_units


def wanting(n_present: int, n_units: int, quorum: str) -> int:
    """Return how many more units have to come before the meeting may vote."""
    return next(
        (more for more in range(n_units + 1) if is_quorate(n_present + more, n_units, quorum)),
        n_units,
    )


def is_carried(n_agree: int, n_voters: int, majority: str) -> bool:
    """Tell whether strictly more than that fraction ("1/2") of the voters agree; a tie fails."""
    part, whole = _fraction(majority)
    return n_agree * whole > part * n_voters


def result_of(
    choices: Iterable[Choice], n_voters: int, n_units: int, majority: str
) -> dict[str, int | bool]:
    """Return the numbers that stand for ever; who has not cast agrees with nothing."""
    cast = list(choices)
    counts = {choice: cast.count(choice) for choice in Choice}
    return {
        **{choice.value: count for choice, count in counts.items()},
        "not_cast": n_voters - len(cast),
        "present": n_voters,
        "total": n_units,
        "passed": is_carried(counts[Choice.AGREE], n_voters, majority),
    }


def _fraction(text: str) -> tuple[int, int]:
    part, whole = (int(number) for number in text.split("/"))
    return part, whole
