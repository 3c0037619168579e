"""What the operator reads when the program cannot start: one plain sentence, code 1."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from messages.documents.word_template import draw
from tests.support.bot_api import BotApi
from workflow.clock import SystemClock

TOKEN = "123456:THIS-IS-A-SECRET-TOKEN"


def run(tmp_path: Path, config: str, **environment: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "config.toml"
    file.write_text(config, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        env={**os.environ, "GIAOUOC_CONFIG": str(file), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def database(tmp_path: Path) -> str:
    return f'[database]\nurl = "sqlite+aiosqlite:///{tmp_path}/bloc.db"\n'


@pytest.mark.parametrize(
    ("config", "named"),
    [
        ("[web]\nprot = 80\n", "web.prot: no such setting"),
        ("colour = 1\n", "colour: no such setting"),
        ("[web]\nport = 'x'\n", "web.port: "),
        ("[web]\nport = 70000\n", "web.port: "),
        ("[database]\nurl = 'postgresql://x'\n", "database.url: "),
        (f"telegram_token = '{TOKEN}'\n", "GIAOUOC_TELEGRAM_TOKEN"),
        ("[web\n", "config.toml: "),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(tmp_path: Path, config: str, named: str) -> None:
    done = run(tmp_path, config)

    assert done.returncode == 1
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert TOKEN not in done.stderr


def test_an_unknown_setting_in_the_environment_is_refused_by_its_name(tmp_path: Path) -> None:
    done = run(tmp_path, database(tmp_path), GIAOUOC_WEB__PROT="80")

    assert done.returncode == 1
    assert "prot: no such setting" in done.stderr


def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, f"{database(tmp_path)}[web]\nport = {port}\n")

    assert done.returncode == 1
    assert f"web.port {port}" in done.stderr
    assert "set another [web] port" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unwritable_database_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    done = run(tmp_path, f'[database]\nurl = "sqlite+aiosqlite:///{tmp_path}/file/bloc.db"\n')

    assert done.returncode == 1
    assert "database.url" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "bloc.db"
    precious.write_text("a letter, not a database" * 100, encoding="utf-8")
    done = run(tmp_path, database(tmp_path))

    assert done.returncode == 1
    assert "database.url" in done.stderr
    assert precious.read_text(encoding="utf-8").startswith("a letter")


def test_no_channel_at_all_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, f"{database(tmp_path)}[web]\nenabled = false\n")

    assert done.returncode == 1
    assert "GIAOUOC_TELEGRAM_TOKEN" in done.stderr


async def test_a_wrong_token_is_explained_and_not_printed(tmp_path: Path) -> None:
    async with BotApi(now=SystemClock().now) as server:
        telegram = f'[web]\nenabled = false\n[telegram]\nbase_url = "{server.base_url}"\n'
        done = await asyncio.to_thread(
            run, tmp_path, database(tmp_path) + telegram, GIAOUOC_TELEGRAM_TOKEN=TOKEN
        )

    assert done.returncode == 1
    assert "BotFather" in done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


async def test_a_wrong_token_leaves_the_chat_page_running(tmp_path: Path) -> None:
    port = free_port()
    async with BotApi(now=SystemClock().now) as server:
        file = tmp_path / "config.toml"
        file.write_text(
            f"{database(tmp_path)}[web]\nport = {port}\n"
            f'[telegram]\nbase_url = "{server.base_url}"\n',
            encoding="utf-8",
        )
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**os.environ, "GIAOUOC_CONFIG": str(file), "GIAOUOC_TELEGRAM_TOKEN": TOKEN},
            stderr=asyncio.subprocess.PIPE,
        )
        assert program.stderr is not None
        said = (await program.stderr.readuntil(b"telegram is off")).decode()
        said += (await program.stderr.readline()).decode()
        async with httpx.AsyncClient() as browser:
            page = await browser.get(f"http://127.0.0.1:{port}/")
        program.terminate()
        await program.communicate()

    assert "BotFather" in said
    assert TOKEN not in said
    assert page.text.startswith("<!doctype html>")
    assert program.returncode == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_an_unfit_template_is_refused_by_its_file_and_field(tmp_path: Path) -> None:
    (tmp_path / "thong-bao.docx").write_bytes(draw("body | {{ title }} {{ bodi }} {{ body }}"))

    done = run(tmp_path, f"{database(tmp_path)}[papers]\nfolder = '{tmp_path}'\n")

    assert done.returncode == 1
    assert "thong-bao.docx: dùng trường không có: bodi." in done.stderr
    assert "Traceback" not in done.stderr
