"""The witness under the pledge: a guest who was present where it was signed, and nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from messages.documents.pledge_page import pledge_page
from messages.documents.pledge_sheet import from_facts
from storage.conferences import Conference
from storage.kinds import AgendaKind, CheckIn, ConferenceState, MeetingMode, Role
from storage.people import NewAssignment
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import SmallBloc
from tests.workflow.test_signing import begun
from workflow import pledge_paper

PATRON, AGENCY = "Hà Minh Đức", "Hoàng Thu Trang"


async def meets(uow: UnitOfWork, bloc: SmallBloc, kind: AgendaKind) -> Conference:
    """Hold a meeting with one item of that kind."""
    conference_id = await uow.conferences.add(
        {
            "cycle_id": bloc.cycle_id,
            "title": "Hội nghị",
            "state": ConferenceState.RUNNING,
            "revision": 1,
            "mode": MeetingMode.IN_PERSON,
            "starts_at": uow.now,
            "called_at": uow.now,
            "started_at": uow.now,
            "place": "Hội trường",
            "link": "",
            "discussion_open": False,
            "conclusions": "",
            "created_by": bloc.people["chair"],
        }
    )
    item = {"number": 1, "kind": kind, "title": "Ký kết", "minutes": 15}
    await uow.conferences.add_item(conference_id, item)
    found = await uow.conferences.get(conference_id)
    assert found is not None
    return found


async def invited(uow: UnitOfWork, bloc: SmallBloc, name: str, role: Role, title: str) -> int:
    person_id = await uow.people.save(1, name, name)
    seat = NewAssignment(bloc.cycle_id, None, person_id, role, title)
    await uow.people.assign(seat, uow.now - timedelta(days=1))
    return person_id


async def comes(uow: UnitOfWork, held: Conference, name: str, person_id: int | None) -> None:
    await uow.attendances.add(
        {
            "conference_id": held.id,
            "person_id": person_id,
            "full_name": name,
            "position_title": "Phó Chủ tịch UBND tỉnh",
            "how": CheckIn.SECRETARY,
            "at": uow.now,
        }
    )


@pytest.mark.rule(7)
async def test_the_patron_who_came_stands_before_the_agency(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    frozen = await begun(uow, bloc)
    chair = await bloc.actor(uow, "chair")

    async def witness() -> str:
        found = (await pledge_paper.sheet(uow, chair)).witness
        return found.name if found else ""

    await invited(uow, bloc, PATRON, Role.PATRON, "Phó Chủ tịch UBND tỉnh")
    agency = await invited(uow, bloc, AGENCY, Role.AGENCY, "Trưởng Ban")
    talked = await meets(uow, bloc, AgendaKind.DISCUSSION)
    await comes(uow, talked, PATRON, None)
    await uow.conferences.touch(talked.id, {"state": ConferenceState.CLOSED, "closed_at": uow.now})

    held = await meets(uow, bloc, AgendaKind.SIGNING)
    guests = (("Khách Không Vai", None), (AGENCY, agency), (PATRON.upper(), None))
    for (name, person_id), stands in zip(guests, ("", AGENCY, PATRON.upper()), strict=True):
        await comes(uow, held, name, person_id)
        assert await witness() == stands

    facts = await pledge_paper.version(uow, chair, frozen.id)
    grid = Document(BytesIO(from_facts(facts, uow.now))).tables[-1]
    said = [line.text for cell in grid.rows[-1].cells for line in cell.paragraphs]
    head = said.index("CHỨNG KIẾN")
    assert said[head + 1] == "PHÓ CHỦ TỊCH UBND TỈNH"
    assert PATRON.upper() in said[head + 2 :]
    assert pledge_page(facts).facts["witness"]["signer"] == PATRON.upper()
    assert pledge_page(facts).pdf().startswith(b"%PDF")
