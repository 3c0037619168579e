"""What became of a delivery, written down; the states are drawn in bot/delivery.py."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.channel import (
    Blocked,
    Later,
    Outcome,
    Refused,
    Sent,
    TooFast,
    Uncertain,
)
from bot.claiming import Claimed
from messages import refused_file
from messages.message import Message
from storage.kinds import DeliveryState, Lane
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import absence

RESENT = (
    "reply",
    "inform",
    "reminder",
    "notice",
    "corrected",
    "progress",
    "chase",
    "outage",
    "absence",
)
# What finds its reader on another channel where one of theirs takes nothing any more.
FOLLOWING = ("inform", "reminder", "notice", "corrected", "chase", "outage")
RESENT_AFTER = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=5)
log = structlog.get_logger()


@dataclass(frozen=True)
class NotTried:
    """Its turn came while the channel wanted nothing of its lane."""


@dataclass(frozen=True)
class Ended:
    """One attempt at a delivery, and when it ended."""

    claimed: Claimed
    outcome: Outcome | NotTried
    at: datetime


async def record(uow: UnitOfWork, ended: Ended) -> None:
    """Write down what is known of a delivery now."""
    delivery, outcome = ended.claimed.delivery, ended.outcome
    said = {"content": ended.claimed.content, "settled_at": ended.at}
    match outcome:
        case Sent():
            await _sent(uow, ended, outcome)
        case Refused(reason):
            log.warning("message refused", delivery=delivery.id, reason=reason)
            await uow.outbox.settle(
                delivery.id, DeliveryState.FAILED, {**said, "error": reason[:300]}
            )
        case Blocked(reason):
            values = {**said, "error": reason[:300]}
            await uow.outbox.settle(delivery.id, DeliveryState.UNREACHABLE, values)
            await uow.accounts.mark_unreachable(delivery.account_id, ended.at)
            await _try_another_account(uow, delivery)
        case Uncertain(reason):
            await uow.outbox.settle(
                delivery.id, DeliveryState.UNKNOWN, {**said, "error": reason[:300]}
            )
            if delivery.kind in RESENT:
                await uow.outbox.resend(delivery.id, ended.at, RESENT_AFTER)
        case _:
            await _back_in_line(uow, ended, outcome)


async def _back_in_line(uow: UnitOfWork, ended: Ended, outcome: Later | TooFast | NotTried) -> None:
    """Put back what did not leave; a channel's own wait is kept to, never longer."""
    delivery = ended.claimed.delivery
    match outcome:
        case TooFast(after, reason) | Later(after, reason, True):
            await uow.line.postpone(delivery.id, ended.at + after, reason)
        case Later(after, reason):
            wait = max(after, min(after * delivery.attempts, LONGEST_WAIT))
            await uow.line.postpone(delivery.id, ended.at + wait, reason)
        case NotTried():
            await uow.line.put_back(delivery.id)


async def _try_another_account(uow: UnitOfWork, delivery: Delivery) -> None:
    """Queue what nothing takes any more for another account of its reader, if they have one."""
    if delivery.kind not in FOLLOWING or delivery.person_id is None:
        return
    theirs = (await uow.accounts.reachable([delivery.person_id])).get(delivery.person_id)
    if theirs is not None and theirs.id != delivery.account_id:
        kept = ("person_id", "lane", "kind", "subject_id", "content")
        about = {name: getattr(delivery, name) for name in kept}
        when = {"due_at": uow.now, "created_at": uow.now}
        await uow.outbox.add({**about, **when, "account_id": theirs.id})


async def _sent(uow: UnitOfWork, ended: Ended, sent: Sent) -> None:
    delivery, message_id = ended.claimed.delivery, sent.message_id
    values = {
        "content": ended.claimed.content,
        "settled_at": ended.at,
        "message_id": message_id,
    }
    await uow.outbox.settle(delivery.id, DeliveryState.SENT, values)
    if delivery.is_lost:
        await absence.end(uow, await uow.accounts.mark_reachable(delivery.account_id))
    if delivery.target_id not in (None, message_id):
        await uow.outbox.move_screen(delivery.account_id, str(delivery.target_id), message_id)
    for file_id, reference in sent.references.items():
        await uow.carried_files.keep(file_id, delivery.channel, reference)
    if sent.left_out:
        await _say_what_is_missing(uow, ended, sent.left_out)


async def _say_what_is_missing(uow: UnitOfWork, ended: Ended, file_ids: Collection[int]) -> None:
    """Tell the reader which files are missing; the first time also the operator and the author."""
    delivery = ended.claimed.delivery
    names = [file.name for file in ended.claimed.outgoing.files if file.file_id in file_ids]
    await _inform(uow, delivery.account_id, delivery.person_id, refused_file.left_out(names))
    known = [await uow.carried_files.known(one, delivery.channel) for one in file_ids]
    if all(one is not None and one.reference is None for one in known):
        return
    for file_id in file_ids:
        await uow.carried_files.keep(file_id, delivery.channel, None)
    log.error("file refused by the channel", channel=delivery.channel, files=sorted(file_ids))
    if delivery.kind == "notice" and delivery.subject_id is not None:
        await _tell_author(uow, delivery.subject_id, names)


async def _tell_author(uow: UnitOfWork, notice_id: int, names: list[str]) -> None:
    notice = await uow.notices.get(notice_id)
    assert notice is not None
    account = (await uow.accounts.reachable([notice.author_id])).get(notice.author_id)
    if account is not None:
        said = refused_file.author_told(notice.subject, names)
        await _inform(uow, account.id, notice.author_id, said)


async def _inform(
    uow: UnitOfWork, account_id: int, person_id: int | None, message: Message
) -> None:
    await uow.outbox.add(
        {
            "account_id": account_id,
            "person_id": person_id,
            "lane": Lane.NOTICE,
            "kind": "inform",
            "content": message.to_json(),
            "due_at": uow.now,
            "created_at": uow.now,
        }
    )
