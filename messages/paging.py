"""Long lists in pages that fit a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from messages.actions import Action
from messages.message import Rows
from messages.render import button

Item = TypeVar("Item")
SIZE = 8
TURNS = ("go.previous", "go.next")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `at` counts pages from 0, `first` items from 1."""

    items: Sequence[Item]
    at: int
    n_pages: int
    first: int
    n_all: int

    def turns(self, to: Callable[[int], Action], names: tuple[str, str] = TURNS) -> Rows:
        """Return the row that turns the pages; none when there is one page."""
        steps = zip(names, (self.at - 1, self.at + 1), strict=True)
        row = tuple(button(name, to(page)) for name, page in steps if 0 <= page < self.n_pages)
        return (row,) if row else ()


def page_of(items: Sequence[Item], at: int, size: int = SIZE) -> Page[Item]:
    """Return a page of `size` items; one before the first or beyond the last is the nearest."""
    n_pages = max(1, -(-len(items) // size))
    nearest = min(max(at, 0), n_pages - 1)
    first = nearest * size
    return Page(items[first : first + size], nearest, n_pages, first + 1, len(items))
