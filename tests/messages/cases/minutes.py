from dataclasses import replace
from typing import Any

from messages import minutes
from storage.final_papers import FinalPaper
from storage.kinds import ConferenceState, FinalKind
from storage.people import Person
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, ODD
from tests.messages.meeting_facts import OVER, STARTS, view
from workflow.final_paper import Desk

CLOSED = view(
    ConferenceState.CLOSED, OVER, closed_at=STARTS, conclusions="Thực hiện đúng giao ước."
)
FIRST = FinalPaper(1, 3, FinalKind.MINUTES, 1, 51, 12, NOW)
SECOND = replace(FIRST, id=2, number=2, file_id=52)
NEWS = replace(FIRST, id=3, kind=FinalKind.NEWS, file_id=53)


def desk(*finals: FinalPaper, **changed: Any) -> Desk:
    """Return the papers as those see them who read the minutes."""
    made = Desk(CLOSED, finals, {12: Person(12, 1, "p", "Đặng Văn An")}, may_write=False)
    return replace(made, **changed)


WRITER = {"may_write": True}
UNSAID = replace(CLOSED, conference=replace(CLOSED.conference, conclusions=""))

CASES: Cases = {
    "opened": lambda: minutes.opened(desk()),
    "opened.final": lambda: minutes.opened(desk(FIRST, NEWS)),
    "opened.writer": lambda: minutes.opened(desk(view=UNSAID, **WRITER)),
    "opened.writer_final": lambda: minutes.opened(desk(FIRST, SECOND, NEWS, **WRITER)),
    "drafted.minutes": lambda: minutes.drafted(CLOSED, FinalKind.MINUTES, 2027),
    "drafted.news": lambda: minutes.drafted(CLOSED, FinalKind.NEWS, 2027),
    "roll": lambda: minutes.roll(CLOSED, 2027),
    "ask_final": lambda: minutes.ask_final(desk(**WRITER), FinalKind.MINUTES),
    "ask_final.again": lambda: minutes.ask_final(desk(NEWS, **WRITER), FinalKind.NEWS),
    "kept.minutes": lambda: minutes.kept(desk(FIRST, **WRITER), FinalKind.MINUTES),
    "kept.news": lambda: minutes.kept(desk(NEWS, **WRITER), FinalKind.NEWS),
    "final": lambda: minutes.final(desk(FIRST), FIRST, "Biên bản.pdf"),
    "final.again": lambda: minutes.final(desk(FIRST, SECOND, **WRITER), SECOND, f"{ODD}.docx"),
    "final.earlier": lambda: minutes.final(desk(FIRST, SECOND, **WRITER), FIRST, "Tin.pdf"),
}
