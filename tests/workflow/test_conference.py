"""Who prepares and calls a conference, what an invitation lacks, what units owe (R13, R15)."""

from datetime import date, datetime, timedelta

import pytest

from storage.conferences import Conference
from storage.kinds import ConferenceState, DocumentKind, ItemState, ObligationKind, Role
from storage.obligations import Obligation
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import YEAR, SmallBloc, add_cycle
from workflow import (
    agenda,
    attendance,
    bloc_document,
    calling,
    conference,
    conference_field,
    document_comment,
    guest,
    postponing,
    presiding,
    rsvp,
    running,
    seat,
)
from workflow.calendar import LOCAL
from workflow.conference import View
from workflow.conference_errors import (
    ConferenceIncomplete,
    ConferenceStage,
    Missing,
    NoMoreRoom,
    NothingToFollow,
)
from workflow.errors import NoSuchThing, NotPermitted
from workflow.meeting_errors import NotRecordedAbsent, TooEarly
from workflow.permission import Actor

NOW = datetime(2027, 1, 18, 9, 0, tzinfo=LOCAL)
AFTER_TET = datetime(2027, 2, 12, 14, 0, tzinfo=LOCAL)
REASON = "Hội trường đang được sửa chữa."


async def _prepared(uow: UnitOfWork, bloc: SmallBloc, at: datetime = AFTER_TET) -> View:
    uow.now = NOW
    chair = await bloc.actor(uow, "chair")
    view = await conference.prepare(uow, chair)
    await conference_field.write(uow, chair, view.conference.id, "place", "Hội trường A", "")
    return await conference_field.set_start(uow, chair, view.conference.id, at)


async def _called(uow: UnitOfWork, bloc: SmallBloc, at: datetime = AFTER_TET) -> Conference:
    view = await _prepared(uow, bloc, at)
    chair = await bloc.actor(uow, "chair")
    known = view.conference
    return (await calling.call(uow, chair, known.id, known.revision)).view.conference


async def _owed(uow: UnitOfWork, known: Conference) -> list[Obligation]:
    return await uow.obligations.find_open(ObligationKind.RSVP, known.id)


async def test_answers_are_due_two_working_days_before_also_over_tet(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)

    assert known.rsvp_due_on == date(2027, 2, 3)
    owed = {one.unit_id: (one.role, one.due_on) for one in await _owed(uow, known)}
    assert owed == {
        bloc.units["chair"]: (Role.OFFICER, date(2027, 2, 3)),
        bloc.units["deputy"]: (Role.LEADER, date(2027, 2, 3)),
        bloc.units["ordinary"]: (Role.OFFICER, date(2027, 2, 3)),
    }


async def test_a_meeting_tomorrow_is_answered_today(uow: UnitOfWork, bloc: SmallBloc) -> None:
    known = await _called(uow, bloc, datetime(2027, 1, 19, 8, 0, tzinfo=LOCAL))

    assert known.rsvp_due_on == NOW.date()


async def test_an_invitation_with_a_gap_does_not_leave(uow: UnitOfWork, bloc: SmallBloc) -> None:
    uow.now = NOW
    chair = await bloc.actor(uow, "chair")
    known = (await conference.prepare(uow, chair)).conference

    with pytest.raises(ConferenceIncomplete) as refused:
        await calling.call(uow, chair, known.id, known.revision)

    assert refused.value.gaps == (Missing.STARTS, Missing.PLACE)
    again = await conference.prepare(uow, chair)
    assert again.conference.id == known.id
    with pytest.raises(NoMoreRoom):
        await guest.invite(uow, chair, known.id, "\n".join(["Lê Mai – Phó Giám đốc"] * 101))


async def test_last_years_agenda_and_guests_are_taken_over(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    chair = await bloc.actor(uow, "chair")
    with pytest.raises(NothingToFollow):
        await conference.prepare(uow, chair, follow=True)
    cycle = await uow.blocs.cycle(bloc.cycle_id)
    earlier = await add_cycle(uow, cycle.bloc_id, YEAR - 1)
    view = await conference.prepare(uow, chair)
    held = view.conference
    await guest.invite(uow, chair, held.id, "Đỗ Văn Lâm – Chánh Văn phòng")
    await uow.conferences.change_item(view.items[0].id, {"title": "Khai mạc năm 2026"})
    await uow.conferences.remove_item(view.items[6])
    moved = {"cycle_id": earlier, "state": ConferenceState.CLOSED}
    await uow.conferences.touch(held.id, {**moved, "starts_at": NOW, "called_at": NOW})

    made = await conference.prepare(uow, chair, follow=True)

    assert made.conference.id != held.id
    assert [item.number for item in made.items] == list(range(1, 8))
    assert made.items[0].title == "Khai mạc năm 2027"
    assert [one.full_name for one in made.guests] == ["Đỗ Văn Lâm"]
    assert made.conference.starts_at is None


@pytest.mark.parametrize("name", ["officer", "leader", "deputy", "chair officer"])
async def test_only_chair_and_secretary_prepare(
    uow: UnitOfWork, bloc: SmallBloc, name: str
) -> None:
    view = await _prepared(uow, bloc)
    actor = await bloc.actor(uow, name)

    with pytest.raises(NotPermitted):
        await conference.prepare(uow, actor)
    with pytest.raises(NotPermitted):
        await calling.call(uow, actor, view.conference.id, view.conference.revision)
    with pytest.raises(NoSuchThing):
        await conference.open_one(uow, actor, view.conference.id)


async def test_postponing_asks_everybody_anew_and_keeps_what_was_answered(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    officer, chair = await bloc.actor(uow, "officer"), await bloc.actor(uow, "chair")
    sheet = await rsvp.to_answer(uow, officer, known.id, bloc.units["ordinary"])
    await rsvp.attend(uow, officer, sheet)
    assert len(await _owed(uow, known)) == 2
    uow.now = NOW.replace(day=25)

    to = datetime(2027, 3, 12, 8, 0, tzinfo=LOCAL)
    proposal = await postponing.propose(uow, chair, known.id, to, REASON)
    await postponing.postpone(uow, chair, proposal, proposal.hash_start, with_sign=False)

    assert {one.due_on for one in await _owed(uow, known)} == {date(2027, 3, 10)}
    assert len(await _owed(uow, known)) == 3
    sheet = await rsvp.to_answer(uow, officer, known.id, bloc.units["ordinary"])
    assert sheet.rsvp is not None
    assert not sheet.is_current
    await rsvp.confirm(uow, officer, sheet)
    assert len(await _owed(uow, known)) == 2


async def test_a_leaving_officers_duty_passes_to_the_leader(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)

    await seat.end_role(uow, await bloc.seat(uow, "officer"))

    roles = {one.unit_id: one.role for one in await _owed(uow, known)}
    assert roles[bloc.units["ordinary"]] is Role.LEADER


async def test_a_called_conference_keeps_its_time_but_by_postponing(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    chair = await bloc.actor(uow, "chair")

    with pytest.raises(ConferenceStage):
        await conference_field.set_start(uow, chair, known.id, AFTER_TET)
    with pytest.raises(ConferenceStage):
        await calling.preview(uow, chair, known.id)
    await calling.cancel(uow, chair, known.id, REASON)
    with pytest.raises(ConferenceStage):
        await conference.to_change(uow, chair, known.id)
    assert await _owed(uow, known) == []


async def _postponed(uow: UnitOfWork, bloc: SmallBloc, known: Conference) -> None:
    chair = await bloc.actor(uow, "chair")
    assert known.starts_at is not None
    later = known.starts_at + timedelta(days=28)
    proposal = await postponing.propose(uow, chair, known.id, later, REASON)
    await postponing.postpone(uow, chair, proposal, proposal.hash_start, with_sign=False)


async def test_who_came_on_the_old_day_has_not_come_on_the_new_one(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    uow.now = AFTER_TET
    for name in ("officer", "leader"):
        await attendance.check_in(uow, await bloc.actor(uow, name), known.id)

    await _postponed(uow, bloc, known)

    assert await uow.attendances.present(known.id) == []
    (emptied,) = [o for o in await uow.histories.all() if o.act == "attendance.restarted"]
    assert emptied.facts["n"] == 2
    uow.now = AFTER_TET + timedelta(days=28)
    assert await attendance.check_in(uow, await bloc.actor(uow, "leader"), known.id)


async def test_the_meeting_starts_in_its_hour_and_ends_what_was_owed_for_it(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    chair = await bloc.actor(uow, "chair")
    uow.now = AFTER_TET - timedelta(minutes=61)
    for start in (running.to_start, running.start):
        with pytest.raises(TooEarly):
            await start(uow, chair, known.id)
    assert len(await _owed(uow, known)) == 3

    uow.now = AFTER_TET - timedelta(minutes=60)
    await running.start(uow, chair, known.id)

    assert await _owed(uow, known) == []


async def test_cancelling_leaves_what_is_owed_for_a_document(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    chair = await bloc.actor(uow, "chair")
    file_id = await uow.files.add("a.pdf", "application/pdf", b"%PDF-", uow.now)
    begun = await bloc_document.begin(uow, chair, DocumentKind.PLAN, "Kế hoạch", file_id)
    document_id = begun.document.id
    assert document_id == known.id
    await document_comment.invite(uow, chair, document_id, "20/2")

    await calling.cancel(uow, chair, known.id, REASON)

    assert len(await uow.obligations.find_open(ObligationKind.COMMENT, document_id)) == 2


async def test_a_new_preparation_hides_the_held_meeting_from_nobody_else(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    await uow.conferences.touch(known.id, {"state": ConferenceState.CLOSED})
    chair, officer = await bloc.actor(uow, "chair"), await bloc.actor(uow, "officer")

    drafted = await conference.prepare(uow, chair)

    for actor, seen in ((officer, known.id), (chair, drafted.conference.id)):
        shown = await conference.current(uow, actor)
        assert shown is not None
        assert shown.conference.id == seen
        assert (await conference.open_one(uow, actor)).conference.id == seen


async def _answers_absent(uow: UnitOfWork, bloc: SmallBloc, known: Conference) -> None:
    """Let the chair's unit answer that nobody comes."""
    actor = await bloc.actor(uow, "chair officer")
    sheet = await rsvp.to_answer(uow, actor, known.id, bloc.units["chair"])
    await rsvp.absent(uow, actor, sheet, "Đi công tác theo kế hoạch")


async def _may_preside(uow: UnitOfWork, actor: Actor, known: Conference) -> bool:
    presides, _ = await presiding.may(uow, actor, await conference.open_one(uow, actor, known.id))
    return presides


async def test_an_absence_said_before_the_postponement_is_none_for_the_new_day(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    deputy = await bloc.actor(uow, "deputy")
    await _answers_absent(uow, bloc, known)
    assert await _may_preside(uow, deputy, known)
    uow.now = NOW.replace(day=25)

    await _postponed(uow, bloc, known)
    assert not await _may_preside(uow, deputy, known)
    with pytest.raises(NotRecordedAbsent):
        await running.to_start(uow, deputy, known.id)

    await _answers_absent(uow, bloc, known)
    assert await _may_preside(uow, deputy, known)


async def test_the_deputy_who_presided_concludes_after_the_close(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    chair, deputy = await bloc.actor(uow, "chair"), await bloc.actor(uow, "deputy")
    uow.now = AFTER_TET
    await attendance.check_in(uow, deputy, known.id)
    await running.start(uow, chair, known.id)
    for item in await uow.conferences.items(known.id):
        await uow.conferences.change_item(item.id, {"state": ItemState.DONE})
    await running.close(uow, deputy, known.id)

    view = await running.conclude(uow, deputy, known.id, "Các đơn vị thực hiện đúng giao ước.")

    assert view.conference.conclusions == "Các đơn vị thực hiện đúng giao ước."
    with pytest.raises(NotPermitted):
        await running.conclude(uow, await bloc.actor(uow, "leader"), known.id, "Kết luận")


async def test_an_invitation_that_left_keeps_its_day_to_answer_and_gets_no_gap(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    known = await _called(uow, bloc)
    chair = await bloc.actor(uow, "chair")
    with pytest.raises(ConferenceStage):
        await conference_field.write(uow, chair, known.id, "rsvp_due", "25/1", "2027-02-03")
    for mode in ("online", "both"):
        with pytest.raises(ConferenceIncomplete) as refused:
            await conference_field.choose_mode(uow, chair, known.id, mode)
        assert refused.value.gaps == (Missing.LINK,)
    items = await uow.conferences.items(known.id)
    for item in items[1:]:
        await uow.conferences.remove_item(item)
    with pytest.raises(ConferenceIncomplete):
        await agenda.remove(uow, chair, items[0].id, known.revision)


async def test_an_officer_takes_the_duty_to_answer_over_from_the_leader(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    uow.now = NOW
    for one in await uow.people.held_by(bloc.people["officer"], uow.now):
        await uow.people.end(one.id, uow.now)
    known = await _called(uow, bloc)
    unit_id = bloc.units["ordinary"]
    again = NewAssignment(
        bloc.cycle_id, unit_id, bloc.people["officer"], Role.OFFICER, "Chuyên viên"
    )
    uow.now = NOW.replace(day=25)
    await uow.people.assign(again, uow.now)

    await _postponed(uow, bloc, known)

    roles = [one.role for one in await _owed(uow, known) if one.unit_id == unit_id]
    assert roles == [Role.OFFICER]


async def test_only_those_whom_a_letter_reaches_are_counted(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    view = await _prepared(uow, bloc)
    chair, known = await bloc.actor(uow, "chair"), view.conference
    for name in ("officer", "leader"):
        await uow.accounts.mark_unreachable(bloc.accounts[name], uow.now)

    shown = await calling.preview(uow, chair, known.id)
    called = await calling.call(uow, chair, known.id, known.revision)

    assert [one.full_name for one in shown.people] == ["Cao Thị Nhung", "Vũ Minh Châu"]
    assert shown.silent_units == ("Sở Tài chính",)
    silent = {"Nguyễn Thị Bích Đào", "Trần Quốc Khánh"}
    for made in (shown, called):
        assert {one.full_name for one in made.unreached} == silent
    assert called.n_told == 2
