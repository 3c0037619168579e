"""Rules that must never break are held by the database itself, whoever writes."""

from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.kinds import (
    DeliveryState,
    Lane,
    ListState,
    ObligationKind,
    PledgeState,
    Role,
    SignMode,
)
from storage.reminders import Given
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import DUE, SmallBloc
from workflow import approval, certificate

REASON = "Nhiệm vụ 2 chưa có chỉ tiêu đo được."


async def sql(uow: UnitOfWork, statement: str, **values: Any) -> None:
    await uow._connection.execute(text(statement), values)


async def _refused(uow: UnitOfWork, match: str, statement: str, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=match):
        async with uow.attempt():
            await sql(uow, statement, **values)


async def freeze(uow: UnitOfWork, bloc: SmallBloc, **changed: Any) -> int:
    """Write a frozen pledge without any of its conditions."""
    file_id = await uow.files.add("a.txt", "text/plain", b"a", uow.now)
    values = {
        "cycle_id": bloc.cycle_id,
        "version": 1,
        "state": PledgeState.SIGNING,
        "text": "Giao ước\n",
        "text_hash": "a" * 64,
        "frozen_at": uow.now,
        "frozen_by": bloc.people["chair"],
        "file_id": file_id,
        "sections": [],
        "parties": list(bloc.units.values()),
    }
    return await uow.pledges.add({**values, **changed})


def _signature(uow: UnitOfWork, bloc: SmallBloc, pledge_id: int, **changed: Any) -> dict[str, Any]:
    values = {
        "pledge_id": pledge_id,
        "unit_id": bloc.units["ordinary"],
        "person_id": bloc.people["leader"],
        "full_name": "Trần Quốc Khánh",
        "position_title": "Giám đốc",
        "sign_mode": SignMode.HEAD,
        "text_hash": "a" * 64,
        "channel": "web",
        "signed_at": uow.now,
    }
    return {**values, **changed}


async def test_what_was_done_stays_in_the_history(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R12."""
    await bloc.fill(uow, "officer", n_tasks=1)

    await _refused(uow, "append-only", "UPDATE history SET act = 'other'")
    await _refused(uow, "append-only", "DELETE FROM history")


async def test_a_kept_version_of_a_list_stays(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R2."""
    await bloc.submit(uow, "officer")

    await _refused(uow, "stays as it was", "UPDATE submission_version SET version = 9")
    await _refused(uow, "append-only", "DELETE FROM submission_version")


async def test_the_paper_of_a_version_stays(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R2: it is noted once, when it is handed in."""
    sheet = await bloc.submit(uow, "officer")
    paper = await uow.files.add("ký.pdf", "application/pdf", b"%PDF", uow.now)
    await uow.submissions.mark_reached(sheet.submission.id, uow.now, paper)

    for statement in ("signed_paper_id = NULL", "reached_bloc_at = NULL"):
        await _refused(uow, "stays as it was", f"UPDATE submission_version SET {statement}")


async def test_a_signature_stays_and_its_certificate_with_it(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """R7."""
    pledge = await uow.pledges.get(await freeze(uow, bloc))
    unit = await uow.units.get(bloc.cycle_id, bloc.units["ordinary"])
    assert pledge is not None
    assert unit is not None
    under = certificate.Under(pledge, await uow.blocs.cycle(bloc.cycle_id), unit)
    signature = _signature(uow, bloc, pledge.id)
    await certificate.issue(uow, await bloc.seat(uow, "leader"), under, signature)

    await _refused(uow, "append-only", "UPDATE signature SET full_name = 'Khác'")
    await _refused(uow, "append-only", "DELETE FROM signature")
    await _refused(uow, "append-only", "UPDATE certificate SET unit_name = 'Khác'")
    await _refused(uow, "append-only", "DELETE FROM certificate")


@pytest.mark.parametrize("column", ["text", "text_hash", "version", "cycle_id"])
async def test_a_frozen_text_does_not_change(uow: UnitOfWork, bloc: SmallBloc, column: str) -> None:
    """R7."""
    await freeze(uow, bloc)

    await _refused(uow, "keeps its text", f"UPDATE pledge SET {column} = {column}")


@pytest.mark.parametrize("missing", [{}, {"version": 1}])
async def test_a_cycle_has_one_pledge_at_a_time(
    uow: UnitOfWork, bloc: SmallBloc, missing: dict[str, int]
) -> None:
    await freeze(uow, bloc)

    with pytest.raises(IntegrityError):
        await freeze(uow, bloc, **{"version": 2, **missing})


async def test_a_replaced_pledge_makes_room_for_the_next(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await freeze(uow, bloc, state=PledgeState.VOID)

    second = await freeze(uow, bloc, version=2)

    await _refused(uow, "stays replaced", "UPDATE pledge SET state = 'signing' WHERE version = 1")
    current = await uow.pledges.current(bloc.cycle_id)
    assert current is not None
    assert current.id == second


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"text_hash": "b" * 64}, "FOREIGN KEY"),
        ({"unit_id": 999}, "member unit"),
        ({"pledge_id": 999}, "member unit"),
        ({"sign_mode": None}, "NOT NULL"),
    ],
)
async def test_a_signature_stands_only_on_the_frozen_text_of_a_member(
    uow: UnitOfWork, bloc: SmallBloc, changed: dict[str, Any], match: str
) -> None:
    """R7."""
    pledge_id = await freeze(uow, bloc)

    with pytest.raises(IntegrityError, match=match):
        await uow.pledges.sign({**_signature(uow, bloc, pledge_id), **changed})


async def test_a_unit_signs_once(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R7."""
    pledge_id = await freeze(uow, bloc)
    await uow.pledges.sign(_signature(uow, bloc, pledge_id))

    with pytest.raises(IntegrityError, match="UNIQUE"):
        await uow.pledges.sign(_signature(uow, bloc, pledge_id, person_id=bloc.people["officer"]))


@pytest.mark.rule(8)
async def test_a_unit_signs_or_is_excepted_and_the_chair_unit_comes_last(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    pledge_id = await freeze(uow, bloc)
    chair = _signature(uow, bloc, pledge_id, unit_id=bloc.units["chair"])
    with pytest.raises(IntegrityError, match="signs last"):
        async with uow.attempt():
            await uow.pledges.sign(chair)
    excepted = {
        "pledge_id": pledge_id,
        "unit_id": bloc.units["deputy"],
        "reason": REASON,
        "granted_by": bloc.people["chair"],
        "granted_at": uow.now,
    }
    exception_id = await uow.signings.grant(excepted)
    with pytest.raises(IntegrityError, match="not both"):
        async with uow.attempt():
            await uow.pledges.sign({**chair, "unit_id": bloc.units["deputy"]})
    await uow.pledges.sign(_signature(uow, bloc, pledge_id))
    with pytest.raises(IntegrityError, match="not both"):
        async with uow.attempt():
            await uow.signings.grant({**excepted, "unit_id": bloc.units["ordinary"]})
    await _refused(uow, "every unit", "UPDATE pledge SET state = 'complete'")
    await uow.pledges.sign(chair)
    await uow.pledges.complete(pledge_id)
    with pytest.raises(IntegrityError, match="while units sign"):
        async with uow.attempt():
            await uow.signings.withdraw(exception_id, uow.now)


@pytest.mark.parametrize("state", [PledgeState.COMPLETE, PledgeState.VOID])
async def test_a_closed_pledge_takes_no_signature(
    uow: UnitOfWork, bloc: SmallBloc, state: PledgeState
) -> None:
    pledge_id = await freeze(uow, bloc, state=state)

    with pytest.raises(IntegrityError, match="open pledge"):
        await uow.pledges.sign(_signature(uow, bloc, pledge_id))


@pytest.mark.parametrize(("n_tasks", "n_stars"), [(2, 1), (3, 0), (0, 0)])
@pytest.mark.parametrize("state", ["waiting_leader", "waiting_chair", "approved"])
async def test_an_incomplete_list_does_not_leave_its_draft(
    uow: UnitOfWork, bloc: SmallBloc, n_tasks: int, n_stars: int, state: str
) -> None:
    """R1."""
    sheet = await bloc.fill(uow, "officer", n_tasks=n_tasks, n_stars=n_stars)

    await _refused(
        uow,
        "exact counts",
        "UPDATE submission SET state = :state WHERE id = :id",
        state=state,
        id=sheet.submission.id,
    )


async def test_a_list_with_too_many_highlights_does_not_leave_its_draft(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """R1."""
    await bloc.fill(uow, "officer", n_tasks=3, n_stars=2)
    await sql(uow, "UPDATE key_task SET is_highlight = 1")

    await _refused(uow, "exact counts", "UPDATE submission SET state = 'waiting_leader'")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE key_task SET title = 'Khác' WHERE submission_id = :id",
        "DELETE FROM key_task WHERE submission_id = :id",
        (
            "INSERT INTO key_task SELECT 99, submission_id, 9, title, is_highlight, target,"
            " target_unit, due_on, basis, measures, lead, partners, evidence, note, criterion"
            " FROM key_task WHERE submission_id = :id AND number = 1"
        ),
    ],
)
async def test_a_sent_list_does_not_change(
    uow: UnitOfWork, bloc: SmallBloc, statement: str
) -> None:
    """R2."""
    sheet = await bloc.submit(uow, "officer")

    await _refused(uow, "does not change", statement, id=sheet.submission.id)


async def test_two_people_approve_a_list(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R4."""
    sheet = await bloc.submit(uow, "officer")
    same = {"approved_by": bloc.people["chair"], "decided_by": bloc.people["chair"]}

    for values in (same, {**same, "decided_by": None}, {**same, "approved_by": None}):
        with pytest.raises(IntegrityError, match="four_eyes"):
            async with uow.attempt():
                await uow.submissions.touch(
                    sheet.submission.id, {"state": ListState.APPROVED, **values}
                )


async def test_a_list_is_returned_with_a_reason(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R3."""
    sheet = await bloc.submit(uow, "officer")

    with pytest.raises(IntegrityError, match="reason"):
        await uow.submissions.touch(sheet.submission.id, {"state": ListState.RETURNED})


async def test_a_returned_list_opens_again(uow: UnitOfWork, bloc: SmallBloc) -> None:
    sheet = await bloc.submit(uow, "officer")
    leader = await bloc.actor(uow, "leader")
    await approval.send_back(uow, leader, sheet.submission.id, sheet.submission.revision, REASON)

    await uow.key_tasks.change(sheet.tasks[0].id, {"title": "Tên mới"})


async def test_a_duty_is_open_once(uow: UnitOfWork, bloc: SmallBloc) -> None:
    unit_id = bloc.units["ordinary"]
    found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, unit_id)
    again = {name: value for name, value in asdict(found[0]).items() if name != "id"}

    with pytest.raises(IntegrityError, match="uq_obligation_open"):
        async with uow.attempt():
            await uow.obligations.add(again)

    await uow.obligations.finish([found[0].id], uow.now)
    await uow.obligations.add(again)


async def test_a_duty_has_an_owner(uow: UnitOfWork, bloc: SmallBloc) -> None:
    with pytest.raises(IntegrityError, match="owner"):
        await uow.obligations.add(
            {
                "cycle_id": bloc.cycle_id,
                "kind": ObligationKind.SIGN,
                "subject_id": 1,
                "role": Role.LEADER,
                "due_on": DUE,
                "opened_at": uow.now,
            }
        )


async def test_a_reminder_is_given_once(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """R14."""
    found = await uow.obligations.find_open(ObligationKind.KEY_TASKS, bloc.units["ordinary"])
    mine = Given(found[0].id, -7, bloc.people["officer"])

    await uow.obligations.plan({mine.obligation_id: (uow.now, -7)})
    await uow.reminders.give([mine], uow.now)
    assert await uow.reminders.given(uow.now) == {mine}
    await _refused(
        uow,
        "UNIQUE",
        'INSERT INTO reminder (obligation_id, "offset", person_id, queued_at)'
        ' SELECT obligation_id, "offset", person_id, queued_at FROM reminder',
    )


async def test_an_update_is_stored_once(uow: UnitOfWork) -> None:
    assert await uow.inbox.add("web", "1", {"n": 1}, uow.now)
    assert not await uow.inbox.add("web", "1", {"n": 2}, uow.now)
    assert await uow.inbox.add("telegram", "1", {"n": 3}, uow.now)

    first = await uow.inbox.next()
    assert first is not None
    assert (first.raw, await uow.inbox.n_waiting()) == ({"n": 1}, 2)


def _delivery(uow: UnitOfWork, bloc: SmallBloc, **changed: Any) -> dict[str, Any]:
    values = {
        "account_id": bloc.accounts["officer"],
        "lane": Lane.REMINDER,
        "kind": "reminder",
        "content": {},
        "due_at": uow.now,
        "created_at": uow.now,
    }
    return {**values, **changed}


async def test_a_delivery_with_a_key_is_queued_once(uow: UnitOfWork, bloc: SmallBloc) -> None:
    once = _delivery(uow, bloc, dedupe="reminder:1:2027-02-22")

    assert await uow.outbox.add(once) is not None
    assert await uow.outbox.add(once) is None
    await _refused(
        uow,
        "UNIQUE",
        "INSERT INTO outbox (account_id, lane, state, kind, content, dedupe, due_at, created_at,"
        " attempts, error) SELECT account_id, lane, state, kind, content, dedupe, due_at,"
        " created_at, attempts, error FROM outbox",
    )


async def test_a_delivery_is_sent_once_more_at_most(uow: UnitOfWork, bloc: SmallBloc) -> None:
    first = await uow.outbox.add(_delivery(uow, bloc))
    assert first is not None
    await uow.outbox.settle(first, DeliveryState.UNKNOWN, {})
    await uow.outbox.resend(first, uow.now)

    with pytest.raises(IntegrityError, match="UNIQUE"):
        await uow.outbox.resend(first, uow.now)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE membership SET standing = 'chair'",
        "UPDATE cycle SET highlights_max = 0",
        "UPDATE cycle SET tasks_per_unit = 0",
        "UPDATE submission SET state = 'lost'",
        "UPDATE key_task SET title = ''",
        "UPDATE account SET person_id = 1",
        "UPDATE account SET state = 'gone'",
        "UPDATE role_assignment SET to_at = '2020-01-01T00:00:00.000000Z'",
        "UPDATE obligation SET cycle_id = 999",
        "DELETE FROM person",
    ],
)
async def test_a_row_that_makes_no_sense_is_refused(
    uow: UnitOfWork, bloc: SmallBloc, statement: str
) -> None:
    await bloc.fill(uow, "officer", n_tasks=1)

    await _refused(uow, "constraint", statement)
