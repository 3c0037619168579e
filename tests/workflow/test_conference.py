"""Who prepares and calls a conference, what an invitation lacks, what units owe (R13, R15)."""

from datetime import date, datetime

import pytest

from storage.conferences import Conference
from storage.kinds import ConferenceState, ObligationKind, Role
from storage.obligations import Obligation
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import YEAR, SmallBloc, add_cycle
from workflow import calling, conference, conference_field, guest, postponing, rsvp, seat
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
