"""A broadcast the usual way: python-telegram-bot with its own AIORateLimiter.

The first command begins it; whoever else writes is answered at once.
Run as `python -m benchmarks.peers.broadcaster BASE_URL TOKEN FIRST_CHAT PEOPLE`.
"""

import asyncio
import sys
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ContextTypes,
    MessageHandler,
    filters,
)

NOTICE = "Invitation to the conference. Please confirm by 17:00 on 25/11/2026."


class Broadcaster:
    """Sends the notice to a range of chats."""

    def __init__(self, chats: range) -> None:
        self._chats = chats

    async def begin(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        del update
        context.application.create_task(self._send_all(context))

    async def _send_all(self, context: ContextTypes.DEFAULT_TYPE) -> None:
        await asyncio.gather(*(self._send(context, chat) for chat in self._chats))

    async def _send(self, context: ContextTypes.DEFAULT_TYPE, chat: int) -> None:
        try:
            await context.bot.send_message(chat, NOTICE)
        except TelegramError:
            return


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    del context
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main(base_url: str, token: str, first_chat: str, people: str) -> None:
    chats = range(int(first_chat), int(first_chat) + int(people))
    app: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .rate_limiter(AIORateLimiter(max_retries=5))
        .build()
    )
    # The tests' server marks no commands in a text.
    begins = filters.Text(["/broadcast"])
    app.add_handler(MessageHandler(begins, Broadcaster(chats).begin))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:5])
