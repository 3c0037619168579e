"""What the story's notices must have come to, read from the record and from the phones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rehearsal.acts import typed
from bot.rehearsal.phone import Bubble
from bot.rehearsal.stage import Stage
from storage.kinds import Role
from storage.notices import Notice
from storage.unit_of_work import UnitOfWork
from workflow.broadcast import LATE_AFTER


@dataclass(frozen=True)
class Told:
    """The notices in figures; `blocked` is what a person who had blocked the bot missed.

    `resent` copies went to whom nothing had reached; `reminded` is how often one was at most.
    `corrected` copies were edited, `told` phones say so, `late` screens say what left late.
    """

    sent: int
    blocked: int
    resent: int
    versions: int
    corrected: int
    told: int
    reminded: int
    left_late: int
    late: int


# The two people of the unit that had not joined, and whoever could block the bot; the chair, who
# corrects it, is not told of it; the directive and the scheduled notice are notices too.
def wanted(blocked: int) -> Told:
    return Told(
        sent=3,
        blocked=blocked,
        resent=2 + blocked,
        versions=2,
        corrected=16,
        told=15,
        reminded=3,
        left_late=1,
        late=1,
    )


async def told_of(uow: UnitOfWork, stage: Stage, chats: Mapping[int, Sequence[Bubble]]) -> Told:
    """Return the figures; `chats` are by person."""
    notices = await uow.notices.released(stage.cycle_id, 100)
    first = min(notices, key=lambda notice: notice.id)
    acts = [act for act in await uow.histories.all() if act.act == "notice.resent"]
    chair = chats[stage.holding(Role.CHAIR).person_id]
    return Told(
        sent=len(notices),
        blocked=sum(_has(chat, "seen.missed") for chat in chats.values()),
        resent=sum(act.facts["count"] for act in acts),
        versions=len(await uow.notices.versions(first.id)),
        corrected=len(await uow.outbox.sent_of_kind("correction")),
        told=sum(_has(chat, "seen.corrected", first=True) for chat in chats.values()),
        reminded=max(one.reminded for one in await uow.notices.recipients(first.id)),
        left_late=sum(map(_left_late, notices)),
        late=_has(chair, "seen.late"),
    )


def _left_late(notice: Notice) -> bool:
    assert notice.leaves_at is not None
    assert notice.released_at is not None
    return notice.released_at - notice.leaves_at > LATE_AFTER


def _has(chat: Sequence[Bubble], key: str, *, first: bool = False) -> bool:
    """Tell whether the bot said something, at the beginning of a message or anywhere."""
    said = [bubble.text for bubble in chat if not bubble.mine]
    return any(text.startswith(typed(key)) if first else typed(key) in text for text in said)
