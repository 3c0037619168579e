"""Ways to bring a conference to where a test begins, past the channels."""

from datetime import datetime
from typing import Any

from storage.kinds import AgendaKind, CheckIn, ConferenceState, ItemState, MeetingMode
from storage.unit_of_work import UnitOfWork
from storage.units import Unit
from tests.support.world import World

STARTS_AT = datetime.fromisoformat("2027-03-15T14:00:00+07:00")
AGENDA = (
    (AgendaKind.OPENING, "Khai mạc, giới thiệu đại biểu"),
    (AgendaKind.DISCUSSION, "Thảo luận dự thảo kế hoạch"),
    (AgendaKind.VOTE, "Biểu quyết kế hoạch hoạt động"),
    (AgendaKind.SIGNING, "Ký kết giao ước thi đua"),
)


async def called(world: World, **changed: Any) -> int:
    """Make the year's conference with its agenda, called; return its id."""

    async def make(uow: UnitOfWork) -> int:
        conference_id = await uow.conferences.add(
            {
                "cycle_id": world.stage.cycle_id,
                "title": "Hội nghị phát động và ký kết giao ước thi đua năm 2027",
                "state": ConferenceState.CALLED,
                "revision": 1,
                "mode": MeetingMode.IN_PERSON,
                "starts_at": STARTS_AT,
                "place": "Hội trường Sở Khoa học và Công nghệ",
                "link": "",
                "created_by": world.chair.id,
                "called_at": uow.now,
                "discussion_open": False,
                "conclusions": "",
                **changed,
            }
        )
        for number, (kind, title) in enumerate(AGENDA, start=1):
            values = {"number": number, "kind": kind, "title": title, "minutes": 15}
            await uow.conferences.add_item(conference_id, values)
        file_id = await uow.files.add("Du thao ke hoach.pdf", "application/pdf", b"%PDF-", uow.now)
        await uow.conferences.add_paper(conference_id, 1, "Dự thảo kế hoạch.pdf", file_id)
        return conference_id

    return await world.do(make)


async def running(world: World, kind: AgendaKind, *present: Unit) -> int:
    """Make the conference, at its item of that kind, with somebody of these units present."""
    conference_id = await called(world)

    async def start(uow: UnitOfWork) -> None:
        values = {"state": ConferenceState.RUNNING, "started_at": uow.now}
        await uow.conferences.touch(conference_id, values)
        for item in await uow.conferences.items(conference_id):
            if item.kind is kind:
                await uow.conferences.change_item(
                    item.id, {"state": ItemState.OPEN, "opened_at": uow.now}
                )
        for unit in present:
            await uow.attendances.add(
                {
                    "conference_id": conference_id,
                    "unit_id": unit.id,
                    "full_name": "Người dự họp",
                    "position_title": "Giám đốc",
                    "how": CheckIn.SECRETARY,
                    "at": uow.now,
                }
            )

    await world.do(start)
    return conference_id
