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


@_wire("snooze1")
@dataclass(frozen=True)
class SnoozeReminder(Action):
    """Be told of a day's duties again on the next working day; `day` is the date's ordinal."""

    day: int


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
    """Ask for a whole list at once: pasted, as a file, or copied."""

    unit_id: int


@_wire("kform1")
@dataclass(frozen=True)
class FetchTaskForm(Action):
    """Send the workbook to fill in."""

    unit_id: int


@_wire("kcopy1")
@dataclass(frozen=True)
class CopyKeyTasks(Action):
    """Show the accepted list of an earlier year, to be saved for this one."""

    unit_id: int


@_wire("krows1")
@dataclass(frozen=True)
class PageRows(Action):
    """Show one page of the rows that were read."""

    unit_id: int
    page: int


@_wire("kdate1")
@dataclass(frozen=True)
class TakeProposals(Action):
    """Take the dates proposed for vague ones into the rows that were read."""

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
    """Retired: it asked whether to delete; deleting can be undone now."""

    task_id: int


@_wire("kdelok1")
@dataclass(frozen=True)
class DeleteKeyTask(Action):
    """Delete the task."""

    task_id: int
    revision: int


@_wire("kundo1")
@dataclass(frozen=True)
class RestoreKeyTask(Action):
    """Put a deleted task back."""

    task_id: int


@_wire("kl2")
@dataclass(frozen=True)
class PageKeyTasks(Action):
    """Show one page of a round's list."""

    submission_id: int
    page: int


@_wire("kmore1")
@dataclass(frozen=True)
class OpenTaskFields(Action):
    """Show every field of a task, to jump to any of them."""

    task_id: int


@_wire("kclr1")
@dataclass(frozen=True)
class ClearField(Action):
    """Empty an optional field."""

    task_id: int
    field: str


@_wire("kmine1")
@dataclass(frozen=True)
class WriteMine(Action):
    """Write one's own answer over what somebody else wrote meanwhile."""

    task_id: int
    field: str


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


@_wire("ver1")
@dataclass(frozen=True)
class OpenVersions(Action):
    """Show what was sent of a submission, newest first."""

    submission_id: int


@_wire("ver2")
@dataclass(frozen=True)
class PageVersions(Action):
    """Show one page of what was sent of a submission, newest first."""

    submission_id: int
    page: int


@_wire("cmp1")
@dataclass(frozen=True)
class CompareVersions(Action):
    """Show what differs between two versions by number; newer 0 is what is written now."""

    submission_id: int
    older: int
    newer: int
    page: int


@_wire("amd1")
@dataclass(frozen=True)
class Amend(Action):
    """Ask for the reason, then begin an amendment of an approved submission."""

    submission_id: int
    revision: int


@_wire("drop1")
@dataclass(frozen=True)
class DropAmendment(Action):
    """Give an amendment up."""

    submission_id: int
    revision: int


@_wire("paper1")
@dataclass(frozen=True)
class HandInPaper(Action):
    """Ask for the scan that the unit's leader signed."""

    submission_id: int
    revision: int


@_wire("scan1")
@dataclass(frozen=True)
class FetchPaper(Action):
    """Send the scan with which the leader approved."""

    submission_id: int


@_wire("scan2")
@dataclass(frozen=True)
class FetchSentPaper(Action):
    """Send the scan with which the leader approved one sending, by its number."""

    submission_id: int
    number: int


@_wire("raw1")
@dataclass(frozen=True)
class OpenAwards(Action):
    """Show the awards of one kind with what is registered for each."""

    submission_id: int
    kind: str


@_wire("rtog1")
@dataclass(frozen=True)
class ToggleAward(Action):
    """Choose a title of the whole unit, or take it off again."""

    submission_id: int
    award_id: int
    revision: int


@_wire("rnum1")
@dataclass(frozen=True)
class CountAward(Action):
    """Ask for how many people or collectives the award is sought."""

    submission_id: int
    award_id: int


@_wire("rminask1")
@dataclass(frozen=True)
class AttachMinutes(Action):
    """Ask for the minutes of the unit's meeting."""

    submission_id: int


@_wire("rminoff1")
@dataclass(frozen=True)
class DetachMinutes(Action):
    """Take the minutes off the registration."""

    submission_id: int
    revision: int


@_wire("rmin1")
@dataclass(frozen=True)
class OpenMinutes(Action):
    """Send the minutes as a file."""

    submission_id: int


@_wire("rrev1")
@dataclass(frozen=True)
class ReviewRegistration(Action):
    """Show the registration for a last look before it is sent."""

    submission_id: int


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


@_wire("cert1")
@dataclass(frozen=True)
class FetchCertificate(Action):
    """Send the certificates of one's own signatures under a text."""

    pledge_id: int


@_wire("plfile1")
@dataclass(frozen=True)
class FetchPledge(Action):
    """Send the frozen text as a file."""

    pledge_id: int


@_wire("plpdf1")
@dataclass(frozen=True)
class FetchPledgePdf(Action):
    """Send the text as a PDF; 0 is the draft."""

    pledge_id: int


@_wire("plver1")
@dataclass(frozen=True)
class ListPledgeVersions(Action):
    """Show the frozen versions of the pledge, replaced ones too."""

    page: int


@_wire("plcmp1")
@dataclass(frozen=True)
class ComparePledge(Action):
    """Show what a version changed in the one before it."""

    pledge_id: int
    page: int


@_wire("plrepl1")
@dataclass(frozen=True)
class ReplacePledge(Action):
    """Ask for the reason, then take the frozen text back to change it."""

    pledge_id: int


@_wire("pldecl1")
@dataclass(frozen=True)
class DeclinePledge(Action):
    """Ask for the reason, then record that the unit does not sign."""

    pledge_id: int


@_wire("plsecs1")
@dataclass(frozen=True)
class ListSections(Action):
    """Show the parts of the pledge's text before it is frozen."""


@_wire("plsec1")
@dataclass(frozen=True)
class OpenSection(Action):
    """Show one page of one part of the text."""

    section: str
    page: int


@_wire("plseca1")
@dataclass(frozen=True)
class AskSection(Action):
    """Ask for the part's new text."""

    section: str


@_wire("plsecr1")
@dataclass(frozen=True)
class ResetSection(Action):
    """Show what would change if the part returned to the template's words."""

    section: str


@_wire("plsect1")
@dataclass(frozen=True)
class TurnProposal(Action):
    """Show another page of what the new text would change."""

    page: int


@_wire("plsecw1")
@dataclass(frozen=True)
class SaveSection(Action):
    """Save the part's new text that was shown; `mark` tells it from another one."""

    section: str
    revision: int
    mark: str


@_wire("plwcp1")
@dataclass(frozen=True)
class FetchWordCopy(Action):
    """Send the draft as a Word file whose parts are found again when it comes back."""


@_wire("plwcs1")
@dataclass(frozen=True)
class SendWordCopy(Action):
    """Ask for the edited Word file."""


@_wire("plwch1")
@dataclass(frozen=True)
class OpenWordChanges(Action):
    """Show which parts the Word file would change."""


@_wire("plwc1")
@dataclass(frozen=True)
class OpenWordChange(Action):
    """Show one page of what the Word file would change in one part."""

    section: str
    page: int


@_wire("plwcw1")
@dataclass(frozen=True)
class SaveWordChanges(Action):
    """Save all that the Word file changes, whose hash begins so."""

    hash_start: str


@_wire("plbasa1")
@dataclass(frozen=True)
class AskBasis(Action):
    """Ask for one more paper on which the pledge rests."""

    revision: int


@_wire("plbasr1")
@dataclass(frozen=True)
class RemoveBasis(Action):
    """Cite the paper at that place no longer."""

    place: int
    revision: int


@_wire("plexs1")
@dataclass(frozen=True)
class OpenExceptions(Action):
    """Show to the chair which units have not signed, and the exceptions."""

    pledge_id: int
    page: int


@_wire("plexg1")
@dataclass(frozen=True)
class ExceptUnit(Action):
    """Ask for the reason, then except the unit from signing."""

    pledge_id: int
    unit_id: int


@_wire("plexw1")
@dataclass(frozen=True)
class WithdrawException(Action):
    """Take the unit's exception back."""

    pledge_id: int
    unit_id: int


@_wire("plpap1")
@dataclass(frozen=True)
class HandInSignature(Action):
    """Begin to hand in a signature on paper: ask who signed."""

    pledge_id: int
    unit_id: int


@_wire("plpapw1")
@dataclass(frozen=True)
class ChooseSignatory(Action):
    """Say who signed on paper, by the person's mark, and ask for the scan."""

    pledge_id: int
    unit_id: int
    mark: str


@_wire("plpaps1")
@dataclass(frozen=True)
class SendPaper(Action):
    """Give the scan to those who compare it."""

    paper_id: int


@_wire("plpapo1")
@dataclass(frozen=True)
class OpenPaper(Action):
    """Show the scan of a signature on paper."""

    paper_id: int


@_wire("plpapc1")
@dataclass(frozen=True)
class ConfirmPaper(Action):
    """Say that the scan bears the frozen text and the signature."""

    paper_id: int


@_wire("plpapr1")
@dataclass(frozen=True)
class RefusePaper(Action):
    """Ask for the reason, then send the scan back."""

    paper_id: int


@_wire("pladd1")
@dataclass(frozen=True)
class OpenAddendum(Action):
    """Show one page of the addendum that a unit that joined late would sign."""

    unit_id: int
    page: int


@_wire("pladdf1")
@dataclass(frozen=True)
class FreezeAddendum(Action):
    """Freeze the addendum whose hash begins so, and ask the unit to sign it."""

    unit_id: int
    hash_start: str


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
    """Ask for one typed part of a notice: subject or body."""

    notice_id: int
    field: str


@_wire("ntaud1")
@dataclass(frozen=True)
class ChooseAudience(Action):
    """Choose through which roles a notice is for somebody."""

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


@_wire("ntsend3")
@dataclass(frozen=True)
class ReleaseNotice(Action):
    """Send the notice as it was previewed; `mark` tells whom it was shown to be for."""

    notice_id: int
    revision: int
    mark: str


@_wire("ntsend2")
@dataclass(frozen=True)
class ReleaseCounted(Action):
    """Retired: it told how many people were shown; the mark tells which."""

    notice_id: int
    revision: int
    count: int


@_wire("ntdrop1")
@dataclass(frozen=True)
class DiscardNotice(Action):
    """Throw a draft away."""

    notice_id: int


@_wire("ntpg1")
@dataclass(frozen=True)
class TurnNotices(Action):
    """Turn to a page of the notices."""

    page: int


@_wire("ntread1")
@dataclass(frozen=True)
class ReadNotice(Action):
    """Show the words and files of a released notice to those who follow it."""

    notice_id: int


@_wire("ntfil1")
@dataclass(frozen=True)
class OpenAttachments(Action):
    """Show the files of a notice, and ask for one more."""

    notice_id: int


@_wire("ntfilx1")
@dataclass(frozen=True)
class DropAttachment(Action):
    """Take a file from a notice."""

    notice_id: int
    file_id: int


@_wire("nttime1")
@dataclass(frozen=True)
class OpenSendTime(Action):
    """Ask when a notice is to be sent."""

    notice_id: int


@_wire("ntat1")
@dataclass(frozen=True)
class PickSendTime(Action):
    """Choose when a notice is to be sent: minutes since 1970, 0 for at once."""

    notice_id: int
    minute: int


@_wire("nturgq1")
@dataclass(frozen=True)
class AskUrgent(Action):
    """Warn of what an urgent notice does, before it is made one."""

    notice_id: int


@_wire("nturg1")
@dataclass(frozen=True)
class SetUrgent(Action):
    """Make a notice urgent (1) or not (0)."""

    notice_id: int
    on: int


@_wire("ntwho1")
@dataclass(frozen=True)
class OpenAudience(Action):
    """Show whom a notice is for, and what narrows it."""

    notice_id: int


@_wire("ntuns1")
@dataclass(frozen=True)
class OpenUnitChoice(Action):
    """Show the units of which some may be chosen."""

    notice_id: int
    page: int


@_wire("ntun1")
@dataclass(frozen=True)
class PickUnit(Action):
    """Choose a unit (1) or leave it out (0)."""

    notice_id: int
    unit_id: int
    on: int
    page: int


@_wire("ntunall1")
@dataclass(frozen=True)
class ChooseAllUnits(Action):
    """Let a notice be for every unit."""

    notice_id: int


@_wire("ntlks1")
@dataclass(frozen=True)
class OpenLackings(Action):
    """Show the duties by which a notice may be narrowed."""

    notice_id: int
    page: int


@_wire("ntlk1")
@dataclass(frozen=True)
class ChooseLacking(Action):
    """Narrow a notice to who still owes a duty; `subject_id` is the notice to confirm."""

    notice_id: int
    kind: str
    subject_id: int


@_wire("ntoff1")
@dataclass(frozen=True)
class OfferNotice(Action):
    """Hand the notice that was previewed to the chair."""

    notice_id: int
    revision: int


@_wire("ntoffx1")
@dataclass(frozen=True)
class TakeBackOffer(Action):
    """Take an offered notice back."""

    notice_id: int


@_wire("ntown1")
@dataclass(frozen=True)
class TakeOverOffer(Action):
    """Make an offered notice the chair's own draft."""

    notice_id: int
    revision: int


@_wire("ntret1")
@dataclass(frozen=True)
class ReturnOffer(Action):
    """Ask why an offered notice goes back."""

    notice_id: int
    revision: int


@_wire("ntack2")
@dataclass(frozen=True)
class ConfirmNotice(Action):
    """Say "Đã đọc" of a notice as it was worded in this version."""

    notice_id: int
    version: int


@_wire("ntack1")
@dataclass(frozen=True)
class ConfirmFirstVersion(Action):
    """Retired: "Đã đọc" of a copy that named no version, so the first."""

    notice_id: int


@_wire("ntver1")
@dataclass(frozen=True)
class OpenNoticeVersion(Action):
    """Show a notice as it was worded before it was corrected."""

    notice_id: int
    version: int


@_wire("ntsee1")
@dataclass(frozen=True)
class OpenSending(Action):
    """Show how a released notice stands."""

    notice_id: int


@_wire("ntstop1")
@dataclass(frozen=True)
class StopNotice(Action):
    """Take back a notice that has not left, or stop what has not."""

    notice_id: int


@_wire("ntnow1")
@dataclass(frozen=True)
class SendNoticeNow(Action):
    """Send at once a notice that waits for its time."""

    notice_id: int


@_wire("ntpause1")
@dataclass(frozen=True)
class PauseNotice(Action):
    """Hold back the copies that have not left."""

    notice_id: int


@_wire("ntgo1")
@dataclass(frozen=True)
class ResumeNotice(Action):
    """Let the copies leave that were held back."""

    notice_id: int


@_wire("ntcor1")
@dataclass(frozen=True)
class AskCorrection(Action):
    """Ask for the corrected subject or body of a notice that was sent."""

    notice_id: int
    field: str


@_wire("ntcorok1")
@dataclass(frozen=True)
class CorrectNotice(Action):
    """Correct a sent notice everywhere by the words that were shown."""

    notice_id: int
    hash_start: str


@_wire("ntled2")
@dataclass(frozen=True)
class OpenLedger(Action):
    """Show what became of each copy of a notice: of all, or of those not confirmed."""

    notice_id: int
    rows: str
    page: int


@_wire("ntled1")
@dataclass(frozen=True)
class OpenWholeLedger(Action):
    """Retired: it showed a page of all copies; which ones is asked now."""

    notice_id: int
    page: int


@_wire("ntxls1")
@dataclass(frozen=True)
class FetchLedger(Action):
    """Hand out the ledger of a notice as a workbook."""

    notice_id: int


@_wire("ntagain1")
@dataclass(frozen=True)
class ResendNotice(Action):
    """Send the notice again to those it did not reach."""

    notice_id: int


@_wire("ctl1")
@dataclass(frozen=True)
class OpenControl(Action):
    """Show the chair's table."""


@_wire("ctlpg1")
@dataclass(frozen=True)
class PageControl(Action):
    """Show one page of the chair's table."""

    page: int


@_wire("ctlun1")
@dataclass(frozen=True)
class OpenUnit(Action):
    """Show where one unit stands, and what can be done about it."""

    unit_id: int


@_wire("ctlst1")
@dataclass(frozen=True)
class OpenSteps(Action):
    """Show how far the bloc is at each step of the year."""


@_wire("ctlst2")
@dataclass(frozen=True)
class OpenStep(Action):
    """Show one page of the units at one step, those that need the chair first."""

    step_name: str
    page: int


@_wire("ctltab1")
@dataclass(frozen=True)
class FetchTablePicture(Action):
    """Send the chair's table as a picture."""


@_wire("ctltab2")
@dataclass(frozen=True)
class FetchTableBook(Action):
    """Send the chair's table and every open duty as a workbook."""


@_wire("chase1")
@dataclass(frozen=True)
class AskChase(Action):
    """Show one page of who would be reminded of a step; "all": every step, unit 0: every unit."""

    step_name: str
    unit_id: int
    page: int


@_wire("chaseok2")
@dataclass(frozen=True)
class SendChase(Action):
    """Remind those who were shown; `mark` tells these people from any others."""

    step_name: str
    unit_id: int
    mark: str


@_wire("ctlwait1")
@dataclass(frozen=True)
class OpenWaiting(Action):
    """Show what waits for the bloc's decision."""


@_wire("ctlwait2")
@dataclass(frozen=True)
class PageWaiting(Action):
    """Show one page of what waits for the bloc's decision."""

    page: int


@_wire("btasks1")
@dataclass(frozen=True)
class OpenBlocTasks(Action):
    """Show the list of one unit among those sent to the bloc, by its place among them."""

    page: int


@_wire("bhigh1")
@dataclass(frozen=True)
class OpenHighlights(Action):
    """Show one page of the highlights of every list sent to the bloc."""

    page: int


@_wire("bfile1")
@dataclass(frozen=True)
class FetchBlocTasks(Action):
    """Send every list sent to the bloc as one workbook."""


@_wire("kfile1")
@dataclass(frozen=True)
class FetchTasks(Action):
    """Send a unit's own newest list as a workbook."""

    unit_id: int


@_wire("kfile2")
@dataclass(frozen=True)
class FetchTaskList(Action):
    """Send one round of a list as a workbook."""

    submission_id: int


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


@_wire("codeun2")
@dataclass(frozen=True)
class PageUnits(Action):
    """Show one page of the units, to choose one for invite codes."""

    page: int


@_wire("dl1")
@dataclass(frozen=True)
class OpenDeadlines(Action):
    """Show the dated steps of the year."""


@_wire("dlfor1")
@dataclass(frozen=True)
class ExtendDeadline(Action):
    """Ask for whom to extend a step: for all units, or for one on this page of them."""

    step_name: str
    page: int


@_wire("dlday1")
@dataclass(frozen=True)
class AskNewDeadline(Action):
    """Ask for the new date of a step; unit 0 is every unit."""

    step_name: str
    unit_id: int


@_wire("dlok1")
@dataclass(frozen=True)
class GrantExtension(Action):
    """Extend the deadline as it was shown; the hash of that begins so."""

    hash_start: str


@_wire("his1")
@dataclass(frozen=True)
class OpenHistory(Action):
    """Show one page of what was done in a unit, newest first; page 0 is the newest."""

    unit_id: int
    page: int


@_wire("hisall1")
@dataclass(frozen=True)
class ChooseHistory(Action):
    """Show one page of the units whose history the person may read."""

    page: int


@_wire("crt1")
@dataclass(frozen=True)
class OpenCriteria(Action):
    """Show the current criteria: page 0 is the groups, the criteria stand on the next ones."""

    page: int


@_wire("crtset1")
@dataclass(frozen=True)
class OpenCriteriaSet(Action):
    """Show one version of the criteria in the same way."""

    set_id: int
    page: int


@_wire("crtver1")
@dataclass(frozen=True)
class OpenCriteriaSets(Action):
    """Show the versions of the criteria."""

    page: int


@_wire("crtget1")
@dataclass(frozen=True)
class FetchCriteria(Action):
    """Send one version of the criteria as a workbook."""

    set_id: int


@_wire("crtask1")
@dataclass(frozen=True)
class AskCriteria(Action):
    """Ask for a filled workbook of criteria, and send the empty form."""


@_wire("crtsave1")
@dataclass(frozen=True)
class SaveCriteria(Action):
    """Save what was read as that version."""

    version: int


@_wire("crtpick1")
@dataclass(frozen=True)
class PickCriterion(Action):
    """Show the criteria, to choose the one a task serves."""

    task_id: int
    page: int


@_wire("crtpoint1")
@dataclass(frozen=True)
class ChooseCriterion(Action):
    """Let the task point at the criterion; 0 at none."""

    task_id: int
    criterion_id: int
    revision: int


@_wire("crtgap1")
@dataclass(frozen=True)
class OpenUncovered(Action):
    """Show the criteria for which a unit has no task."""

    unit_id: int
    page: int


@_wire("crtall1")
@dataclass(frozen=True)
class OpenCoverage(Action):
    """Show for each unit how many criteria have no task."""

    page: int


@_wire("crtreg1")
@dataclass(frozen=True)
class OpenItemCriteria(Action):
    """Show the titles of a registration with the criterion each answers to."""

    submission_id: int


@_wire("crtpick2")
@dataclass(frozen=True)
class PickItemCriterion(Action):
    """Show the criteria, to choose the one a registered title answers to."""

    submission_id: int
    award_id: int
    page: int


@_wire("crtpoint2")
@dataclass(frozen=True)
class ChooseItemCriterion(Action):
    """Let the registered title point at the criterion; 0 at none."""

    submission_id: int
    award_id: int
    criterion_id: int
    revision: int


@_wire("att1")
@dataclass(frozen=True)
class OpenAttendance(Action):
    """Show who is present, and one's own part."""

    conference_id: int


@_wire("attin1")
@dataclass(frozen=True)
class CheckIn(Action):
    """Say to be present."""

    conference_id: int


@_wire("attroll1")
@dataclass(frozen=True)
class OpenRoll(Action):
    """Show the units with who is present of each."""

    conference_id: int
    page: int


@_wire("attfind1")
@dataclass(frozen=True)
class AskPresent(Action):
    """Ask for a name or unit to record as present."""

    conference_id: int


@_wire("attrec1")
@dataclass(frozen=True)
class RecordPresent(Action):
    """Record somebody expected as present; `source` tells whose id it is."""

    conference_id: int
    source: str
    subject_id: int


@_wire("attundo1")
@dataclass(frozen=True)
class UndoPresent(Action):
    """Take back a record of presence."""

    attendance_id: int


@_wire("attsub1")
@dataclass(frozen=True)
class StandIn(Action):
    """Record somebody present as standing in for their unit's leader."""

    attendance_id: int


@_wire("attwho1")
@dataclass(frozen=True)
class ChooseOther(Action):
    """Choose the unit of somebody who is on no list."""

    conference_id: int
    page: int


@_wire("attoth1")
@dataclass(frozen=True)
class AskOther(Action):
    """Ask for the name of somebody on no list; unit 0 is a guest."""

    conference_id: int
    unit_id: int


@_wire("run1")
@dataclass(frozen=True)
class OpenRunning(Action):
    """Show where the meeting is."""

    conference_id: int


@_wire("runopen1")
@dataclass(frozen=True)
class AskStartMeeting(Action):
    """Show what starting the meeting means."""

    conference_id: int


@_wire("runstart1")
@dataclass(frozen=True)
class StartMeeting(Action):
    """Start the meeting."""

    conference_id: int


@_wire("runnext1")
@dataclass(frozen=True)
class StepOn(Action):
    """End this item and open the next; 0 when none is open."""

    conference_id: int
    item_id: int


@_wire("runback1")
@dataclass(frozen=True)
class StepBack(Action):
    """Return from this item to the one before; 0 when none is open."""

    conference_id: int
    item_id: int


@_wire("runskip1")
@dataclass(frozen=True)
class SkipItem(Action):
    """Ask why this item is left out."""

    conference_id: int
    item_id: int


@_wire("runpause1")
@dataclass(frozen=True)
class PauseMeeting(Action):
    """Interrupt the meeting."""

    conference_id: int


@_wire("runon1")
@dataclass(frozen=True)
class ResumeMeeting(Action):
    """Go on with the meeting."""

    conference_id: int


@_wire("runend1")
@dataclass(frozen=True)
class AskCloseMeeting(Action):
    """Show what closing the meeting means."""

    conference_id: int


@_wire("runclose1")
@dataclass(frozen=True)
class CloseMeeting(Action):
    """Close the meeting."""

    conference_id: int


@_wire("runsay1")
@dataclass(frozen=True)
class WriteConclusions(Action):
    """Ask for the conclusions."""

    conference_id: int


@_wire("min1")
@dataclass(frozen=True)
class OpenMeetingPapers(Action):
    """Show the minutes and the news item of a conference that is over."""

    conference_id: int


@_wire("mindraft1")
@dataclass(frozen=True)
class FetchDraft(Action):
    """Draft the minutes or the news item."""

    conference_id: int
    kind: str


@_wire("minroll1")
@dataclass(frozen=True)
class FetchRoll(Action):
    """Send attendance and votes as a workbook."""

    conference_id: int


@_wire("minkeep1")
@dataclass(frozen=True)
class SendFinal(Action):
    """Ask for the finished minutes or news item."""

    conference_id: int
    kind: str


@_wire("minfinal1")
@dataclass(frozen=True)
class FetchFinal(Action):
    """Send the finished minutes or news item; number 0 is the newest."""

    conference_id: int
    kind: str
    number: int


@_wire("spk1")
@dataclass(frozen=True)
class AskToSpeak(Action):
    """Put the own unit on the item's speaking list."""

    item_id: int
    unit_id: int


@_wire("spkcall1")
@dataclass(frozen=True)
class CallSpeaker(Action):
    """Give the floor to the next on the list."""

    speaker_id: int


@_wire("spkdone1")
@dataclass(frozen=True)
class EndSpeech(Action):
    """Note that a speaker has finished."""

    speaker_id: int


@_wire("spkoff1")
@dataclass(frozen=True)
class LeaveSpeakers(Action):
    """Take the own unit off the speaking list."""

    speaker_id: int


@_wire("vtopen1")
@dataclass(frozen=True)
class OpenVoting(Action):
    """Ask what is to be voted on at an item."""

    item_id: int
    kind: str


@_wire("vtput1")
@dataclass(frozen=True)
class PutVote(Action):
    """Open a vote on the item (document 0) or on a document at the item."""

    item_id: int
    kind: str
    document_id: int


@_wire("vtword1")
@dataclass(frozen=True)
class WordVote(Action):
    """Ask for other words to vote on at the item."""

    item_id: int
    kind: str


@_wire("vt1")
@dataclass(frozen=True)
class OpenVote(Action):
    """Show a vote; unit 0 is the first one votes for."""

    vote_id: int
    unit_id: int


@_wire("vtcast1")
@dataclass(frozen=True)
class CastVote(Action):
    """Cast a unit's vote."""

    vote_id: int
    unit_id: int
    choice: str


@_wire("vtsure1")
@dataclass(frozen=True)
class CastSecret(Action):
    """Cast a secret ballot for good."""

    vote_id: int
    unit_id: int
    choice: str


@_wire("vtend1")
@dataclass(frozen=True)
class AskCloseVote(Action):
    """Show what closing the vote means."""

    vote_id: int


@_wire("vtclose1")
@dataclass(frozen=True)
class CloseVote(Action):
    """Close the vote."""

    vote_id: int


@_wire("vthand1")
@dataclass(frozen=True)
class CountHands(Action):
    """Ask what hands were raised on, then for the numbers."""

    item_id: int


@_wire("vthands3")
@dataclass(frozen=True)
class RecordHands(Action):
    """Record the numbers of raised hands, when there were so many votes on the item before.

    They are on the item (document 0), on a document, or on the words just typed (-1).
    """

    item_id: int
    agree: int
    disagree: int
    other: int
    n_before: int
    document_id: int


@_wire("cf1")
@dataclass(frozen=True)
class OpenConference(Action):
    """Show a conference; 0 is the year's newest."""

    conference_id: int


@_wire("cfnew1")
@dataclass(frozen=True)
class PrepareConference(Action):
    """Begin the year's conference: blank from the template, or follow the last one."""

    way: str


@_wire("cfprep1")
@dataclass(frozen=True)
class OpenPreparation(Action):
    """Show what the invitation says so far."""

    conference_id: int


@_wire("cfedit1")
@dataclass(frozen=True)
class EditConference(Action):
    """Ask for one field of the invitation: title, starts, place, link or rsvp_due."""

    conference_id: int
    field: str


@_wire("cfmode1")
@dataclass(frozen=True)
class ChooseMeetingMode(Action):
    """Set whether people meet in a room, by a link, or both; empty asks."""

    conference_id: int
    mode: str


@_wire("cfag1")
@dataclass(frozen=True)
class OpenAgenda(Action):
    """Show the agenda."""

    conference_id: int


@_wire("cfagadd1")
@dataclass(frozen=True)
class AddAgendaItem(Action):
    """Ask for the title of a new agenda item."""

    conference_id: int


@_wire("cfit1")
@dataclass(frozen=True)
class OpenAgendaItem(Action):
    """Show one agenda item, to change it."""

    item_id: int


@_wire("cfited1")
@dataclass(frozen=True)
class EditAgendaItem(Action):
    """Ask for one field of an agenda item: title, presenter, minutes or kind."""

    item_id: int
    field: str


@_wire("cfkind1")
@dataclass(frozen=True)
class ChooseAgendaKind(Action):
    """Set what kind of agenda item it is."""

    item_id: int
    kind: str


@_wire("cfmv1")
@dataclass(frozen=True)
class MoveAgendaItem(Action):
    """Move the item one place; `step` is -1 (up) or 1 (down)."""

    item_id: int
    step: int
    revision: int


@_wire("cfrm1")
@dataclass(frozen=True)
class AskRemoveAgendaItem(Action):
    """Ask whether to remove the item."""

    item_id: int


@_wire("cfrmok1")
@dataclass(frozen=True)
class RemoveAgendaItem(Action):
    """Remove the item."""

    item_id: int
    revision: int


@_wire("cfpp1")
@dataclass(frozen=True)
class OpenConferencePapers(Action):
    """Show the papers of a conference."""

    conference_id: int


@_wire("cfppadd1")
@dataclass(frozen=True)
class AddConferencePaper(Action):
    """Ask for a paper as a file."""

    conference_id: int


@_wire("cfppone1")
@dataclass(frozen=True)
class OpenConferencePaper(Action):
    """Show one paper, to rename, move or remove it."""

    paper_id: int


@_wire("cfppname1")
@dataclass(frozen=True)
class RenameConferencePaper(Action):
    """Ask for the paper's name."""

    paper_id: int


@_wire("cfppmv1")
@dataclass(frozen=True)
class MoveConferencePaper(Action):
    """Move the paper one place; `step` is -1 (up) or 1 (down)."""

    paper_id: int
    step: int
    revision: int


@_wire("cfpprm1")
@dataclass(frozen=True)
class RemoveConferencePaper(Action):
    """Take the paper off the conference."""

    paper_id: int
    revision: int


@_wire("cfgs1")
@dataclass(frozen=True)
class OpenGuests(Action):
    """Show one page of the guests."""

    conference_id: int
    page: int


@_wire("cfgsadd1")
@dataclass(frozen=True)
class AddGuests(Action):
    """Ask for guests by name and position."""

    conference_id: int


@_wire("cfgsone1")
@dataclass(frozen=True)
class OpenGuest(Action):
    """Show one guest, to take them off the list."""

    guest_id: int


@_wire("cfgsrm1")
@dataclass(frozen=True)
class RemoveGuest(Action):
    """Take a guest off the list."""

    guest_id: int


@_wire("cfprev1")
@dataclass(frozen=True)
class PreviewInvitation(Action):
    """Show the invitation as its readers get it; page 0 units, 1 agency and patron."""

    conference_id: int
    page: int


@_wire("cfcall1")
@dataclass(frozen=True)
class CallConference(Action):
    """Send the invitation as it was previewed."""

    conference_id: int
    revision: int


@_wire("cfoff1")
@dataclass(frozen=True)
class AskCancelConference(Action):
    """Ask for the reason, then cancel the conference."""

    conference_id: int


@_wire("cfmove1")
@dataclass(frozen=True)
class AskPostpone(Action):
    """Ask to when the conference is postponed."""

    conference_id: int


@_wire("cfmoveok1")
@dataclass(frozen=True)
class PostponeConference(Action):
    """Postpone as it was shown; `with_sign` 1 moves the deadline for signing along."""

    hash_start: str
    with_sign: int


@_wire("rsv1")
@dataclass(frozen=True)
class OpenRsvp(Action):
    """Show a unit's answer to the invitation."""

    conference_id: int
    unit_id: int


@_wire("rsvans1")
@dataclass(frozen=True)
class AnswerInvitation(Action):
    """Answer attend, substitute, absent, or confirm the answer given before."""

    conference_id: int
    unit_id: int
    answer: str
    revision: int


@_wire("rsvnum1")
@dataclass(frozen=True)
class AskPeople(Action):
    """Ask how many people come."""

    conference_id: int
    unit_id: int


@_wire("rsvnum2")
@dataclass(frozen=True)
class CountPeople(Action):
    """Say how many people come."""

    conference_id: int
    unit_id: int
    count: int
    revision: int


@_wire("rsvsg1")
@dataclass(frozen=True)
class OpenSigner(Action):
    """Show who may sign the pledge for the unit, and in which capacity."""

    conference_id: int
    unit_id: int


@_wire("rsvsg2")
@dataclass(frozen=True)
class ChooseSigner(Action):
    """Name a leader of the unit, or with 0 its substitute, as the signer."""

    conference_id: int
    unit_id: int
    person_id: int
    revision: int


@_wire("rsvsg3")
@dataclass(frozen=True)
class NameSigner(Action):
    """Ask for the signer's name and position."""

    conference_id: int
    unit_id: int


@_wire("rsvsg4")
@dataclass(frozen=True)
class ChooseSignMode(Action):
    """Set in which capacity the signer signs; TL and TUQ ask for the paper."""

    conference_id: int
    unit_id: int
    mode: str
    revision: int


@_wire("rsvsg5")
@dataclass(frozen=True)
class OpenAuthorisation(Action):
    """Fetch the paper that authorises the unit's signer."""

    conference_id: int
    unit_id: int


@_wire("rsvsp1")
@dataclass(frozen=True)
class OpenSpeaking(Action):
    """Show the agenda items, to wish to speak on one."""

    conference_id: int
    unit_id: int


@_wire("rsvsp2")
@dataclass(frozen=True)
class SpeakOn(Action):
    """Wish to speak on an agenda item; 0 on none."""

    conference_id: int
    unit_id: int
    item_id: int
    revision: int


@_wire("rsvall1")
@dataclass(frozen=True)
class OpenAnswers(Action):
    """Show one page of the units with what they answered."""

    conference_id: int
    page: int


@_wire("rsvall2")
@dataclass(frozen=True)
class RemindSilent(Action):
    """Retired: it reminded the units that had not answered; the chair's own reminder does now."""

    conference_id: int
    count: int


@_wire("cpap1")
@dataclass(frozen=True)
class OpenPapers(Action):
    """Show one page of a conference's papers."""

    conference_id: int
    page: int


@_wire("cpapget1")
@dataclass(frozen=True)
class FetchConferencePaper(Action):
    """Send one paper of a conference as a file."""

    paper_id: int


@_wire("cmt1")
@dataclass(frozen=True)
class OpenComments(Action):
    """Show one page of what can be commented on."""

    conference_id: int
    page: int


@_wire("cmtlist1")
@dataclass(frozen=True)
class ListComments(Action):
    """Show one page of comments; `whose` is own, received or all."""

    conference_id: int
    whose: str
    page: int


@_wire("cmtone1")
@dataclass(frozen=True)
class OpenComment(Action):
    """Show one comment."""

    comment_id: int


@_wire("cmtitem1")
@dataclass(frozen=True)
class CommentOnItem(Action):
    """Ask for a comment on an agenda item."""

    item_id: int


@_wire("cmtunit1")
@dataclass(frozen=True)
class CommentOnUnit(Action):
    """Ask for a comment on what another unit sent."""

    conference_id: int
    unit_id: int


@_wire("cmtedit1")
@dataclass(frozen=True)
class EditComment(Action):
    """Ask for the new wording of one's own comment."""

    comment_id: int


@_wire("cmtoff1")
@dataclass(frozen=True)
class TakeBackComment(Action):
    """Take one's own comment back."""

    comment_id: int


@_wire("cmtmark1")
@dataclass(frozen=True)
class MarkComment(Action):
    """Mark a comment as handled (1) or as open again (0)."""

    comment_id: int
    handled: int


@_wire("cmtfile1")
@dataclass(frozen=True)
class FetchComments(Action):
    """Send all comments as a workbook."""

    conference_id: int


@_wire("cmtopen1")
@dataclass(frozen=True)
class OpenDiscussion(Action):
    """Let the units read and discuss each other's lists (1), or no more (0)."""

    conference_id: int
    opened: int


@_wire("cmtread1")
@dataclass(frozen=True)
class ReadUnitTasks(Action):
    """Show the list of one unit that is open to discussion, by its place."""

    conference_id: int
    page: int


@_wire("doc1")
@dataclass(frozen=True)
class OpenDocuments(Action):
    """Show one page of the bloc's documents of the year."""

    page: int


@_wire("docone1")
@dataclass(frozen=True)
class OpenDocument(Action):
    """Show one document of the bloc."""

    document_id: int


@_wire("docfile1")
@dataclass(frozen=True)
class FetchDocument(Action):
    """Send a document as a file: the issued one, else the draft."""

    document_id: int


@_wire("docnew1")
@dataclass(frozen=True)
class NewDocument(Action):
    """Choose what kind of document to draft."""


@_wire("dockind1")
@dataclass(frozen=True)
class ChooseDocumentKind(Action):
    """Ask for the title of a new document of this kind."""

    kind: str


@_wire("docdraft1")
@dataclass(frozen=True)
class ReplaceDraft(Action):
    """Ask for a newer draft."""

    document_id: int
    revision: int


@_wire("docask1")
@dataclass(frozen=True)
class AskForComments(Action):
    """Ask by when the units are to comment on a draft."""

    document_id: int
    revision: int


@_wire("docsay1")
@dataclass(frozen=True)
class CommentOnDocument(Action):
    """Ask for a comment on a draft."""

    document_id: int


@_wire("docok1")
@dataclass(frozen=True)
class AgreeToDocument(Action):
    """Say to agree with a draft without comments."""

    document_id: int


@_wire("docoff1")
@dataclass(frozen=True)
class TakeBackDocumentComment(Action):
    """Take back what one's own unit said on a draft."""

    comment_id: int


@_wire("doclist1")
@dataclass(frozen=True)
class ListDocumentComments(Action):
    """Show one page of what the units said on a draft."""

    document_id: int
    page: int


@_wire("docmark1")
@dataclass(frozen=True)
class MarkDocumentComment(Action):
    """Mark a comment on a draft as handled (1) or as open again (0)."""

    comment_id: int
    handled: int


@_wire("docvote1")
@dataclass(frozen=True)
class PutToVote(Action):
    """Let the conference vote on a draft."""

    document_id: int
    revision: int


@_wire("doclink2")
@dataclass(frozen=True)
class LinkVote(Action):
    """Say that this vote is the one on the document."""

    document_id: int
    vote_id: int
    revision: int


@_wire("docunlink1")
@dataclass(frozen=True)
class UnlinkVote(Action):
    """Take the vote off a document."""

    document_id: int
    revision: int


@_wire("docvotes1")
@dataclass(frozen=True)
class ListVotesOn(Action):
    """Show one page of the votes that may have been on a document."""

    document_id: int
    page: int


@_wire("docfinal1")
@dataclass(frozen=True)
class AskFinalDocument(Action):
    """Ask for the final file, then for its number and date."""

    document_id: int
    revision: int


@_wire("docissue1")
@dataclass(frozen=True)
class IssueDocument(Action):
    """Issue the document as it was shown."""

    document_id: int
    revision: int


@_wire("ann1")
@dataclass(frozen=True)
class OpenAnnouncement(Action):
    """Show one page of what was announced; number 0 is the newest."""

    number: int
    page: int


@_wire("annprev1")
@dataclass(frozen=True)
class PreviewAnnouncement(Action):
    """Show one page of what would be announced now."""

    page: int


@_wire("annpub1")
@dataclass(frozen=True)
class PublishAnnouncement(Action):
    """Announce the registrations as they were shown; their hash begins so."""

    hash_start: str


@_wire("launch1")
@dataclass(frozen=True)
class AskLaunch(Action):
    """Show the theme for a last look, or ask for it."""


@_wire("launchok1")
@dataclass(frozen=True)
class DeclareLaunch(Action):
    """Declare the theme that was shown; its hash begins so."""

    hash_start: str


@_wire("direct1")
@dataclass(frozen=True)
class AskDirective(Action):
    """Ask for the text of a directive."""


@_wire("directok1")
@dataclass(frozen=True)
class GiveDirective(Action):
    """Send the directive that was shown; its hash begins so."""

    hash_start: str


@_wire("hall1")
@dataclass(frozen=True)
class OpenHall(Action):
    """Show the hall screen's link when there is none yet, else that there is one."""

    conference_id: int


@_wire("hallnew1")
@dataclass(frozen=True)
class ChangeHall(Action):
    """Replace the hall screen's link; the stored hash of the known one begins so."""

    conference_id: int
    hash_start: str


@_wire("offpap1")
@dataclass(frozen=True)
class FetchOfficePaper(Action):
    """Hand out a paper of this kind to be printed and signed; the id is what it is about."""

    kind: str
    about_id: int
