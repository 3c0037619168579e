"""Where days begin and end: the country has one zone and no summer time."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

LOCAL: Final = timezone(timedelta(hours=7), "ICT")


def local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()
