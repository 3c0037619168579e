"""A bare echo bot: python-telegram-bot as its own examples use it, nothing kept.

Run as `python -m benchmarks.peers.echo BASE_URL TOKEN`.
"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    del context
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    del context
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text(query.data or "")


def main(base_url: str, token: str) -> None:
    app: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token(token).base_url(base_url).build()
    )
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:3])
