"""What a delivery will say, found at the moment it is taken from the line."""

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog

from bot.channels.channel import CarriedFile, Outgoing
from bot.papers import Unmade, gather, say_without_papers
from handlers.papers import Papers
from handlers.speakers import rendered
from messages import refused_file
from messages.documents.template_check import TemplateUnfit
from messages.render import label
from storage.kinds import DeliveryState
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

    `load` returns a file's bytes later on; None where the channel knows no file by a reference.
    """
    opens_at = await quiet_hours.opens_at(uow, delivery)
    if opens_at > uow.now:
        await uow.line.postpone(delivery.id, opens_at, "outside its hours")
        return None
    try:
        async with uow.attempt():
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
        elif "id" in attached and (file := await uow.files.get(attached["id"])):
            files.append(CarriedFile(file.id, file.name, file.media_type, file.content))
    said = {**content, "files": kept}
    if refused:
        said["text"] = f"{content['text']}\n\n{refused_file.left_out(refused).text}"
    return said, files
