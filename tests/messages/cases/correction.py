from messages import correction
from storage.notices import Version
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, NOW, ODD
from tests.messages.work import BODY, SUBJECT
from tests.messages.work import notice as made
from workflow.correction import Correction

FIXED = made(subject=f"{ODD}: trước 17:00", version=2, corrected_at=NOW)
QUIET = made(needs_confirmation=False, version=2, corrected_at=NOW)

CASES: Cases = {
    "ask_field.subject": lambda: correction.ask_field(made(subject=ODD), "subject"),
    "ask_field.body": lambda: correction.ask_field(made(), "body"),
    "previewed.subject": lambda: correction.previewed(Correction(FIXED, CHAIR, 14), "subject"),
    "previewed.body": lambda: correction.previewed(Correction(QUIET, CHAIR, 14), "body"),
    "corrected": lambda: correction.corrected(Correction(FIXED, CHAIR, 14)),
    "corrected.quiet": lambda: correction.corrected(Correction(QUIET, CHAIR, 0)),
    "told": lambda: correction.told(FIXED),
    "told.quiet": lambda: correction.told(QUIET),
    "former": lambda: correction.former(FIXED, Version(1, SUBJECT, BODY, 12, NOW)),
    "former.second": lambda: correction.former(FIXED, Version(2, SUBJECT, BODY, 12, NOW)),
}
