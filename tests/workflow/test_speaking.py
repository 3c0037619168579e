"""The speaking list: what is recorded of it, and rows whose ids never come back."""

import pytest

from storage.unit_of_work import UnitOfWork
from tests.workflow.meeting_hall import build_hall
from workflow import speaking
from workflow.errors import NoSuchThing


async def test_an_old_button_gives_the_floor_to_nobody_else(uow: UnitOfWork) -> None:
    hall = await build_hall(uow, 4)
    await hall.come(uow, range(4))
    chair, second, third = [await hall.leader(uow, number) for number in (0, 2, 3)]
    (item_id, *_) = hall.item_ids
    await speaking.enlist(uow, second, item_id, hall.units[2])
    left = (await uow.speakers.of_item(item_id))[0].id
    await speaking.leave(uow, second, left)
    await speaking.enlist(uow, third, item_id, hall.units[3])

    with pytest.raises(NoSuchThing):
        await speaking.call(uow, chair, left)

    (waiting,) = await uow.speakers.of_item(item_id)
    assert waiting.called_at is None
    await speaking.call(uow, chair, waiting.id)
    for _ in range(2):
        await speaking.end(uow, chair, waiting.id)
    acts = [(act.act, act.unit_id) for act in await uow.histories.all()]
    assert acts == [
        ("meeting.asked_to_speak", hall.units[2]),
        ("meeting.left_speakers", hall.units[2]),
        ("meeting.asked_to_speak", hall.units[3]),
        ("meeting.gave_floor", hall.units[3]),
        ("meeting.ended_speech", hall.units[3]),
    ]
