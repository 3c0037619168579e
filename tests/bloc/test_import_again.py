"""Importing once more: what was ended stays ended, what was agreed upon stays as it was."""

from collections.abc import Callable
from typing import Any

import pytest

from messages.documents.bloc_report import imported, too_late
from storage.engine import Storage
from storage.kinds import ListState, ObligationKind, PledgeState, Role, SubmissionKind
from storage.people import Assignment
from storage.unit_of_work import UnitOfWork
from tests.bloc.test_import import brings_in, rows
from tests.support.sample_bloc import sample
from workflow import invite, seat
from workflow.bloc import Imported, find_cycle
from workflow.bloc_fixed import TooLate
from workflow.calendar import local
from workflow.seat import Choice

LEADER = "Lý Thanh Tùng"
Content = dict[str, Any]


async def leaders(storage: Storage) -> list[str]:
    """Return who leads the third unit now."""
    async with storage.begin() as uow:
        _, cycle = await find_cycle(uow)
        return [held.full_name for held in await _leaders(uow, cycle.id)]


async def _leaders(uow: UnitOfWork, cycle_id: int) -> list[Assignment]:
    return await seat.find(uow, cycle_id, Choice("stc", Role.LEADER))


async def ends(storage: Storage, done: Imported) -> None:
    async with storage.begin() as uow:
        (leader,) = await _leaders(uow, done.cycle.id)
        await seat.end_role(uow, leader)


async def succeeds(storage: Storage, done: Imported, name: str) -> None:
    """Let somebody take the leader's seat with a code."""
    async with storage.begin() as uow:
        (leader,) = await _leaders(uow, done.cycle.id)
        account = await uow.accounts.open("web", name, uow.now)
        code = await invite.issue(uow, leader.id, person_name=name)
        opened = await invite.open_code(uow, account, code)
        assert isinstance(opened, invite.Invitation)
        await invite.accept(uow, account, opened.key)


async def test_an_ended_role_does_not_come_back_with_the_file(storage: Storage) -> None:
    await ends(storage, await brings_in(storage))
    before = rows(storage)

    text = imported(await brings_in(storage), [])

    assert await leaders(storage) == []
    assert rows(storage) == before
    summary, same, *ended = text.splitlines()
    assert summary.endswith("8 đơn vị, 18 người, 20 vai trò.")
    assert same == "Không có gì thay đổi."
    assert ended == [
        (
            "Vai trò đã kết thúc, không khôi phục (muốn khôi phục: giaouoc bloc import TỆP "
            "--restore; người mới thì dùng mã người mới):"
        ),
        "- Lý Thanh Tùng, lãnh đạo, Sở Tài chính",
    ]


async def test_other_days_of_reminding_move_what_is_planned(storage: Storage) -> None:
    await brings_in(storage)
    content = sample()
    content["bloc"] |= {"reminder_offsets": "5, 0", "reminder_hours": "9h-16h"}

    text = imported(await brings_in(storage, content), [])
    async with storage.begin() as uow:
        duties = [o for o in await uow.obligations.planned_after(uow.now) if o.remind_at]

    assert "- Nhắc trước hạn (ngày làm việc): 7,3,1,0 → 5,0" in text
    assert "- Giờ gửi tin nhắc: 07:30-17:30 → 09:00-16:00" in text
    assert {(o.remind_offset, local(o.remind_at).hour) for o in duties if o.remind_at} == {(-5, 9)}


async def test_whose_seat_was_taken_does_not_come_back_with_the_file(storage: Storage) -> None:
    await succeeds(storage, await brings_in(storage), "Đinh Công Tráng")

    text = imported(await brings_in(storage), [])

    assert await leaders(storage) == ["Đinh Công Tráng"]
    assert "không khôi phục" in text
    assert "- Đinh Công Tráng, lãnh đạo, Sở Tài chính" in text


async def test_an_ended_role_stays_ended_when_codes_are_filled_in_later(storage: Storage) -> None:
    await ends(storage, await brings_in(storage))
    content = sample()
    for person in content["person"]:
        person["code"] = f"P-{person['name'].split()[0]}"

    done = await brings_in(storage, content)

    assert [ended.full_name for ended in done.ended_seats] == [LEADER]
    assert await leaders(storage) == []


async def test_a_row_of_an_ended_role_renames_nobody(storage: Storage) -> None:
    """The code of somebody who left, typed beside another name, is not their new name."""
    content = sample()
    content["person"][7]["code"] = "P7"
    await ends(storage, await brings_in(storage, content))
    content["person"][7]["name"] = "Đinh Công Tráng"
    before = rows(storage)

    await brings_in(storage, content)

    assert rows(storage) == before


async def test_an_ended_role_is_restored_when_asked_for(storage: Storage) -> None:
    await ends(storage, await brings_in(storage))

    done = await brings_in(storage, restore=True)

    assert (await leaders(storage), done.ended_seats) == ([LEADER], ())
    assert [change.kind for change in done.changes] == ["person_new", "role_new"]
    assert len(rows(storage)["person"]) == 19
    again = await brings_in(storage)
    assert (again.changes, again.ended_seats) == ((), ())


async def test_a_second_role_opens_no_second_duty_to_join(storage: Storage) -> None:
    await brings_in(storage)
    content = sample()
    content["person"][7]["code"] = "P7"
    content["person"].append({**content["person"][7], "unit": "SCT"})

    done = await brings_in(storage, content)

    async with storage.begin() as uow:
        owed = await uow.obligations.open_in(done.cycle.id)
    assert sum(o.kind is ObligationKind.JOIN for o in owed) == 19


async def freezes(storage: Storage, done: Imported, state: PledgeState) -> None:
    async with storage.begin() as uow:
        (leader,) = await _leaders(uow, done.cycle.id)
        file_id = await uow.files.add("a.txt", "text/plain", b"", uow.now)
        await uow.pledges.add(
            {
                "cycle_id": done.cycle.id,
                "version": 1,
                "state": state,
                "text": "Giao ước\n",
                "text_hash": "0" * 64,
                "frozen_at": uow.now,
                "frozen_by": leader.person_id,
                "file_id": file_id,
                "sections": [],
                "parties": [],
            }
        )


async def sends(storage: Storage, done: Imported, state: ListState) -> None:
    """Bring the third unit's list to a state that needs whole counts."""
    async with storage.begin() as uow:
        (leader,) = await _leaders(uow, done.cycle.id)
        list_id = await uow.submissions.begin(
            done.cycle.id, leader.unit_id or 0, SubmissionKind.KEY_TASKS
        )
        for number in range(1, 11):
            task = {"number": number, "title": f"Việc {number}", "is_highlight": number == 1}
            await uow.key_tasks.add(list_id, task)
        decided = {"approved_by": leader.person_id, "decided_by": leader.person_id + 1}
        await uow.submissions.touch(list_id, {"state": state, **decided})


def with_theme(content: Content) -> None:
    content["bloc"]["theme"] = "Chủ đề khác"


def with_fewer_tasks(content: Content) -> None:
    content["bloc"]["tasks_per_unit"] = 8


def with_more_highlights(content: Content) -> None:
    content["bloc"]["highlights_max"] = 5


def with_another_unit(content: Content) -> None:
    content["unit"].append(
        {"position": 9, "code": "SGD", "name": "Sở Giáo dục", "standing": "thành viên"}
    )
    content["person"].append({**content["person"][7], "name": "Đinh Công Tráng", "unit": "SGD"})


def with_another_chair(content: Content) -> None:
    first, second = content["unit"][:2]
    first["standing"], second["standing"] = second["standing"], first["standing"]
    other = {first["code"]: second["code"], second["code"]: first["code"]}
    for person in content["person"]:
        if person["role"] in ("trưởng khối", "thư ký", "phó trưởng khối"):
            person["unit"] = other[person["unit"]]


@pytest.mark.rule(7)
@pytest.mark.parametrize("state", [PledgeState.SIGNING, PledgeState.COMPLETE])
@pytest.mark.parametrize(
    ("change", "line"),
    [
        (with_theme, "- Chủ đề: Kỷ cương, sáng tạo, bứt phá → Chủ đề khác"),
        (with_fewer_tasks, "- Số nhiệm vụ mỗi đơn vị: 10 → 8"),
        (with_more_highlights, "- Số điểm nhấn tối đa: 3 → 5"),
        (with_another_chair, "- SXD, vai trò trong khối: phó trưởng khối → trưởng khối"),
    ],
)
async def test_what_the_frozen_pledge_says_is_not_changed_by_a_file(
    storage: Storage, state: PledgeState, change: Callable[[Content], None], line: str
) -> None:
    await freezes(storage, await brings_in(storage), state)
    before = rows(storage)
    content = sample()
    content["person"][2]["title"] = "Chánh Văn phòng"
    change(content)

    with pytest.raises(TooLate) as refused:
        await brings_in(storage, content)

    first, *lines, last = too_late(refused.value).splitlines()
    assert first == "Giao ước đã chốt, tệp không đổi được những điểm sau:"
    assert line in lines
    assert last == "Chưa nhập gì. Sửa lại các điểm này trong tệp như cũ rồi nhập lại."
    assert rows(storage) == before


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    "state", [ListState.WAITING_LEADER, ListState.WAITING_CHAIR, ListState.APPROVED]
)
@pytest.mark.parametrize("change", [with_fewer_tasks, with_more_highlights])
async def test_counts_stay_once_a_list_was_sent(
    storage: Storage, state: ListState, change: Callable[[Content], None]
) -> None:
    await sends(storage, await brings_in(storage), state)
    before = rows(storage)
    content = sample()
    change(content)

    with pytest.raises(TooLate) as refused:
        await brings_in(storage, content)

    assert too_late(refused.value).startswith(
        "Đã có đơn vị gửi danh mục, tệp không đổi được những điểm sau:\n- "
    )
    assert rows(storage) == before


@pytest.mark.rule(8)
async def test_a_unit_joins_when_the_pledge_is_complete_and_not_while_units_sign(
    storage: Storage,
) -> None:
    done = await brings_in(storage)
    await freezes(storage, done, PledgeState.SIGNING)
    content = sample()
    with_another_unit(content)
    with pytest.raises(TooLate) as refused:
        await brings_in(storage, content)
    assert "- đơn vị mới: SGD Sở Giáo dục" in too_late(refused.value)

    async with storage.begin() as uow:
        frozen = await uow.pledges.current(done.cycle.id)
        assert frozen is not None
        await uow.pledges.complete(frozen.id)

    assert (await brings_in(storage, content)).n_units == 9


async def test_a_theme_and_a_unit_may_come_before_the_pledge_is_frozen(storage: Storage) -> None:
    await sends(storage, await brings_in(storage), ListState.APPROVED)
    content = sample()
    with_theme(content)
    with_another_unit(content)

    assert (await brings_in(storage, content)).n_units == 9


async def test_people_and_dates_change_under_a_frozen_pledge(storage: Storage) -> None:
    await freezes(storage, await brings_in(storage), PledgeState.SIGNING)
    content = sample()
    content["deadlines"]["sign"] = content["deadlines"]["sign"].replace(day=20)
    content["person"][7].update(title="Giám đốc")
    content["person"].append({**content["person"][8], "name": "Đinh Công Tráng"})

    done = await brings_in(storage, content)

    assert [c.kind for c in done.changes] == ["field", "person_new", "role_changed", "role_new"]
