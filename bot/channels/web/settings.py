"""What the web channel is told about the office that runs it."""

from dataclasses import dataclass
from datetime import timedelta

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class WebSettings:
    """`title` heads the page; an https `public_url` makes the session cookie Secure.

    An account may act `acts` times in `per`; the rehearsal, which types for people, raises it.
    """

    title: str = ""
    public_url: str = ""
    largest_file: int = 20 * MEGABYTE
    acts: int = 20
    per: timedelta = timedelta(seconds=10)

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")
