"""A called conference and its people on the way in, past the channels."""

from collections.abc import Sequence
from datetime import timedelta

from storage.kinds import AgendaKind, Answer, CheckIn, ConferenceState, MeetingMode, Role
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import acting
from tests.support.world import Person, World
from workflow import attendance

AGENDA = (
    ("Khai mạc, giới thiệu đại biểu", AgendaKind.OPENING),
    ("Thông qua kế hoạch hoạt động năm 2027", AgendaKind.VOTE),
    ("Công bố đăng ký thi đua", AgendaKind.ANNOUNCEMENT),
)
AHEAD = timedelta(minutes=30)


async def called(world: World, ahead: timedelta = AHEAD) -> int:
    """Call a conference of three items that begins in half an hour; return its id."""

    async def make(uow: UnitOfWork) -> int:
        actor = await acting(uow, world.chair)
        conference_id = await uow.conferences.add(
            {
                "cycle_id": actor.cycle.id,
                "title": "Hội nghị ký kết giao ước thi đua năm 2027",
                "state": ConferenceState.CALLED,
                "revision": 1,
                "mode": MeetingMode.IN_PERSON,
                "starts_at": uow.now + ahead,
                "place": "Hội trường tầng 2",
                "link": "",
                "created_by": actor.person.id,
                "called_at": uow.now,
                "discussion_open": True,
                "conclusions": "",
            }
        )
        for number, (title, kind) in enumerate(AGENDA, start=1):
            item = {"number": number, "kind": kind, "title": title, "minutes": 20}
            await uow.conferences.add_item(conference_id, item)
        return conference_id

    return await world.do(make)


async def come(world: World, conference_id: int, *people: Person) -> None:
    """Let these people check in."""

    async def enter(uow: UnitOfWork) -> None:
        for person in people:
            await attendance.check_in(uow, await acting(uow, person), conference_id, CheckIn.BUTTON)

    await world.do(enter)


def leaders(world: World, codes: Sequence[str] | None = None) -> list[Person]:
    """Return the leaders of these units, by default of six of the eight: a quorum."""
    return [world.of(code, Role.LEADER) for code in codes or quorum(world)]


def quorum(world: World) -> list[str]:
    """Return the codes of six units; the ordinary unit and the other one are among them."""
    return [unit.code for unit in world.stage.units][:6]


async def answers(
    world: World, conference_id: int, person: Person, answer: Answer, name: str = ""
) -> None:
    """Let the person's unit answer the invitation."""

    async def write(uow: UnitOfWork) -> None:
        values = {
            "answer": answer,
            "people_count": 0 if answer is Answer.ABSENT else 2,
            "substitute_name": name,
            "substitute_title": "Phó Giám đốc" if name else "",
            "reason": "Đi công tác theo kế hoạch" if answer is Answer.ABSENT else "",
            "signer_name": "",
            "signer_title": "",
            "answered_by": person.id,
            "answered_at": uow.now,
            "on_behalf": False,
        }
        await uow.rsvps.put(conference_id, person.unit.id, values)

    await world.do(write)
