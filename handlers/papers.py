"""Papers made at delivery: what each kind needs to know, and then what makes it.

A maker is closed over facts: it runs on another thread after the transaction has ended, and
must touch neither the database nor the network.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from storage.unit_of_work import UnitOfWork

Maker = Callable[[], bytes]
Gathering = Callable[[UnitOfWork, Mapping[str, Any]], Awaitable[Maker]]
Papers = Mapping[str, Gathering]

PAPERS: Papers = {}
