from dataclasses import replace
from datetime import timedelta
from typing import Any

from messages import broadcast
from storage.kinds import Audience, NoticeState
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW, ODD
from tests.messages.work import ledger
from tests.messages.work import notice as made
from workflow.ledger import Ledger, Reached

GOING = (Reached.WAITING, Reached.RECEIVED, Reached.CONFIRMED)
PARTLY = (Reached.CONFIRMED, Reached.UNKNOWN, Reached.UNREACHABLE, Reached.RECEIVED)
MANY = ledger(*(Reached.CONFIRMED, Reached.RECEIVED, Reached.UNREACHABLE) * 7)
MISSED = (NOW - timedelta(hours=2)).isoformat()
HELD: dict[str, Any] = {"count": 16, "later": False}
LATER = {**HELD, "later": True}
LATE = {**LATER, "missed": MISSED}
DIRECTIVE = made(NoticeState.DISCARDED, subject="Ý kiến chỉ đạo", audience=Audience.EVERYBODY)


def held(progress: dict[str, Any], state: NoticeState = NoticeState.SCHEDULED) -> Ledger:
    leaves_at = NOW + timedelta(seconds=30)
    return Ledger(made(state, progress=progress, leaves_at=leaves_at), ())


def reminded(found: Ledger, times: int) -> Ledger:
    """Let everybody have been reminded so often."""
    return replace(found, rows=tuple((replace(r, reminded=times), s) for r, s in found.rows))


CASES: Cases = {
    "standing.held": lambda: broadcast.standing(held(HELD), followed=True),
    "standing.held_opened": lambda: broadcast.standing(held(HELD)),
    "standing.scheduled": lambda: broadcast.standing(held(LATER)),
    "standing.put_off": lambda: broadcast.standing(held(LATE)),
    "standing.nobody_left": lambda: broadcast.standing(held(LATER, NoticeState.DISCARDED)),
    "standing.sending": lambda: broadcast.standing(ledger(*GOING, state=NoticeState.SENDING)),
    "standing.sending_followed": lambda: broadcast.standing(
        ledger(*GOING, state=NoticeState.SENDING), followed=True
    ),
    "standing.late": lambda: broadcast.standing(
        ledger(*GOING, state=NoticeState.SENDING, progress=LATE)
    ),
    "standing.paused": lambda: broadcast.standing(ledger(*GOING, state=NoticeState.PAUSED)),
    "standing.cancelled": lambda: broadcast.standing(
        ledger(*GOING, Reached.STOPPED, state=NoticeState.CANCELLED)
    ),
    "standing.sent": lambda: broadcast.standing(ledger(Reached.RECEIVED, Reached.CONFIRMED)),
    "standing.partly": lambda: broadcast.standing(
        ledger(*PARTLY, subject=ODD, corrected_at=NOW, version=2)
    ),
    "standing.only_read": lambda: broadcast.standing(replace(ledger(*PARTLY), steers=False)),
    "stopped": lambda: broadcast.stopped(Ledger(made(NoticeState.DRAFT), ())),
    "stopped.offered": lambda: broadcast.stopped(Ledger(made(NoticeState.OFFERED), ())),
    "stopped.directive": lambda: broadcast.stopped(Ledger(DIRECTIVE, ())),
    "not_resent": lambda: broadcast.not_resent(ledger(*PARTLY)),
    "ledger": lambda: broadcast.ledger(reminded(ledger(*PARTLY), 3), "all", 0),
    "ledger.unconfirmed": lambda: broadcast.ledger(ledger(*PARTLY), "unconfirmed", 0),
    "ledger.middle_page": lambda: broadcast.ledger(MANY, "all", 1),
    "ledger.beyond": lambda: broadcast.ledger(MANY, "all", 99),
    "ledger.directive": lambda: broadcast.ledger(
        ledger(Reached.RECEIVED, audience=Audience.EVERYBODY, needs_confirmation=False), "all", 0
    ),
    "exported": lambda: broadcast.exported(ledger(*PARTLY)),
}
