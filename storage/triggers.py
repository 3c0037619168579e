"""Rules that a column constraint cannot express, held by SQLite itself."""

from typing import Final

FORBIDDEN: Final = """
CREATE TRIGGER {table}_keeps_every_row_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

PLEDGE_TEXT_IS_FROZEN: Final = """
CREATE TRIGGER pledge_text_is_frozen BEFORE UPDATE OF text, text_hash, version, cycle_id ON pledge
BEGIN SELECT RAISE(ABORT, 'a frozen pledge keeps its text (R7)'); END
"""

SIGNING_IS_OPEN: Final = """
CREATE TRIGGER signing_is_open BEFORE INSERT ON signature
WHEN (SELECT state FROM pledge WHERE id = NEW.pledge_id) <> 'signing'
  OR NOT EXISTS (
    SELECT 1 FROM pledge JOIN membership USING (cycle_id)
    WHERE pledge.id = NEW.pledge_id AND membership.unit_id = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'only a member unit signs, and only an open pledge (R7)'); END
"""

LIST_IS_COMPLETE: Final = """
CREATE TRIGGER submitted_list_is_complete BEFORE UPDATE OF state ON submission
WHEN NEW.kind = 'key_tasks' AND NEW.state IN ('waiting_leader', 'waiting_chair', 'approved') AND EXISTS (
    SELECT 1 FROM cycle WHERE id = NEW.cycle_id AND (
      tasks_per_unit <> (SELECT count(*) FROM key_task WHERE submission_id = NEW.id)
      OR (SELECT count(*) FROM key_task WHERE submission_id = NEW.id AND is_highlight)
         NOT BETWEEN highlights_min AND highlights_max))
BEGIN SELECT RAISE(ABORT, 'a submitted list has the exact counts (R1)'); END
"""

VERSION_IS_KEPT: Final = """
CREATE TRIGGER submission_version_is_kept
BEFORE UPDATE ON submission_version
WHEN OLD.reached_bloc_at IS NOT NULL
  OR (NEW.id, NEW.submission_id, NEW.version, NEW.content, NEW.submitted_by, NEW.submitted_at)
    IS NOT (OLD.id, OLD.submission_id, OLD.version, OLD.content, OLD.submitted_by, OLD.submitted_at)
BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was (R2)'); END
"""

VERSION_STAYS: Final = """
CREATE TRIGGER submission_version_keeps_every_row BEFORE DELETE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END
"""

SUBMISSION_IS_OPEN: Final = """
CREATE TRIGGER submitted_{table}_is_closed_{event} BEFORE {event} ON {table}
WHEN (SELECT state FROM submission WHERE id = {row}.submission_id) NOT IN ('draft', 'returned')
BEGIN SELECT RAISE(ABORT, 'a submitted list does not change (R2)'); END
"""


VOTE_IS_CLOSED: Final = """
CREATE TRIGGER closed_vote_is_kept BEFORE UPDATE ON vote
WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote keeps its result (R9)'); END
"""

VOTE_STAYS: Final = """
CREATE TRIGGER vote_keeps_every_row BEFORE DELETE ON vote
BEGIN SELECT RAISE(ABORT, 'a vote is never deleted (R9)'); END
"""

BALLOT_IS_CLOSED: Final = """
CREATE TRIGGER {table}_closes_with_the_vote_{event} BEFORE {event} ON {table}
WHEN (SELECT closed_at FROM vote WHERE id = {row}.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed vote takes no ballot (R9)'); END
"""


def statements() -> list[str]:
    """Return every CREATE TRIGGER of the schema, in order."""
    kept = [
        FORBIDDEN.format(table=table, event=event)
        for table in (
            "history",
            "signature",
            "deadline_extension",
            "criterion",
            "criterion_set",
            "announcement",
            "final_paper",
        )
        for event in ("UPDATE", "DELETE")
    ]
    return [
        *kept,
        VERSION_IS_KEPT,
        VERSION_STAYS,
        PLEDGE_TEXT_IS_FROZEN,
        SIGNING_IS_OPEN,
        LIST_IS_COMPLETE,
        *_at_every_change(SUBMISSION_IS_OPEN, "key_task", "registration_item"),
        VOTE_IS_CLOSED,
        VOTE_STAYS,
        *_at_every_change(BALLOT_IS_CLOSED, "ballot", "turnout"),
    ]


def _at_every_change(statement: str, *tables: str) -> list[str]:
    return [
        statement.format(table=table, event=event, row=row)
        for table in tables
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ]
