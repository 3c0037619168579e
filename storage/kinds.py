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


class ObligationKind(StrEnum):
    """What can be owed."""

    JOIN = "join"
    KEY_TASKS = "key_tasks"
    REGISTRATION = "registration"
    APPROVE = "approve"
    DECIDE = "decide"
    FREEZE = "freeze"
    SIGN = "sign"
    CONFIRM = "confirm"


class NoticeState(StrEnum):
    """A notice is being written, on its way, or delivered as far as it can be."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    DISCARDED = "discarded"


class Audience(StrEnum):
    """Who a notice is for."""

    ALL = "all"
    OFFICERS = "officers"
    LEADERS = "leaders"


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
