"""Titles and commendations are dated: a change never touches what was registered before (R16)."""

from dataclasses import replace
from datetime import date, timedelta

from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import award
from workflow.award import AwardRow, Outcome, defaults, import_awards
from workflow.calendar import local

FIRST = date(2024, 1, 1)


def row(code: str) -> AwardRow:
    return next(one for one in defaults() if one.code == code)


async def test_the_defaults_come_once(uow: UnitOfWork) -> None:
    await award.ensure(uow)
    await award.ensure(uow)

    known = await award.in_force(uow)
    assert [one.code for one in known] == [one.code for one in defaults()]
    assert {one.quota_of for one in known} <= {"", *(one.code for one in known)}


async def test_what_is_not_in_force_yet_or_any_more_cannot_be_chosen(uow: UnitOfWork) -> None:
    today = local(uow.now).date()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    await import_awards(
        uow,
        [
            replace(row("GK"), code="LAST", valid_from=FIRST, valid_to=today),
            replace(row("GK"), code="OVER", valid_from=FIRST, valid_to=yesterday),
            replace(row("GK"), code="NEXT", valid_from=tomorrow),
        ],
    )

    assert [one.code for one in await award.in_force(uow)] == ["LAST"]


async def test_importing_what_is_there_changes_nothing(uow: UnitOfWork, bloc: SmallBloc) -> None:
    await award.ensure(uow)
    before = await uow.awards.all()

    done = await import_awards(uow, defaults())

    assert len(done.names[Outcome.SAME]) == len(defaults())
    assert await uow.awards.all() == before


async def test_a_changed_award_ends_the_day_before_and_begins_anew(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await award.ensure(uow)
    today = local(uow.now).date()
    stricter = replace(row("CSTDCS"), quota_percent=10)

    done = await import_awards(uow, [stricter])

    old, new = [one for one in await uow.awards.all() if one.code == "CSTDCS"]
    assert done.names[Outcome.CHANGED] == (stricter.name,)
    assert (old.quota_percent, old.valid_to) == (15, today - timedelta(days=1))
    assert (new.quota_percent, new.valid_from, new.valid_to) == (10, today, None)


async def test_a_change_that_begins_later_leaves_today_as_it_is(uow: UnitOfWork) -> None:
    await award.ensure(uow)
    begins = local(uow.now).date() + timedelta(days=30)
    later = replace(row("GK"), name="Giấy khen mới", valid_from=begins)

    await import_awards(uow, [later])
    again = await import_awards(uow, [later, row("GK")])

    names = {one.name for one in await award.in_force(uow)}
    assert "Giấy khen" in names
    assert "Giấy khen mới" not in names
    assert len(again.names[Outcome.SAME]) == 2


async def test_what_was_put_right_on_its_first_day_stays_one_award(uow: UnitOfWork) -> None:
    fresh = replace(row("GK"), code="NEW", valid_from=None)
    await import_awards(uow, [fresh])
    await import_awards(uow, [replace(fresh, name="Giấy khen, sửa tên")])

    assert [one.name for one in await uow.awards.all()] == ["Giấy khen, sửa tên"]


async def test_an_award_is_ended_and_comes_back_as_a_new_one(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await award.ensure(uow)
    yesterday = local(uow.now).date() - timedelta(days=1)
    ended = replace(row("GK"), valid_to=yesterday)

    done = await import_awards(uow, [ended])
    assert done.names[Outcome.ENDED] == ("Giấy khen",)
    assert "GK" not in {one.code for one in await award.in_force(uow)}

    await import_awards(uow, [row("GK")])

    assert [one.valid_to for one in await uow.awards.all() if one.code == "GK"] == [yesterday, None]
