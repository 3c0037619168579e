"""What one person is told in the day's message: duties, near meetings, the news of their blocs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class Parcel:
    """One message in the making; its hours are those of `cycle_id`."""

    day: date
    cycle_id: int
    duties: list[int] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    late: bool = False
    digests: list[Mapping[str, Any]] = field(default_factory=list)

    def content(self) -> dict[str, Any]:
        return {
            "day": self.day.toordinal(),
            "obligations": list(dict.fromkeys(self.duties)),
            "meetings": list(dict.fromkeys(self.meetings)),
            "late": self.late,
            "digests": self.digests,
        }

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Say as well what an older message that never left was to say.

        Its news are in today's of the same cycle, except the warning, which is given once.
        """
        self.duties[:0] = content["obligations"]
        self.late = True
        older = {one["cycle"]: one for one in content["digests"]}
        for place, mine in enumerate(self.digests):
            former = older.pop(mine["cycle"], mine)
            self.digests[place] = {
                **mine,
                "provisional": mine["provisional"] or former["provisional"],
            }
        self.digests.extend(older.values())
