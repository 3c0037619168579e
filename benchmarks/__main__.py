"""`make bench`: every comparison, or those named, in one table.

Run as `python -m benchmarks [NAME ...]`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from benchmarks import (
    broadcast,
    conference,
    dialogue,
    due_sweep,
    durable_step,
    growth,
    signed_papers,
    start,
)
from benchmarks.table import Line, show

PARTS: dict[str, Callable[[], Awaitable[list[Line]]]] = {
    "dialogue": dialogue.lines,
    "durable_step": durable_step.lines,
    "broadcast": broadcast.lines,
    "due_sweep": due_sweep.lines,
    "growth": growth.lines,
    "start": start.lines,
    "conference": conference.lines,
    "signed_papers": signed_papers.lines,
}


async def main(names: list[str]) -> None:
    found: list[Line] = []
    for name in names or list(PARTS):
        print(f"measuring {name} ...", file=sys.stderr)
        found += await PARTS[name]()
    show(found)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
