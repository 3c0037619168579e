"""Rules that a column constraint cannot express, held by SQLite itself."""

from typing import Final

EVENTS: Final = ("UPDATE", "DELETE")
APPEND_ONLY: Final = (
    "history",
    "signature",
    "deadline_extension",
    "criterion",
    "criterion_set",
    "announcement",
    "final_paper",
    "certificate",
    "notice_version",
)

FORBIDDEN: Final = """
CREATE TRIGGER {table}_keeps_every_row_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

PLEDGE_TEXT_IS_FROZEN: Final = """
CREATE TRIGGER pledge_text_is_frozen
BEFORE UPDATE OF id, cycle_id, unit_id, version, text, text_hash, sections, parties, sign_due_on,
  frozen_at, frozen_by, file_id ON pledge
BEGIN SELECT RAISE(ABORT, 'a frozen pledge keeps its text (R7)'); END
"""

REPLACED_PLEDGE_STAYS: Final = """
CREATE TRIGGER replaced_pledge_stays BEFORE UPDATE ON pledge
WHEN OLD.state = 'void'
BEGIN SELECT RAISE(ABORT, 'a replaced pledge stays replaced (R7)'); END
"""

SIGNING_IS_OPEN: Final = """
CREATE TRIGGER signing_is_open BEFORE INSERT ON signature
WHEN (SELECT state FROM pledge WHERE id = NEW.pledge_id) <> 'signing'
  OR NOT EXISTS (
    SELECT 1 FROM pledge, json_each(pledge.parties) AS party
    WHERE pledge.id = NEW.pledge_id AND party.value = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'only a member unit signs, and only an open pledge (R7)'); END
"""

# A party of the pledge {pledge_id} that neither signed nor is excepted.
UNSETTLED: Final = """
    SELECT 1 FROM pledge, json_each(pledge.parties) AS party
    WHERE pledge.id = {pledge_id}
      AND party.value NOT IN (SELECT unit_id FROM signature WHERE pledge_id = {pledge_id})
      AND party.value NOT IN (
        SELECT unit_id FROM signing_exception
        WHERE pledge_id = {pledge_id} AND withdrawn_at IS NULL)"""

CHAIR_SIGNS_LAST: Final = """
CREATE TRIGGER chair_unit_signs_last BEFORE INSERT ON signature
WHEN EXISTS (
    SELECT 1 FROM pledge JOIN membership USING (cycle_id)
    WHERE pledge.id = NEW.pledge_id AND pledge.unit_id IS NULL
      AND membership.unit_id = NEW.unit_id AND membership.standing = 'chair')
  AND EXISTS ({unsettled}
      AND party.value <> NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'the chair unit signs last (R8)'); END
"""

PLEDGE_IS_COMPLETE: Final = """
CREATE TRIGGER complete_pledge_has_every_unit BEFORE UPDATE OF state ON pledge
WHEN NEW.state = 'complete' AND EXISTS ({unsettled})
BEGIN SELECT RAISE(ABORT, 'every unit signed or is excepted (R8)'); END
"""

EXCEPTED_DOES_NOT_SIGN: Final = """
CREATE TRIGGER excepted_unit_does_not_sign BEFORE INSERT ON signature
WHEN EXISTS (
    SELECT 1 FROM signing_exception
    WHERE pledge_id = NEW.pledge_id AND unit_id = NEW.unit_id AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a unit signs or is excepted, not both (R8)'); END
"""

SIGNER_IS_NOT_EXCEPTED: Final = """
CREATE TRIGGER signer_is_not_excepted BEFORE INSERT ON signing_exception
WHEN (SELECT state FROM pledge WHERE id = NEW.pledge_id) <> 'signing'
  OR EXISTS (
    SELECT 1 FROM signature WHERE pledge_id = NEW.pledge_id AND unit_id = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'a unit signs or is excepted, not both (R8)'); END
"""

ROW_STAYS: Final = """
CREATE TRIGGER {table}_keeps_every_row BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

DECLINE_STAYS: Final = """
CREATE TRIGGER decline_keeps_its_words BEFORE UPDATE ON decline
WHEN OLD.taken_back_at IS NOT NULL
  OR (NEW.id, NEW.pledge_id, NEW.unit_id, NEW.person_id, NEW.reason, NEW.at)
    IS NOT (OLD.id, OLD.pledge_id, OLD.unit_id, OLD.person_id, OLD.reason, OLD.at)
BEGIN SELECT RAISE(ABORT, 'a refusal is only taken back (R7)'); END
"""

EXCEPTION_HOLDS: Final = """
CREATE TRIGGER exception_of_a_complete_pledge_holds BEFORE UPDATE ON signing_exception
WHEN OLD.withdrawn_at IS NOT NULL
  OR (NEW.id, NEW.pledge_id, NEW.unit_id, NEW.reason, NEW.granted_by, NEW.granted_at)
    IS NOT (OLD.id, OLD.pledge_id, OLD.unit_id, OLD.reason, OLD.granted_by, OLD.granted_at)
  OR (SELECT state FROM pledge WHERE id = OLD.pledge_id) <> 'signing'
BEGIN SELECT RAISE(ABORT, 'an exception is withdrawn only while units sign (R8)'); END
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
    kept = [FORBIDDEN.format(table=table, event=event) for table in APPEND_ONLY for event in EVENTS]
    return [
        *kept,
        VERSION_IS_KEPT,
        VERSION_STAYS,
        PLEDGE_TEXT_IS_FROZEN,
        REPLACED_PLEDGE_STAYS,
        SIGNING_IS_OPEN,
        CHAIR_SIGNS_LAST.format(unsettled=UNSETTLED.format(pledge_id="NEW.pledge_id")),
        PLEDGE_IS_COMPLETE.format(unsettled=UNSETTLED.format(pledge_id="NEW.id")),
        EXCEPTED_DOES_NOT_SIGN,
        SIGNER_IS_NOT_EXCEPTED,
        EXCEPTION_HOLDS,
        DECLINE_STAYS,
        *(ROW_STAYS.format(table=table) for table in ("pledge", "decline", "signing_exception")),
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
