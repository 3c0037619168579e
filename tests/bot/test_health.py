"""Health is how old the signs of life are: of a program that stands still they grow old."""

import json
import socket
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from typer.testing import CliRunner

from bot import watchdog
from bot.channels.web.health import health_routes
from bot.cli import app
from bot.health import DISK_FLOOR, LIMITS, Health, examine, examine_from_outside
from bot.rehearsal.clock import MovableClock
from bot.ticks import Ticks
from storage.engine import CannotWrite, Storage
from storage.kinds import Lane
from storage.unit_of_work import UnitOfWork
from tests.support.empty_database import make_empty_database
from workflow import reminder, sending

CHANNELS = ("web", "telegram")
A_WHILE = timedelta(minutes=10)


@pytest.fixture
async def storage(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Storage]:
    make_empty_database(tmp_path / "giaouoc.db")
    opened = Storage(f"sqlite+aiosqlite:///{tmp_path / 'giaouoc.db'}", clock)
    await Ticks(opened, lambda: None, clock.now).beat()
    yield opened
    await opened.close()


async def queue(storage: Storage, channel: str, due: datetime) -> None:
    async with storage.begin() as uow:
        account = await uow.accounts.open(channel, "an", uow.now)
        row = {"account_id": account.id, "lane": Lane.NOTICE, "kind": "inform", "content": {}}
        await uow.outbox.add({**row, "due_at": due, "created_at": uow.now})


async def test_every_sign_grows_old_by_itself(storage: Storage, clock: MovableClock) -> None:
    async with storage.begin() as uow:
        await uow.inbox.add("web", "1", {}, uow.now)
    await queue(storage, "web", clock.now())
    await queue(storage, "gone", clock.now())
    assert (await examine(storage, CHANNELS, clock.now())).complaints == []
    polled_at = clock.now()

    clock.move(A_WHILE)

    assert (await examine(storage, CHANNELS, polled_at)).complaints == [
        "the program has left no sign of life for 10 min (at most 90 s)",
        "Telegram has answered no poll for 10 min (at most 120 s)",
        "an update waits to be dealt with for 10 min (at most 90 s)",
        "a message waits to be sent for 10 min (at most 300 s)",
    ]


async def test_a_quiet_night_is_no_complaint(storage: Storage, clock: MovableClock) -> None:
    await queue(storage, "gone", clock.now())
    await queue(storage, "web", clock.now() + timedelta(days=1))
    async with storage.begin() as uow:
        await uow.inbox.add("web", "1", {}, uow.now)
        await uow.inbox.finish(1, uow.now)
    clock.move(A_WHILE)
    await Ticks(storage, lambda: None, lambda: None).beat()

    found = await examine(storage, CHANNELS, None)

    assert found.complaints == []
    assert found.last_update == A_WHILE


async def test_ticks_that_fail_are_no_life(
    storage: Storage, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: UnitOfWork) -> int:
        raise RuntimeError

    ticks = Ticks(storage, lambda: None)
    await ticks.begin()
    monkeypatch.setattr(reminder, "sweep", fails)
    monkeypatch.setattr(sending, "follow", fails)
    for tick in (ticks.remind, ticks.follow):
        with pytest.raises(RuntimeError):
            await tick()
    clock.move(A_WHILE)
    await ticks.beat()

    assert (await examine(storage, CHANNELS, None)).complaints == [
        "no reminder was sought for 10 min (at most 180 s)",
        "no notice was followed for 10 min (at most 180 s)",
    ]


async def test_another_process_reads_it_from_the_database(
    storage: Storage, clock: MovableClock
) -> None:
    assert (await examine_from_outside(storage)).complaints == []
    clock.move(LIMITS["poll"] + timedelta(seconds=1))
    complaints = (await examine_from_outside(storage)).complaints

    assert [line.partition(" for ")[0] for line in complaints] == [
        "the program has left no sign of life",
        "Telegram has answered no poll",
    ]


def test_too_little_room_is_told_before_there_is_none() -> None:
    ages: dict[str, timedelta | None] = dict.fromkeys(LIMITS, timedelta(0))
    assert Health(ages, None, DISK_FLOOR).complaints == []
    assert Health(ages, None, DISK_FLOOR - 1).complaints == [
        "only 199 MB are free on the database's disk"
    ]


@pytest.mark.parametrize(("complaints", "status"), [([], 200), (["stale"], 503)])
async def test_the_web_address_answers_by_its_status(complaints: list[str], status: int) -> None:
    async def ask() -> dict[str, Any]:
        return {"complaints": complaints, "age_seconds": {"poll": 1.0}}

    served = httpx.ASGITransport(Starlette(routes=health_routes(ask)))
    async with httpx.AsyncClient(transport=served, base_url="http://here") as client:
        answer = await client.get("/healthz")

    assert (answer.status_code, answer.json()) == (status, await ask())


def test_the_command_says_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    address = f'url = "sqlite+aiosqlite:///{tmp_path}/bloc.db"'
    file.write_text(f"[database]\n{address}\n[web]\nenabled = false\n", encoding="utf-8")
    monkeypatch.setenv("GIAOUOC_CONFIG", str(file))
    never_ran = CliRunner().invoke(app, ["health"])
    assert never_ran.exit_code == 1
    assert "no sign of life" in never_ran.stderr

    file.write_text(f"[database]\n{address}\n[web]\nport = 9\n", encoding="utf-8")
    not_there = CliRunner().invoke(app, ["health"])
    assert not_there.exit_code == 1
    assert not_there.stderr == (
        "the program does not answer at http://127.0.0.1:9/healthz (ConnectError)\n"
    )


def test_what_is_shown_can_be_read_by_a_machine() -> None:
    found = Health({"beat": timedelta(seconds=3), "poll": None}, None, 5 * DISK_FLOOR)

    assert json.loads(json.dumps(found.to_json())) == {
        "complaints": [],
        "age_seconds": {"beat": 3.0, "poll": None},
        "last_update_seconds": None,
        "disk_free_bytes": 5 * DISK_FLOOR,
    }


async def test_systemd_is_told_also_while_the_disk_is_full(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_room() -> None:
        raise CannotWrite("database or disk is full")

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        await Ticks(storage, lambda: None)._surviving(no_room)
        assert systemd.recv(100) == b"READY=1\nWATCHDOG=1"
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    watchdog.feed()
