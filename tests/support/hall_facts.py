"""An invented conference of eight units, moved through its half-day row by row."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.conferences import Conference
from storage.kinds import (
    AgendaKind,
    CheckIn,
    Choice,
    ConferenceState,
    ItemState,
    MeetingMode,
    PledgeState,
    SignMode,
    Standing,
    VoteKind,
)
from storage.unit_of_work import UnitOfWork
from storage.votes import Ballot
from workflow.hall import hash_of

TOKEN = "mau-duong-dan-hoi-truong"
BLOC = "Khối thi đua các cơ quan Kinh tế ngành"
THEME = "Kỷ cương, sáng tạo, bứt phá, hoàn thành thắng lợi nhiệm vụ năm 2027"
TITLE = "Hội nghị ký kết giao ước thi đua năm 2027"
UNITS = (
    "Sở Khoa học và Công nghệ",
    "Sở Xây dựng",
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Sở Công Thương",
    "Ban Quản lý Khu kinh tế và các Khu công nghiệp",
    "Thuế tỉnh",
    "Kho bạc Nhà nước khu vực",
)
POINTS = (
    (AgendaKind.OPENING, "Tuyên bố lý do, giới thiệu đại biểu", "Chánh Văn phòng", 10),
    (AgendaKind.DRAFTS, "Trình dự thảo kế hoạch, quy chế và tiêu chí thi đua", "Trưởng khối", 20),
    (AgendaKind.DISCUSSION, "Thảo luận, góp ý các dự thảo", "Các đơn vị", 40),
    (AgendaKind.VOTE, "Biểu quyết thông qua kế hoạch, quy chế, tiêu chí", "Trưởng khối", 10),
    (AgendaKind.ANNOUNCEMENT, "Công bố đăng ký thi đua của các đơn vị", "Phó Trưởng khối", 15),
    (AgendaKind.LAUNCH, "Phát động phong trào thi đua năm 2027", "Trưởng khối", 15),
    (AgendaKind.DIRECTIVE, "Phát biểu chỉ đạo của lãnh đạo tỉnh", "Lãnh đạo UBND tỉnh", 15),
    (AgendaKind.SIGNING, "Ký kết giao ước thi đua", "Thủ trưởng các đơn vị", 20),
)
STARTS = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
SUBJECT = "Thông qua Kế hoạch hoạt động và Quy chế thi đua năm 2027 của Khối"
NUMBERS = {
    "agree": 4,
    "disagree": 1,
    "other": 0,
    "not_cast": 1,
    "present": 6,
    "total": 8,
    "passed": True,
}


@dataclass
class HallFacts:
    """The ids of what was built."""

    cycle_id: int
    unit_ids: list[int]
    person_id: int
    conference_id: int
    item_ids: list[int]

    async def conference(self, uow: UnitOfWork) -> Conference:
        found = await uow.conferences.get(self.conference_id)
        assert found is not None
        return found

    async def check_in(self, uow: UnitOfWork, *numbers: int) -> None:
        """Let units come by their places in the list, from 1."""
        for number in numbers:
            await uow.attendances.add(
                {
                    "conference_id": self.conference_id,
                    "unit_id": self.unit_ids[number - 1],
                    "full_name": f"Đại biểu số {number}",
                    "position_title": "Giám đốc",
                    "how": CheckIn.QR,
                    "at": uow.now,
                }
            )

    async def step(self, uow: UnitOfWork, number: int, **changes: Any) -> None:
        """Open an item; all before it are done."""
        await uow.conferences.touch(
            self.conference_id, {"state": ConferenceState.RUNNING, "started_at": uow.now}
        )
        for n, item_id in enumerate(self.item_ids[:number], start=1):
            done = {"state": ItemState.DONE, "ended_at": uow.now}
            opened = uow.now - timedelta(minutes=4)
            await uow.conferences.change_item(
                item_id,
                done if n < number else {"state": ItemState.OPEN, "opened_at": opened, **changes},
            )

    async def end(self, uow: UnitOfWork) -> None:
        for item_id in self.item_ids:
            await uow.conferences.change_item(item_id, {"state": ItemState.DONE})
        ending = {"state": ConferenceState.CLOSED, "closed_at": uow.now}
        await uow.conferences.touch(self.conference_id, ending)

    async def open_vote(self, uow: UnitOfWork, number: int, *voters: int) -> int:
        return await uow.votes.open(
            {
                "agenda_item_id": self.item_ids[number - 1],
                "kind": VoteKind.OPEN,
                "subject": SUBJECT,
                "voters": [self.unit_ids[one - 1] for one in voters],
                "n_units": len(self.unit_ids),
                "quorum": "2/3",
                "majority": "1/2",
                "opened_by": self.person_id,
                "opened_at": uow.now,
            }
        )

    async def vote(self, uow: UnitOfWork, vote_id: int, number: int, choice: Choice) -> None:
        unit_id = self.unit_ids[number - 1]
        await uow.votes.note_turnout(vote_id, unit_id, self.person_id, uow.now)
        await uow.votes.put(Ballot(vote_id, str(unit_id), choice, ""))

    async def close_vote(self, uow: UnitOfWork, vote_id: int) -> None:
        closed = {"closed_by": self.person_id, "closed_at": uow.now, "result": NUMBERS}
        await uow.votes.close(vote_id, closed)

    async def freeze(self, uow: UnitOfWork) -> int:
        file_id = await uow.files.add("giao-uoc.pdf", "application/pdf", b"%PDF", uow.now)
        return await uow.pledges.add(
            {
                "cycle_id": self.cycle_id,
                "version": 1,
                "state": PledgeState.SIGNING,
                "text": "Giao ước",
                "text_hash": "f" * 64,
                "frozen_at": uow.now,
                "frozen_by": self.person_id,
                "file_id": file_id,
                "sections": [],
                "parties": self.unit_ids,
            }
        )

    async def sign(self, uow: UnitOfWork, pledge_id: int, *numbers: int) -> None:
        for number in numbers:
            await uow.pledges.sign(
                {
                    "pledge_id": pledge_id,
                    "unit_id": self.unit_ids[number - 1],
                    "person_id": self.person_id,
                    "full_name": f"Đại biểu số {number}",
                    "position_title": "Giám đốc",
                    "sign_mode": SignMode.HEAD,
                    "text_hash": "f" * 64,
                    "channel": "web",
                    "signed_at": uow.now,
                }
            )


async def build(uow: UnitOfWork, units: tuple[str, ...] = UNITS) -> HallFacts:
    """Build a called conference that `TOKEN` shows; nobody has come yet."""
    bloc_id = await uow.blocs.save_bloc(
        "KTN", {"name": BLOC, "superior": "Tỉnh", "place": "Sông Lam"}
    )
    rules = {"theme": THEME, "tasks_per_unit": 3, "highlights_min": 1, "highlights_max": 2}
    cycle_id = await uow.blocs.save_cycle(bloc_id, 2027, rules)
    unit_ids = []
    for position, name in enumerate(units, start=1):
        unit_ids.append(await uow.units.save(bloc_id, f"DV{position}", name, uow.now.date()))
        standing = Standing.CHAIR if position == 1 else Standing.MEMBER
        await uow.units.save_membership(
            cycle_id, unit_ids[-1], position=position, standing=standing
        )
    person_id = await uow.people.save(bloc_id, "chair", "Phạm Hồng Sơn")
    conference_id = await _conference(uow, cycle_id, person_id)
    await uow.conferences.put_hall_token(conference_id, hash_of(TOKEN))
    keys = ("kind", "title", "presenter", "minutes")
    item_ids = [
        await uow.conferences.add_item(
            conference_id, {"number": n, **dict(zip(keys, point, strict=True))}
        )
        for n, point in enumerate(POINTS, start=1)
    ]
    return HallFacts(cycle_id, unit_ids, person_id, conference_id, item_ids)


async def _conference(uow: UnitOfWork, cycle_id: int, person_id: int) -> int:
    return await uow.conferences.add(
        {
            "cycle_id": cycle_id,
            "title": TITLE,
            "state": ConferenceState.CALLED,
            "revision": 1,
            "mode": MeetingMode.IN_PERSON,
            "starts_at": STARTS,
            "place": "Hội trường Sở Khoa học và Công nghệ",
            "link": "",
            "created_by": person_id,
            "called_at": uow.now,
            "discussion_open": False,
            "conclusions": "",
        }
    )
