"""Certificates: fetched by their signer, verified by /xacminh with a code, a file, or both."""

from handlers.request import Request, Routes
from messages import actions
from messages import certificate as messages
from messages.message import Message
from storage.unit_of_work import UnitOfWork
from workflow import certificate, text_check
from workflow.errors import NoSuchThing


async def fetch(request: Request, action: actions.FetchCertificate) -> Message:
    found = await certificate.of_signer(request.uow, request.actor, action.pledge_id)
    if not found:
        raise NoSuchThing
    return messages.fetched(found, request.links)


async def verify(request: Request) -> Message:
    """Verify what came with the command, or ask for it."""
    said = request.text.partition(" ")[2] if request.text.startswith("/") else ""
    if said.strip() or request.file is not None:
        return await _found(request, said)
    request.ask("certificate.code")
    return messages.ask_code()


async def answer(request: Request) -> Message:
    request.keep_asking()
    return await _found(request, request.text)


async def _found(request: Request, said: str) -> Message:
    uow, file = request.uow, request.file
    if file is not None and not certificate.looks_like_code(said):
        return await _recognised(uow, file.content)
    found = await certificate.verify_by(uow, request.account, said)
    if found is not None and file is not None:
        found = await certificate.beside_file(uow, found, file.content)
    return messages.verified(found) if found else messages.unknown()


async def _recognised(uow: UnitOfWork, content: bytes) -> Message:
    """Say whose paper has exactly these bytes: a certificate, or a text of the pledge."""
    known = await certificate.verify_file(uow, content)
    if known is not None:
        return messages.verified(known)
    text = await text_check.verify_file(uow, content)
    return messages.text_verified(text) if text else messages.unknown_file()


ROUTES = Routes(
    commands={"xacminh": verify},
    actions={actions.FetchCertificate: fetch},
    answers={"certificate.code": answer},
    file_commands=("xacminh",),
    takes_file=("certificate.code",),
)
