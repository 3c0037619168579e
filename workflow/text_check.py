"""A pledge's made PDF or downloaded text, recognised by its very bytes and checked.

A draft is recognised as nothing: it has no version that could be in force.
"""

import hashlib
from dataclasses import dataclass

from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow.certificate import Finding
from workflow.witness import ADDENDUM_FROZEN, FROZEN, seal_of

KIND = "pledge_pdf"


@dataclass(frozen=True)
class CheckedText:
    """A frozen text whose file was handed in, and what is found about it now.

    `replaced_by` is the version in force when this one is not.
    """

    pledge: Pledge
    bloc_name: str
    year: int
    finding: Finding
    replaced_by: int | None = None

    @property
    def is_good(self) -> bool:
        return self.finding is Finding.SOUND


async def verify_file(uow: UnitOfWork, content: bytes) -> CheckedText | None:
    """Return what is found about a pledge's file; None for bytes that no frozen text has."""
    digest = hashlib.sha256(content).hexdigest()
    pledge_id = await uow.made_papers.subject_of(KIND, digest) or await uow.log.text_with(digest)
    found = await uow.pledges.get(pledge_id) if pledge_id else None
    if found is None:
        return None
    cycle = await uow.blocs.cycle(found.cycle_id)
    in_force = await uow.pledges.current(found.cycle_id, found.unit_id)
    finding = await _finding(uow, found)
    return CheckedText(
        pledge=found,
        bloc_name=(await uow.blocs.get(cycle.bloc_id)).name,
        year=cycle.year,
        finding=finding,
        replaced_by=in_force.version if in_force and finding is Finding.REPLACED else None,
    )


async def _finding(uow: UnitOfWork, found: Pledge) -> Finding:
    kept = await uow.log.text_of(found.id)
    if not (kept.is_whole and kept.text_hash == found.text_hash.encode()):
        return Finding.TEXT_ALTERED
    act = FROZEN if found.unit_id is None else ADDENDUM_FROZEN
    frozen = await uow.histories.last_on(found.cycle_id, act, found.id)
    replaced = await uow.histories.last_on(found.cycle_id, "pledge.replaced", found.id)
    is_void = found.replaced_at is not None
    if frozen is None or frozen.facts.get("seal") != seal_of(act, found):
        return Finding.RECORD_ALTERED
    if is_void != (replaced is not None):
        return Finding.RECORD_ALTERED
    return Finding.REPLACED if is_void else Finding.SOUND
