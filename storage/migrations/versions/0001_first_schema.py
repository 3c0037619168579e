"""The first schema."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Instant, Points

revision = "0001"
down_revision = None

OPEN_ROWS = (
    "CREATE UNIQUE INDEX uq_obligation_open ON obligation (cycle_id, kind, subject_id, coalesce(unit_id, 0), coalesce(person_id, 0), role) WHERE done_at IS NULL",
    "CREATE UNIQUE INDEX uq_role_assignment_open ON role_assignment (cycle_id, coalesce(unit_id, 0), person_id, role) WHERE to_at IS NULL",
)
TRIGGERS = (
    """
CREATE TRIGGER history_keeps_every_row_UPDATE BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
""",
    """
CREATE TRIGGER history_keeps_every_row_DELETE BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
""",
    """
CREATE TRIGGER signature_keeps_every_row_UPDATE BEFORE UPDATE ON signature
BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END
""",
    """
CREATE TRIGGER signature_keeps_every_row_DELETE BEFORE DELETE ON signature
BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END
""",
    """
CREATE TRIGGER deadline_extension_keeps_every_row_UPDATE BEFORE UPDATE ON deadline_extension
BEGIN SELECT RAISE(ABORT, 'deadline_extension is append-only'); END
""",
    """
CREATE TRIGGER deadline_extension_keeps_every_row_DELETE BEFORE DELETE ON deadline_extension
BEGIN SELECT RAISE(ABORT, 'deadline_extension is append-only'); END
""",
    """
CREATE TRIGGER criterion_keeps_every_row_UPDATE BEFORE UPDATE ON criterion
BEGIN SELECT RAISE(ABORT, 'criterion is append-only'); END
""",
    """
CREATE TRIGGER criterion_keeps_every_row_DELETE BEFORE DELETE ON criterion
BEGIN SELECT RAISE(ABORT, 'criterion is append-only'); END
""",
    """
CREATE TRIGGER criterion_set_keeps_every_row_UPDATE BEFORE UPDATE ON criterion_set
BEGIN SELECT RAISE(ABORT, 'criterion_set is append-only'); END
""",
    """
CREATE TRIGGER criterion_set_keeps_every_row_DELETE BEFORE DELETE ON criterion_set
BEGIN SELECT RAISE(ABORT, 'criterion_set is append-only'); END
""",
    """
CREATE TRIGGER announcement_keeps_every_row_UPDATE BEFORE UPDATE ON announcement
BEGIN SELECT RAISE(ABORT, 'announcement is append-only'); END
""",
    """
CREATE TRIGGER announcement_keeps_every_row_DELETE BEFORE DELETE ON announcement
BEGIN SELECT RAISE(ABORT, 'announcement is append-only'); END
""",
    """
CREATE TRIGGER final_paper_keeps_every_row_UPDATE BEFORE UPDATE ON final_paper
BEGIN SELECT RAISE(ABORT, 'final_paper is append-only'); END
""",
    """
CREATE TRIGGER final_paper_keeps_every_row_DELETE BEFORE DELETE ON final_paper
BEGIN SELECT RAISE(ABORT, 'final_paper is append-only'); END
""",
    """
CREATE TRIGGER certificate_keeps_every_row_UPDATE BEFORE UPDATE ON certificate
BEGIN SELECT RAISE(ABORT, 'certificate is append-only'); END
""",
    """
CREATE TRIGGER certificate_keeps_every_row_DELETE BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'certificate is append-only'); END
""",
    """
CREATE TRIGGER notice_version_keeps_every_row_UPDATE BEFORE UPDATE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END
""",
    """
CREATE TRIGGER notice_version_keeps_every_row_DELETE BEFORE DELETE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END
""",
    """
CREATE TRIGGER submission_version_is_kept
BEFORE UPDATE ON submission_version
WHEN OLD.reached_bloc_at IS NOT NULL
  OR (NEW.id, NEW.submission_id, NEW.version, NEW.content, NEW.submitted_by, NEW.submitted_at)
    IS NOT (OLD.id, OLD.submission_id, OLD.version, OLD.content, OLD.submitted_by, OLD.submitted_at)
BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was (R2)'); END
""",
    """
CREATE TRIGGER submission_version_keeps_every_row BEFORE DELETE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END
""",
    """
CREATE TRIGGER pledge_text_is_frozen
BEFORE UPDATE OF id, cycle_id, unit_id, version, text, text_hash, sections, parties, sign_due_on,
  frozen_at, frozen_by, file_id ON pledge
BEGIN SELECT RAISE(ABORT, 'a frozen pledge keeps its text (R7)'); END
""",
    """
CREATE TRIGGER replaced_pledge_stays BEFORE UPDATE ON pledge
WHEN OLD.state = 'void'
BEGIN SELECT RAISE(ABORT, 'a replaced pledge stays replaced (R7)'); END
""",
    """
CREATE TRIGGER signing_is_open BEFORE INSERT ON signature
WHEN (SELECT state FROM pledge WHERE id = NEW.pledge_id) <> 'signing'
  OR NOT EXISTS (
    SELECT 1 FROM pledge, json_each(pledge.parties) AS party
    WHERE pledge.id = NEW.pledge_id AND party.value = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'only a member unit signs, and only an open pledge (R7)'); END
""",
    """
CREATE TRIGGER chair_unit_signs_last BEFORE INSERT ON signature
WHEN EXISTS (
    SELECT 1 FROM pledge JOIN membership USING (cycle_id)
    WHERE pledge.id = NEW.pledge_id AND pledge.unit_id IS NULL
      AND membership.unit_id = NEW.unit_id AND membership.standing = 'chair')
  AND EXISTS (
    SELECT 1 FROM pledge, json_each(pledge.parties) AS party
    WHERE pledge.id = NEW.pledge_id
      AND party.value NOT IN (SELECT unit_id FROM signature WHERE pledge_id = NEW.pledge_id)
      AND party.value NOT IN (
        SELECT unit_id FROM signing_exception
        WHERE pledge_id = NEW.pledge_id AND withdrawn_at IS NULL)
      AND party.value <> NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'the chair unit signs last (R8)'); END
""",
    """
CREATE TRIGGER complete_pledge_has_every_unit BEFORE UPDATE OF state ON pledge
WHEN NEW.state = 'complete' AND EXISTS (
    SELECT 1 FROM pledge, json_each(pledge.parties) AS party
    WHERE pledge.id = NEW.id
      AND party.value NOT IN (SELECT unit_id FROM signature WHERE pledge_id = NEW.id)
      AND party.value NOT IN (
        SELECT unit_id FROM signing_exception
        WHERE pledge_id = NEW.id AND withdrawn_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'every unit signed or is excepted (R8)'); END
""",
    """
CREATE TRIGGER excepted_unit_does_not_sign BEFORE INSERT ON signature
WHEN EXISTS (
    SELECT 1 FROM signing_exception
    WHERE pledge_id = NEW.pledge_id AND unit_id = NEW.unit_id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a unit signs or is excepted, not both (R8)'); END
""",
    """
CREATE TRIGGER signer_is_not_excepted BEFORE INSERT ON signing_exception
WHEN (SELECT state FROM pledge WHERE id = NEW.pledge_id) <> 'signing'
  OR EXISTS (
    SELECT 1 FROM signature WHERE pledge_id = NEW.pledge_id AND unit_id = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'a unit signs or is excepted, not both (R8)'); END
""",
    """
CREATE TRIGGER exception_of_a_complete_pledge_holds BEFORE UPDATE ON signing_exception
WHEN OLD.withdrawn_at IS NOT NULL
  OR (NEW.id, NEW.pledge_id, NEW.unit_id, NEW.reason, NEW.granted_by, NEW.granted_at)
    IS NOT (OLD.id, OLD.pledge_id, OLD.unit_id, OLD.reason, OLD.granted_by, OLD.granted_at)
  OR (SELECT state FROM pledge WHERE id = OLD.pledge_id) <> 'signing'
BEGIN SELECT RAISE(ABORT, 'an exception is withdrawn only while units sign (R8)'); END
""",
    """
CREATE TRIGGER decline_keeps_its_words BEFORE UPDATE ON decline
WHEN OLD.taken_back_at IS NOT NULL
  OR (NEW.id, NEW.pledge_id, NEW.unit_id, NEW.person_id, NEW.reason, NEW.at)
    IS NOT (OLD.id, OLD.pledge_id, OLD.unit_id, OLD.person_id, OLD.reason, OLD.at)
BEGIN SELECT RAISE(ABORT, 'a refusal is only taken back (R7)'); END
""",
    """
CREATE TRIGGER pledge_keeps_every_row BEFORE DELETE ON pledge
BEGIN SELECT RAISE(ABORT, 'pledge is append-only'); END
""",
    """
CREATE TRIGGER decline_keeps_every_row BEFORE DELETE ON decline
BEGIN SELECT RAISE(ABORT, 'decline is append-only'); END
""",
    """
CREATE TRIGGER signing_exception_keeps_every_row BEFORE DELETE ON signing_exception
BEGIN SELECT RAISE(ABORT, 'signing_exception is append-only'); END
""",
    """
CREATE TRIGGER submitted_list_is_complete BEFORE UPDATE OF state ON submission
WHEN NEW.kind = 'key_tasks' AND NEW.state IN ('waiting_leader', 'waiting_chair', 'approved') AND EXISTS (
    SELECT 1 FROM cycle WHERE id = NEW.cycle_id AND (
      tasks_per_unit <> (SELECT count(*) FROM key_task WHERE submission_id = NEW.id)
      OR (SELECT count(*) FROM key_task WHERE submission_id = NEW.id AND is_highlight)
         NOT BETWEEN highlights_min AND highlights_max))
BEGIN SELECT RAISE(ABORT, 'a submitted list has the exact counts (R1)'); END
""",
    """
CREATE TRIGGER submitted_key_task_is_closed_INSERT BEFORE INSERT ON key_task
WHEN (SELECT state FROM submission WHERE id = NEW.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER submitted_key_task_is_closed_UPDATE BEFORE UPDATE ON key_task
WHEN (SELECT state FROM submission WHERE id = NEW.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER submitted_key_task_is_closed_DELETE BEFORE DELETE ON key_task
WHEN (SELECT state FROM submission WHERE id = OLD.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER submitted_registration_item_is_closed_INSERT BEFORE INSERT ON registration_item
WHEN (SELECT state FROM submission WHERE id = NEW.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER submitted_registration_item_is_closed_UPDATE BEFORE UPDATE ON registration_item
WHEN (SELECT state FROM submission WHERE id = NEW.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER submitted_registration_item_is_closed_DELETE BEFORE DELETE ON registration_item
WHEN (SELECT state FROM submission WHERE id = OLD.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
""",
    """
CREATE TRIGGER closed_vote_is_kept BEFORE UPDATE ON vote
WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote keeps its result (R9)'); END
""",
    """
CREATE TRIGGER vote_keeps_every_row BEFORE DELETE ON vote
BEGIN SELECT RAISE(ABORT, 'a vote is never deleted (R9)'); END
""",
    """
CREATE TRIGGER ballot_closes_with_the_vote_INSERT BEFORE INSERT ON ballot
WHEN (SELECT closed_at FROM vote WHERE id = NEW.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
    """
CREATE TRIGGER ballot_closes_with_the_vote_UPDATE BEFORE UPDATE ON ballot
WHEN (SELECT closed_at FROM vote WHERE id = NEW.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
    """
CREATE TRIGGER ballot_closes_with_the_vote_DELETE BEFORE DELETE ON ballot
WHEN (SELECT closed_at FROM vote WHERE id = OLD.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
    """
CREATE TRIGGER turnout_closes_with_the_vote_INSERT BEFORE INSERT ON turnout
WHEN (SELECT closed_at FROM vote WHERE id = NEW.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
    """
CREATE TRIGGER turnout_closes_with_the_vote_UPDATE BEFORE UPDATE ON turnout
WHEN (SELECT closed_at FROM vote WHERE id = NEW.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
    """
CREATE TRIGGER turnout_closes_with_the_vote_DELETE BEFORE DELETE ON turnout
WHEN (SELECT closed_at FROM vote WHERE id = OLD.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
""",
)


def upgrade() -> None:
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "collective",
                "individual",
                "commendation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("quota_percent", sa.Integer(), nullable=True),
        sa.Column("quota_of", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "quota_percent IS NULL OR (quota_percent BETWEEN 1 AND 100 AND quota_of <> '')",
            name=op.f("ck_award_quota"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_award_dates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_award_code_valid_from")),
    )
    op.create_table(
        "bloc",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc")),
        sa.UniqueConstraint("code", name=op.f("uq_bloc_code")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "is_working", sa.Boolean(create_constraint=True, name="is_working"), nullable=False
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_calendar_year_year")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "done",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_inbox_channel_external_id")),
    )
    op.create_index(
        "ix_inbox_new", "inbox", ["id"], unique=False, sqlite_where=sa.text("state = 'new'")
    )
    op.create_table(
        "uptime",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=False),
        sa.Column("polled_at", Instant(), nullable=True),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.Column("followed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uptime")),
    )
    op.create_table(
        "carried_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_carried_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_file")),
        sa.UniqueConstraint("file_id", "channel", name=op.f("uq_carried_file_file_id_channel")),
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bloc_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=300), nullable=False),
        sa.Column("tasks_per_unit", sa.Integer(), nullable=False),
        sa.Column("highlights_min", sa.Integer(), nullable=False),
        sa.Column("highlights_max", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(length=7), server_default="2/3", nullable=False),
        sa.Column("majority", sa.String(length=7), server_default="1/2", nullable=False),
        sa.Column(
            "reminder_offsets", sa.String(length=40), server_default="7,3,1,0", nullable=False
        ),
        sa.Column(
            "reminder_hours", sa.String(length=11), server_default="07:30-17:30", nullable=False
        ),
        sa.Column(
            "notice_hours", sa.String(length=11), server_default="06:30-21:00", nullable=False
        ),
        sa.CheckConstraint(
            "1 <= highlights_min AND highlights_min <= highlights_max AND highlights_max <= tasks_per_unit",
            name=op.f("ck_cycle_highlights"),
        ),
        sa.CheckConstraint("tasks_per_unit BETWEEN 1 AND 50", name=op.f("ck_cycle_tasks_per_unit")),
        sa.ForeignKeyConstraint(["bloc_id"], ["bloc.id"], name=op.f("fk_cycle_bloc_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("bloc_id", "year", name=op.f("uq_cycle_bloc_id_year")),
    )
    op.create_table(
        "former_bloc",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bloc_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["bloc_id"], ["bloc.id"], name=op.f("fk_former_bloc_bloc_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_bloc")),
        sa.UniqueConstraint("bloc_id", "ended_on", name=op.f("uq_former_bloc_bloc_id_ended_on")),
    )
    op.create_table(
        "made_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_made_paper_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_paper")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_made_paper_content_hash")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bloc_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["bloc_id"], ["bloc.id"], name=op.f("fk_person_bloc_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("bloc_id", "code", name=op.f("uq_person_bloc_id_code")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bloc_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["bloc_id"], ["bloc.id"], name=op.f("fk_unit_bloc_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("bloc_id", "code", name=op.f("uq_unit_bloc_id_code")),
    )
    op.create_table(
        "upload",
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_upload_inbox_id")),
        sa.PrimaryKeyConstraint("inbox_id", name=op.f("pk_upload")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "unreachable",
                "ended",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", Instant(), nullable=True),
        sa.Column("privacy_read_at", Instant(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("unreachable_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state <> 'unreachable' OR unreachable_at IS NOT NULL",
            name=op.f("ck_account_unreachable"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_account_channel_external_id")),
    )
    op.create_index(
        "uq_account_person_channel",
        "account",
        ["person_id", "channel"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL AND state <> 'ended'"),
    )
    op.create_table(
        "conference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "called",
                "running",
                "paused",
                "closed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "in_person",
                "online",
                "both",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", Instant(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("rsvp_due_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column(
            "discussion_open", sa.Boolean(create_constraint=True, name="discussion"), nullable=False
        ),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("hall_token_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR (starts_at IS NOT NULL AND called_at IS NOT NULL)",
            name=op.f("ck_conference_called"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_conference_created_by")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_conference_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("hall_token_hash", name=op.f("uq_conference_hall_token_hash")),
    )
    op.create_index(
        "uq_conference_current",
        "conference",
        ["cycle_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('closed', 'cancelled')"),
    )
    op.create_table(
        "criterion_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_criterion_set_cycle_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_criterion_set_file_id")),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["person.id"], name=op.f("fk_criterion_set_imported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_set")),
        sa.UniqueConstraint("cycle_id", "version", name=op.f("uq_criterion_set_cycle_id_version")),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "join",
                "key_tasks",
                "registration",
                "sign",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_deadline_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("cycle_id", "step", name=op.f("uq_deadline_cycle_id_step")),
    )
    op.create_table(
        "deadline_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "join",
                "key_tasks",
                "registration",
                "sign",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.CheckConstraint("length(reason) >= 10", name=op.f("ck_deadline_extension_reason")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_deadline_extension_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_deadline_extension_granted_by")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_deadline_extension_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_extension")),
    )
    op.create_index(
        "ix_deadline_extension_cycle", "deadline_extension", ["cycle_id", "step"], unique=False
    )
    op.create_table(
        "digest",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("warned_year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_digest_cycle_id")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_digest")),
    )
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_former_name_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
        sa.UniqueConstraint("unit_id", "ended_on", name=op.f("uq_former_name_unit_id_ended_on")),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_history_cycle_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_history_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_history_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sa.UniqueConstraint("hash", name=op.f("uq_history_hash")),
    )
    op.create_index("ix_history_subject", "history", ["subject_id", "act"], unique=False)
    op.create_index("ix_history_unit", "history", ["cycle_id", "unit_id", "id"], unique=False)
    op.create_table(
        "legal_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=50), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_legal_basis_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_basis")),
        sa.UniqueConstraint("cycle_id", "position", name=op.f("uq_legal_basis_cycle_id_position")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "member",
                "chair",
                "deputy",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("merged_into", sa.String(length=200), nullable=True),
        sa.Column("merged_on", sa.Date(), nullable=True),
        sa.Column("merger_decision", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(merged_into IS NULL) = (merged_on IS NULL) AND (merged_into IS NULL) = (merger_decision IS NULL)",
            name=op.f("ck_membership_merger"),
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_membership_position")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_membership_cycle_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("cycle_id", "unit_id", name=op.f("uq_membership_cycle_id_unit_id")),
    )
    op.create_index(
        "uq_membership_chair_and_deputy",
        "membership",
        ["cycle_id", "standing"],
        unique=True,
        sqlite_where=sa.text("standing <> 'member'"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "offered",
                "scheduled",
                "sending",
                "paused",
                "sent",
                "cancelled",
                "discarded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "all",
                "officers",
                "leaders",
                "everybody",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("units", sa.JSON(none_as_null=True), nullable=True),
        sa.Column(
            "lacking",
            sa.Enum(
                "join",
                "key_tasks",
                "registration",
                "rsvp",
                "comment",
                "approve",
                "decide",
                "freeze",
                "sign",
                "compare",
                "release",
                "confirm",
                name="lacking",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("lacking_of", sa.Integer(), nullable=True),
        sa.Column(
            "is_urgent",
            sa.Boolean(create_constraint=True, name="is_urgent"),
            server_default="0",
            nullable=False,
        ),
        sa.Column(
            "needs_confirmation",
            sa.Boolean(create_constraint=True, name="needs_confirmation"),
            nullable=False,
        ),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("send_at", Instant(), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("leaves_at", Instant(), nullable=True),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("corrected_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state <> 'scheduled' OR leaves_at IS NOT NULL", name=op.f("ck_notice_scheduled")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'offered', 'scheduled', 'discarded') OR (released_at IS NOT NULL AND subject <> '')",
            name=op.f("ck_notice_released"),
        ),
        sa.CheckConstraint("length(body) <= 3000", name=op.f("ck_notice_body")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_notice_author_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_notice_cycle_id")),
        sa.ForeignKeyConstraint(["lacking_of"], ["notice.id"], name=op.f("fk_notice_lacking_of")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_notice_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_leaving",
        "notice",
        ["leaves_at"],
        unique=False,
        sqlite_where=sa.text("state = 'scheduled'"),
    )
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "join",
                "key_tasks",
                "registration",
                "rsvp",
                "comment",
                "approve",
                "decide",
                "freeze",
                "sign",
                "compare",
                "release",
                "confirm",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "leader",
                "chair",
                "secretary",
                "deputy",
                "agency",
                "patron",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("remind_at", Instant(), nullable=True),
        sa.Column("remind_offset", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "unit_id IS NOT NULL OR person_id IS NOT NULL", name=op.f("ck_obligation_owner")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_obligation_cycle_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_obligation_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obligation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    op.create_index(
        "ix_obligation_person",
        "obligation",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_obligation_remind",
        "obligation",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_obligation_unit",
        "obligation",
        ["unit_id", "role"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "signing",
                "complete",
                "void",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("frozen_at", Instant(), nullable=False),
        sa.Column("frozen_by", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sign_due_on", sa.Date(), nullable=True),
        sa.Column("replace_reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("replaced_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_pledge_cycle_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_pledge_file_id")),
        sa.ForeignKeyConstraint(["frozen_by"], ["person.id"], name=op.f("fk_pledge_frozen_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pledge_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("id", "text_hash", name=op.f("uq_pledge_id_text_hash")),
    )
    op.create_index(
        "uq_pledge_addendum",
        "pledge",
        ["cycle_id", "version"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_pledge_current",
        "pledge",
        ["cycle_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void' AND unit_id IS NULL"),
    )
    op.create_index(
        "uq_pledge_current_addendum",
        "pledge",
        ["cycle_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void' AND unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_pledge_version",
        "pledge",
        ["cycle_id", "version"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NULL"),
    )
    op.create_table(
        "pledge_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "text IS NULL OR length(text) BETWEEN 1 AND 20000", name=op.f("ck_pledge_section_text")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_pledge_section_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["edited_by"], ["person.id"], name=op.f("fk_pledge_section_edited_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_section")),
        sa.UniqueConstraint("cycle_id", "key", name=op.f("uq_pledge_section_cycle_id_key")),
    )
    op.create_table(
        "role_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "leader",
                "chair",
                "secretary",
                "deputy",
                "agency",
                "patron",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("position_title", sa.String(length=100), nullable=False),
        sa.Column(
            "sign_mode",
            sa.Enum(
                "HEAD",
                "Q",
                "KT",
                "TL",
                "TUQ",
                name="sign_mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("to_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "to_at IS NULL OR to_at >= from_at", name=op.f("ck_role_assignment_dates")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_role_assignment_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_assignment_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_assignment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignment")),
    )
    op.create_index("ix_role_assignment_person", "role_assignment", ["person_id"], unique=False)
    op.create_index(
        "ix_role_assignment_unit", "role_assignment", ["cycle_id", "unit_id", "role"], unique=False
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "key_tasks",
                "registration",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "waiting_leader",
                "waiting_chair",
                "returned",
                "approved",
                "dropped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("amend_reason", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column(
            "returned_from",
            sa.Enum(
                "draft",
                "waiting_leader",
                "waiting_chair",
                "returned",
                "approved",
                "dropped",
                name="returned_from",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("submitted_at", Instant(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("minutes_id", sa.Integer(), nullable=True),
        sa.Column("signed_paper_id", sa.Integer(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'approved' OR (approved_by IS NOT NULL AND decided_by IS NOT NULL AND approved_by <> decided_by)",
            name=op.f("ck_submission_four_eyes"),
        ),
        sa.CheckConstraint("state <> 'dropped' OR round > 1", name=op.f("ck_submission_dropped")),
        sa.CheckConstraint(
            "state <> 'returned' OR length(reason) >= 10", name=op.f("ck_submission_reason")
        ),
        sa.CheckConstraint(
            "round = 1 OR length(amend_reason) >= 10", name=op.f("ck_submission_amend_reason")
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_submission_round")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_submission_approved_by")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_submission_cycle_id")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_submission_decided_by")
        ),
        sa.ForeignKeyConstraint(["minutes_id"], ["file.id"], name=op.f("fk_submission_minutes_id")),
        sa.ForeignKeyConstraint(
            ["signed_paper_id"], ["file.id"], name=op.f("fk_submission_signed_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["person.id"], name=op.f("fk_submission_submitted_by")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_submission_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "cycle_id",
            "unit_id",
            "kind",
            "round",
            name=op.f("uq_submission_cycle_id_unit_id_kind_round"),
        ),
    )
    op.create_table(
        "wrong_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wrong_name_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_name")),
    )
    op.create_index("ix_wrong_name_person", "wrong_name", ["person_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening",
                "drafts",
                "discussion",
                "vote",
                "announcement",
                "launch",
                "directive",
                "signing",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("presenter", sa.String(length=150), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "open",
                "done",
                "skipped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("skip_reason", sa.String(length=500), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state <> 'skipped' OR length(skip_reason) >= 10",
            name=op.f("ck_agenda_item_skip_reason"),
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name=op.f("ck_agenda_item_minutes")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_agenda_item_conference_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint(
            "conference_id", "number", name=op.f("uq_agenda_item_conference_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_agenda_item_open",
        "agenda_item",
        ["conference_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_announcement_conference_id")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_announcement_cycle_id")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_announcement_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("cycle_id", "number", name=op.f("uq_announcement_cycle_id_number")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("position_title", sa.String(length=150), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "button",
                "qr",
                "secretary",
                name="how",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column(
            "stands_in", sa.Boolean(create_constraint=True, name="stands_in"), nullable=False
        ),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_attendance_conference_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_attendance_recorded_by")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_attendance_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(
        "ix_attendance_conference", "attendance", ["conference_id", "unit_id"], unique=False
    )
    op.create_index(
        "uq_attendance_person",
        "attendance",
        ["conference_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL AND person_id IS NOT NULL"),
    )
    op.create_table(
        "conference_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("position_title", sa.String(length=150), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_conference_guest_conference_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_guest")),
        sa.UniqueConstraint(
            "conference_id", "number", name=op.f("uq_conference_guest_conference_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "conference_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_conference_paper_conference_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_conference_paper_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_paper")),
        sa.UniqueConstraint(
            "conference_id", "number", name=op.f("uq_conference_paper_conference_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "scale",
                "bonus",
                "penalty",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("max_points", Points(), nullable=False),
        sa.CheckConstraint("max_points >= 0", name=op.f("ck_criterion_max_points")),
        sa.ForeignKeyConstraint(["set_id"], ["criterion_set.id"], name=op.f("fk_criterion_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("set_id", "code", name=op.f("uq_criterion_set_id_code")),
    )
    op.create_table(
        "decline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("taken_back_at", Instant(), nullable=True),
        sa.CheckConstraint("length(reason) >= 10", name=op.f("ck_decline_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decline_person_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_decline_pledge_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decline_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decline")),
    )
    op.create_index(
        "uq_decline_open",
        "decline",
        ["pledge_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
    )
    op.create_table(
        "dialogue",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_dialogue_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_dialogue")),
    )
    op.create_table(
        "final_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "minutes", "news", name="kind", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_final_paper_conference_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_final_paper_file_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"], name=op.f("fk_final_paper_kept_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_paper")),
        sa.UniqueConstraint(
            "conference_id", "kind", "number", name=op.f("uq_final_paper_conference_id_kind_number")
        ),
    )
    op.create_table(
        "invite_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_name", sa.String(length=100), nullable=False),
        sa.Column("position_title", sa.String(length=100), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "used_at IS NULL OR account_id IS NOT NULL", name=op.f("ck_invite_code_used_by")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invite_code_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["role_assignment.id"], name=op.f("fk_invite_code_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["person.id"], name=op.f("fk_invite_code_issued_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invite_code_code_hash")),
    )
    op.create_index("ix_invite_code_assignment", "invite_code", ["assignment_id"], unique=False)
    op.create_table(
        "key_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "is_highlight", sa.Boolean(create_constraint=True, name="is_highlight"), nullable=False
        ),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.Column("target_unit", sa.String(length=50), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=1000), nullable=False),
        sa.Column("measures", sa.String(length=1000), nullable=False),
        sa.Column("lead", sa.String(length=200), nullable=False),
        sa.Column("partners", sa.String(length=300), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 300", name=op.f("ck_key_task_title")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_key_task_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_task")),
        sa.UniqueConstraint(
            "submission_id", "number", name=op.f("uq_key_task_submission_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_notice_file_file_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_file_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_file")),
        sa.UniqueConstraint("notice_id", "file_id", name=op.f("uq_notice_file_notice_id_file_id")),
    )
    op.create_table(
        "notice_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_recipient_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_recipient_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_recipient_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_recipient")),
        sa.UniqueConstraint(
            "notice_id", "person_id", name=op.f("uq_notice_recipient_notice_id_person_id")
        ),
    )
    op.create_table(
        "notice_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person"], ["person.id"], name=op.f("fk_notice_version_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_version_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_version")),
        sa.UniqueConstraint(
            "notice_id", "version", name=op.f("uq_notice_version_notice_id_version")
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                "unreachable",
                "unknown",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("dedupe", sa.String(length=80), nullable=True),
        sa.Column("press_id", sa.String(length=80), nullable=True),
        sa.Column("target_id", sa.String(length=40), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("message_id", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("resend_of", sa.Integer(), nullable=True),
        sa.CheckConstraint("lane BETWEEN 0 AND 3", name=op.f("ck_outbox_lane")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outbox_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(["resend_of"], ["outbox.id"], name=op.f("fk_outbox_resend_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_outbox_dedupe")),
        sa.UniqueConstraint("resend_of", name=op.f("uq_outbox_resend_of")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_account", "outbox", ["account_id", "message_id"], unique=False)
    op.create_index(
        "ix_outbox_account_line",
        "outbox",
        ["account_id", "lane", "id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_line",
        "outbox",
        ["lane", "id", "due_at", "account_id"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_queued",
        "outbox",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["account_id"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
    )
    op.create_index("ix_outbox_subject", "outbox", ["kind", "subject_id"], unique=False)
    op.create_table(
        "paper_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("position_title", sa.String(length=150), nullable=False),
        sa.Column(
            "sign_mode",
            sa.Enum(
                "HEAD",
                "Q",
                "KT",
                "TL",
                "TUQ",
                name="sign_mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("authorisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "collecting",
                "waiting",
                "confirmed",
                "refused",
                "dropped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("senders", sa.JSON(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.Column("handed_in_by", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "state <> 'confirmed' OR decided_by IS NOT NULL",
            name=op.f("ck_paper_signature_confirmed"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR length(reason) >= 10", name=op.f("ck_paper_signature_reason")
        ),
        sa.CheckConstraint(
            "decided_by <> person_id", name=op.f("ck_paper_signature_not_the_signer")
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by NOT IN (handed_in_by, begun_by)",
            name=op.f("ck_paper_signature_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["file.id"], name=op.f("fk_paper_signature_authorisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_paper_signature_begun_by")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_paper_signature_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by"], ["person.id"], name=op.f("fk_paper_signature_handed_in_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_signature_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["pledge.id"], name=op.f("fk_paper_signature_pledge_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_paper_signature_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_signature")),
    )
    op.create_index(
        "uq_paper_signature_open",
        "paper_signature",
        ["pledge_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('collecting', 'waiting', 'confirmed')"),
    )
    op.create_table(
        "registration_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.CheckConstraint("count BETWEEN 1 AND 9999", name=op.f("ck_registration_item_count")),
        sa.ForeignKeyConstraint(
            ["award_id"], ["award.id"], name=op.f("fk_registration_item_award_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_registration_item_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_item")),
        sa.UniqueConstraint(
            "submission_id", "award_id", name=op.f("uq_registration_item_submission_id_award_id")
        ),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_reminder_obligation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "obligation_id",
            "offset",
            "person_id",
            name=op.f("uq_reminder_obligation_id_offset_person_id"),
        ),
    )
    op.create_table(
        "signing_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=False),
        sa.Column("granted_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.CheckConstraint("length(reason) >= 10", name=op.f("ck_signing_exception_reason")),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_signing_exception_granted_by")
        ),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["pledge.id"], name=op.f("fk_signing_exception_pledge_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_signing_exception_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_exception")),
    )
    op.create_index(
        "uq_signing_exception_open",
        "signing_exception",
        ["pledge_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_snooze_obligation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint(
            "obligation_id",
            "person_id",
            "remind_on",
            name=op.f("uq_snooze_obligation_id_person_id_remind_on"),
        ),
    )
    op.create_index(
        "ix_snooze_day",
        "snooze",
        ["remind_on"],
        unique=False,
        sqlite_where=sa.text("told_at IS NULL"),
    )
    op.create_table(
        "submission_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("reached_bloc_at", Instant(), nullable=True),
        sa.Column("signed_paper_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signed_paper_id"], ["file.id"], name=op.f("fk_submission_version_signed_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_version_submission_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["person.id"], name=op.f("fk_submission_version_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_version")),
        sa.UniqueConstraint(
            "submission_id", "version", name=op.f("uq_submission_version_submission_id_version")
        ),
    )
    op.create_table(
        "web_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("incoming_id", sa.String(length=80), nullable=True),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_message_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_message")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_web_message_delivery_id")),
        sa.UniqueConstraint("incoming_id", name=op.f("uq_web_message_incoming_id")),
    )
    op.create_index(
        "ix_web_message_account", "web_message", ["account_id", "revision"], unique=False
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_session_token_hash")),
    )
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_wrong_code_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_code")),
    )
    op.create_index("ix_wrong_code_account", "wrong_code", ["account_id", "tried_at"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("about_unit_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.Column("handled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(agenda_item_id IS NULL) <> (about_unit_id IS NULL)", name=op.f("ck_comment_about")
        ),
        sa.ForeignKeyConstraint(
            ["about_unit_id"], ["unit.id"], name=op.f("fk_comment_about_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_comment_agenda_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_comment_conference_id")
        ),
        sa.ForeignKeyConstraint(["handled_by"], ["person.id"], name=op.f("fk_comment_handled_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_comment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comment_conference", "comment", ["conference_id"], unique=False)
    op.create_table(
        "rsvp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "attend",
                "substitute",
                "absent",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("substitute_name", sa.String(length=100), nullable=False),
        sa.Column("substitute_title", sa.String(length=150), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("signer_name", sa.String(length=100), nullable=False),
        sa.Column("signer_title", sa.String(length=150), nullable=False),
        sa.Column("signer_person_id", sa.Integer(), nullable=True),
        sa.Column(
            "sign_mode",
            sa.Enum(
                "HEAD",
                "Q",
                "KT",
                "TL",
                "TUQ",
                name="sign_mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("authorisation_id", sa.Integer(), nullable=True),
        sa.Column("speaks_on", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.Column(
            "on_behalf", sa.Boolean(create_constraint=True, name="on_behalf"), nullable=False
        ),
        sa.CheckConstraint(
            "answer <> 'absent' OR length(reason) >= 10", name=op.f("ck_rsvp_reason")
        ),
        sa.CheckConstraint(
            "answer <> 'substitute' OR (substitute_name <> '' AND substitute_title <> '')",
            name=op.f("ck_rsvp_substitute"),
        ),
        sa.CheckConstraint(
            "sign_mode IS NULL OR sign_mode NOT IN ('TL', 'TUQ') OR authorisation_id IS NOT NULL",
            name=op.f("ck_rsvp_authorisation"),
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_rsvp_answered_by")),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["file.id"], name=op.f("fk_rsvp_authorisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_rsvp_conference_id")
        ),
        sa.ForeignKeyConstraint(
            ["signer_person_id"], ["person.id"], name=op.f("fk_rsvp_signer_person_id")
        ),
        sa.ForeignKeyConstraint(["speaks_on"], ["agenda_item.id"], name=op.f("fk_rsvp_speaks_on")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rsvp_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rsvp")),
        sa.UniqueConstraint("conference_id", "unit_id", name=op.f("uq_rsvp_conference_id_unit_id")),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("position_title", sa.String(length=150), nullable=False),
        sa.Column(
            "sign_mode",
            sa.Enum(
                "HEAD",
                "Q",
                "KT",
                "TL",
                "TUQ",
                name="sign_mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("authorisation_id", sa.Integer(), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(channel = 'paper') = (paper_id IS NOT NULL)", name=op.f("ck_signature_paper")
        ),
        sa.CheckConstraint(
            "sign_mode NOT IN ('TL', 'TUQ') OR authorisation_id IS NOT NULL",
            name=op.f("ck_signature_authorisation"),
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR paper_id IS NOT NULL", name=op.f("ck_signature_person")
        ),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["file.id"], name=op.f("fk_signature_authorisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper_signature.id"], name=op.f("fk_signature_paper_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_person_id")),
        sa.ForeignKeyConstraint(
            ["pledge_id", "text_hash"],
            ["pledge.id", "pledge.text_hash"],
            name=op.f("fk_signature_pledge_id"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_signature_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("pledge_id", "unit_id", name=op.f("uq_signature_pledge_id_unit_id")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_speaker_agenda_item_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_speaker_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_speaker_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint(
            "agenda_item_id", "unit_id", name=op.f("uq_speaker_agenda_item_id_unit_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "open",
                "hands",
                "secret",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("voters", sa.JSON(), nullable=False),
        sa.Column("n_units", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.String(length=7), nullable=False),
        sa.Column("majority", sa.String(length=7), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name=op.f("ck_vote_result")),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_vote_agenda_item_id")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_vote_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_vote_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("agenda_item_id", "number", name=op.f("uq_vote_agenda_item_id_number")),
    )
    op.create_index(
        "uq_vote_open",
        "vote",
        ["agenda_item_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "ballot",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "agree",
                "disagree",
                "other",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "mark", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bloc_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "regulation",
                "criteria",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "commenting",
                "voting",
                "adopted",
                "issued",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("issued_id", sa.Integer(), nullable=True),
        sa.Column("issued_number", sa.String(length=50), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("comment_due_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "state <> 'issued' OR (issued_id IS NOT NULL AND issued_number <> '' AND issued_on IS NOT NULL)",
            name=op.f("ck_bloc_document_issued"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_bloc_document_created_by")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_bloc_document_cycle_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["file.id"], name=op.f("fk_bloc_document_draft_id")),
        sa.ForeignKeyConstraint(
            ["issued_id"], ["file.id"], name=op.f("fk_bloc_document_issued_id")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_bloc_document_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_document")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("bloc_name", sa.String(length=200), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("log_head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["history.id"], name=op.f("fk_certificate_log_id")),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_certificate_signature_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_certificate_signature_id")),
    )
    op.create_table(
        "turnout",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_turnout_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_turnout_unit_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_turnout_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "unit_id", name=op.f("pk_turnout")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.Column("handled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["bloc_document.id"], name=op.f("fk_document_comment_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["handled_by"], ["person.id"], name=op.f("fk_document_comment_handled_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_document_comment_person_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_document_comment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_comment")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_document_comment_document", "document_comment", ["document_id"], unique=False
    )
    for statement in (*OPEN_ROWS, *TRIGGERS):
        op.execute(statement)
