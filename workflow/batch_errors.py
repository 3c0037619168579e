"""Refusals about a whole list at once: its rows while they wait, and when they are saved."""

from dataclasses import dataclass

from workflow.errors import Refusal, Unfit


@dataclass(eq=False)
class RowsUnfit(Unfit):
    """These rows of a list cannot be saved as they are."""

    rows: tuple[int, ...]


@dataclass(eq=False)
class RowsWaiting(Unfit):
    """`count` rows that came as a file or a copy wait to be saved; a text would put them away."""

    count: int


@dataclass(eq=False)
class RowsOutdated(Refusal):
    """The rows that wait were read for another list: an earlier year's, or an earlier round."""


@dataclass(eq=False)
class NothingToCopy(Refusal):
    """The unit has no accepted list of an earlier year."""


@dataclass(eq=False)
class TooManyRows(Unfit):
    """The list would hold `count` tasks, more than `limit`: these rows do not fit (R1)."""

    count: int
    limit: int
    rows: tuple[int, ...]
