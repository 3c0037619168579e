from datetime import UTC, date, datetime
from functools import partial

from messages.message import Message
from messages.refusal import refused
from storage.kinds import ConferenceState, DocumentState, ListState, Standing, Step, SubmissionKind
from tests.messages.cases.case import Cases
from tests.messages.cases.conference_refusal import CONFERENCE
from tests.messages.facts import ODD, UNITS
from workflow import batch_errors, discussion_errors, errors, file_errors, meeting_errors
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
    "not_later": errors.NotLater(date(2027, 2, 20), date(2027, 2, 26)),
    "not_later.day_off": errors.NotLater(date(2027, 2, 28), date(2027, 2, 27)),
    "deadline_changed": errors.DeadlineChanged(
        Step.KEY_TASKS,
        0,
        date(2027, 3, 12),
        date(2027, 2, 26),
        "Phạm Hồng Sơn",
        f"{ODD}, chờ kế hoạch của tỉnh",
    ),
    "deadline_changed.official": errors.DeadlineChanged(
        Step.SIGN, 3, date(2027, 3, 15), date(2027, 3, 15), "", ""
    ),
    "reason_too_short": errors.ReasonTooShort(10),
    "not_a_count": errors.NotACount("<mười> người", 9999),
    "list_incomplete.nothing": errors.ListIncomplete((Gap.NOTHING,)),
    "list_incomplete": errors.ListIncomplete((Gap.TOO_FEW, Gap.NO_HIGHLIGHT)),
    "theme_missing": errors.ThemeMissing(),
    "hall_changed": meeting_errors.HallChanged(),
    "not_held_yet": meeting_errors.NotHeldYet(None),
    "not_held_yet.running": meeting_errors.NotHeldYet(ConferenceState.RUNNING),
    "list_full": errors.ListFull(10),
    "rows_unfit": batch_errors.RowsUnfit((3, 7)),
    "too_many_rows": batch_errors.TooManyRows(12, 10, (11, 12)),
    "rows_waiting": batch_errors.RowsWaiting(10),
    "rows_outdated": batch_errors.RowsOutdated(),
    "nothing_to_copy": batch_errors.NothingToCopy(),
    "highlights_full": errors.HighlightsFull(3, (1, 4, 7)),
    "overtaken": errors.Overtaken(7, "target"),
    "task_gone": errors.TaskGone(7, 3, 2, ODD, "Lê Thị Mận"),
    **{f"wrong_state.{state}": errors.WrongState(state) for state in ListState},
    "stale": errors.Stale(3),
    "stale.registration": errors.Stale(3, SubmissionKind.REGISTRATION),
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
    "too_early": meeting_errors.TooEarly(datetime(2027, 3, 15, 0, 30, tzinfo=UTC)),
    "wrong_hall_code": meeting_errors.WrongHallCode(),
    "name_and_title_missing": meeting_errors.NameAndTitleMissing(),
    "not_recorded_absent": meeting_errors.NotRecordedAbsent(Standing.CHAIR, UNITS[0]),
    "not_recorded_absent.deputy": meeting_errors.NotRecordedAbsent(Standing.DEPUTY, UNITS[1]),
    "meeting_moved": meeting_errors.MeetingMoved(3),
    "no_item_before": meeting_errors.NoItemBefore(),
    "items_left": meeting_errors.ItemsLeft((6, 7, 8)),
    "vote_under_way": meeting_errors.VoteUnderWay(ODD),
    "item_not_open": meeting_errors.ItemNotOpen(ODD),
    "already_spoke": meeting_errors.AlreadySpoke("STC"),
    "unit_not_present": meeting_errors.UnitNotPresent(UNITS[2].name),
    "no_quorum": meeting_errors.NoQuorum(4, 8, 2),
    "not_among_voters": meeting_errors.NotAmongVoters(),
    "cast_by_leader": meeting_errors.CastByLeader(UNITS[2].name, ("Trần Quốc Khánh",)),
    "cast_by_leader.nobody": meeting_errors.CastByLeader(UNITS[2].name, ()),
    "cast_by_leader.by_proxy": meeting_errors.CastByLeader(
        UNITS[2].name, ("Lê Văn Tám",), is_by_proxy=True
    ),
    "leader_present": meeting_errors.LeaderPresent(("Trần Quốc Khánh",)),
    "ballot_cast": meeting_errors.BallotCast(UNITS[2].name),
    "not_three_numbers": meeting_errors.NotThreeNumbers(),
    "too_many_hands": meeting_errors.TooManyHands(9, 6),
    "audience_changed": errors.AudienceChanged(17),
    **{
        f"file_refused.{why}": file_errors.FileRefused(why)
        for why in (
            "none",
            "empty",
            "large",
            "secret",
            "not_minutes",
            "not_scan",
            "not_paper",
            "not_final",
            "slow",
            "unfetchable",
        )
    },
    **CONFERENCE,
    **{f"workbook_refused.{why}": file_errors.WorkbookRefused(why) for why in file_errors.NotABook},
    "sheet_missing": file_errors.SheetMissing("Nhiệm vụ", ("Sheet1", ODD)),
    "columns_missing": file_errors.ColumnsMissing("Nhiệm vụ", ("Tên nhiệm vụ", "Hạn hoàn thành")),
    "columns_missing.one": file_errors.ColumnsMissing("Nhiệm vụ", ("Tên nhiệm vụ",)),
    "column_twice": file_errors.ColumnTwice("Nhiệm vụ", "Hạn hoàn thành"),
    "sheet_empty": file_errors.SheetEmpty("Nhiệm vụ"),
    "sheet_too_long": file_errors.SheetTooLong("Nhiệm vụ", 4873, 200),
    "sheet_too_long.more": file_errors.SheetTooLong("Nhiệm vụ", 5000, 200, is_more=True),
    "no_criteria": file_errors.NoCriteria(),
    "criteria_same": file_errors.CriteriaSame(2),
    "criteria_newer": file_errors.CriteriaNewer(3),
    "comments_closed": discussion_errors.CommentsClosed(),
    "discussion_closed": discussion_errors.DiscussionClosed(),
    "comment_gone": discussion_errors.CommentGone(),
    "document_stage": discussion_errors.DocumentStage(DocumentState.VOTING),
    "document_changed": discussion_errors.DocumentChanged(4),
    "day_passed": discussion_errors.DayPassed(date(2027, 2, 20)),
    "day_ahead": discussion_errors.DayAhead(date(2027, 12, 20)),
    "nothing_to_announce": discussion_errors.NothingToAnnounce(),
    "deputy_announces": discussion_errors.DeputyAnnounces(UNITS[1]),
    "announcement_changed": discussion_errors.AnnouncementChanged(),
    "theme_declared": discussion_errors.ThemeDeclared(ODD),
    "wording_changed": discussion_errors.WordingChanged(),
    "codes_locked": errors.CodesLocked(),
    "account_taken": errors.AccountTaken(ODD),
}


def _said(refusal: Refusal) -> Message:
    return refused(refusal, asked=isinstance(refusal, errors.Unfit))


CASES: Cases = {f"refused.{name}": partial(_said, refusal) for name, refusal in REFUSALS.items()}
