from dataclasses import replace

from messages import hall
from messages.people import Links
from tests.messages.cases.case import Cases
from tests.messages.comment_facts import MEETING
from tests.messages.facts import NOW

CONFERENCE = replace(
    MEETING,
    id=7,
    title="Hội nghị ký kết giao ước thi đua năm 2027",
    revision=1,
    starts_at=NOW,
    hall_token_hash="9f86d081884c7d65" * 4,
)

CASES: Cases = {
    "issued": lambda: hall.issued(
        CONFERENCE, "Zk3v0Q_yT1m8sWcNqA5-xg", Links("https://giaouoc.example.vn/", "")
    ),
    "needs_web": lambda: hall.needs_web(CONFERENCE),
    "opened": lambda: hall.opened(CONFERENCE),
}
