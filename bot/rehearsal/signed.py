"""What the story's pledge must have come to, read from the record and verified."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.log_walk import walk
from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Stage
from storage.kinds import Standing
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import certificate
from workflow.section import changed_keys


@dataclass(frozen=True)
class Signed:
    """The pledge in figures; `certificates` by what verifying each of them finds.

    `voided` signatures stand under a text that was replaced; `valid` ones under the one in force;
    `on_paper` names whose of them came as a scan.
    """

    state: str
    versions: int
    changed: tuple[str, ...]
    declined: int
    voided: int
    valid: int
    on_paper: tuple[str, ...]
    excepted: int
    chair_was_last: bool
    certificates: Mapping[str, int]
    log_is_good: bool


WANTED = Signed(
    state="complete",
    versions=2,
    changed=("targets",),
    declined=1,
    voided=4,
    valid=7,
    on_paper=(typed("answer.substitute").partition(" – ")[0],),
    excepted=1,
    chair_was_last=True,
    certificates={"sound": 7, "replaced": 4},
    log_is_good=True,
)


async def signed_of(stage: Stage) -> Signed | None:
    """Return the figures; None before a text was frozen."""
    log = await walk(stage.app.storage)
    async with stage.app.storage.begin() as uow:
        versions = await uow.pledges.versions(stage.cycle_id)
        if not versions:
            return None
        *replaced, last = versions
        valid = await uow.pledges.signatures(last.id)
        chair = stage.unit_with(Standing.CHAIR)
        return Signed(
            state=last.state.value,
            versions=len(versions),
            changed=tuple(changed_keys(replaced[-1].sections, last.sections)) if replaced else (),
            declined=sum([len(await uow.signings.declines(one.id)) for one in versions]),
            voided=sum([len(await uow.pledges.signatures(one.id)) for one in replaced]),
            valid=len(valid),
            on_paper=tuple(one.full_name for one in valid if one.paper_id is not None),
            excepted=len(await uow.signings.exceptions(last.id)),
            chair_was_last=bool(valid) and valid[-1].unit_id == chair.id,
            certificates=await _verified(uow, versions),
            log_is_good=log.is_good,
        )


async def _verified(uow: UnitOfWork, versions: list[Pledge]) -> dict[str, int]:
    """Verify the certificate of every signature, as anybody could by its code."""
    issued = {one.signature_id: one for one in await uow.certificates.all()}
    counted: Counter[str] = Counter()
    for one in versions:
        for signature in await uow.pledges.signatures(one.id):
            found = await certificate.verify(uow, issued[signature.id].code)
            counted[found.finding.value if found else "unknown"] += 1
    return dict(counted)
