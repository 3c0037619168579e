"""The certificate of a signature: issued with it, and asked for again by its code or its bytes.

The act of signing is a row of the log; its hash is the head that the certificate bears, and its
facts hold a seal over all that the certificate says. So whoever changes a signature, the names
around it or the log behind it is found out by the certificate alone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from storage.accounts import Account
from storage.certificates import SIGNED, Certificate
from storage.kinds import PledgeState
from storage.log import Line
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from workflow import history
from workflow.code import fresh, is_code, normal, refuse_locked
from workflow.errors import NoSuchThing
from workflow.permission import Actor

KIND = "certificate"
LENGTH = 20
NAMES = ("bloc_name", "superior", "place", "unit_name")


class Finding(StrEnum):
    """What verifying a certificate found, the gravest first."""

    TEXT_ALTERED = "text_altered"
    RECORD_ALTERED = "record_altered"
    REPLACED = "replaced"
    SOUND = "sound"


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
    uow: UnitOfWork, seat: Assignment, signature_id: int, signature: Mapping[str, Any]
) -> None:
    """Record the act of signing and issue its certificate; `signature` is what was stored."""
    bloc = await uow.blocs.get((await uow.blocs.cycle(seat.cycle_id)).bloc_id)
    names = {
        "bloc_name": bloc.name,
        "superior": bloc.superior,
        "place": bloc.place,
        "unit_name": seat.unit_name or "",
    }
    facts = {"hash": signature["text_hash"], "seal": sealed({**signature, **names})}
    await history.record(uow, seat, "pledge.signed", signature["pledge_id"], **facts)
    head = await uow.histories.head()
    await uow.certificates.add(
        {
            "signature_id": signature_id,
            "code": fresh(LENGTH),
            **names,
            "log_id": head.id,
            "log_head": head.hash,
        }
    )


def sealed(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 over a signature and the names around it."""
    said = {name: _plain(values[name]) for name in (*SIGNED, *NAMES)}
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


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
    """Verify a code from the chat; a wrong one counts towards the lock: `CodesLocked`."""
    await refuse_locked(uow, account)
    found = await verify(uow, code)
    if found is None:
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
    if not is_as_logged(found, await uow.log.line(found.log_id)):
        return Finding.RECORD_ALTERED
    return Finding.REPLACED if found.state is PledgeState.VOID else Finding.SOUND


def is_as_logged(found: Certificate, line: Line | None) -> bool:
    """Tell whether the log still holds the signing, word for word as the certificate says it."""
    if line is None or line.act is None or not line.is_whole:
        return False
    seal = sealed({name: getattr(found, name) for name in (*SIGNED, *NAMES)})
    return line.act.hash == found.log_head and line.act.facts.get("seal") == seal
