"""Whom a notice is for, over every combination of its three filters."""

from datetime import date
from itertools import product

import pytest

from storage.kinds import Audience, NoticeState, ObligationKind, Role
from storage.notices import Notice
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from workflow import approval, narrowing, notice, seat
from workflow.audience import LISTS, ROLES, UNIT_DUTIES, Empty, people, readers_of
from workflow.errors import Blank
from workflow.narrowing import named
from workflow.notice_errors import UnknownUnits
from workflow.obligation import NewObligation, finish, open_one

UNITS = ("chair", "deputy", "ordinary")
CHOICES = [
    None,
    *(
        [name for name, on in zip(UNITS, bits, strict=True) if on]
        for bits in product((0, 1), repeat=3)
    ),
]
# Who owes what in the bloc of these tests, by unit or by person.
OWED = {
    None: None,
    ObligationKind.KEY_TASKS: {"chair", "deputy"},
    ObligationKind.SIGN: {"ordinary"},
    ObligationKind.RSVP: set(),
    ObligationKind.CONFIRM: {"leader", "chair officer"},
}
SEATS = {
    "chair": ("chair", {Role.LEADER}),
    "chair officer": ("chair", {Role.OFFICER}),
    "deputy": ("deputy", {Role.LEADER}),
    "officer": ("ordinary", {Role.OFFICER}),
    "leader": ("ordinary", {Role.LEADER}),
}


async def owe(uow: UnitOfWork, bloc: SmallBloc) -> int:
    """Let the bloc owe what `OWED` says; return the notice that is to be confirmed."""
    await bloc.accept(uow, "officer")
    actor = await bloc.actor(uow, "chair")
    asked = (await notice.compose(uow, actor)).notice.id
    await uow.notices.change(
        asked, {"state": NoticeState.SENT, "released_at": uow.now, "subject": "Họp"}
    )
    due = date(2027, 3, 1)
    unit = bloc.units["ordinary"]
    at = (bloc.cycle_id, ObligationKind.SIGN, 1, Role.LEADER, due)
    await open_one(uow, NewObligation(*at, unit_id=unit))
    for name in ("leader", "chair officer", "deputy"):
        at = (bloc.cycle_id, ObligationKind.CONFIRM, asked, Role.LEADER, due)
        await open_one(uow, NewObligation(*at, person_id=bloc.people[name]))
    await finish(uow, ObligationKind.CONFIRM, asked, person_id=bloc.people["deputy"])
    return asked


def expected(roles: Audience, units: list[str] | None, lacking: ObligationKind | None) -> set[str]:
    """Return who is meant, said once more and plainly."""
    owing = OWED[lacking]
    return {
        name
        for name, (unit, held) in SEATS.items()
        if held & {*ROLES[roles]}
        and (units is None or unit in units)
        and (owing is None or (name if lacking is ObligationKind.CONFIRM else unit) in owing)
    }


async def test_every_combination_of_filters_finds_each_person_meant_once(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    asked = await owe(uow, bloc)
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id
    names = {person_id: name for name, person_id in bloc.people.items()}

    for roles, units, lacking in product(narrowing.CHOICES, CHOICES, OWED):
        ids = None if units is None else [bloc.units[name] for name in units]
        of = asked if lacking is ObligationKind.CONFIRM else None
        values = {"audience": roles, "units": ids, "lacking": lacking, "lacking_of": of}
        await uow.notices.change(draft, values)
        known = await uow.notices.get(draft)
        assert known is not None

        found = await people(uow, known)
        shown = await readers_of(uow, known)

        assert len(found) == len({one.person_id for one in found})
        assert {names[one.person_id] for one in found} == expected(roles, units, lacking)
        assert shown.people == found
        assert (shown.empty is None) == bool(found)
        assert {one.unit_id for one in found} <= {unit.id for unit in shown.units}
        assert (shown.empty is Empty.NO_UNIT) == (units == [] and not found)


async def refreshed(uow: UnitOfWork, notice_id: int) -> Notice:
    found = await uow.notices.get(notice_id)
    assert found is not None
    return found


async def test_a_list_is_lacking_until_it_has_reached_the_bloc(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    """The officer has sent it, and the leader has still to approve it (R3)."""
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id
    await narrowing.choose_lacking(uow, actor, draft, "key_tasks", 0)
    everybody = len(await people(uow, await refreshed(uow, draft)))
    sheet = await bloc.submit(uow, "officer")

    assert len(await people(uow, await refreshed(uow, draft))) == everybody
    at = (sheet.submission.id, sheet.submission.revision)
    await approval.approve(uow, await bloc.actor(uow, "leader"), *at)

    assert len(await people(uow, await refreshed(uow, draft))) == everybody - 2


async def test_who_left_and_who_cannot_be_reached(uow: UnitOfWork, bloc: SmallBloc) -> None:
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id
    await uow.accounts.mark_unreachable(bloc.accounts["deputy"], uow.now)
    for name in ("officer", "leader"):
        await seat.end_role(uow, await bloc.seat(uow, name))

    shown = await readers_of(uow, await refreshed(uow, draft))

    assert shown.silent_units == ("Sở Xây dựng", "Sở Tài chính")
    assert len(shown.people) == 3
    await narrowing.pick(uow, actor, draft, bloc.units["ordinary"], on=True)
    shown = await readers_of(uow, await refreshed(uow, draft))
    assert (shown.empty, shown.silent_units) == (Empty.NO_SEAT, ("Sở Tài chính",))


async def test_who_acts_for_two_units_is_heard_in_both(uow: UnitOfWork, bloc: SmallBloc) -> None:
    """Whoever has not joined is counted, and told apart: no copy is queued for them."""
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id
    await uow.accounts.mark_unreachable(bloc.accounts["deputy"], uow.now)
    person_id = await uow.people.save(actor.cycle.bloc_id, "newcomer", "Lâm Thị Mỹ Duyên")
    for name, one in (("deputy", bloc.people["officer"]), ("ordinary", person_id)):
        seat_ = NewAssignment(bloc.cycle_id, bloc.units[name], one, Role.OFFICER, "Chuyên viên")
        await uow.people.assign(seat_, uow.now)

    shown = await readers_of(uow, await refreshed(uow, draft))

    assert shown.silent_units == ()
    assert (len(shown.people), shown.n_unjoined) == (6, 1)


async def test_why_nobody_owes_it(uow: UnitOfWork, bloc: SmallBloc) -> None:
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id
    await narrowing.choose_lacking(uow, actor, draft, "sign", 0)
    shown = await readers_of(uow, await refreshed(uow, draft))
    assert shown.empty is Empty.NOT_ASKED

    at = (bloc.cycle_id, ObligationKind.SIGN, 1, Role.LEADER, date(2027, 3, 1))
    await open_one(uow, NewObligation(*at, unit_id=bloc.units["ordinary"]))
    await finish(uow, ObligationKind.SIGN, 1)
    shown = await readers_of(uow, await refreshed(uow, draft))
    assert shown.empty is Empty.ALL_DONE
    await narrowing.pick(uow, actor, draft, bloc.units["deputy"], on=True)
    shown = await readers_of(uow, await refreshed(uow, draft))
    assert shown.empty is Empty.NOT_ASKED


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2", "deputy"),
        ("3, chair", "ordinary chair"),
        ("1-2", "chair deputy"),
        ("1 3", "chair ordinary"),
        ("01 DEPUTY", "chair deputy"),
        ("so xay dung; Tài chính", "deputy ordinary"),
        ("DEPUTY ordinary", "deputy ordinary"),
        ("khoa học và công nghệ\n3", "chair ordinary"),
    ],
)
async def test_units_are_typed_by_number_code_or_name(
    uow: UnitOfWork, bloc: SmallBloc, typed: str, found: str
) -> None:
    units = await uow.units.of_cycle(bloc.cycle_id)

    assert named(typed, units) == [bloc.units[name] for name in found.split()]


async def test_what_names_no_unit_is_named_back(uow: UnitOfWork, bloc: SmallBloc) -> None:
    units = await uow.units.of_cycle(bloc.cycle_id)

    for typed, words in (
        ("4", ("4",)),
        ("1, Sở", ("Sở",)),
        ("2-9; 1", ("2-9",)),
        ("0", ("0",)),
        # Each word is in the name of one unit, and the two units are different ones.
        ("khoa học xây dựng", ("khoa học xây dựng",)),
        ("Công nghệ, Tài xây", ("Tài xây",)),
    ):
        with pytest.raises(UnknownUnits) as refused:
            named(typed, units)
        assert refused.value.words == words
    with pytest.raises(Blank):
        named(" , ;", units)


async def test_the_duties_to_choose_from_are_counted(uow: UnitOfWork, bloc: SmallBloc) -> None:
    asked = await owe(uow, bloc)
    actor = await bloc.actor(uow, "chair")
    draft = (await notice.compose(uow, actor)).notice.id

    _, found = await narrowing.lackings(uow, actor, draft)

    assert [one.kind for one in found] == [*UNIT_DUTIES, ObligationKind.CONFIRM]
    counts = {one.kind: one.count for one in found}
    assert counts[ObligationKind.KEY_TASKS] == 2
    assert (counts[ObligationKind.SIGN], counts[ObligationKind.CONFIRM]) == (1, 2)
    assert found[-1].notice is not None
    assert found[-1].notice.id == asked
    assert set(LISTS) < set(UNIT_DUTIES)
