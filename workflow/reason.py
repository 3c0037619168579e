"""A reason that others read: long enough to say something, short enough to be read."""

from workflow.errors import ReasonTooShort, TooLong
from workflow.words import clean, is_wordless

MINIMUM = 10
LIMIT = 500


def reason_of(text: str) -> str:
    """Return the typed reason, cleaned; refuse one too short, too long or without a word (R3)."""
    why = clean(text)
    if len(why) < MINIMUM or is_wordless(why):
        raise ReasonTooShort(MINIMUM)
    if len(why) > LIMIT:
        raise TooLong(len(why), LIMIT)
    return why
