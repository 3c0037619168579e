"""The one table that `make bench` prints: each line a figure beside its peer of the same run."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from workflow.calendar import local
from workflow.clock import SystemClock


@dataclass(frozen=True)
class Line:
    """One comparison; `goal` is in the ratio's unit, empty where there is none."""

    what: str
    ours: str
    peer: str
    ratio: str
    goal: str = ""
    is_met: bool = True


def show(lines: Sequence[Line]) -> None:
    """Print the table with the day and the machine it was measured on."""
    today = local(SystemClock().now()).strftime("%Y-%m-%d")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    table = Table(title=f"{today}, {machine}", show_lines=False)
    for name in ("what", "ours", "peer", "ratio", "goal", ""):
        table.add_column(name, overflow="fold")
    for line in lines:
        met = "" if not line.goal else ("met" if line.is_met else "NOT MET")
        table.add_row(line.what, line.ours, line.peer, line.ratio, line.goal, met)
    Console(width=150).print(table)
