from datetime import timedelta

from messages import send_time
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW
from tests.messages.notices import draft

TONIGHT, MORNING = NOW + timedelta(hours=13), NOW + timedelta(hours=21)

CASES: Cases = {
    "ask_time": lambda: send_time.ask_time(draft()),
    "ask_time.chosen": lambda: send_time.ask_time(draft(send_at=TONIGHT, leaves_at=TONIGHT)),
    "ask_time.held_back": lambda: send_time.ask_time(draft(send_at=TONIGHT, leaves_at=MORNING)),
    "ask_time.missed": lambda: send_time.ask_time(
        draft(send_at=NOW - timedelta(hours=1), missed=True)
    ),
    "ask_urgent": lambda: send_time.ask_urgent(draft()),
}
