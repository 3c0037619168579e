"""A list saved at once: whole or not at all, whatever its rows and whatever goes wrong."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.key_tasks import KeyTasks
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import YEAR, SmallBloc
from workflow import batch, key_task, pasting
from workflow.batch import COLUMNS, Batch, Doubt, Doubted, Row, Source, Way, judged
from workflow.errors import Refusal

DAYS = st.none() | st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))
TEXTS = st.sampled_from(["", "95%", "Quý 🎯"])
DOUBTS = st.builds(Doubted, st.sampled_from(Doubt), st.sampled_from(COLUMNS), TEXTS, DAYS)
ROWS = st.lists(
    st.builds(
        Row,
        number=st.integers(1, 60),
        title=st.sampled_from(["Làm đường", "Số hóa hồ sơ", "Việc khác", "", "dài " * 80]),
        is_highlight=st.booleans(),
        target=TEXTS,
        due_on=DAYS,
        note=TEXTS,
        doubts=st.lists(DOUBTS, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=5,
)


class PowerCutError(Exception):
    """What no code expects."""


@given(ROWS)
def test_rows_survive_waiting_as_json(rows: list[Row]) -> None:
    assert batch.from_json(json.loads(json.dumps(batch.to_json(rows)))) == tuple(rows)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS, way=st.sampled_from(Way), fails_at=st.none() | st.integers(1, 4))
async def test_a_batch_is_saved_whole_or_not_at_all(
    uow: UnitOfWork, bloc: SmallBloc, rows: list[Row], way: Way, fails_at: int | None
) -> None:
    actor = await bloc.actor(uow, "officer")
    sheet = await key_task.to_edit(uow, actor, bloc.units["ordinary"])
    before = _told(sheet.tasks)
    given_rows = judged(rows)
    kept = before if way is Way.APPEND else []
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(KeyTasks, "add", _failing(fails_at))
            async with uow.attempt():
                found = Batch(sheet, given_rows, Source.UPLOADED)
                await batch.save(uow, actor, found, way, sheet.submission.revision)
    except (Refusal, PowerCutError):
        expected = before
    else:
        expected = [*kept, *_told(given_rows)]

    after = await key_task.open_sheet(uow, actor, bloc.units["ordinary"])
    assert _told(after.tasks) == expected
    assert [task.number for task in after.tasks] == list(range(1, len(expected) + 1))
    assert len(expected) <= after.limit


async def test_replacing_keeps_what_a_pasted_line_cannot_hold(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    actor = await bloc.actor(uow, "officer")
    unit_id = bloc.units["ordinary"]
    for title in ("Số hóa hồ sơ", "Làm đường"):
        task = await key_task.add(uow, actor, unit_id, title)
        for field, text in (("lead", "Văn phòng"), ("target", "95"), ("target_unit", "hồ sơ")):
            await key_task.change(uow, actor, task.id, field, text)
    found = await pasting.read(uow, actor, unit_id, "1. SỐ HÓA HỒ SƠ – 95 – 30/9\n2. Làm cầu")
    assert (found.n_kept, found.lost) == (1, (2,))

    revision = found.sheet.submission.revision
    after = await batch.save(uow, actor, found, Way.REPLACE, revision)

    told = [(one.title, one.target, one.target_unit, one.lead) for one in after.tasks]
    assert told == [("SỐ HÓA HỒ SƠ", "95", "hồ sơ", "Văn phòng"), ("Làm cầu", "", "", "")]


def _told(rows: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, column) for column in COLUMNS) for row in rows]


def _failing(fails_at: int | None) -> Any:
    add, added = KeyTasks.add, []

    async def fails(shelf: KeyTasks, submission_id: int, values: Mapping[str, Any]) -> int:
        added.append(values)
        if len(added) == fails_at:
            raise PowerCutError
        return await add(shelf, submission_id, values)

    return fails
