"""A role on other terms, title or sign mode, is another seat: papers of before keep the old one."""

from datetime import timedelta

import pytest

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.kinds import Role, SignMode
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc, build
from workflow import invite
from workflow.paper_signer import Signer, of_unit

TITLE = "Phó Giám đốc Sở"


async def promoted(uow: UnitOfWork, bloc: SmallBloc, name: str, role: Role) -> int:
    """Give somebody of the ordinary unit other terms, as importing the bloc again does."""
    at = (bloc.cycle_id, bloc.units["ordinary"], bloc.people[name], role)
    return await uow.people.assign(NewAssignment(*at, TITLE, SignMode.FOR_HEAD), uow.now)


@pytest.mark.rule(7)
async def test_a_changed_title_ends_the_seat_and_opens_another(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc, before = await build(uow), uow.now
        old = await bloc.seat(uow, "leader")
        code = await invite.issue(uow, (await bloc.seat(uow, "officer")).id)
    clock.move(timedelta(days=1))
    async with storage.begin() as uow:
        new_id = await promoted(uow, bloc, "leader", Role.LEADER)
        assert await promoted(uow, bloc, "leader", Role.LEADER) == new_id != old.id

        at = (uow, bloc.cycle_id, bloc.units["ordinary"])
        name, unit = "Trần Quốc Khánh", "Sở Tài chính"
        assert await of_unit(*at, before) == Signer(name, "Giám đốc", SignMode.HEAD, unit)
        assert await of_unit(*at, uow.now) == Signer(name, TITLE, SignMode.FOR_HEAD, unit)
        assert [one.id for one in await uow.people.ended_in(bloc.cycle_id, uow.now)] == [old.id]

        # A code that was handed out before goes on opening what its holder now has.
        officer_id = await promoted(uow, bloc, "officer", Role.OFFICER)
        account = await uow.accounts.open("telegram", "officer", uow.now)
        opened = await invite.open_code(uow, account, code)
        assert isinstance(opened, invite.Invitation)
        assert (opened.seat.id, opened.seat.position_title) == (officer_id, TITLE)
