"""What the log bears witness of: every row that counts under a pledge has the act that wrote it.

An act holds a seal over the row; a signature's act names the unit, and its certificate holds the
seal. So a row that was removed, invented or changed by force has no act, or an act no row.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from storage.certificates import Certificate
from storage.histories import Act
from storage.kinds import PledgeState
from storage.log import KeptText
from storage.pledges import Pledge, Signature
from storage.signings import Decline, SigningException
from storage.unit_of_work import UnitOfWork

SIGNED, SIGNED_ON_PAPER = "pledge.signed", "pledge.signed_on_paper"
FROZEN, ADDENDUM_FROZEN = "pledge.frozen", "pledge.addendum_frozen"
OF_TEXT = (
    "cycle_id",
    "unit_id",
    "version",
    "text_hash",
    "sections",
    "parties",
    "frozen_at",
    "frozen_by",
    "sign_due_on",
)
SEALED: Mapping[str, tuple[str, ...]] = {
    FROZEN: OF_TEXT,
    ADDENDUM_FROZEN: OF_TEXT,
    "pledge.replaced": ("replace_reason", "replaced_at"),
    "pledge.excepted": ("unit_id", "reason", "granted_by", "granted_at"),
    "pledge.exception_withdrawn": ("unit_id", "granted_at", "withdrawn_at"),
    "pledge.declined": ("unit_id", "person_id", "reason", "at"),
    "pledge.decline_taken_back": ("unit_id", "at", "taken_back_at"),
}


@dataclass(frozen=True)
class Entry:
    """An act on a pledge; `mark` tells it from others: a seal, or the unit that signed."""

    act: str
    pledge_id: int
    mark: str


@dataclass(frozen=True)
class Evidence:
    """What stood beside the log when its last row was `last`; `digests` are by a file's id."""

    certificates: Sequence[Certificate] = ()
    texts: Sequence[KeptText] = ()
    entries: Counter[Entry] = field(default_factory=Counter)
    digests: Mapping[int, str] = field(default_factory=dict)
    last: int = 0


def sealed(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 over what is said, moments in UTC."""
    said = {name: _plain(value) for name, value in values.items()}
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def seal_of(act: str, row: object) -> str:
    """Return the seal that an act holds over a row as it is stored."""
    return sealed({name: getattr(row, name) for name in SEALED[act]})


def facts_of(frozen: Pledge) -> dict[str, Any]:
    """Return what the act of freezing a text holds of it."""
    return {"hash": frozen.text_hash, "seal": seal_of(FROZEN, frozen)}


def entry_of(act: Act) -> Entry | None:
    """Return what an act bears witness of; None for one that no such row stands behind."""
    if act.act in (SIGNED, SIGNED_ON_PAPER):
        return Entry(act.act, act.subject_id, str(act.unit_id))
    if act.act in SEALED:
        return Entry(act.act, act.subject_id, str(act.facts.get("seal", "")))
    return None


async def gather(uow: UnitOfWork) -> Evidence:
    """Read all that the log bears witness of, and how far it reaches now."""
    certificates = await uow.certificates.all()
    entries = [
        *_of_pledges(await uow.pledges.every()),
        *_of_signatures(await uow.pledges.every_signature()),
        *_of_exceptions(await uow.signings.every_exception()),
        *_of_declines(await uow.signings.every_decline()),
    ]
    return Evidence(
        certificates=certificates,
        texts=await uow.log.texts(),
        entries=Counter(entries),
        digests=await uow.files.digests({at for one in certificates for at in one.file_ids}),
        last=(await uow.histories.head()).id,
    )


def _of_pledges(pledges: Iterable[Pledge]) -> Iterator[Entry]:
    for one in pledges:
        act = FROZEN if one.unit_id is None else ADDENDUM_FROZEN
        yield Entry(act, one.id, seal_of(act, one))
        if one.state is PledgeState.VOID:
            yield Entry("pledge.replaced", one.id, seal_of("pledge.replaced", one))


def _of_signatures(signatures: Iterable[Signature]) -> Iterator[Entry]:
    for one in signatures:
        act = SIGNED if one.paper_id is None else SIGNED_ON_PAPER
        yield Entry(act, one.pledge_id, str(one.unit_id))


def _of_exceptions(exceptions: Iterable[SigningException]) -> Iterator[Entry]:
    for one in exceptions:
        yield _entry("pledge.excepted", one)
        if one.withdrawn_at is not None:
            yield _entry("pledge.exception_withdrawn", one)


def _of_declines(declines: Iterable[Decline]) -> Iterator[Entry]:
    for one in declines:
        yield _entry("pledge.declined", one)
        if one.taken_back_at is not None:
            yield _entry("pledge.decline_taken_back", one)


def _entry(act: str, row: Any) -> Entry:
    return Entry(act, row.pledge_id, seal_of(act, row))
