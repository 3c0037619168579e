"""What a button asks for: one frozen dataclass each, at most 64 ASCII bytes on the wire.

The wire format is `code:field:field`, the code ending in its version ("kto1:12:3"). An action
carries ids and the revision of what it was drawn from; everything else is looked up and
permitted anew. A format once sent is decoded for ever: tests/house/wire_formats.txt grows,
never shrinks.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

LIMIT = 64
# What `encode` writes, and no more than a database column holds.
NUMBER = re.compile(r"-?[0-9]{1,9}")


class Unreadable(ValueError):
    """A wire string that no action ever had: forged, or from another program."""


@dataclass(frozen=True)
class Action:
    """Base of every action; subclasses declare `code` and int or str fields."""

    code: ClassVar[str]

    def encode(self) -> str:
        """Return the wire string, at most 64 ASCII bytes."""
        parts = [self.code, *(str(getattr(self, f.name)) for f in fields(self))]
        wire = ":".join(parts)
        assert len(wire.encode()) <= LIMIT
        assert wire.isascii()
        return wire


_KINDS: dict[str, type[Action]] = {}
Kind = TypeVar("Kind", bound=type[Action])


def _wire(code: str) -> Any:
    def register(kind: Kind) -> Kind:
        assert code not in _KINDS
        kind.code = code
        _KINDS[code] = kind
        return kind

    return register


def decode(wire: str) -> Action:
    """Return the action of a wire string; refuse with `Unreadable`."""
    code, *values = wire.split(":")
    kind = _KINDS.get(code)
    if kind is None or len(values) != len(fields(kind)):
        raise Unreadable(wire[:LIMIT])
    numbers = [v for f, v in zip(fields(kind), values, strict=True) if f.type is int]
    if not all(map(NUMBER.fullmatch, numbers)):
        raise Unreadable(wire[:LIMIT])
    return kind(
        *(int(v) if f.type is int else v for f, v in zip(fields(kind), values, strict=True))
    )


def kinds() -> dict[str, type[Action]]:
    """Return every action by code."""
    return dict(_KINDS)


@_wire("mnu1")
@dataclass(frozen=True)
class OpenMenu(Action):
    """Show the home screen."""


@_wire("duty1")
@dataclass(frozen=True)
class OpenDuties(Action):
    """Show what is owed."""


@_wire("leave1")
@dataclass(frozen=True)
class LeaveQuestion(Action):
    """Leave the open question; whatever was saved stays."""


@_wire("join1")
@dataclass(frozen=True)
class AcceptInvite(Action):
    """Say "Đúng, là tôi" to an invite; `key` proves that its code was opened."""

    key: str


@_wire("nojoin1")
@dataclass(frozen=True)
class RefuseInvite(Action):
    """Say that the invite names somebody else."""


@_wire("priv1")
@dataclass(frozen=True)
class ReadPrivacy(Action):
    """Say that the privacy notice was read."""


@_wire("kl1")
@dataclass(frozen=True)
class OpenKeyTasks(Action):
    """Show a unit's list of key tasks."""

    unit_id: int


@_wire("kt1")
@dataclass(frozen=True)
class OpenKeyTask(Action):
    """Show one key task."""

    task_id: int


@_wire("kadd1")
@dataclass(frozen=True)
class AddKeyTask(Action):
    """Ask for a new key task's title."""

    unit_id: int


@_wire("kpaste1")
@dataclass(frozen=True)
class PasteKeyTasks(Action):
    """Ask for a whole list in one message."""

    unit_id: int


@_wire("kput1")
@dataclass(frozen=True)
class SavePasted(Action):
    """Save the list that was read; `way` is replace or append."""

    unit_id: int
    way: str
    revision: int


@_wire("kedit1")
@dataclass(frozen=True)
class EditKeyTask(Action):
    """Ask for one field of a key task: title, target or due."""

    task_id: int
    field: str


@_wire("kskip1")
@dataclass(frozen=True)
class SkipField(Action):
    """Leave an optional field empty and go on."""

    task_id: int
    field: str


@_wire("kstar1")
@dataclass(frozen=True)
class StarKeyTask(Action):
    """Make the task a highlight, or an ordinary one again."""

    task_id: int
    revision: int


@_wire("kmove1")
@dataclass(frozen=True)
class MoveKeyTask(Action):
    """Move the task one place; `step` is -1 (up) or 1 (down)."""

    task_id: int
    step: int
    revision: int


@_wire("kdel1")
@dataclass(frozen=True)
class AskDeleteKeyTask(Action):
    """Ask whether to delete the task."""

    task_id: int


@_wire("kdelok1")
@dataclass(frozen=True)
class DeleteKeyTask(Action):
    """Delete the task."""

    task_id: int
    revision: int


@_wire("krev1")
@dataclass(frozen=True)
class ReviewKeyTasks(Action):
    """Show the list for a last look before it is sent."""

    unit_id: int


@_wire("sub1")
@dataclass(frozen=True)
class OpenSubmission(Action):
    """Show one round of a unit's list or registration."""

    submission_id: int


@_wire("reg1")
@dataclass(frozen=True)
class OpenRegistration(Action):
    """Show a unit's emulation registration."""

    unit_id: int


@_wire("ksend1")
@dataclass(frozen=True)
class Submit(Action):
    """Send the submission to the unit's leader."""

    submission_id: int
    revision: int


@_wire("kback1")
@dataclass(frozen=True)
class Withdraw(Action):
    """Take a waiting submission back to the draft."""

    submission_id: int
    revision: int


@_wire("kok1")
@dataclass(frozen=True)
class Approve(Action):
    """Decide for it at the stage where it waits: the leader's, then the bloc's."""

    submission_id: int
    revision: int


@_wire("kret1")
@dataclass(frozen=True)
class Return(Action):
    """Ask for the reason, then return it."""

    submission_id: int
    revision: int


@_wire("pl1")
@dataclass(frozen=True)
class OpenPledge(Action):
    """Show the pledge and who has signed."""


@_wire("plread1")
@dataclass(frozen=True)
class ReadPledge(Action):
    """Show one page of the pledge's text."""

    pledge_id: int
    page: int


@_wire("plprev1")
@dataclass(frozen=True)
class PreviewPledge(Action):
    """Show one page of the text as it would be frozen."""

    page: int


@_wire("plaskf1")
@dataclass(frozen=True)
class AskFreezePledge(Action):
    """Ask whether to freeze the text and open signing."""


@_wire("plfrz1")
@dataclass(frozen=True)
class FreezePledge(Action):
    """Freeze the text whose hash begins so, and open signing."""

    hash_start: str


@_wire("plsign1")
@dataclass(frozen=True)
class SignPledge(Action):
    """Begin to sign: ask for the full name."""

    pledge_id: int


@_wire("plwho1")
@dataclass(frozen=True)
class WhoSigned(Action):
    """Show every unit and whether it has signed."""


@_wire("plfile1")
@dataclass(frozen=True)
class FetchPledge(Action):
    """Send the frozen text as a file."""

    pledge_id: int


@_wire("nt1")
@dataclass(frozen=True)
class OpenNotices(Action):
    """Show the notices."""


@_wire("ntone1")
@dataclass(frozen=True)
class OpenNotice(Action):
    """Show one notice."""

    notice_id: int


@_wire("ntnew1")
@dataclass(frozen=True)
class ComposeNotice(Action):
    """Begin a notice, or go on with the draft."""


@_wire("ntedit1")
@dataclass(frozen=True)
class EditNotice(Action):
    """Ask for one field of a notice: subject, body or file."""

    notice_id: int
    field: str


@_wire("ntaud1")
@dataclass(frozen=True)
class ChooseAudience(Action):
    """Choose who the notice is for."""

    notice_id: int
    audience: str


@_wire("ntconf2")
@dataclass(frozen=True)
class ToggleConfirmation(Action):
    """Ask readers to confirm, or not."""

    notice_id: int
    revision: int


@_wire("ntprev1")
@dataclass(frozen=True)
class PreviewNotice(Action):
    """Show the notice as its readers will see it, with the exact count."""

    notice_id: int


@_wire("ntsend2")
@dataclass(frozen=True)
class ReleaseNotice(Action):
    """Send the notice as it was previewed, to as many people as were counted."""

    notice_id: int
    revision: int
    count: int


@_wire("ntdrop1")
@dataclass(frozen=True)
class DiscardNotice(Action):
    """Throw a draft away."""

    notice_id: int


@_wire("ntack1")
@dataclass(frozen=True)
class ConfirmNotice(Action):
    """Say "Đã đọc"."""

    notice_id: int


@_wire("ntled1")
@dataclass(frozen=True)
class OpenLedger(Action):
    """Show what became of each delivery of a notice."""

    notice_id: int
    page: int


@_wire("ntagain1")
@dataclass(frozen=True)
class ResendNotice(Action):
    """Send the notice again to those it did not reach."""

    notice_id: int


@_wire("ctl1")
@dataclass(frozen=True)
class OpenControl(Action):
    """Show the chair's table."""


@_wire("ctlwait1")
@dataclass(frozen=True)
class OpenWaiting(Action):
    """Show the lists that wait for the bloc's decision."""


@_wire("code1")
@dataclass(frozen=True)
class OpenCodes(Action):
    """Show a unit's seats, to issue invite codes."""

    unit_id: int


@_wire("codenew1")
@dataclass(frozen=True)
class IssueCode(Action):
    """Issue a new invite code for a seat."""

    assignment_id: int


@_wire("codewho1")
@dataclass(frozen=True)
class ReplacePerson(Action):
    """Ask for the name of the person who takes the seat over."""

    assignment_id: int


@_wire("codeun1")
@dataclass(frozen=True)
class OpenUnits(Action):
    """Show the units, to choose one for invite codes."""
