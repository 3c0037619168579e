"""A bloc file, .xlsx or .toml, turned into one checked plan."""

from pathlib import Path

from bot.bloc_file.plan import plan_of
from bot.bloc_file.raw import RawFile
from bot.bloc_file.toml_file import read_toml
from bot.bloc_file.xlsx_file import read_xlsx
from messages.documents import bloc_words
from messages.documents.office_file import FILE_MAX_MB, MB
from workflow.bloc_plan import FileRefused, Flaw, Plan, Problem
from workflow.bloc_rules import problems_in


def read_plan(path: Path) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the file's plan and its warnings; refuse with `FileRefused`, every problem at once."""
    try:
        raw = _read(path)
    except OSError as error:
        raise _refused(Flaw.UNREADABLE, path) from error
    plan, in_cells = plan_of(raw)
    problems = [*raw.problems, *in_cells, *problems_in(plan)]
    fatal = [problem for problem in problems if not problem.is_warning]
    if fatal:
        raise FileRefused(fatal)
    return plan, tuple(problems)


def _read(path: Path) -> RawFile:
    if not path.is_file():
        raise _refused(Flaw.NO_FILE, path)
    if path.stat().st_size > FILE_MAX_MB * MB:
        raise _refused(Flaw.TOO_BIG, path)
    match path.suffix.lower():
        case ".toml":
            return read_toml(path)
        case ".xlsx" | ".xls" | ".xlsm" | ".xltm" | ".xlsb":
            return read_xlsx(path)
    raise _refused(Flaw.FOREIGN, path)


def _refused(flaw: Flaw, path: Path) -> FileRefused:
    facts = {"name": path.name, "limit": FILE_MAX_MB}
    return FileRefused([Problem(bloc_words.whole_file(), flaw, facts)])
