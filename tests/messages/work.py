"""Invented notices, duties and pledges for the approved texts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from storage.kinds import (
    Audience,
    NoticeState,
    ObligationKind,
    PledgeState,
    Role,
    SignMode,
    SubmissionKind,
)
from storage.notices import Notice, Recipient
from storage.obligations import Obligation
from storage.people import Assignment
from storage.pledges import Pledge, Signature
from storage.units import Unit
from tests.messages.facts import (
    BLOC,
    CYCLE,
    DUE,
    NOW,
    UNITS,
    actor,
)
from workflow.ledger import Ledger, Reached
from workflow.obligation import Duty
from workflow.overview import Home
from workflow.paper_signer import Signer
from workflow.pledge import Draft, Party
from workflow.roll import Signing

SUBJECT = "Gửi góp ý dự thảo quy chế khối trước 17:00 ngày 05/03/2027"
BODY = (
    "Đề nghị các đơn vị nghiên cứu dự thảo kèm theo, gửi góp ý bằng văn bản.\n\n"
    "Quá thời hạn trên, đơn vị không góp ý được coi là thống nhất."
)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def notice(state: NoticeState = NoticeState.SENT, **changed: Any) -> Notice:
    made = Notice(
        id=5,
        cycle_id=1,
        author_id=12,
        state=state,
        revision=4,
        subject=SUBJECT,
        body=BODY,
        audience=Audience.ALL,
        needs_confirmation=True,
        created_at=NOW,
        released_at=None if state is NoticeState.DRAFT else NOW,
        progress={},
    )
    return replace(made, **changed)


NAMES = ("Bùi Văn Hải", "Đỗ Thị Lan", "Ngô Đức Thịnh", "Dương Mỹ Linh", "Lý Thanh Tùng")


def ledger(*states: Reached, **changed: Any) -> Ledger:
    """A sent notice whose copies stand so, one person each."""
    rows = tuple(
        (
            Recipient(
                person_id=number,
                full_name=NAMES[number % len(NAMES)],
                unit_name=UNITS[number % len(UNITS)].name,
                confirmed_at=NOW if state is Reached.CONFIRMED else None,
                delivery=None,
            ),
            state,
        )
        for number, state in enumerate(states)
    )
    return Ledger(notice(**changed), rows)


DECIDED = (ObligationKind.APPROVE, ObligationKind.DECIDE)


def duty(
    kind: ObligationKind,
    due_on: date | None = DUE,
    *,
    late: int = 0,
    left: int = 4,
    title: str = "",
    person_id: int | None = None,
) -> Duty:
    obligation = Obligation(
        id=1,
        cycle_id=1,
        kind=kind,
        subject_id=3,
        unit_id=3,
        person_id=person_id,
        role=Role.OFFICER,
        due_on=due_on,
        opened_at=NOW,
        done_at=None,
        remind_at=None,
        remind_offset=None,
    )
    matter = SubmissionKind.KEY_TASKS if kind in DECIDED else None
    return Duty(obligation, late, 0 if late else left, title, target_id=3, matter=matter)


def home(*duties: Duty, seats: tuple[Assignment, ...] = ()) -> Home:
    return Home(BLOC, CYCLE, actor(*seats), duties)


def draft(missing: tuple[Unit, ...] = ()) -> Draft:
    """What the pledge would say; the `missing` units have no approved list."""
    parties = tuple(
        Party(unit, Signer(name, "Giám đốc", SignMode.HEAD), (f"Việc của {unit.code}",))
        for unit, name in zip(UNITS, NAMES * 2, strict=False)
    )
    return Draft(BLOC, CYCLE, parties, missing)


def pledge(state: PledgeState = PledgeState.SIGNING, **changed: Any) -> Pledge:
    made = Pledge(
        id=3,
        cycle_id=1,
        version=1,
        state=state,
        text="BẢN GIAO ƯỚC THI ĐUA\nNĂM 2027\n",
        text_hash=HASH,
        frozen_at=NOW,
        frozen_by=12,
        file_id=4,
    )
    return replace(made, **changed)


def signature(unit: Unit, name: str, **changed: Any) -> Signature:
    made = Signature(
        id=unit.id,
        pledge_id=3,
        unit_id=unit.id,
        person_id=unit.id,
        full_name=name,
        position_title="Giám đốc",
        sign_mode=SignMode.HEAD,
        text_hash=HASH,
        channel="web",
        signed_at=NOW + timedelta(minutes=unit.position),
    )
    return replace(made, **changed)


def signing(
    signed: tuple[Unit, ...] = (),
    *,
    seat: Assignment | None = None,
    due_on: date | None = date(2027, 3, 15),
    **changed: Any,
) -> Signing:
    """A pledge that these units have signed, as the leader in `seat` sees it."""
    names = dict(zip((unit.id for unit in UNITS), NAMES * 2, strict=False))
    by_unit = {unit.id: signature(unit, names[unit.id]) for unit in signed}
    state = PledgeState.COMPLETE if len(signed) == len(UNITS) else PledgeState.SIGNING
    return Signing(
        pledge=pledge(state, **changed),
        signed=tuple((unit, by_unit.get(unit.id)) for unit in UNITS),
        due_on=due_on,
        my_seat=seat,
        my_signature=by_unit.get(seat.unit_id) if seat and seat.unit_id else None,
    )


ALL_BUT_CHAIR = UNITS[1:]
ALL_BUT_THIRD = (*UNITS[:2], *UNITS[3:])
