from messages import hall
from messages.people import Links
from storage.conferences import Conference
from storage.kinds import ConferenceState, MeetingMode
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW

CONFERENCE = Conference(
    id=7,
    cycle_id=1,
    title="Hội nghị ký kết giao ước thi đua năm 2027",
    state=ConferenceState.CALLED,
    revision=1,
    mode=MeetingMode.IN_PERSON,
    starts_at=NOW,
    place="Hội trường Sở Khoa học và Công nghệ",
    link="",
    rsvp_due_on=None,
    created_by=12,
    called_at=NOW,
    started_at=None,
    closed_at=None,
    discussion_open=False,
    conclusions="",
    hall_token_hash="9f86d081884c7d65" * 4,
)

CASES: Cases = {
    "issued": lambda: hall.issued(
        CONFERENCE, "Zk3v0Q_yT1m8sWcNqA5-xg", Links("https://giaouoc.example.vn/", "")
    ),
    "needs_web": lambda: hall.needs_web(CONFERENCE),
    "opened": lambda: hall.opened(CONFERENCE),
}
