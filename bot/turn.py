"""One update inside its unit of work: who, which question is open, one handler, what to say."""

from dataclasses import dataclass
from typing import Any

from bot.channels.channel import (
    Ignored,
    Incoming,
    Left,
    Pressed,
    Returned,
    SentFile,
    TypedText,
    Unsupported,
)
from handlers import request, router
from handlers.request import Reader, Request
from messages import actions, menu
from messages.message import Message
from messages.people import Links
from storage.accounts import Account
from storage.dialogues import Dialogue
from storage.inbox import Received
from storage.kinds import Lane, Mode
from storage.unit_of_work import UnitOfWork
from workflow import absence
from workflow.errors import TooLong, Unfit
from workflow.permission import actor_of
from workflow.words import paragraphs

TEXT_LIMIT = 20_000
File = request.SentFile | Unfit | None


@dataclass(frozen=True)
class Wanted:
    """A file that an open question waits for, and what is to read it."""

    reader: Reader | None


@dataclass
class Turn:
    """One received update and what it brought; `read` is what a reader made of the file.

    `is_ballot` is known once a handler took it, and stays when that fails.
    """

    uow: UnitOfWork
    received: Received
    incoming: Incoming
    links: Links
    file: File = None
    read: Any = None
    is_ballot: bool = False

    async def wanted(self) -> Wanted | None:
        """Return what came that has to be fetched, and read, before the turn is taken."""
        if not isinstance(self.incoming.what, SentFile):
            return None
        account = await self.uow.accounts.find(self.received.channel, self.incoming.account)
        if account is None:
            return None
        asked = await self._asked_by(account)
        asked.text = paragraphs(self.incoming.what.caption)
        return Wanted(router.reader(asked)) if router.wants_file(asked) else None

    async def take(self) -> None:
        """Do what the update asks, queue what is to be said, mark it done: all or nothing."""
        uow, what = self.uow, self.incoming.what
        if not isinstance(what, Ignored):
            account = await uow.accounts.open(self.received.channel, self.incoming.account, uow.now)
            if isinstance(what, Left):
                await uow.accounts.mark_unreachable(account.id, uow.now)
            else:
                await absence.end(uow, account)
            if not isinstance(what, Left | Returned):
                await self._answer(account)
        # What was not understood may have brought a file too.
        had_file = isinstance(what, SentFile | Ignored)
        await uow.inbox.finish(self.received.id, uow.now, had_file=had_file)

    async def _asked_by(self, account: Account) -> Request:
        asked = Request(self.uow, account, await actor_of(self.uow, account), self.links)
        dialogue = await self.uow.dialogues.get(account.id)
        asked.open = dialogue if dialogue and dialogue.question else None
        return asked

    async def _answer(self, account: Account) -> None:
        asked = await self._asked_by(account)
        asked.sent_at = self.incoming.sent_at or self.received.received_at
        try:
            reply = await self._reply(asked)
        finally:
            self.is_ballot = asked.is_ballot
        await _keep_question(asked)
        if self.is_ballot:
            # Those that asked once more before a secret ballot; the reply may be the next.
            await self.uow.seals.screens(account.id, actions.CastSecret.code)
        await _queue_reply(asked, self.incoming, reply)
        await _queue_letters(asked)
        if self.is_ballot:
            await seal(self.uow, self.received)

    async def _reply(self, asked: Request) -> Message:
        match self.incoming.what:
            case Pressed(data=data, message_id=message_id):
                asked.pressed = True
                reply = await router.answer_press(asked, data)
                kind = await _screen_of(asked, message_id)
                return router.in_place(reply, kind)
            case TypedText(text=text):
                if len(text) > TEXT_LIMIT:
                    return router.answer_unread(asked, TooLong(len(text), TEXT_LIMIT))
                asked.text = paragraphs(text)
                return await router.answer_text(asked)
            case SentFile(caption=caption):
                if isinstance(self.file, Unfit):
                    return router.answer_unread(asked, self.file)
                asked.file, asked.read, asked.text = self.file, self.read, paragraphs(caption)
                return await router.answer_file(asked)
            case Unsupported():
                return router.answer_unsupported(asked)
        raise AssertionError(self.incoming)


async def _screen_of(asked: Request, message_id: str | None) -> str | None:
    if message_id is None:
        return None
    return await asked.uow.outbox.screen_of(asked.account.id, message_id)


async def _keep_question(asked: Request) -> None:
    known = asked.open and (asked.open.question, asked.open.about)
    if asked.asked == known:
        # It keeps the moment at which it was first asked.
        return
    question, about = asked.asked or (None, {})
    await asked.uow.dialogues.save(Dialogue(asked.account.id, question, about, asked.uow.now))


async def _queue_reply(asked: Request, incoming: Incoming, reply: Message) -> None:
    what = incoming.what
    pressed = what if isinstance(what, Pressed) else None
    await asked.uow.outbox.add(
        {
            "account_id": asked.account.id,
            "person_id": asked.account.person_id,
            "lane": Lane.REPLY,
            "kind": "reply",
            "content": reply.to_json(),
            "dedupe": asked.reply_key,
            "press_id": pressed.press_id if pressed else None,
            "target_id": pressed.message_id if pressed and reply.mode is Mode.REDRAW else None,
            "due_at": asked.uow.now,
            "created_at": asked.uow.now,
        }
    )


async def _queue_letters(asked: Request) -> None:
    if not asked.letters:
        return
    accounts = await asked.uow.accounts.known([letter.person_id for letter in asked.letters])
    for letter in asked.letters:
        account = accounts.get(letter.person_id)
        # Who has not joined yet finds the duty itself on the home screen after joining.
        if account is not None:
            await asked.uow.outbox.add(
                {
                    "account_id": account.id,
                    "person_id": letter.person_id,
                    "lane": Lane.NOTICE,
                    "kind": "inform",
                    "content": letter.message.to_json(),
                    "due_at": asked.uow.now,
                    "created_at": asked.uow.now,
                }
            )


async def seal(uow: UnitOfWork, received: Received) -> None:
    """Forget what a ballot said, in the inbox and in the chat page's bubble (R9)."""
    await uow.inbox.seal(received.id)
    await uow.web_chats.seal(received.external_id)


async def apologise(uow: UnitOfWork, received: Received, incoming: Incoming) -> None:
    """Queue the one line said when an update could not be dealt with."""
    what = incoming.what
    if isinstance(what, Ignored | Left | Returned):
        return
    account = await uow.accounts.open(received.channel, incoming.account, uow.now)
    asked = Request(uow, account, None, Links("", ""))
    await _queue_reply(asked, incoming, menu.apology())
