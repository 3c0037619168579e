"""What the bot says of itself in Telegram, set once at each start."""

import logging
from collections.abc import Awaitable

from telegram import Bot, MenuButtonCommands
from telegram.error import TelegramError

from bot.channels.telegram.settings import Profile

log = logging.getLogger(__name__)


async def introduce(bot: Bot, profile: Profile) -> None:
    """Set description, default commands and menu button; a failure only goes to the log."""
    steps: list[Awaitable[bool]] = [
        bot.set_my_description(profile.description),
        bot.set_my_short_description(profile.short_description),
        bot.set_my_commands(profile.commands),
        bot.set_chat_menu_button(menu_button=MenuButtonCommands()),
    ]
    for step in steps:
        try:
            await step
        except TelegramError as error:
            log.warning("profile not set: %s", error)
