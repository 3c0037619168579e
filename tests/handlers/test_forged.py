"""Nobody acts in another's place: every action there is, forged, changes nothing."""

import dataclasses
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from messages import actions
from messages.actions import Action
from storage.kinds import SubmissionKind
from storage.unit_of_work import UnitOfWork
from tests.support.prepared import fill, frozen, submit
from tests.support.world import DATABASES, Person, World

# What every update leaves, whatever it asks.
OWN_TRACES = {
    "carried_file",
    "file",
    "made_paper",
    "inbox",
    "outbox",
    "dialogue",
    "web_message",
    "web_session",
    "sqlite_sequence",
}
Snapshot = dict[str, list[Any]]
Begin = Callable[[World], Awaitable[None]]
Intruder = Callable[[World], Awaitable[Person]]


def snapshot(world: World) -> Snapshot:
    """Return every row of every table that tells what was done."""
    path = world.stage.app.storage.url.partition("///")[2]
    assert path.endswith(DATABASES[world.channel])
    with sqlite3.connect(path) as reading:
        named = reading.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = {
            name: reading.execute(f"SELECT * FROM {name}").fetchall()
            for (name,) in named
            if name not in OWN_TRACES
        }
        rows["account"] = reading.execute(
            "SELECT id, person_id, state, joined_at, privacy_read_at FROM account"
            " WHERE person_id IS NOT NULL OR privacy_read_at IS NOT NULL"
        ).fetchall()
    reading.close()
    return rows


async def worst_fields(world: World, target: Person) -> dict[str, Any]:
    """Return, by field name, what would hurt the target's unit most."""

    async def gather(uow: UnitOfWork) -> dict[str, Any]:
        cycle_id, kind = world.stage.cycle_id, SubmissionKind.KEY_TASKS
        listed = await uow.submissions.newest_of(cycle_id, target.unit.id, kind)
        assert listed is not None
        pledge = await uow.pledges.current(cycle_id)
        notices = await uow.notices.released(cycle_id, 1)
        draft = await uow.notices.draft_of(cycle_id, world.chair.id)
        held = await uow.people.held_by(target.id, uow.now)
        return {
            "unit_id": target.unit.id,
            "task_id": (await uow.key_tasks.tasks(listed.id))[0].id,
            "submission_id": listed.id,
            "revision": listed.revision,
            "step_name": "key_tasks",
            "pledge_id": pledge.id if pledge else 1,
            "notice_id": draft.id if draft else notices[0].id,
            "assignment_id": held[0].id,
            "hash_start": pledge.text_hash[:16] if pledge else "0" * 16,
            "key": "0" * 32,
            "audience": "leaders",
            "field": "target",
            "way": "replace",
            "count": 17,
            "page": 0,
        }

    return await world.do(gather)


async def forged(world: World, target: Person) -> list[Action]:
    """Return one of every action there is."""
    known = await worst_fields(world, target)
    made = []
    for kind in actions.kinds().values():
        # An id that is not named above: the first there is.
        values = {field.name: known.get(field.name, 1) for field in dataclasses.fields(kind)}
        if kind is actions.EditNotice:
            values["field"] = "subject"
        made.append(kind(**values))
    return made


async def drafted_notice(world: World) -> None:
    await world.chair.opens("/thongbao")
    await world.chair.presses("Soạn thông báo")
    await world.chair.types("Họp khối ngày 20/01", "Mời dự họp.")


async def list_is_a_draft(world: World) -> None:
    await fill(world, world.officer)
    await drafted_notice(world)


async def list_waits_for_its_leader(world: World) -> None:
    await fill(world, world.officer)
    await submit(world, world.officer)
    await drafted_notice(world)


async def pledge_is_open(world: World) -> None:
    await frozen(world)
    await drafted_notice(world)


async def a_stranger(world: World) -> Person:
    stranger = world.stranger()
    await stranger.opens_invite("ABCDE-FGHJK-MNPQR-STVWX-YZ012-3")
    return stranger


async def an_officer_of_another_unit(world: World) -> Person:
    await world.other.opens("/giaouoc")
    return world.other


async def the_agency(world: World) -> Person:
    await world.agency.opens("/giaouoc")
    return world.agency


@pytest.mark.parametrize(
    ("world", "begin", "intruders"),
    [
        ("web", list_is_a_draft, (a_stranger, an_officer_of_another_unit)),
        ("web", list_waits_for_its_leader, (an_officer_of_another_unit, the_agency)),
        ("telegram", pledge_is_open, (a_stranger, the_agency)),
    ],
    indirect=["world"],
)
async def test_no_forged_button_changes_anything(
    world: World, begin: Begin, intruders: tuple[Intruder, ...]
) -> None:
    await begin(world)
    wires = [action.encode() for action in await forged(world, world.officer)]
    people = [await intruder(world) for intruder in intruders]
    before, n_before = snapshot(world), n_answers(world)

    for person in people:
        await person.forges(*wires)

    assert changed(before, snapshot(world)) == {}
    assert n_answers(world) - n_before == len(wires) * len(people)


def changed(before: Snapshot, after: Snapshot) -> dict[str, list[Any]]:
    return {
        table: [row for row in after[table] if row not in before[table]]
        for table in after
        if after[table] != before[table]
    }


def n_answers(world: World) -> int:
    """Count the replies that were delivered."""
    path = world.stage.app.storage.url.partition("///")[2]
    with sqlite3.connect(path) as reading:
        (count,) = reading.execute(
            "SELECT count(*) FROM outbox WHERE kind = 'reply' AND state = 'sent'"
        ).fetchone()
    reading.close()
    return int(count)


NONSENSE = [
    "",
    "x",
    "kt1",
    "kt1:",
    "kt1:abc",
    "kt1:1:2",
    "kt1:99999999999999999999999999",
    "kt1:-1",
    "kedit1:1:reason",
    "kedit1:1:../menu/home",
    "ntedit1:1:nothing",
    "ntaud1:1:everybody",
    "plread1:1:-5",
    "plread1:999999999:0",
    "kmove1:1:77:1",
    "plfrz1:zzzzzzzzzzzzzzzz",
    "đ:1",
]


async def test_nonsense_on_a_button_is_answered_and_does_nothing(world: World) -> None:
    await frozen(world)
    await drafted_notice(world)
    await world.chair.opens("/giaouoc")
    before = snapshot(world)

    for wire in NONSENSE:
        if world.channel == "web" and not wire:
            continue
        await world.chair.forges(wire)
        text = await world.chair.text()
        assert "Hệ thống gặp lỗi" not in text, wire

    assert changed(before, snapshot(world)) == {}
