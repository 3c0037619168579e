"""What the story's pledge must have come to, read from the record and verified."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.log_walk import walk
from bot.rehearsal.stage import Stage
from storage.kinds import Standing
from storage.pledges import Pledge
from storage.unit_of_work import UnitOfWork
from workflow import certificate
from workflow.section import changed_keys


@dataclass(frozen=True)
class Signed:
    """The pledge in figures; `certificates` by what verifying each of them finds.

    `voided` signatures stand under a text that was replaced; `valid` ones, of which `on_paper`
    came as a scan, under the one in force.
    """

    state: str
    versions: int
    changed: tuple[str, ...]
    declined: int
    voided: int
    valid: int
    on_paper: int
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
    on_paper=1,
    excepted=1,
    chair_was_last=True,
    certificates={"sound": 6, "replaced": 4},
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
            on_paper=sum(one.paper_id is not None for one in valid),
            excepted=len(await uow.signings.exceptions(last.id)),
            chair_was_last=bool(valid) and valid[-1].unit_id == chair.id,
            certificates=await _verified(uow, versions),
            log_is_good=log.is_good,
        )


async def _verified(uow: UnitOfWork, versions: list[Pledge]) -> dict[str, int]:
    """Verify the certificates of every signature in the chat, as anybody could by its code."""
    given = {
        signature.id
        for one in versions
        for signature in await uow.pledges.signatures(one.id)
        if signature.paper_id is None
    }
    issued = await uow.certificates.all()
    found = [await certificate.verify(uow, one.code) for one in issued]
    counted = Counter(one.finding.value for one in found if one is not None)
    if missing := len(given - {one.signature_id for one in issued}):
        counted["missing"] = missing
    return dict(counted)


def wrong_in(signed: Signed | None) -> list[str]:
    """Name every figure of the pledge that is not as the story has it."""
    if signed is None:
        return ["pledge: none"]
    got = asdict(signed)
    return [
        f"pledge, {name}: {got[name]}, not {due}"
        for name, due in asdict(WANTED).items()
        if got[name] != due
    ]
