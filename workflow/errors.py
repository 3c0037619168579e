"""Every refusal, as a fact with its data; the words are in messages/refusal.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.kinds import ListState, Step, SubmissionKind
from storage.units import Unit


class Refusal(Exception):
    """What was asked is not done; nothing has changed."""


class Unfit(Refusal):
    """An answer that does not fit its question, which stays open; any other refusal closes it."""


@dataclass(eq=False)
class NotPermitted(Refusal):
    """None of the person's roles at this moment allows the act."""


@dataclass(eq=False)
class NotSentYet(NotPermitted):
    """A unit's list is its own until its leader approved it, and again when withdrawn (R5)."""


@dataclass(eq=False)
class NoSuchThing(Refusal):
    """The thing named does not exist, or not for this person."""


@dataclass(eq=False)
class Blank(Unfit):
    """A required text was empty."""


@dataclass(eq=False)
class TooLong(Unfit):
    """A text is longer than `limit` characters."""

    length: int
    limit: int


@dataclass(eq=False)
class CutOff(Unfit):
    """The rest of a text that the app cut into several messages; its beginning was refused."""


@dataclass(eq=False)
class OneLineOnly(Unfit):
    """Several lines were sent where one is read."""

    n_lines: int


@dataclass(eq=False)
class NotADate(Unfit):
    """The text is no date of the form dd/mm/yyyy."""

    text: str


@dataclass(eq=False)
class NotACount(Unfit):
    """The text is no whole number from 0 to `limit`."""

    text: str
    limit: int


@dataclass(eq=False)
class OutsideYear(Unfit):
    """The date lies outside the emulation year."""

    day: date
    year: int


@dataclass(eq=False)
class NotLater(Unfit):
    """The day gives no more time than the date that counts now."""

    day: date
    due_on: date


@dataclass(eq=False)
class DeadlineChanged(Refusal):
    """The extension that was shown is not what would be granted now; `by` gave what counts."""

    step: Step
    unit_id: int
    due_on: date | None
    official: date | None
    by: str
    reason: str


@dataclass(eq=False)
class ReasonTooShort(Unfit):
    """A reason needs at least `minimum` characters."""

    minimum: int


class Gap(StrEnum):
    """What a list still lacks (R1)."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NO_HIGHLIGHT = "no_highlight"
    MANY_HIGHLIGHTS = "many_highlights"
    NOTHING = "nothing"


@dataclass(eq=False)
class ListIncomplete(Refusal):
    """The list has not the counts that sending needs (R1)."""

    gaps: tuple[Gap, ...]


@dataclass(eq=False)
class ListFull(Refusal):
    """The list already holds as many tasks as the bloc's rule allows (R1)."""

    limit: int


@dataclass(eq=False)
class HighlightsFull(Refusal):
    """The list already has as many highlights as the bloc's rule allows: these tasks (R1)."""

    limit: int
    numbers: tuple[int, ...]


@dataclass(eq=False)
class WrongState(Refusal):
    """The list's state does not allow the act."""

    state: ListState


@dataclass(eq=False)
class Stale(Refusal):
    """The submission changed since the screen was drawn; it tells which one to redraw."""

    unit_id: int
    kind: SubmissionKind = SubmissionKind.KEY_TASKS


@dataclass(eq=False)
class Overtaken(Refusal):
    """Somebody else wrote this field of the task since the person was asked."""

    task_id: int
    field: str


@dataclass(eq=False)
class TaskGone(NoSuchThing):
    """The task was deleted by `name`; it can come back."""

    task_id: int
    unit_id: int
    number: int
    title: str
    name: str


@dataclass(eq=False)
class FourEyes(Refusal):
    """Who approved for the unit does not decide for the bloc (R4)."""


@dataclass(eq=False)
class ListsMissing(Refusal):
    """These units have no approved list yet."""

    units: tuple[Unit, ...]


@dataclass(eq=False)
class ThemeMissing(Refusal):
    """The year has no theme yet; no text leaves with a hole in it (R15)."""


@dataclass(eq=False)
class PledgeExists(Refusal):
    """A pledge text is frozen already."""


@dataclass(eq=False)
class TextChanged(Refusal):
    """The text to freeze is no longer the one that was shown."""


@dataclass(eq=False)
class SigningClosed(Refusal):
    """The pledge is not open for signing, or was replaced."""


@dataclass(eq=False)
class AlreadySigned(Refusal):
    """The unit has signed this text (R7)."""


@dataclass(eq=False)
class ChairSignsLast(Refusal):
    """The chair unit signs after these units."""

    units: tuple[Unit, ...]


@dataclass(eq=False)
class NoticeIncomplete(Refusal):
    """The notice lacks these parts, its subject or its body, before it is sent."""

    lacks: tuple[str, ...]


@dataclass(eq=False)
class NoticeClosed(Refusal):
    """The notice was sent or discarded; it is no draft any more."""

    notice_id: int


@dataclass(eq=False)
class DraftChanged(Refusal):
    """The notice changed since the screen was drawn; it is still a draft."""

    notice_id: int


@dataclass(eq=False)
class NoticeCorrected(Refusal):
    """The notice was corrected since this copy of it was shown."""

    notice_id: int


@dataclass(eq=False)
class SameWords(Unfit):
    """The corrected text is the one that was sent."""


@dataclass(eq=False)
class AudienceChanged(Refusal):
    """Who the readers are changed since the preview; there are `count` now."""

    count: int


@dataclass(eq=False)
class CodesLocked(Refusal):
    """Too many wrong codes from this account in the last hour."""


@dataclass(eq=False)
class AccountTaken(Refusal):
    """The account belongs to `name`, who still holds a role, and the code is for another person."""

    name: str
