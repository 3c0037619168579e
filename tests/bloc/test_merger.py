"""Units merged and blocs renamed during the year, brought in by the bloc file."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.bloc_file import read_plan
from messages.documents.bloc_report import imported
from storage.engine import Storage
from tests.bloc.test_import import brings_in
from tests.support.sample_bloc import filled, sample
from workflow.bloc_plan import FileRefused, Flaw
from workflow.calendar import local

DECISION = "Quyết định số 15/QĐ-UBND ngày 20/6/2027 của UBND tỉnh"
MERGED_ON = date(2027, 7, 1)


async def test_a_merged_unit_keeps_its_row_and_says_into_whom(storage: Storage) -> None:
    await brings_in(storage)
    content = sample()
    merger = {"merged_into": "sct", "merged_on": MERGED_ON, "merger_decision": DECISION}
    content["unit"][2].update(merger)

    done = await brings_in(storage, filled(content))

    assert imported(done, []).splitlines()[2:] == [
        "- STC, sáp nhập vào: (trống) → Sở Công Thương",
        "- STC, ngày sáp nhập: (trống) → 01/07/2027",
        f"- STC, quyết định sáp nhập: (trống) → {DECISION}",
    ]
    async with storage.begin() as uow:
        units = await uow.units.of_cycle(done.cycle.id)
    assert [unit.name for unit in units if unit.merged_into] == ["Sở Tài chính"]
    assert units[2].merged_on == MERGED_ON
    assert (await brings_in(storage, content)).changes == ()
    assert len((await brings_in(storage)).changes) == 3


@pytest.mark.parametrize("lacking", ["merged_into", "merged_on", "merger_decision"])
def test_a_merger_is_told_whole_or_not_at_all(tmp_path: Path, lacking: str) -> None:
    merger = {"merged_into": "Sở Y", "merged_on": MERGED_ON, "merger_decision": DECISION}
    content = sample()
    content["unit"][2].update({key: text for key, text in merger.items() if key != lacking})
    filled(content).save(tmp_path / "bloc.xlsx")

    with pytest.raises(FileRefused) as refused:
        read_plan(tmp_path / "bloc.xlsx")

    assert [problem.flaw for problem in refused.value.problems] == [Flaw.MISSING]


async def test_a_renamed_bloc_stands_under_its_old_name_on_older_papers(storage: Storage) -> None:
    first = await brings_in(storage)
    content = sample()
    content["bloc"].update(name="Khối thi đua số 2", superior="UBND tỉnh Sông Mới")

    done = await brings_in(storage, content)

    assert done.bloc.name == "Khối thi đua số 2"
    async with storage.begin() as uow:
        today = local(uow.now).date()
        before = await uow.blocs.at(done.bloc.id, today - timedelta(days=1))
        assert (before.name, before.superior) == (first.bloc.name, first.bloc.superior)
        assert await uow.blocs.at(done.bloc.id, today) == done.bloc
