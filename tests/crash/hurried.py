"""The program with its waits shortened, by a clock that may be ahead: a process to be killed.

`python -m tests.crash.hurried SECONDS`. Nothing else differs from `python -m bot run`. A hold of
30 seconds and ticks as far apart would let most kills hit a program that waits.
"""

import sys
from datetime import datetime, timedelta

from bot import cli, ticks
from workflow import send_time
from workflow.clock import SystemClock

HOLD = timedelta(seconds=0.6)
TICK = timedelta(seconds=0.25)


class Ahead(SystemClock):
    """The machine's clock, some seconds ahead of it."""

    by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.by


def main(ahead: float) -> None:
    Ahead.by = timedelta(seconds=ahead)
    send_time.HOLD = HOLD
    ticks.REMIND_EVERY = ticks.FOLLOW_EVERY = TICK
    cli.SystemClock = Ahead  # type: ignore[attr-defined]
    sys.argv[1:] = ["run"]
    cli.main()


if __name__ == "__main__":
    main(float(sys.argv[1]))
