"""Every table, with the rules that must never break as constraints.

Triggers that SQL constraints cannot express stand in storage/triggers.py.
"""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from storage import kinds

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant as fixed-width ISO text, so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the record")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


class Points(TypeDecorator[Decimal]):
    """Points with at most two decimals, kept exact as a whole number of hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value) / 100


# Ids of rows that people delete never come back: an old button would act on another row.
KEEPS_IDS: Final = {"sqlite_autoincrement": True}


def _choice(kind: type[StrEnum], name: str) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=20,
        values_callable=lambda words: [word.value for word in words],
    )


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, target: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional)


def _at(name: str, *, optional: bool = False) -> Column[datetime]:
    return Column(name, Instant, nullable=optional)


def _table(name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, **options)


bloc = _table(
    "bloc",
    _id(),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("superior", String(200), nullable=False),
    Column("place", String(100), nullable=False),
)

cycle = _table(
    "cycle",
    _id(),
    _ref("bloc_id", "bloc"),
    Column("year", Integer, nullable=False),
    Column("theme", String(300), nullable=False),
    Column("tasks_per_unit", Integer, nullable=False),
    Column("highlights_min", Integer, nullable=False),
    Column("highlights_max", Integer, nullable=False),
    Column("quorum", String(7), nullable=False, server_default="2/3"),
    Column("majority", String(7), nullable=False, server_default="1/2"),
    Column("reminder_offsets", String(40), nullable=False, server_default="7,3,1,0"),
    Column("reminder_hours", String(11), nullable=False, server_default="07:30-17:30"),
    Column("notice_hours", String(11), nullable=False, server_default="06:30-21:00"),
    UniqueConstraint("bloc_id", "year"),
    CheckConstraint("tasks_per_unit BETWEEN 1 AND 50", name="tasks_per_unit"),
    CheckConstraint(
        "1 <= highlights_min AND highlights_min <= highlights_max"
        " AND highlights_max <= tasks_per_unit",
        name="highlights",
    ),
)

deadline = _table(
    "deadline",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("step", _choice(kinds.Step, "step"), nullable=False),
    Column("due_on", Date, nullable=False),
    UniqueConstraint("cycle_id", "step"),
)

unit = _table(
    "unit",
    _id(),
    _ref("bloc_id", "bloc"),
    Column("code", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    UniqueConstraint("bloc_id", "code"),
)

former_bloc = _table(
    "former_bloc",
    _id(),
    _ref("bloc_id", "bloc"),
    Column("name", String(200), nullable=False),
    Column("superior", String(200), nullable=False),
    Column("place", String(100), nullable=False),
    Column("ended_on", Date, nullable=False),
    UniqueConstraint("bloc_id", "ended_on"),
)

former_name = _table(
    "former_name",
    _id(),
    _ref("unit_id", "unit"),
    Column("name", String(200), nullable=False),
    Column("ended_on", Date, nullable=False),
    UniqueConstraint("unit_id", "ended_on"),
)

membership = _table(
    "membership",
    _id(),
    _ref("cycle_id", "cycle"),
    _ref("unit_id", "unit"),
    Column("position", Integer, nullable=False),
    Column("standing", _choice(kinds.Standing, "standing"), nullable=False),
    # As the decision names who took the unit over: it need not be of this bloc.
    Column("merged_into", String(200)),
    Column("merged_on", Date),
    Column("merger_decision", String(200)),
    UniqueConstraint("cycle_id", "unit_id"),
    CheckConstraint("position >= 1", name="position"),
    CheckConstraint(
        "(merged_into IS NULL) = (merged_on IS NULL)"
        " AND (merged_into IS NULL) = (merger_decision IS NULL)",
        name="merger",
    ),
    Index(
        "uq_membership_chair_and_deputy",
        "cycle_id",
        "standing",
        unique=True,
        sqlite_where=text("standing <> 'member'"),
    ),
)

person = _table(
    "person",
    _id(),
    _ref("bloc_id", "bloc"),
    Column("code", String(80), nullable=False),
    Column("full_name", String(100), nullable=False),
    UniqueConstraint("bloc_id", "code"),
)

role_assignment = _table(
    "role_assignment",
    _id(),
    _ref("cycle_id", "cycle"),
    _ref("unit_id", "unit", optional=True),
    _ref("person_id", "person"),
    Column("role", _choice(kinds.Role, "role"), nullable=False),
    Column("position_title", String(100), nullable=False),
    Column("sign_mode", _choice(kinds.SignMode, "sign_mode"), nullable=False),
    _at("from_at"),
    _at("to_at", optional=True),
    CheckConstraint("to_at IS NULL OR to_at >= from_at", name="dates"),
    Index("ix_role_assignment_person", "person_id"),
    Index("ix_role_assignment_unit", "cycle_id", "unit_id", "role"),
    Index(
        "uq_role_assignment_open",
        "cycle_id",
        text("coalesce(unit_id, 0)"),
        "person_id",
        "role",
        unique=True,
        sqlite_where=text("to_at IS NULL"),
    ),
)

account = _table(
    "account",
    _id(),
    Column("channel", String(20), nullable=False),
    Column("external_id", String(80), nullable=False),
    _ref("person_id", "person", optional=True),
    Column("state", _choice(kinds.AccountState, "state"), nullable=False),
    _at("joined_at", optional=True),
    _at("privacy_read_at", optional=True),
    _at("seen_at"),
    _at("unreachable_at", optional=True),
    CheckConstraint("state <> 'unreachable' OR unreachable_at IS NOT NULL", name="unreachable"),
    UniqueConstraint("channel", "external_id"),
    Index(
        "uq_account_person_channel",
        "person_id",
        "channel",
        unique=True,
        sqlite_where=text("person_id IS NOT NULL AND state <> 'ended'"),
    ),
)

invite_code = _table(
    "invite_code",
    _id(),
    Column("code_hash", String(64), nullable=False, unique=True),
    _ref("assignment_id", "role_assignment"),
    Column("person_name", String(100), nullable=False),
    Column("position_title", String(100), nullable=False),
    _at("issued_at"),
    _at("expires_at"),
    _at("used_at", optional=True),
    _at("revoked_at", optional=True),
    _ref("account_id", "account", optional=True),
    _ref("issued_by", "person", optional=True),
    CheckConstraint("used_at IS NULL OR account_id IS NOT NULL", name="used_by"),
    Index("ix_invite_code_assignment", "assignment_id"),
)

wrong_code = _table(
    "wrong_code",
    _id(),
    _ref("account_id", "account"),
    _at("tried_at"),
    Index("ix_wrong_code_account", "account_id", "tried_at"),
)

dialogue = _table(
    "dialogue",
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("question", String(40), nullable=True),
    Column("about", JSON, nullable=False),
    _at("updated_at"),
)

submission = _table(
    "submission",
    _id(),
    _ref("cycle_id", "cycle"),
    _ref("unit_id", "unit"),
    Column("kind", _choice(kinds.SubmissionKind, "kind"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", _choice(kinds.ListState, "state"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("amend_reason", String(500), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("returned_from", _choice(kinds.ListState, "returned_from"), nullable=True),
    _at("submitted_at", optional=True),
    _at("approved_at", optional=True),
    _at("decided_at", optional=True),
    _ref("submitted_by", "person", optional=True),
    _ref("approved_by", "person", optional=True),
    _ref("decided_by", "person", optional=True),
    _ref("minutes_id", "file", optional=True),
    _ref("signed_paper_id", "file", optional=True),
    Column("days_late", Integer, nullable=False),
    UniqueConstraint("cycle_id", "unit_id", "kind", "round"),
    CheckConstraint("round >= 1", name="round"),
    CheckConstraint("round = 1 OR length(amend_reason) >= 10", name="amend_reason"),
    CheckConstraint("state <> 'dropped' OR round > 1", name="dropped"),
    CheckConstraint("state <> 'returned' OR length(reason) >= 10", name="reason"),
    CheckConstraint(
        "state <> 'approved' OR (approved_by IS NOT NULL AND decided_by IS NOT NULL"
        " AND approved_by <> decided_by)",
        name="four_eyes",
    ),
)

submission_version = _table(
    "submission_version",
    _id(),
    _ref("submission_id", "submission"),
    Column("version", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    _ref("submitted_by", "person"),
    _at("submitted_at"),
    _at("reached_bloc_at", optional=True),
    _ref("signed_paper_id", "file", optional=True),
    UniqueConstraint("submission_id", "version"),
)

key_task = _table(
    "key_task",
    _id(),
    _ref("submission_id", "submission"),
    Column("number", Integer, nullable=False),
    Column("title", String(300), nullable=False),
    Column("is_highlight", Boolean(create_constraint=True, name="is_highlight"), nullable=False),
    Column("target", String(300), nullable=False),
    Column("target_unit", String(50), nullable=False),
    Column("due_on", Date, nullable=True),
    Column("basis", String(1000), nullable=False),
    Column("measures", String(1000), nullable=False),
    Column("lead", String(200), nullable=False),
    Column("partners", String(300), nullable=False),
    Column("evidence", String(500), nullable=False),
    Column("note", String(500), nullable=False),
    Column("criterion", String(20), nullable=False),
    UniqueConstraint("submission_id", "number"),
    CheckConstraint("length(title) BETWEEN 1 AND 300", name="title"),
    # A deleted task comes back under its own id, so no other may have got it.
    sqlite_autoincrement=True,
)

award = _table(
    "award",
    _id(),
    Column("code", String(20), nullable=False),
    Column("kind", _choice(kinds.AwardKind, "kind"), nullable=False),
    Column("name", String(150), nullable=False),
    Column("position", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),
    Column("quota_percent", Integer, nullable=True),
    Column("quota_of", String(20), nullable=False),
    Column("note", String(300), nullable=False),
    UniqueConstraint("code", "valid_from"),
    CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    CheckConstraint(
        "quota_percent IS NULL OR (quota_percent BETWEEN 1 AND 100 AND quota_of <> '')",
        name="quota",
    ),
)

registration_item = _table(
    "registration_item",
    _id(),
    _ref("submission_id", "submission"),
    _ref("award_id", "award"),
    Column("count", Integer, nullable=False),
    Column("criterion", String(20), nullable=False),
    UniqueConstraint("submission_id", "award_id"),
    CheckConstraint("count BETWEEN 1 AND 9999", name="count"),
)

criterion_set = _table(
    "criterion_set",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("version", Integer, nullable=False),
    _ref("imported_by", "person"),
    _at("imported_at"),
    _ref("file_id", "file"),
    UniqueConstraint("cycle_id", "version"),
)

criterion = _table(
    "criterion",
    _id(),
    _ref("set_id", "criterion_set"),
    Column("position", Integer, nullable=False),
    Column("kind", _choice(kinds.CriterionKind, "kind"), nullable=False),
    Column("group_name", String(200), nullable=False),
    Column("code", String(20), nullable=False),
    Column("text", String(1000), nullable=False),
    Column("max_points", Points, nullable=False),
    UniqueConstraint("set_id", "code"),
    CheckConstraint("max_points >= 0", name="max_points"),
)

deadline_extension = _table(
    "deadline_extension",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("step", _choice(kinds.Step, "step"), nullable=False),
    _ref("unit_id", "unit", optional=True),
    Column("due_on", Date, nullable=False),
    Column("reason", String(500), nullable=False),
    _ref("granted_by", "person"),
    _at("granted_at"),
    CheckConstraint("length(reason) >= 10", name="reason"),
    Index("ix_deadline_extension_cycle", "cycle_id", "step"),
)

conference = _table(
    "conference",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("title", String(200), nullable=False),
    Column("state", _choice(kinds.ConferenceState, "state"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("mode", _choice(kinds.MeetingMode, "mode"), nullable=False),
    _at("starts_at", optional=True),
    Column("place", String(200), nullable=False),
    Column("link", String(300), nullable=False),
    Column("rsvp_due_on", Date, nullable=True),
    _ref("created_by", "person"),
    _at("called_at", optional=True),
    _at("started_at", optional=True),
    _at("closed_at", optional=True),
    Column("discussion_open", Boolean(create_constraint=True, name="discussion"), nullable=False),
    Column("conclusions", Text, nullable=False),
    Column("hall_token_hash", String(64), nullable=True, unique=True),
    Index(
        "uq_conference_current",
        "cycle_id",
        unique=True,
        sqlite_where=text("state NOT IN ('closed', 'cancelled')"),
    ),
    CheckConstraint(
        "state IN ('draft', 'cancelled') OR (starts_at IS NOT NULL AND called_at IS NOT NULL)",
        name="called",
    ),
)

agenda_item = _table(
    "agenda_item",
    _id(),
    _ref("conference_id", "conference"),
    Column("number", Integer, nullable=False),
    Column("kind", _choice(kinds.AgendaKind, "kind"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("presenter", String(150), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", _choice(kinds.ItemState, "state"), nullable=False),
    Column("skip_reason", String(500), nullable=False),
    _at("opened_at", optional=True),
    _at("ended_at", optional=True),
    UniqueConstraint("conference_id", "number"),
    CheckConstraint("state <> 'skipped' OR length(skip_reason) >= 10", name="skip_reason"),
    CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes"),
    Index(
        "uq_agenda_item_open",
        "conference_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
    ),
    **KEEPS_IDS,
)

conference_paper = _table(
    "conference_paper",
    _id(),
    _ref("conference_id", "conference"),
    Column("number", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    _ref("file_id", "file"),
    UniqueConstraint("conference_id", "number"),
    **KEEPS_IDS,
)

conference_guest = _table(
    "conference_guest",
    _id(),
    _ref("conference_id", "conference"),
    Column("number", Integer, nullable=False),
    Column("full_name", String(100), nullable=False),
    Column("position_title", String(150), nullable=False),
    UniqueConstraint("conference_id", "number"),
    **KEEPS_IDS,
)

rsvp = _table(
    "rsvp",
    _id(),
    _ref("conference_id", "conference"),
    _ref("unit_id", "unit"),
    Column("revision", Integer, nullable=False),
    Column("answer", _choice(kinds.Answer, "answer"), nullable=False),
    Column("people_count", Integer, nullable=False),
    Column("substitute_name", String(100), nullable=False),
    Column("substitute_title", String(150), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("signer_name", String(100), nullable=False),
    Column("signer_title", String(150), nullable=False),
    # Who that is, where the bloc knows a person of that name in the unit.
    _ref("signer_person_id", "person", optional=True),
    Column("sign_mode", _choice(kinds.SignMode, "sign_mode"), nullable=True),
    _ref("authorisation_id", "file", optional=True),
    _ref("speaks_on", "agenda_item", optional=True),
    _ref("answered_by", "person"),
    _at("answered_at"),
    Column("on_behalf", Boolean(create_constraint=True, name="on_behalf"), nullable=False),
    UniqueConstraint("conference_id", "unit_id"),
    CheckConstraint("answer <> 'absent' OR length(reason) >= 10", name="reason"),
    CheckConstraint(
        "answer <> 'substitute' OR (substitute_name <> '' AND substitute_title <> '')",
        name="substitute",
    ),
    CheckConstraint(
        "sign_mode IS NULL OR sign_mode NOT IN ('TL', 'TUQ') OR authorisation_id IS NOT NULL",
        name="authorisation",
    ),
)

attendance = _table(
    "attendance",
    _id(),
    _ref("conference_id", "conference"),
    _ref("unit_id", "unit", optional=True),
    _ref("person_id", "person", optional=True),
    Column("full_name", String(100), nullable=False),
    Column("position_title", String(150), nullable=False),
    Column("how", _choice(kinds.CheckIn, "how"), nullable=False),
    _ref("recorded_by", "person", optional=True),
    Column("stands_in", Boolean(create_constraint=True, name="stands_in"), nullable=False),
    _at("at"),
    _at("undone_at", optional=True),
    Index(
        "uq_attendance_person",
        "conference_id",
        "person_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL AND person_id IS NOT NULL"),
    ),
    Index("ix_attendance_conference", "conference_id", "unit_id"),
)

comment = _table(
    "comment",
    _id(),
    _ref("conference_id", "conference"),
    _ref("agenda_item_id", "agenda_item", optional=True),
    _ref("about_unit_id", "unit", optional=True),
    _ref("unit_id", "unit"),
    _ref("person_id", "person"),
    Column("text", String(1000), nullable=False),
    _at("at"),
    _at("handled_at", optional=True),
    _ref("handled_by", "person", optional=True),
    CheckConstraint("(agenda_item_id IS NULL) <> (about_unit_id IS NULL)", name="about"),
    Index("ix_comment_conference", "conference_id"),
    **KEEPS_IDS,
)

speaker = _table(
    "speaker",
    _id(),
    _ref("agenda_item_id", "agenda_item"),
    _ref("unit_id", "unit"),
    _ref("person_id", "person"),
    _at("asked_at"),
    _at("called_at", optional=True),
    _at("done_at", optional=True),
    UniqueConstraint("agenda_item_id", "unit_id"),
    **KEEPS_IDS,
)

vote = _table(
    "vote",
    _id(),
    _ref("agenda_item_id", "agenda_item"),
    Column("number", Integer, nullable=False),
    Column("kind", _choice(kinds.VoteKind, "kind"), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("voters", JSON, nullable=False),
    Column("n_units", Integer, nullable=False),
    Column("quorum", String(7), nullable=False),
    Column("majority", String(7), nullable=False),
    _ref("opened_by", "person"),
    _at("opened_at"),
    _ref("closed_by", "person", optional=True),
    _at("closed_at", optional=True),
    Column("result", JSON, nullable=True),
    UniqueConstraint("agenda_item_id", "number"),
    CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="result"),
    Index(
        "uq_vote_open",
        "agenda_item_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
    ),
)

turnout = _table(
    "turnout",
    Column("vote_id", Integer, ForeignKey("vote.id"), primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), primary_key=True),
    _ref("person_id", "person"),
    # A secret ballot's turnout has no time: order would tell who voted what. So would row
    # numbers, which SQLite counts up in both tables: they have none.
    _at("at", optional=True),
    sqlite_with_rowid=False,
)

ballot = _table(
    "ballot",
    Column("vote_id", Integer, ForeignKey("vote.id"), primary_key=True),
    # The unit's id in an open vote, a random number in a secret one.
    Column("mark", String(32), primary_key=True),
    Column("choice", _choice(kinds.Choice, "choice"), nullable=False),
    Column("text", String(500), nullable=False),
    sqlite_with_rowid=False,
)

bloc_document = _table(
    "bloc_document",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("kind", _choice(kinds.DocumentKind, "kind"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("state", _choice(kinds.DocumentState, "state"), nullable=False),
    Column("revision", Integer, nullable=False),
    _ref("draft_id", "file"),
    _ref("vote_id", "vote", optional=True),
    _ref("issued_id", "file", optional=True),
    Column("issued_number", String(50), nullable=False),
    Column("issued_on", Date, nullable=True),
    Column("comment_due_on", Date, nullable=True),
    _ref("created_by", "person"),
    _at("created_at"),
    CheckConstraint(
        "state <> 'issued' OR (issued_id IS NOT NULL AND issued_number <> ''"
        " AND issued_on IS NOT NULL)",
        name="issued",
    ),
)

document_comment = _table(
    "document_comment",
    _id(),
    _ref("document_id", "bloc_document"),
    _ref("unit_id", "unit"),
    _ref("person_id", "person"),
    Column("text", String(1000), nullable=False),
    _at("at"),
    _at("handled_at", optional=True),
    _ref("handled_by", "person", optional=True),
    Index("ix_document_comment_document", "document_id"),
    **KEEPS_IDS,
)

final_paper = _table(
    "final_paper",
    _id(),
    _ref("conference_id", "conference"),
    Column("kind", _choice(kinds.FinalKind, "kind"), nullable=False),
    Column("number", Integer, nullable=False),
    _ref("file_id", "file"),
    _ref("kept_by", "person"),
    _at("kept_at"),
    UniqueConstraint("conference_id", "kind", "number"),
)

announcement = _table(
    "announcement",
    _id(),
    _ref("cycle_id", "cycle"),
    _ref("conference_id", "conference", optional=True),
    Column("number", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    _ref("published_by", "person"),
    Column("role", String(20), nullable=False),
    _at("published_at"),
    UniqueConstraint("cycle_id", "number"),
)

pledge = _table(
    "pledge",
    _id(),
    _ref("cycle_id", "cycle"),
    # The unit whose addendum it is; the bloc's own pledge has none.
    _ref("unit_id", "unit", optional=True),
    Column("version", Integer, nullable=False),
    Column("state", _choice(kinds.PledgeState, "state"), nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    # The text part by part, [key, text] each, and the ids of the units that are to sign it.
    Column("sections", JSON, nullable=False),
    Column("parties", JSON, nullable=False),
    _at("frozen_at"),
    _ref("frozen_by", "person"),
    _ref("file_id", "file"),
    # By when an addendum is to be signed; the bloc's own pledge has the year's deadline.
    Column("sign_due_on", Date, nullable=True),
    Column("replace_reason", String(500), nullable=False, server_default=""),
    _at("replaced_at", optional=True),
    UniqueConstraint("id", "text_hash"),
    Index(
        "uq_pledge_version",
        "cycle_id",
        "version",
        unique=True,
        sqlite_where=text("unit_id IS NULL"),
    ),
    Index(
        "uq_pledge_addendum",
        "cycle_id",
        "version",
        unique=True,
        sqlite_where=text("unit_id IS NOT NULL"),
    ),
    Index(
        "uq_pledge_current",
        "cycle_id",
        unique=True,
        sqlite_where=text("state <> 'void' AND unit_id IS NULL"),
    ),
    Index(
        "uq_pledge_current_addendum",
        "cycle_id",
        "unit_id",
        unique=True,
        sqlite_where=text("state <> 'void' AND unit_id IS NOT NULL"),
    ),
)

pledge_section = _table(
    "pledge_section",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("key", String(20), nullable=False),
    # None where the template's own words stand.
    Column("text", Text, nullable=True),
    Column("revision", Integer, nullable=False),
    _ref("edited_by", "person"),
    _at("edited_at"),
    UniqueConstraint("cycle_id", "key"),
    CheckConstraint("text IS NULL OR length(text) BETWEEN 1 AND 20000", name="text"),
)

legal_basis = _table(
    "legal_basis",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("position", Integer, nullable=False),
    Column("wording", String(300), nullable=False),
    Column("number", String(50), nullable=False),
    Column("issued_on", Date, nullable=True),
    Column("in_force_from", Date, nullable=True),
    Column("expires_on", Date, nullable=True),
    UniqueConstraint("cycle_id", "position"),
)

signature = _table(
    "signature",
    _id(),
    Column("pledge_id", Integer, nullable=False),
    _ref("unit_id", "unit"),
    # Nobody of the bloc: a stand-in who signed on paper with an authorisation.
    _ref("person_id", "person", optional=True),
    Column("full_name", String(100), nullable=False),
    Column("position_title", String(150), nullable=False),
    Column("sign_mode", _choice(kinds.SignMode, "sign_mode"), nullable=False),
    _ref("authorisation_id", "file", optional=True),
    Column("text_hash", String(64), nullable=False),
    Column("channel", String(20), nullable=False),
    _at("signed_at"),
    _ref("paper_id", "paper_signature", optional=True),
    UniqueConstraint("pledge_id", "unit_id"),
    # A signature stands only on the very text that was frozen (R7).
    ForeignKeyConstraint(["pledge_id", "text_hash"], ["pledge.id", "pledge.text_hash"]),
    CheckConstraint(
        "sign_mode NOT IN ('TL', 'TUQ') OR authorisation_id IS NOT NULL", name="authorisation"
    ),
    CheckConstraint("(channel = 'paper') = (paper_id IS NOT NULL)", name="paper"),
    CheckConstraint("person_id IS NOT NULL OR paper_id IS NOT NULL", name="person"),
)

paper_signature = _table(
    "paper_signature",
    _id(),
    _ref("pledge_id", "pledge"),
    _ref("unit_id", "unit"),
    _ref("person_id", "person", optional=True),
    Column("full_name", String(100), nullable=False),
    Column("position_title", String(150), nullable=False),
    Column("sign_mode", _choice(kinds.SignMode, "sign_mode"), nullable=False),
    _ref("authorisation_id", "file", optional=True),
    Column("state", _choice(kinds.PaperState, "state"), nullable=False),
    # The ids of the scan's files, in the order sent, and of the person who sent each.
    Column("pages", JSON, nullable=False),
    Column("senders", JSON, nullable=False),
    _ref("begun_by", "person"),
    _ref("handed_in_by", "person"),
    _at("handed_in_at"),
    _ref("decided_by", "person", optional=True),
    _at("decided_at", optional=True),
    Column("reason", String(500), nullable=False),
    Index(
        "uq_paper_signature_open",
        "pledge_id",
        "unit_id",
        unique=True,
        sqlite_where=text("state IN ('collecting', 'waiting', 'confirmed')"),
    ),
    CheckConstraint(
        "decided_by IS NULL OR decided_by NOT IN (handed_in_by, begun_by)", name="four_eyes"
    ),
    CheckConstraint("decided_by <> person_id", name="not_the_signer"),
    CheckConstraint("state <> 'confirmed' OR decided_by IS NOT NULL", name="confirmed"),
    CheckConstraint("state <> 'refused' OR length(reason) >= 10", name="reason"),
)

decline = _table(
    "decline",
    _id(),
    _ref("pledge_id", "pledge"),
    _ref("unit_id", "unit"),
    _ref("person_id", "person"),
    Column("reason", String(500), nullable=False),
    _at("at"),
    _at("taken_back_at", optional=True),
    Index(
        "uq_decline_open",
        "pledge_id",
        "unit_id",
        unique=True,
        sqlite_where=text("taken_back_at IS NULL"),
    ),
    CheckConstraint("length(reason) >= 10", name="reason"),
)

signing_exception = _table(
    "signing_exception",
    _id(),
    _ref("pledge_id", "pledge"),
    _ref("unit_id", "unit"),
    Column("reason", String(500), nullable=False),
    _ref("granted_by", "person"),
    _at("granted_at"),
    _at("withdrawn_at", optional=True),
    Index(
        "uq_signing_exception_open",
        "pledge_id",
        "unit_id",
        unique=True,
        sqlite_where=text("withdrawn_at IS NULL"),
    ),
    CheckConstraint("length(reason) >= 10", name="reason"),
)

wrong_name = _table(
    "wrong_name",
    _id(),
    _ref("person_id", "person"),
    _at("tried_at"),
    Index("ix_wrong_name_person", "person_id"),
)

obligation = _table(
    "obligation",
    _id(),
    _ref("cycle_id", "cycle"),
    Column("kind", _choice(kinds.ObligationKind, "kind"), nullable=False),
    Column("subject_id", Integer, nullable=False),
    _ref("unit_id", "unit", optional=True),
    _ref("person_id", "person", optional=True),
    Column("role", _choice(kinds.Role, "role"), nullable=False),
    Column("due_on", Date, nullable=True),
    _at("opened_at"),
    _at("done_at", optional=True),
    _at("remind_at", optional=True),
    Column("remind_offset", Integer, nullable=True),
    CheckConstraint("unit_id IS NOT NULL OR person_id IS NOT NULL", name="owner"),
    Index(
        "uq_obligation_open",
        "cycle_id",
        "kind",
        "subject_id",
        text("coalesce(unit_id, 0)"),
        text("coalesce(person_id, 0)"),
        "role",
        unique=True,
        sqlite_where=text("done_at IS NULL"),
    ),
    Index(
        "ix_obligation_remind",
        "remind_at",
        sqlite_where=text("done_at IS NULL"),
    ),
    Index(
        "ix_obligation_unit",
        "unit_id",
        "role",
        sqlite_where=text("done_at IS NULL"),
    ),
    Index(
        "ix_obligation_person",
        "person_id",
        sqlite_where=text("done_at IS NULL"),
    ),
)

reminder = _table(
    "reminder",
    _id(),
    _ref("obligation_id", "obligation"),
    Column("offset", Integer, nullable=False),
    _ref("person_id", "person"),
    _at("queued_at"),
    UniqueConstraint("obligation_id", "offset", "person_id"),
)

snooze = _table(
    "snooze",
    _id(),
    _ref("obligation_id", "obligation"),
    _ref("person_id", "person"),
    Column("remind_on", Date, nullable=False),
    _at("asked_at"),
    _at("told_at", optional=True),
    UniqueConstraint("obligation_id", "person_id", "remind_on"),
    Index("ix_snooze_day", "remind_on", sqlite_where=text("told_at IS NULL")),
)

digest = _table(
    "digest",
    Column("cycle_id", Integer, ForeignKey("cycle.id"), primary_key=True),
    Column("day", Date, nullable=False),
    # The year whose days off nobody had confirmed when its chair was last warned.
    Column("warned_year", Integer, nullable=True),
)

calendar_year = _table(
    "calendar_year",
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("source", String(200), nullable=False),
    _at("confirmed_at"),
    CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
)

calendar_day = _table(
    "calendar_day",
    Column("day", Date, primary_key=True),
    Column("is_working", Boolean(create_constraint=True, name="is_working"), nullable=False),
    Column("name", String(120), nullable=False),
)

notice = _table(
    "notice",
    _id(),
    _ref("cycle_id", "cycle"),
    _ref("author_id", "person"),
    Column("state", _choice(kinds.NoticeState, "state"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("audience", _choice(kinds.Audience, "audience"), nullable=False),
    # Null: every unit. A list of unit ids: only those.
    Column("units", JSON(none_as_null=True), nullable=True),
    # Null: all of them. A kind of duty: only who still owes it when the notice leaves.
    Column("lacking", _choice(kinds.ObligationKind, "lacking"), nullable=True),
    # The notice that was not confirmed, where `lacking` is "confirm".
    _ref("lacking_of", "notice", optional=True),
    Column(
        "is_urgent",
        Boolean(create_constraint=True, name="is_urgent"),
        nullable=False,
        server_default="0",
    ),
    Column(
        "needs_confirmation",
        Boolean(create_constraint=True, name="needs_confirmation"),
        nullable=False,
    ),
    _at("created_at"),
    # The time that the author chose; null: as soon as it is released.
    _at("send_at", optional=True),
    _ref("released_by", "person", optional=True),
    # When the first copy may leave: after the hold, or at `send_at`.
    _at("leaves_at", optional=True),
    # When the first copies were queued.
    _at("released_at", optional=True),
    Column("version", Integer, nullable=False, server_default="1"),
    _at("corrected_at", optional=True),
    # Why the chair gave it back to its author.
    Column("reason", String(500), nullable=False, server_default=""),
    Column("progress", JSON, nullable=False),
    CheckConstraint("length(body) <= 3000", name="body"),
    CheckConstraint(
        "state IN ('draft', 'offered', 'scheduled', 'discarded')"
        " OR (released_at IS NOT NULL AND subject <> '')",
        name="released",
    ),
    CheckConstraint("state <> 'scheduled' OR leaves_at IS NOT NULL", name="scheduled"),
    Index("ix_notice_leaving", "leaves_at", sqlite_where=text("state = 'scheduled'")),
)

notice_file = _table(
    "notice_file",
    _id(),
    _ref("notice_id", "notice"),
    _ref("file_id", "file"),
    UniqueConstraint("notice_id", "file_id"),
)

notice_version = _table(
    "notice_version",
    _id(),
    _ref("notice_id", "notice"),
    Column("version", Integer, nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    _ref("by_person", "person"),
    _at("at"),
    UniqueConstraint("notice_id", "version"),
)

notice_recipient = _table(
    "notice_recipient",
    _id(),
    _ref("notice_id", "notice"),
    _ref("person_id", "person"),
    _ref("unit_id", "unit", optional=True),
    _at("confirmed_at", optional=True),
    # Its copy was taken out of the line before it left.
    _at("stopped_at", optional=True),
    UniqueConstraint("notice_id", "person_id"),
)

file = _table(
    "file",
    _id(),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    _at("stored_at"),
)

carried_file = _table(
    "carried_file",
    _id(),
    _ref("file_id", "file"),
    Column("channel", String(20), nullable=False),
    Column("reference", String(300), nullable=True),
    UniqueConstraint("file_id", "channel"),
)

certificate = _table(
    "certificate",
    _id(),
    _ref("signature_id", "signature"),
    Column("code", String(20), nullable=False, unique=True),
    Column("bloc_name", String(200), nullable=False),
    Column("superior", String(200), nullable=False),
    Column("place", String(100), nullable=False),
    Column("unit_name", String(200), nullable=False),
    # The act of signing itself: the log's head at that moment.
    _ref("log_id", "history"),
    Column("log_head", String(64), nullable=False),
    UniqueConstraint("signature_id"),
)

made_paper = _table(
    "made_paper",
    _id(),
    Column("kind", String(40), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False, unique=True),
    _ref("file_id", "file"),
)

history = _table(
    "history",
    _id(),
    _at("at"),
    _ref("cycle_id", "cycle"),
    _ref("unit_id", "unit", optional=True),
    _ref("person_id", "person", optional=True),
    Column("role", String(20), nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Index("ix_history_unit", "cycle_id", "unit_id", "id"),
    Index("ix_history_subject", "subject_id", "act"),
)

inbox = _table(
    "inbox",
    _id(),
    Column("channel", String(20), nullable=False),
    Column("external_id", String(80), nullable=False),
    Column("raw", JSON, nullable=False),
    Column("state", _choice(kinds.InboxState, "state"), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", String(500), nullable=False),
    _at("received_at"),
    _at("done_at", optional=True),
    UniqueConstraint("channel", "external_id"),
    Index(
        "ix_inbox_new",
        "id",
        sqlite_where=text("state = 'new'"),
    ),
)

upload = _table(
    "upload",
    Column("inbox_id", Integer, ForeignKey("inbox.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

outbox = _table(
    "outbox",
    _id(),
    _ref("account_id", "account"),
    _ref("person_id", "person", optional=True),
    Column("lane", Integer, nullable=False),
    Column("state", _choice(kinds.DeliveryState, "state"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject_id", Integer, nullable=True),
    Column("content", JSON, nullable=False),
    Column("dedupe", String(80), nullable=True, unique=True),
    Column("press_id", String(80), nullable=True),
    Column("target_id", String(40), nullable=True),
    _at("due_at"),
    _at("created_at"),
    _at("settled_at", optional=True),
    Column("message_id", String(40), nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("error", String(300), nullable=False),
    _ref("resend_of", "outbox", optional=True),
    UniqueConstraint("resend_of"),
    CheckConstraint("lane BETWEEN 0 AND 3", name="lane"),
    Index(
        "ix_outbox_queued",
        "due_at",
        sqlite_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_line",
        "lane",
        "id",
        "due_at",
        "account_id",
        sqlite_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_account_line",
        "account_id",
        "lane",
        "id",
        "due_at",
        sqlite_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_sending",
        "account_id",
        sqlite_where=text("state = 'sending'"),
    ),
    Index("ix_outbox_subject", "kind", "subject_id"),
    Index("ix_outbox_account", "account_id", "message_id"),
    # An id must never come back: chat pages know a delivery by it long after it is forgotten.
    sqlite_autoincrement=True,
)

uptime = _table(
    "uptime",
    _id(),
    _at("from_at"),
    _at("until_at"),
    _at("polled_at", optional=True),
    _at("reminded_at", optional=True),
    _at("followed_at", optional=True),
)

web_session = _table(
    "web_session",
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _ref("account_id", "account"),
    _at("opened_at"),
    _at("closed_at", optional=True),
)

web_message = _table(
    "web_message",
    _id(),
    _ref("account_id", "account"),
    Column("incoming_id", String(80), nullable=True),
    # No foreign key: old replies are forgotten in the outbox, the chat keeps them.
    Column("delivery_id", Integer, nullable=True),
    Column("revision", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    _at("at"),
    UniqueConstraint("incoming_id"),
    UniqueConstraint("delivery_id"),
    Index("ix_web_message_account", "account_id", "revision"),
)
