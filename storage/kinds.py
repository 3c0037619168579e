"""Every closed set of words a column may hold.

The words are data: renaming one needs a migration.
"""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person may be in a unit of a cycle (product page, section 2)."""

    OFFICER = "officer"
    LEADER = "leader"
    CHAIR = "chair"
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    AGENCY = "agency"
    PATRON = "patron"
    ADMIN = "admin"


class Standing(StrEnum):
    """What a unit is in its bloc for one cycle."""

    MEMBER = "member"
    CHAIR = "chair"
    DEPUTY = "deputy"


class Step(StrEnum):
    """A dated step of the year."""

    JOIN = "join"
    KEY_TASKS = "key_tasks"
    REGISTRATION = "registration"
    SIGN = "sign"


class SignMode(StrEnum):
    """In which capacity a leader signs; never inferred from a job title (R7)."""

    HEAD = "HEAD"
    ACTING = "Q"
    FOR_HEAD = "KT"
    BY_ORDER = "TL"
    BY_AUTHORITY = "TUQ"


class AccountState(StrEnum):
    """Whether a channel account can be reached."""

    ACTIVE = "active"
    UNREACHABLE = "unreachable"
    ENDED = "ended"


class SubmissionKind(StrEnum):
    """What a unit sends to the bloc once a year."""

    KEY_TASKS = "key_tasks"
    REGISTRATION = "registration"


class AwardKind(StrEnum):
    """A title of the unit, a title of its people, or a commendation (Law of 2022)."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    COMMENDATION = "commendation"


class CriterionKind(StrEnum):
    """A criterion within the scale, or one that adds or takes points outside it (R10)."""

    SCALE = "scale"
    BONUS = "bonus"
    PENALTY = "penalty"


class ListState(StrEnum):
    """Where a unit's submission stands on its way to the bloc."""

    DRAFT = "draft"
    WAITING_LEADER = "waiting_leader"
    WAITING_CHAIR = "waiting_chair"
    RETURNED = "returned"
    APPROVED = "approved"
    DROPPED = "dropped"


class PledgeState(StrEnum):
    """A frozen pledge text is being signed, complete, or replaced."""

    SIGNING = "signing"
    COMPLETE = "complete"
    VOID = "void"


class PaperState(StrEnum):
    """A scan of a signature is being sent page by page, waits to be compared, or was decided on.

    DROPPED is one that was overtaken: the unit signed in the chat, or the text was replaced.
    """

    COLLECTING = "collecting"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DROPPED = "dropped"


class ObligationKind(StrEnum):
    """What can be owed."""

    JOIN = "join"
    KEY_TASKS = "key_tasks"
    REGISTRATION = "registration"
    RSVP = "rsvp"
    COMMENT = "comment"
    APPROVE = "approve"
    DECIDE = "decide"
    FREEZE = "freeze"
    SIGN = "sign"
    COMPARE = "compare"
    RELEASE = "release"
    CONFIRM = "confirm"


class ConferenceState(StrEnum):
    """A conference is prepared, called, under way, interrupted, over, or will not take place."""

    DRAFT = "draft"
    CALLED = "called"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    """Where its people are."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    BOTH = "both"


class AgendaKind(StrEnum):
    """What an agenda item is, and so what may be opened from it."""

    OPENING = "opening"
    DRAFTS = "drafts"
    DISCUSSION = "discussion"
    VOTE = "vote"
    ANNOUNCEMENT = "announcement"
    LAUNCH = "launch"
    DIRECTIVE = "directive"
    SIGNING = "signing"
    OTHER = "other"


class ItemState(StrEnum):
    """Where an agenda item stands."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class Answer(StrEnum):
    """What a unit answers to an invitation."""

    ATTEND = "attend"
    SUBSTITUTE = "substitute"
    ABSENT = "absent"


class CheckIn(StrEnum):
    """How somebody was recorded as present."""

    BUTTON = "button"
    QR = "qr"
    SECRETARY = "secretary"


class VoteKind(StrEnum):
    """Open by button, counted from raised hands, or secret."""

    OPEN = "open"
    HANDS = "hands"
    SECRET = "secret"  # noqa: S105 (a kind of ballot)


class Choice(StrEnum):
    """What a unit votes."""

    AGREE = "agree"
    DISAGREE = "disagree"
    OTHER = "other"


class DocumentKind(StrEnum):
    """The papers by which a bloc works through its year."""

    PLAN = "plan"
    REGULATION = "regulation"
    CRITERIA = "criteria"
    OTHER = "other"


class DocumentState(StrEnum):
    """The life of a bloc's paper."""

    DRAFT = "draft"
    COMMENTING = "commenting"
    VOTING = "voting"
    ADOPTED = "adopted"
    ISSUED = "issued"


class FinalKind(StrEnum):
    """What is written after a conference, and kept as finished by hand."""

    MINUTES = "minutes"
    NEWS = "news"


class NoticeState(StrEnum):
    """A notice is written, offered to the chair, waits for its time, is on its way, or ended.

    SCHEDULED is also the short hold before the first copy leaves; CANCELLED was stopped with
    copies already gone.
    """

    DRAFT = "draft"
    OFFERED = "offered"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


class Audience(StrEnum):
    """Through which roles a notice is for somebody; units and duties narrow it further.

    EVERYBODY are the bloc's readers besides: whom a directive is for.
    """

    ALL = "all"
    OFFICERS = "officers"
    LEADERS = "leaders"
    EVERYBODY = "everybody"


class InboxState(StrEnum):
    """What became of one received update."""

    NEW = "new"
    DONE = "done"
    FAILED = "failed"


class DeliveryState(StrEnum):
    """What is known of one message to one person; drawn in bot/delivery.py."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


class Lane(IntEnum):
    """Order of leaving; lower leaves first."""

    REPLY = 0
    URGENT = 1
    NOTICE = 2
    REMINDER = 3


class Mode(StrEnum):
    """How a channel shows a message."""

    NEW = "new"
    REDRAW = "redraw"
