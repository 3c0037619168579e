"""What a delivery will say, found at the moment it is taken from the line."""

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog

from bot.channels.channel import CarriedFile, Outgoing
from bot.papers import Unmade, Workshop, gather, listed, say_without_papers
from handlers.papers import Papers
from handlers.speakers import rendered
from messages import refused_file
from messages.documents.template_check import TemplateUnfit
from messages.render import label
from storage.engine import CannotWrite, Storage
from storage.kinds import AccountState, DeliveryState, Lane
from storage.outbox import Delivery
from storage.unit_of_work import UnitOfWork
from workflow import quiet_hours

Load = Callable[[int], Awaitable[bytes]]
log = structlog.get_logger()


@dataclass(frozen=True)
class Claimed:
    """A delivery on its way, with what will be said."""

    delivery: Delivery
    content: dict[str, Any]
    outgoing: Outgoing
    papers: tuple[Unmade, ...] = ()

    @property
    def uploads(self) -> frozenset[int]:
        """The files that travel with their bytes."""
        return frozenset(file.file_id for file in self.outgoing.files if file.reference is None)


async def prepare(
    uow: UnitOfWork, delivery: Delivery, papers: Papers, load: Load | None
) -> Claimed | None:
    """Return the delivery with its words; put off, withdraw or fail one that has none now.

    Its files are without bytes: see `loaded`. `load` returns them later on; None where the
    channel knows no file by a reference.
    """
    if await _went_astray(uow, delivery):
        return None
    try:
        async with uow.attempt():
            opens_at = await quiet_hours.opens_at(uow, delivery)
            if opens_at > uow.now:
                await uow.line.postpone(delivery.id, opens_at, "outside its hours")
                return None
            content = await _words(uow, delivery)
            whole = content and await gather(papers, uow, delivery, content)
    except Exception as error:  # noqa: BLE001 (one message must not stop all others)
        await give_up(uow, delivery, error)
        return None
    if not whole:
        await uow.outbox.withdraw(delivery.id)
        return None
    said, unmade = whole
    claimed = await _claimed(uow, delivery, said, load)
    return replace(claimed, papers=unmade)


async def loaded(uow: UnitOfWork, claimed: Claimed) -> Claimed:
    """Return the delivery with the bytes of the files that need them."""
    if not claimed.uploads:
        return claimed
    files: list[CarriedFile] = []
    for file in claimed.outgoing.files:
        stored = None if file.reference else await uow.files.get(file.file_id)
        if file.reference is not None:
            files.append(file)
        elif stored is not None:
            files.append(CarriedFile(stored.id, stored.name, stored.media_type, stored.content))
    return replace(claimed, outgoing=replace(claimed.outgoing, files=tuple(files)))


async def with_papers(storage: Storage, workshop: Workshop, claimed: Claimed) -> Claimed | None:
    """Return the delivery with its papers made; None when one failed, and so it all did."""
    if not claimed.papers:
        return claimed
    delivery, outgoing = claimed.delivery, claimed.outgoing
    try:
        files = await workshop.make(delivery, claimed.papers, outgoing.files)
    except CannotWrite:
        raise
    except Exception as error:  # noqa: BLE001 (one message must not stop all others)
        async with storage.begin() as uow:
            await give_up(uow, delivery, error)
        return None
    content = {**claimed.content, "files": listed(files)}
    return replace(
        claimed, content=content, outgoing=replace(outgoing, content=content, files=files)
    )


async def _went_astray(uow: UnitOfWork, delivery: Delivery) -> bool:
    """Tell whether its account is no longer its person's; then it goes after the person.

    An answer stays with the account that asked.
    """
    person_id = delivery.person_id
    if delivery.lane == Lane.REPLY or person_id is None:
        return False
    account = await uow.accounts.get(delivery.account_id)
    if account.person_id == person_id and account.state is not AccountState.ENDED:
        return False
    theirs = (await uow.accounts.reachable([person_id])).get(person_id)
    if theirs is None or delivery.target_id is not None:
        values = {"error": "the account ended", "settled_at": uow.now}
        await uow.outbox.settle(delivery.id, DeliveryState.UNREACHABLE, values)
    else:
        await uow.line.readdress(delivery.id, theirs.id)
    return True


async def give_up(uow: UnitOfWork, delivery: Delivery, error: Exception) -> None:
    """Fail a delivery that cannot be put into words, or whose paper cannot be made."""
    log.error(
        "message could not be put into words",
        delivery=delivery.id,
        kind=delivery.kind,
        error=type(error).__name__,
        why=str(error) if isinstance(error, TemplateUnfit) else "",
        place="".join(traceback.format_tb(error.__traceback__)),
    )
    values = {"error": type(error).__name__, "settled_at": uow.now}
    await uow.outbox.settle(delivery.id, DeliveryState.FAILED, values)
    await say_without_papers(uow, delivery)


async def _words(uow: UnitOfWork, delivery: Delivery) -> dict[str, Any] | None:
    overtaken = await uow.line.is_overtaken(delivery)
    return None if overtaken else await rendered(uow, delivery)


async def _claimed(
    uow: UnitOfWork, delivery: Delivery, content: dict[str, Any], load: Load | None
) -> Claimed:
    if delivery.resend_of is not None:
        content = {**content, "text": f"{label('word.resent')} {content['text']}"}
    files: list[CarriedFile] = []
    if content["files"]:
        content, files = await _files(uow, content, delivery.channel, load)
    outgoing = Outgoing(
        delivery_id=delivery.id,
        account=delivery.external_id,
        content=content,
        files=tuple(files),
        press_id=delivery.press_id,
        target_id=delivery.target_id,
    )
    return Claimed(delivery, content, outgoing)


async def _files(
    uow: UnitOfWork, content: dict[str, Any], channel: str, load: Load | None
) -> tuple[dict[str, Any], list[CarriedFile]]:
    """Return the stored files; what the channel is known to refuse is left out, and said."""
    files, kept, refused = [], [], []
    for attached in content["files"]:
        known = None
        if load is not None and "id" in attached:
            known = await uow.carried_files.known(attached["id"], channel)
        if known is not None and known.reference is None:
            refused.append(attached["name"])
            continue
        kept.append(attached)
        if load is not None and known is not None:
            named = (attached["id"], attached["name"], "", b"", known.reference)
            files.append(CarriedFile(*named, partial(load, known.file_id)))
        elif "id" in attached:
            files.append(CarriedFile(attached["id"], attached["name"], "", b""))
    said = {**content, "files": kept}
    if refused:
        said["text"] = f"{content['text']}\n\n{refused_file.left_out(refused).text}"
    return said, files
