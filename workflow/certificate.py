"""The certificate of a signature: issued with it, and asked for again by its code or its bytes.

The act of signing is a row of the log; its hash is the head that the certificate bears, and its
facts hold a seal over all that the certificate says. So whoever changes a signature, the names
around it or the log behind it is found out by the certificate alone.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from storage import certificates
from storage.accounts import Account
from storage.blocs import Cycle
from storage.certificates import Certificate
from storage.kinds import PledgeState
from storage.log import Line
from storage.paper_signatures import PaperSignature
from storage.people import Assignment
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from workflow import history
from workflow.code import fresh, is_code, normal, refuse_locked
from workflow.errors import NoSuchThing
from workflow.permission import Actor
from workflow.witness import SIGNED, SIGNED_ON_PAPER, sealed

KIND = "certificate"
LENGTH = 20
BLOC_NAMES = {"bloc_name": "name", "superior": "superior", "place": "place"}
SEALED = (
    *certificates.SIGNED,
    *BLOC_NAMES,
    "unit_name",
    "cycle_id",
    "year",
    "version",
    "addendum_of",
    "frozen_at",
    "parties",
    "pages",
)


class Finding(StrEnum):
    """What verifying a certificate found, the gravest first."""

    TEXT_ALTERED = "text_altered"
    RECORD_ALTERED = "record_altered"
    REPLACED = "replaced"
    SOUND = "sound"


@dataclass(frozen=True)
class Under:
    """What a signature is put under, and for whom; `paper` is the scan that bears it."""

    pledge: Pledge
    cycle: Cycle
    unit: Unit
    paper: PaperSignature | None = None


@dataclass(frozen=True)
class Verified:
    """A certificate that was asked for, and what is found about it now.

    `replaced_by` is the version in force when the signed one is not; `is_same_file` is None
    when no file was handed in.
    """

    certificate: Certificate
    finding: Finding
    replaced_by: int | None = None
    is_same_file: bool | None = None

    @property
    def is_good(self) -> bool:
        return self.finding is Finding.SOUND and self.is_same_file is not False


async def issue(
    uow: UnitOfWork, seat: Assignment, under: Under, signature: Mapping[str, Any], **facts: Any
) -> None:
    """Store a signature, record the act of signing, and issue its certificate.

    `seat` is whose act it is: the signer's, or on paper of who compared the scan.
    """
    said, digests = await _said(uow, under, signature)
    act = SIGNED if under.paper is None else SIGNED_ON_PAPER
    signature_id = await uow.pledges.sign(signature)
    known = {"hash": signature["text_hash"], "seal": _seal(said, digests), **facts}
    at = {"subject_id": signature["pledge_id"], "unit_id": signature["unit_id"]}
    head = await history.record(uow, seat, act, **at, **known)
    await uow.certificates.add(
        {
            "signature_id": signature_id,
            "code": fresh(LENGTH),
            **{name: said[name] for name in (*BLOC_NAMES, "unit_name")},
            "log_id": head.id,
            "log_head": head.hash,
        }
    )


async def _said(
    uow: UnitOfWork, under: Under, signature: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[int, str]]:
    """Return all that the certificate will say, and the hashes of the files it rests on."""
    pledge, bloc = under.pledge, await uow.blocs.get(under.cycle.bloc_id)
    authorisation_id = signature.get("authorisation_id")
    pages = under.paper.pages if under.paper else None
    files = [authorisation_id, *(pages or ())]
    said = {
        **signature,
        **{name: getattr(bloc, field) for name, field in BLOC_NAMES.items()},
        "unit_name": under.unit.name,
        **{name: getattr(pledge, name) for name in ("cycle_id", "version", "frozen_at", "parties")},
        "year": under.cycle.year,
        "addendum_of": pledge.unit_id,
        "authorisation_id": authorisation_id,
        "pages": pages,
    }
    return said, await uow.files.digests([at for at in files if at is not None])


def _seal(said: Mapping[str, Any], digests: Mapping[int, str]) -> str:
    """Return the seal over all that a certificate says, and the files it rests on."""
    return sealed({**{name: said[name] for name in SEALED}, "files": sorted(digests.items())})


async def of_signer(uow: UnitOfWork, actor: Actor, pledge_id: int) -> list[Certificate]:
    """Return the actor's own certificates of a text, current or replaced."""
    return await uow.certificates.of_person(pledge_id, actor.person.id)


async def own(uow: UnitOfWork, actor: Actor, certificate_id: int) -> Certificate:
    """Return a certificate to its signer, and to nobody else."""
    found = await uow.certificates.get(certificate_id)
    if found is None or found.person_id != actor.person.id:
        raise NoSuchThing
    return found


def looks_like_code(text: str) -> bool:
    """Tell a certificate's code, or the address that ends in one, from other words."""
    return is_code(_last_part(text), LENGTH)


def _last_part(text: str) -> str:
    return text.strip().rpartition("/")[2]


async def verify(uow: UnitOfWork, code: str) -> Verified | None:
    """Return what is found about a code; None for one that no certificate has.

    Whatever is wrong with a code, it is looked up alike and answered alike.
    """
    found = await uow.certificates.by_code(normal(_last_part(code)))
    return None if found is None else await _verified(uow, found)


async def verify_by(uow: UnitOfWork, account: Account, code: str) -> Verified | None:
    """Verify a code from the chat; a wrong one counts towards the lock: `CodesLocked`.

    What could be no code at all is a slip, not a guess.
    """
    await refuse_locked(uow, account)
    found = await verify(uow, code)
    if found is None and looks_like_code(code):
        await uow.accounts.add_wrong_code(account.id, uow.now)
    return found


async def verify_file(uow: UnitOfWork, content: bytes) -> Verified | None:
    """Return what is found about a certificate's paper, known by its very bytes."""
    made_for = await _made_for(uow, content)
    found = None if made_for is None else await uow.certificates.get(made_for)
    if found is None:
        return None
    return replace(await _verified(uow, found), is_same_file=True)


async def beside_file(uow: UnitOfWork, found: Verified, content: bytes) -> Verified:
    """Add whether a file is the very paper of the certificate whose code came with it."""
    is_same = found.certificate.id == await _made_for(uow, content)
    return replace(found, is_same_file=is_same)


async def _made_for(uow: UnitOfWork, content: bytes) -> int | None:
    return await uow.made_papers.subject_of(KIND, hashlib.sha256(content).hexdigest())


async def _verified(uow: UnitOfWork, found: Certificate) -> Verified:
    version = await uow.certificates.version_in_force(found.cycle_id, found.addendum_of)
    is_void = found.state is PledgeState.VOID
    return Verified(found, await _finding(uow, found), version if is_void else None)


async def _finding(uow: UnitOfWork, found: Certificate) -> Finding:
    kept = await uow.log.text_of(found.pledge_id)
    if not (kept.is_whole and kept.text_hash == found.text_hash.encode()):
        return Finding.TEXT_ALTERED
    line, digests = await uow.log.line(found.log_id), await uow.files.digests(found.file_ids)
    replaced = await uow.histories.last_on(found.cycle_id, "pledge.replaced", found.pledge_id)
    is_void = found.state is PledgeState.VOID
    if not is_as_logged(found, line, digests) or is_void != (replaced is not None):
        return Finding.RECORD_ALTERED
    return Finding.REPLACED if is_void else Finding.SOUND


def is_as_logged(found: Certificate, line: Line | None, digests: Mapping[int, str]) -> bool:
    """Tell whether the log still holds the signing, word for word as the certificate says it.

    `digests` are what the files now hold, by id.
    """
    if line is None or line.act is None or not line.is_whole:
        return False
    rests_on = {file_id: digests[file_id] for file_id in found.file_ids}
    seal = _seal(vars(found), rests_on)
    return line.act.hash == found.log_head and line.act.facts.get("seal") == seal
