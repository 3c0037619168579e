"""Adding a key task the usual way: ConversationHandler, PicklePersistence, SQLAlchemy's ORM.

The dialogue is ours: a button, a title, two fields skipped; the task is committed at its end.
Run as `python -m benchmarks.peers.usual_stack BASE_URL TOKEN FOLDER`.
"""

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

TITLE, TARGET, DUE = range(3)
# The tests' server marks no commands in a text.
START = filters.Text(["/start"])
ADD = InlineKeyboardMarkup([[InlineKeyboardButton("Add", callback_data="add")]])
SKIP = InlineKeyboardMarkup([[InlineKeyboardButton("Skip", callback_data="skip")]])


class Base(DeclarativeBase):
    """Base of the one table."""


class Task(Base):
    """One key task of one person."""

    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]


class Dialogue:
    """The handlers of the conversation, on one database."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    async def begin(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        del context
        assert update.message is not None
        await update.message.reply_text("Your tasks", reply_markup=ADD)
        return ConversationHandler.END

    async def add(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        del context
        await _redraw(update, "What is its title?", None)
        return TITLE

    async def title(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message is not None
        assert context.user_data is not None
        context.user_data["title"] = update.message.text
        await update.message.reply_text("What is its target?", reply_markup=SKIP)
        return TARGET

    async def target(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        del context
        await _redraw(update, "When is it due?", SKIP)
        return DUE

    async def due(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.effective_chat is not None
        assert context.user_data is not None
        chat_id = update.effective_chat.id
        with self._sessions() as session:
            session.add(Task(chat_id=chat_id, title=context.user_data.pop("title")))
            session.commit()
            tasks = session.scalars(select(Task).where(Task.chat_id == chat_id).limit(10))
            titles = "\n".join(f"{n}. {task.title}" for n, task in enumerate(tasks, start=1))
            count = session.scalar(select(func.count(Task.id)).where(Task.chat_id == chat_id))
        await _redraw(update, f"{titles}\n{count} in all", ADD)
        return ConversationHandler.END


async def _redraw(update: Update, text: str, markup: InlineKeyboardMarkup | None) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text(text, reply_markup=markup)


def main(base_url: str, token: str, folder: str) -> None:
    engine = create_engine(f"sqlite:///{Path(folder) / 'usual.db'}")
    Base.metadata.create_all(engine)
    dialogue = Dialogue(sessionmaker(engine))
    kept = PicklePersistence(Path(folder) / "usual.pickle")
    app: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token(token).base_url(base_url).persistence(kept).build()
    )
    text = filters.TEXT & ~START
    app.add_handler(
        ConversationHandler(
            entry_points=[CallbackQueryHandler(dialogue.add, "^add$")],
            states={
                TITLE: [MessageHandler(text, dialogue.title)],
                TARGET: [CallbackQueryHandler(dialogue.target, "^skip$")],
                DUE: [CallbackQueryHandler(dialogue.due, "^skip$")],
            },
            fallbacks=[MessageHandler(START, dialogue.begin)],
            name="tasks",
            persistent=True,
        )
    )
    app.add_handler(MessageHandler(START, dialogue.begin))
    app.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:4])
