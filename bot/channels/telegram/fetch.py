"""Brings a file that somebody sent."""

from telegram import Bot
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bot.channels.channel import Unfetchable


async def fetch(bot: Bot, ref: str) -> bytes:
    """Return the bytes of a file of at most 20 MB; raise `Unfetchable` for any other."""
    try:
        file = await bot.get_file(ref)
        if (file.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            raise Unfetchable("file is too big")
        return bytes(await file.download_as_bytearray())
    except (TelegramError, RuntimeError) as error:
        raise Unfetchable(str(error)) from error
