from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from bot.bloc_file import read_plan
from bot.cli_bloc import app as bloc_app
from bot.cli_code import app as code_app
from messages.documents.bloc_problems import sentence
from storage.engine import Storage
from tests.support.empty_database import make_empty_database
from tests.support.sample_bloc import filled
from workflow.bloc_plan import FileRefused

NOW = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)

Typed = Callable[..., Result]


class StillClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    make_empty_database(tmp_path / "giaouoc.db")
    opened = Storage(f"sqlite+aiosqlite:///{tmp_path / 'giaouoc.db'}", StillClock())
    yield opened
    await opened.close()


@pytest.fixture
def workbook() -> Workbook:
    return filled()


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[Workbook], list[str]]:
    """Save the workbook and read it; return the sentences of its refusal."""

    def read(workbook: Workbook) -> list[str]:
        path = tmp_path / "khoi.xlsx"
        workbook.save(path)
        return refusal(path)

    return read


def refusal(path: Path) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read_plan(path)
    return [sentence(problem) for problem in refused.value.problems]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration, where commands are typed."""
    (tmp_path / "config.toml").write_text(
        f"""
[database]
url = "sqlite+aiosqlite:///{tmp_path / "giaouoc.db"}"
[web]
public_url = "https://giaouoc.example.vn"
[telegram]
bot_name = "giaouoc_bot"
""",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def types(office: Path) -> Typed:
    """Type `giaouoc bloc …` or `giaouoc code …` in the office's folder."""
    runner = CliRunner()

    def run(group: str, *words: str) -> Result:
        return runner.invoke({"bloc": bloc_app, "code": code_app}[group], list(words))

    return run
