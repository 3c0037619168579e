from datetime import timedelta

from tests.messages.facts import DUE, NOW, ODD
from workflow import notice_errors
from workflow.audience import Empty
from workflow.errors import NoticeIncomplete, Refusal

NOTICE: dict[str, Refusal] = {
    "notice_incomplete": NoticeIncomplete(("subject", "body")),
    "notice_incomplete.body": NoticeIncomplete(("body",)),
    "files_full": notice_errors.FilesFull(5),
    "file_twice": notice_errors.FileTwice(ODD),
    "hour_missing": notice_errors.HourMissing(DUE),
    "too_far_ahead": notice_errors.TooFarAhead(
        NOW + timedelta(days=400), NOW + timedelta(days=365)
    ),
    "unknown_units": notice_errors.UnknownUnits(("Sở", ODD), 8),
    **{f"nobody_to_reach.{why}": notice_errors.NobodyToReach(why) for why in Empty},
    "notice_offered": notice_errors.NoticeOffered(5),
    "author_gone": notice_errors.AuthorGone(),
    "not_offered": notice_errors.NotOffered(5),
}
