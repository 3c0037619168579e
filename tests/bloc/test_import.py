"""A filled form becomes a bloc, once; typed in again it changes only what is different."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.bloc_file import read_plan
from messages.documents.bloc_form import bloc_template_toml
from messages.documents.bloc_report import imported
from storage.engine import Storage
from storage.kinds import ObligationKind, Role, SignMode, Standing
from tests.bloc.conftest import refusal
from tests.support.sample_bloc import SAMPLE, filled, sample
from workflow.bloc import CycleUnclear, Imported, find_cycle, import_plan
from workflow.bloc_plan import FileRefused, Plan

Rows = dict[str, list[tuple[Any, ...]]]


async def brings_in(
    storage: Storage,
    content: dict[str, Any] | Workbook | None = None,
    *,
    restore: bool = False,
) -> Imported:
    workbook = content if isinstance(content, Workbook) else filled(content)
    path = Path(storage.url.partition("///")[2]).parent / "khoi.xlsx"
    workbook.save(path)
    return await brings_in_file(storage, path, restore=restore)


async def brings_in_file(storage: Storage, path: Path, *, restore: bool = False) -> Imported:
    plan, _ = read_plan(path)
    async with storage.begin() as uow:
        return await import_plan(uow, plan, restore=restore)


def rows(storage: Storage) -> Rows:
    """Return every table's content."""
    with closing(sqlite3.connect(storage.url.partition("///")[2])) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


async def test_filled_form_becomes_a_bloc(storage: Storage) -> None:
    done = await brings_in(storage)

    async with storage.begin() as uow:
        bloc, cycle = await find_cycle(uow)
        units = await uow.units.of_cycle(cycle.id)
        held = await uow.people.held_in(cycle.id, uow.now)
        owed = await uow.obligations.open_in(cycle.id)
    assert (bloc.code, cycle.year, cycle.tasks_per_unit) == ("KTN", 2027, 10)
    assert [(u.position, u.code, u.standing) for u in units][:3] == [
        (1, "SKHCN", Standing.CHAIR),
        (2, "SXD", Standing.DEPUTY),
        (3, "STC", Standing.MEMBER),
    ]
    assert (done.n_units, done.n_people, done.n_roles) == (8, 19, 21) == (8, 19, len(held))
    vinh = [a.role for a in held if a.full_name == "Đỗ Quang Vinh"]
    assert sorted(vinh) == [Role.CHAIR, Role.LEADER]
    assert [a.sign_mode for a in held if a.full_name == "Lý Thanh Tùng"] == [SignMode.FOR_HEAD]
    assert [a.unit_id for a in held if a.role is Role.PATRON] == [None]
    assert sum(o.kind is ObligationKind.JOIN for o in owed) == 19
    assert sum(o.kind is ObligationKind.KEY_TASKS for o in owed) == 8


async def test_import_leaves_one_act(storage: Storage) -> None:
    await brings_in(storage)

    async with storage.begin() as uow:
        acts = await uow.histories.all()
    assert [(act.act, act.role, act.person_id) for act in acts] == [
        ("bloc.imported", "admin", None)
    ]
    assert acts[0].facts["n_people"] == 19


async def test_second_import_changes_nothing(storage: Storage) -> None:
    await brings_in(storage)
    before = rows(storage)

    done = await brings_in(storage)

    assert done.changes == ()
    assert rows(storage) == before


async def test_toml_and_xlsx_give_the_same_database(storage: Storage, tmp_path: Path) -> None:
    await brings_in(storage)
    before = rows(storage)

    done = await brings_in_file(storage, SAMPLE)

    assert (done.changes, done.absent_seats) == ((), ())
    assert rows(storage) == before


async def test_words_are_read_without_diacritics(storage: Storage) -> None:
    """Sheets, headings and words of drop-downs are known whatever their case and diacritics."""
    workbook = filled()
    workbook["Khối"].title, workbook["Đơn vị"].title = "KHOI", "don  vi"
    workbook["Người"].title = "nguoi"
    workbook["KHOI"]["A2"] = "ma khoi :"
    workbook["don  vi"]["D1"] = "Vai tro trong khoi*"
    workbook["nguoi"]["D9"] = "LANH DAO"
    workbook["nguoi"]["D16"] = "Lanh đạo"
    workbook["KHOI"]["B14"] = "29/01/2027"

    await brings_in(storage)

    assert (await brings_in(storage)).changes == ()


async def test_title_above_a_table_is_passed_over(storage: Storage) -> None:
    workbook = filled()
    workbook["Người"].insert_rows(1, amount=2)
    workbook["Người"]["A1"] = "Danh sách người của khối"

    assert (await brings_in(storage, workbook)).n_people == 19


async def test_changed_file_updates_in_place(storage: Storage) -> None:
    """Names, order, deadlines and titles move; nobody is doubled, the old seat is kept."""
    await brings_in(storage)
    before = rows(storage)
    content = sample()
    content["bloc"]["theme"] = "Chủ đề khác"
    content["deadlines"]["sign"] = content["deadlines"]["sign"].replace(day=20)
    content["unit"][2].update(name="Sở Tài chính tỉnh", position=4)
    content["unit"][3].update(position=3)
    content["person"][7].update(title="Giám đốc", sign_mode="HEAD")

    text = imported(await brings_in(storage, content), [])

    assert text.splitlines() == [
        "Khối thi đua Kinh tế ngành (KTN), năm 2027: 8 đơn vị, 19 người, 21 vai trò.",
        "Đã cập nhật 6 điểm:",
        "- Chủ đề: Kỷ cương, sáng tạo, bứt phá → Chủ đề khác",
        "- Hạn ký giao ước: 15/03/2027 → 20/03/2027",
        "- SCT, thứ tự: 4 → 3",
        "- STC, tên đơn vị: Sở Tài chính → Sở Tài chính tỉnh",
        "- STC, thứ tự: 3 → 4",
        "- Lý Thanh Tùng, lãnh đạo: Phó Giám đốc (KT) → Giám đốc",
    ]
    after = rows(storage)
    assert [row[2] for row in after["former_name"]] == ["Sở Tài chính"]
    assert len(after["role_assignment"]) == len(before["role_assignment"]) + 1
    grown = ("history", "former_name", "role_assignment")
    assert {name: len(found) for name, found in after.items() if name not in grown} == {
        name: len(found) for name, found in before.items() if name not in grown
    }


async def test_chair_moves_to_another_unit(storage: Storage) -> None:
    """Standings may be exchanged although a bloc never has two chairs."""
    await brings_in(storage)
    content = sample()
    chair, deputy = content["unit"][:2]
    chair["standing"], deputy["standing"] = deputy["standing"], chair["standing"]
    for person in content["person"]:
        if person["role"] in ("trưởng khối", "thư ký"):
            person["unit"] = "SXD"
        if person["role"] == "phó trưởng khối":
            person["unit"] = "SKHCN"

    done = await brings_in(storage, content)

    assert (done.n_units, len(done.absent_seats)) == (8, 3)
    async with storage.begin() as uow:
        unit = await uow.units.with_standing(done.cycle.id, Standing.CHAIR)
    assert unit is not None
    assert unit.code == "SXD"


async def test_absent_person_keeps_the_role(storage: Storage) -> None:
    await brings_in(storage)
    content = sample()
    officer = content["person"][8]
    officer["name"] = "Người Mới"

    text = imported(await brings_in(storage, content), [])

    assert "- người mới: Người Mới" in text
    assert "- vai trò mới: Người Mới, cán bộ (STC)" in text
    assert text.endswith(
        "Người không có trong tệp, vẫn giữ vai trò (muốn thôi: giaouoc code revoke … --end):\n"
        "- Đặng Mai Phương, cán bộ, Sở Tài chính"
    )


@pytest.mark.parametrize("first_coded", [True, False])
async def test_person_code_filled_in_later_doubles_nobody(
    storage: Storage, first_coded: bool
) -> None:
    """A person keeps their stored code when the column is filled in or emptied later."""
    coded = sample()
    for person in coded["person"]:
        person["code"] = f"P-{person['name'].split()[0]}"
    first, second = (coded, sample()) if first_coded else (sample(), coded)
    await brings_in(storage, first)

    done = await brings_in(storage, second)

    assert (done.changes, done.absent_seats) == ((), ())


async def test_corrected_spelling_renames(storage: Storage) -> None:
    await brings_in(storage)
    content = sample()
    content["person"][2]["name"] = "Ngô Thị Bích Ngóc"

    text = imported(await brings_in(storage, content), [])

    assert "- đổi họ tên: Ngô Thị Bích Ngọc → Ngô Thị Bích Ngóc" in text
    assert "người mới" not in text


async def test_namesakes_with_codes_are_two_people(storage: Storage) -> None:
    content = sample()
    content["person"][7].update(code="P1")
    content["person"][8].update(code="P2", name=content["person"][7]["name"])

    done = await brings_in(storage, content)

    assert done.n_people == 19
    assert (await brings_in(storage, content)).changes == ()


async def test_next_year_is_a_cycle_of_the_same_bloc(storage: Storage) -> None:
    """The same people in a new year; commands then ask which year is meant."""
    await brings_in(storage)
    content = sample()
    content["bloc"]["year"] = 2028

    done = await brings_in(storage, content)

    assert done.is_new
    assert len(rows(storage)["person"]) == 19
    async with storage.begin() as uow:
        with pytest.raises(CycleUnclear):
            await find_cycle(uow, "ktn")
        assert (await find_cycle(uow, "ktn", 2028))[1] == done.cycle


async def test_refused_file_leaves_no_trace(storage: Storage) -> None:
    """One bad row among many good ones imports nothing at all."""
    await brings_in(storage)
    before = rows(storage)
    content = sample()
    content["unit"][4]["name"] = "Tên mới"
    content["person"][-1]["role"] = "sếp"

    with pytest.raises(FileRefused):
        await brings_in(storage, content)

    assert rows(storage) == before


async def test_failure_inside_leaves_no_trace(storage: Storage) -> None:
    """What fails while it is being written is rolled back whole."""
    before = rows(storage)
    plan, _ = read_plan(SAMPLE)
    (first, *others) = plan.people
    too_late = replace(plan, people=(*others, replace(first, title=None)))  # type: ignore[arg-type]

    with pytest.raises(Exception, match="NOT NULL"):
        await _applies(storage, too_late)

    assert rows(storage) == before


async def _applies(storage: Storage, plan: Plan) -> None:
    async with storage.begin() as uow:
        await import_plan(uow, plan)


async def test_odd_but_possible_bloc_is_warned_about(storage: Storage, tmp_path: Path) -> None:
    content = sample()
    content["bloc"]["theme"] = None
    content["deadlines"]["join"] = content["deadlines"]["join"].replace(month=3)
    del content["person"][8]
    content["person"][7]["title"] = None
    workbook = filled(content)
    workbook["Người"]["G1"] = "Ghi chú"
    workbook.save(tmp_path / "khoi.xlsx")

    plan, warnings = read_plan(tmp_path / "khoi.xlsx")

    async with storage.begin() as uow:
        text = imported(await import_plan(uow, plan), warnings)
    assert text.partition("Cần xem lại:\n")[2].splitlines() == [
        '- Người, dòng 1: cột "Ghi chú" không dùng đến, bỏ qua',
        "- Khối, dòng 7: chưa có chủ đề thi đua; điền và nhập lại khi phát động",
        "- Khối, dòng 14: hạn tham gia (29/03/2027) sau hạn đăng ký nhiệm vụ (26/02/2027)",
        "- Đơn vị, dòng 4: đơn vị STC chưa có cán bộ; lãnh đạo sẽ tự lập danh sách",
        "- Người, dòng 9: Lý Thanh Tùng chưa có chức vụ; chức vụ được in vào giao ước",
    ]


def test_empty_toml_form_parses(tmp_path: Path) -> None:
    """The TOML form is valid TOML, and what it lacks is named by key."""
    (tmp_path / "khoi.toml").write_text(bloc_template_toml(), encoding="utf-8")

    said = refusal(tmp_path / "khoi.toml")

    assert said[0] == "[bloc]: thiếu code"
    assert "[[unit]]: chưa có dòng nào" in said


def test_uncommented_toml_form_is_readable(tmp_path: Path) -> None:
    """The commented examples of the TOML form use keys and words that are accepted."""
    form = bloc_template_toml()
    head, _, tail = form.partition("# [[unit]]")
    examples = [
        line[2:] for line in f"# [[unit]]{tail}".splitlines() if "= " in line or "[[" in line
    ]
    (tmp_path / "khoi.toml").write_text("\n".join([head, *examples]), encoding="utf-8")

    assert not [line for line in refusal(tmp_path / "khoi.toml") if "không có" in line]
