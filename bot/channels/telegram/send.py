"""Carries one delivery to Telegram: the press is answered, the parts go in order."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

from telegram import Bot, BotCommandScopeChat, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.channel import (
    CarriedFile,
    Later,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    TooFast,
    Uncertain,
)
from bot.channels.telegram.outcome import outcome_of
from bot.channels.telegram.parts import Part, Plan, plan
from bot.channels.telegram.split import length

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "message is not modified"
CAPTIONED = "there is no text in the message to edit"
# A press is answered within seconds or not at all; its answer must not hold the message up.
ANSWER_WITHIN = 5.0
MORE_ATTEMPTS = 2
REDRAW_AGAIN = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)


class Sender:
    """Sends; it remembers only which commands each chat was last given."""

    def __init__(self, bot: Bot, pause_between_parts: timedelta) -> None:
        self._bot = bot
        self._pause = pause_between_parts
        self._commands: dict[str, list[list[str]]] = {}

    async def send(self, outgoing: Outgoing) -> Outcome:
        if outgoing.press_id is not None:
            # First, so that the phone's spinner stops at once.
            await self._answer(outgoing.press_id, str(outgoing.content["toast"]))
        chat = outgoing.account
        outcome = await self._carry(chat, plan(outgoing))
        if isinstance(outcome, Sent):
            await self._offer(chat, outgoing.content["commands"])
        return outcome

    async def _answer(self, press_id: str, toast: str) -> None:
        shown = toast[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH]
        try:
            await self._bot.answer_callback_query(
                press_id, text=shown or None, read_timeout=ANSWER_WITHIN
            )
        except TelegramError as error:
            # Mostly "query is too old": the screen that follows says everything anyway.
            log.info("press not answered: %s", error)

    async def _carry(self, chat: str, laid_out: Plan) -> Outcome:
        first = await self._first(chat, laid_out)
        if not isinstance(first, Sent):
            return first
        return await self._others(chat, laid_out, first)

    async def _first(self, chat: str, laid_out: Plan) -> Outcome:
        part = laid_out.parts[0]
        if laid_out.redraws is not None:
            outcome = await self._redrawn(chat, laid_out.redraws, part)
            # Refused: too old, deleted or never ours, so it goes as a new message. Bad words
            # are refused there once more.
            if not isinstance(outcome, Refused):
                return outcome
        return await self._or_without_file(chat, part)

    async def _or_without_file(self, chat: str, part: Part) -> Outcome:
        """Send a part; its words alone where Telegram will never take its file.

        Whether it was the file that it refused shows in whether it takes the words.
        """
        outcome = await self._sent(chat, part)
        if isinstance(outcome, Refused) and part.file is not None:
            plainer = await _plainer(part.file)
            if plainer != part.file:
                outcome = await self._sent(chat, replace(part, file=plainer))
        if not isinstance(outcome, Refused) or part.file is None or not part.text:
            return outcome
        log.warning("file refused: %s", outcome.reason)
        alone = await self._sent(chat, replace(part, file=None))
        return replace(alone, left_out=(part.file.file_id,)) if isinstance(alone, Sent) else alone

    async def _redrawn(self, chat: str, message: int, part: Part) -> Outcome:
        try:
            await self._redraw(chat, message, part)
        except TelegramError as error:
            outcome = outcome_of(error)
            if isinstance(outcome, Refused) and UNCHANGED in outcome.reason.lower():
                return Sent(str(message))
            if isinstance(outcome, Uncertain):
                # Drawing the same twice is harmless.
                return Later(REDRAW_AGAIN, outcome.reason)
            return outcome
        return Sent(str(message))

    async def _redraw(self, chat: str, message: int, part: Part) -> None:
        markup = part.markup if isinstance(part.markup, InlineKeyboardMarkup) else None
        try:
            await self._bot.edit_message_text(
                part.text,
                chat,
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            short = length(part.text) <= MessageLimit.CAPTION_LENGTH
            if CAPTIONED not in error.message.lower() or not short:
                raise
            await self._bot.edit_message_caption(
                chat, message, caption=part.text, parse_mode=ParseMode.HTML, reply_markup=markup
            )

    async def _others(self, chat: str, laid_out: Plan, first: Sent) -> Outcome:
        sent = [first]
        for part in laid_out.parts[1:]:
            await asyncio.sleep(self._pause.total_seconds())
            outcome = await self._patiently(chat, part)
            if isinstance(outcome, Refused) and part.file is not None:
                outcome = Sent("", left_out=(part.file.file_id,))
            if not isinstance(outcome, Sent):
                reason = f"{len(sent)} of {len(laid_out.parts)} parts arrived: {outcome.reason}"
                return _torn(outcome, reason)
            sent.append(outcome)
        return Sent(
            sent[laid_out.answer].message_id,
            {file: name for one in sent for file, name in one.references.items()},
            tuple(file for one in sent for file in one.left_out),
        )

    async def _patiently(self, chat: str, part: Part) -> Outcome:
        """Send a part whose earlier parts are there; what did not leave is tried again here.

        A wait that is too long for that is not cut short: the part is given up.
        """
        outcome = await self._or_without_file(chat, part)
        for _ in range(MORE_ATTEMPTS):
            if not isinstance(outcome, Later | TooFast) or outcome.after > LONGEST_PAUSE:
                break
            await asyncio.sleep(outcome.after.total_seconds())
            outcome = await self._or_without_file(chat, part)
        return outcome

    async def _sent(self, chat: str, part: Part) -> Outcome:
        try:
            if part.file is None:
                return Sent(str(await self._new_text(chat, part)))
            return await self._new_file(chat, part, part.file)
        except TelegramError as error:
            return outcome_of(error)

    async def _new_text(self, chat: str, part: Part) -> int:
        message = await self._bot.send_message(
            chat,
            part.text,
            parse_mode=ParseMode.HTML,
            reply_markup=part.markup,
            link_preview_options=NO_PREVIEW,
        )
        return message.message_id

    async def _new_file(self, chat: str, part: Part, file: CarriedFile) -> Sent:
        caption, html, markup = part.text or None, ParseMode.HTML, part.markup
        if file.is_picture:
            upload = InputFile(file.content, filename=file.name)
            message = await self._bot.send_photo(
                chat, upload, caption=caption, parse_mode=html, reply_markup=markup
            )
            return Sent(str(message.message_id))
        message = await self._bot.send_document(
            chat,
            file.reference or InputFile(file.content, filename=file.name),
            caption=caption,
            parse_mode=html,
            reply_markup=markup,
            # An office paper stays a paper, also when it is a picture.
            disable_content_type_detection=True,
        )
        taken = message.document if file.reference is None else None
        references = {} if taken is None else {file.file_id: taken.file_id}
        return Sent(str(message.message_id), references)

    async def _offer(self, chat: str, commands: list[list[str]]) -> None:
        if not commands or self._commands.get(chat) == commands:
            return
        try:
            await self._bot.set_my_commands(
                [(name, said) for name, said in commands], scope=BotCommandScopeChat(chat)
            )
        except TelegramError as error:
            # They come again with the next keyboard; the message itself has arrived.
            log.warning("commands of a chat not set: %s", error)
        else:
            self._commands[chat] = commands


def _torn(outcome: Outcome, reason: str) -> Outcome:
    """Return what it means for the whole message that one of its later parts ended so."""
    match outcome:
        case Refused():
            return Refused(reason)
        case TooFast(after):
            return Uncertain(reason, after, too_fast=True)
        case Uncertain(_, rest):
            return Uncertain(reason, rest)
        case Later(after, _, True):
            return Uncertain(reason, after)
    return Uncertain(reason)


async def _plainer(file: CarriedFile) -> CarriedFile:
    """Return the file as a document with its bytes: not a picture, not what it was called."""
    if file.reference is None or file.load is None:
        return replace(file, is_picture=False)
    return replace(file, content=await file.load(), reference=None)
