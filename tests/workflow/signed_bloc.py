"""A small bloc whose pledge two leaders have signed in the chat, the chair's unit not yet."""

from storage.certificates import Certificate
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import approval, freezing, signing
from workflow.freezing import HASH_START
from workflow.pledge_text import joined, normalised, text_hash
from workflow.submission import Sheet

WRITERS = {
    "officer": ("leader", "chair"),
    "chair officer": ("chair", "deputy"),
    "deputy": ("deputy", "chair"),
}
SECTIONS = (("opening", "BẢN GIAO ƯỚC THI ĐUA"), ("effect", "Có hiệu lực từ ngày ký."))


async def freeze(uow: UnitOfWork, bloc: SmallBloc, *changes: tuple[str, str]) -> Pledge:
    """Freeze a short text, the units' lists being approved."""
    sections = (*SECTIONS, *changes)
    start = text_hash(normalised(joined(sections)))[:HASH_START]
    chair = await bloc.actor(uow, "chair")
    return await freezing.freeze(uow, chair, sections, start, "giao-uoc.txt")


async def approve_all(uow: UnitOfWork, bloc: SmallBloc) -> None:
    for writer, deciders in WRITERS.items():
        sheet: Sheet = await bloc.submit(uow, writer)
        for decider in deciders:
            at = (sheet.submission.id, sheet.submission.revision)
            sheet = (await approval.approve(uow, await bloc.actor(uow, decider), *at)).sheet


async def sign(uow: UnitOfWork, bloc: SmallBloc, name: str, pledge: Pledge) -> Certificate:
    """Sign as a leader; return the certificate."""
    actor = await bloc.actor(uow, name)
    await signing.sign(uow, actor, pledge.id, actor.person.full_name)
    (found,) = await uow.certificates.of_person(pledge.id, actor.person.id)
    return found


async def signed(uow: UnitOfWork, bloc: SmallBloc) -> list[Certificate]:
    await approve_all(uow, bloc)
    pledge = await freeze(uow, bloc)
    return [await sign(uow, bloc, name, pledge) for name in ("leader", "deputy")]
