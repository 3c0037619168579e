from datetime import date
from functools import partial

from messages.message import Message
from messages.refusal import refused
from storage.kinds import ListState
from tests.messages.cases.case import Cases
from tests.messages.facts import ODD, UNITS
from workflow import errors
from workflow.errors import Gap, Refusal

REFUSALS: dict[str, Refusal] = {
    "not_permitted": errors.NotPermitted(),
    "not_sent_yet": errors.NotSentYet(),
    "no_such_thing": errors.NoSuchThing(),
    "blank": errors.Blank(),
    "too_long": errors.TooLong(3120, 3000),
    "cut_off": errors.CutOff(),
    "one_line_only": errors.OneLineOnly(3),
    "not_a_date": errors.NotADate("quý <3> & 4"),
    "outside_year": errors.OutsideYear(date(2028, 1, 15), 2027),
    "reason_too_short": errors.ReasonTooShort(10),
    "list_incomplete": errors.ListIncomplete((Gap.TOO_FEW, Gap.NO_HIGHLIGHT)),
    "theme_missing": errors.ThemeMissing(),
    "list_full": errors.ListFull(10),
    "rows_unfit": errors.RowsUnfit((3, 7)),
    "too_many_rows": errors.TooManyRows(12, 10),
    "highlights_full": errors.HighlightsFull(3),
    **{f"wrong_state.{state}": errors.WrongState(state) for state in ListState},
    "stale": errors.Stale(3),
    "four_eyes": errors.FourEyes(),
    "lists_missing": errors.ListsMissing(UNITS[:2]),
    "lists_missing.many": errors.ListsMissing(UNITS + UNITS),
    "pledge_exists": errors.PledgeExists(),
    "text_changed": errors.TextChanged(),
    "signing_closed": errors.SigningClosed(),
    "already_signed": errors.AlreadySigned(),
    "chair_signs_last": errors.ChairSignsLast(UNITS[3:]),
    "name_mismatch": errors.NameMismatch(ODD),
    "notice_incomplete": errors.NoticeIncomplete(),
    "notice_closed": errors.NoticeClosed(),
    "draft_changed": errors.DraftChanged(5),
    "audience_changed": errors.AudienceChanged(17),
    **{
        f"file_refused.{why}": errors.FileRefused(why)
        for why in ("none", "empty", "large", "secret", "slow", "unfetchable")
    },
    **{f"workbook_refused.{why}": errors.WorkbookRefused(why) for why in errors.NotABook},
    "sheet_missing": errors.SheetMissing("Nhiệm vụ", ("Sheet1", ODD)),
    "columns_missing": errors.ColumnsMissing("Nhiệm vụ", ("Tên nhiệm vụ", "Hạn hoàn thành")),
    "columns_missing.one": errors.ColumnsMissing("Nhiệm vụ", ("Tên nhiệm vụ",)),
    "column_twice": errors.ColumnTwice("Nhiệm vụ", "Hạn hoàn thành"),
    "sheet_empty": errors.SheetEmpty("Nhiệm vụ"),
    "sheet_too_long": errors.SheetTooLong("Nhiệm vụ", 4873, 200),
    "sheet_too_long.more": errors.SheetTooLong("Nhiệm vụ", 5000, 200, is_more=True),
    "codes_locked": errors.CodesLocked(),
    "account_taken": errors.AccountTaken(ODD),
}


def _said(refusal: Refusal) -> Message:
    return refused(refusal, asked=isinstance(refusal, errors.Unfit))


CASES: Cases = {f"refused.{name}": partial(_said, refusal) for name, refusal in REFUSALS.items()}
