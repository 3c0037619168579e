"""A conference as a calendar file (RFC 5545): one event in UTC, its lines folded at 75 bytes."""

from datetime import UTC, datetime, timedelta

from storage.conferences import Conference
from storage.kinds import ConferenceState

WIDTH = 75
STAMP = "%Y%m%dT%H%M%SZ"
ESCAPED = str.maketrans({"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def meeting_file(known: Conference, minutes: int, now: datetime) -> bytes:
    """Return the event, or the word that it is off, for calendars that hold it already.

    The same conference keeps its UID, a later file has a higher SEQUENCE.
    """
    is_off = known.state is ConferenceState.CANCELLED
    assert known.starts_at is not None
    ends_at = known.starts_at + timedelta(minutes=max(minutes, 1))
    where = "; ".join(part for part in (known.place, known.link) if part)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Giao Uoc//Conference//VI",
        f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:conference-{known.id}@giaouoc",
        f"SEQUENCE:{known.revision}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        f"DTSTAMP:{now.astimezone(UTC):{STAMP}}",
        f"DTSTART:{known.starts_at.astimezone(UTC):{STAMP}}",
        f"DTEND:{ends_at.astimezone(UTC):{STAMP}}",
        f"SUMMARY:{known.title.translate(ESCAPED)}",
        f"LOCATION:{where.translate(ESCAPED)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    """Break a line before it exceeds 75 bytes, never inside a letter."""
    rows = [""]
    for letter in line:
        if len((rows[-1] + letter).encode()) > WIDTH:
            rows.append(" ")
        rows[-1] += letter
    return "\r\n".join(rows)
