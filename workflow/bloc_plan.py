"""A bloc as its file describes it: one frozen plan, each fact knowing where it stands.

A cell that could not be read holds a harmless stand-in and its row says `is_flawed`; a plan
with any fatal problem is never applied, so a stand-in never reaches the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from storage.blocs import Cycle
from storage.kinds import Role, SignMode, Standing, Step
from storage.units import Merger


class Part(StrEnum):
    """The parts of a bloc file, in reading order."""

    BLOC = "bloc"
    UNITS = "units"
    PEOPLE = "people"


@dataclass(frozen=True)
class Origin:
    """Where a fact stands: `text` is what the reader sees, the rest puts problems in order."""

    text: str
    part: Part = Part.BLOC
    row: int = 0

    @property
    def order(self) -> tuple[int, int]:
        return list(Part).index(self.part), self.row


class Flaw(StrEnum):
    """Everything that can be wrong in a bloc file; one sentence each in the messages."""

    NO_FILE = "no_file"
    UNREADABLE = "unreadable"
    OLD_EXCEL = "old_excel"
    MACRO = "macro"
    LOCKED = "locked"
    FOREIGN = "foreign"
    BROKEN = "broken"
    TOO_BIG = "too_big"
    BAD_TOML = "bad_toml"
    NOT_UTF8 = "not_utf8"
    NO_SHEET = "no_sheet"
    NO_COLUMN = "no_column"
    DOUBLE_COLUMN = "double_column"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_KEY = "unknown_key"
    NOT_TABLE = "not_table"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_WHOLE = "not_whole"
    OUT_OF_RANGE = "out_of_range"
    NOT_DAY = "not_day"
    NOT_OFFSETS = "not_offsets"
    NOT_HOURS = "not_hours"
    TOO_EARLY = "too_early"
    NOT_WORD = "not_word"
    BAD_CODE = "bad_code"
    FORMULA = "formula"
    CELL_ERROR = "cell_error"
    HIGHLIGHTS_ORDER = "highlights_order"
    HIGHLIGHTS_MANY = "highlights_many"
    UNIT_COUNT = "unit_count"
    DOUBLE_UNIT_CODE = "double_unit_code"
    DOUBLE_POSITION = "double_position"
    NO_CHAIR = "no_chair"
    DOUBLE_CHAIR = "double_chair"
    NO_DEPUTY = "no_deputy"
    DOUBLE_DEPUTY = "double_deputy"
    NO_LEADER = "no_leader"
    UNKNOWN_UNIT = "unknown_unit"
    UNIT_NEEDED = "unit_needed"
    WRONG_UNIT = "wrong_unit"
    DOUBLE_ROLE = "double_role"
    CODE_OF_OTHER = "code_of_other"
    WHICH_PERSON = "which_person"
    SPELLING = "spelling"
    NO_OFFICER = "no_officer"
    NO_TITLE = "no_title"
    NO_THEME = "no_theme"
    NOBODY_CHAIRS = "nobody_chairs"
    NOBODY_DEPUTES = "nobody_deputes"
    DEADLINE_ORDER = "deadline_order"
    DEADLINE_YEAR = "deadline_year"


WARNINGS = frozenset(
    {
        Flaw.UNKNOWN_COLUMN,
        Flaw.NO_OFFICER,
        Flaw.NO_TITLE,
        Flaw.NO_THEME,
        Flaw.NOBODY_CHAIRS,
        Flaw.NOBODY_DEPUTES,
        Flaw.DEADLINE_ORDER,
        Flaw.DEADLINE_YEAR,
    }
)


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what, and the facts its sentence needs."""

    origin: Origin
    flaw: Flaw
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        return self.flaw in WARNINGS


class FileRefused(Exception):
    """The file is not imported; nothing has changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(problem.flaw.value for problem in problems))
        self.problems = tuple(sorted(problems, key=lambda problem: problem.origin.order))


@dataclass(frozen=True)
class BlocRow:
    """The bloc, its cycle and its dates; `origins` tells each field's place by its key.

    Days and hours of reminding are as `Cycle` holds them.
    """

    origin: Origin
    code: str
    name: str
    superior: str
    place: str
    year: int
    theme: str
    tasks_per_unit: int
    highlights_min: int
    highlights_max: int
    deadlines: Mapping[Step, date]
    origins: Mapping[str, Origin]
    is_flawed: bool = False
    reminder_offsets: str = Cycle.reminder_offsets
    reminder_hours: str = Cycle.reminder_hours
    notice_hours: str = Cycle.notice_hours


@dataclass(frozen=True)
class UnitRow:
    """A unit in its place of the founding decision."""

    origin: Origin
    position: int
    code: str
    name: str
    standing: Standing
    is_flawed: bool = False
    merger: Merger | None = None


@dataclass(frozen=True)
class PersonRow:
    """One role of one person; `code` and `unit` may be empty."""

    origin: Origin
    code: str
    name: str
    unit: str
    role: Role
    title: str
    sign_mode: SignMode
    is_flawed: bool = False


@dataclass(frozen=True)
class Plan:
    """What a file asks for; `wholes` tells the place of each part as a whole."""

    bloc: BlocRow
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    wholes: Mapping[Part, Origin]
