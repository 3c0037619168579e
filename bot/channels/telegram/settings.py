"""What the Telegram channel is told from outside: addresses, limits and the words of its profile."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.channel import Pace

# Telegram takes ~30/s in all and ~1/s per chat, a chat also a few at once; bot/pace.py adds at
# most two to any second.
USUAL_PACE = Pace(overall=28.95, per_account=1, burst=2)


@dataclass(frozen=True)
class TelegramSettings:
    """How to reach the Bot API; the secrets stay out of `repr`.

    `pause_between_parts` keeps the parts of one long message under Telegram's ~1/s per chat.
    """

    token: str = field(repr=False)
    base_url: str = "https://api.telegram.org/bot"
    proxy: str | None = field(default=None, repr=False)
    connect_timeout: timedelta = timedelta(seconds=10)
    read_timeout: timedelta = timedelta(seconds=20)
    upload_timeout: timedelta = timedelta(seconds=60)
    pool_timeout: timedelta = timedelta(seconds=5)
    poll_timeout: timedelta = timedelta(seconds=30)
    pool_size: int = 48
    poll_pool_size: int = 4
    pause_between_parts: timedelta = timedelta(seconds=1)
    pace: Pace = USUAL_PACE

    @property
    def base_file_url(self) -> str:
        """The address of files, as both Telegram and a local Bot API server lay it out."""
        return f"{self.base_url.removesuffix('/bot')}/file/bot"


@dataclass(frozen=True)
class Profile:
    """What the bot says of itself before anybody writes: at most 512 and 120 characters.

    `commands` are the (name, description) pairs that a stranger sees.
    """

    description: str
    short_description: str
    commands: tuple[tuple[str, str], ...]
