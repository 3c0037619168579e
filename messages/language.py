"""The language that people are spoken to in; papers and forms are always Vietnamese."""

from contextvars import ContextVar

VIETNAMESE = "vi"
ENGLISH = "en"
LANGUAGES = (VIETNAMESE, ENGLISH)
_spoken: ContextVar[str] = ContextVar("spoken", default=VIETNAMESE)


def spoken() -> str:
    return _spoken.get()


def speak(language: str) -> None:
    """Say everything in this language from now on; the program does it once, at start."""
    assert language in LANGUAGES
    _spoken.set(language)
