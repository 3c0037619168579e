"""Every act that the history holds, with the facts that the workflow keeps of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from storage.histories import Act
from tests.messages.facts import CHAIR, LEADER, NOW, ODD, OFFICER, task
from workflow.key_task import as_facts

REASON = "Tỉnh triệu tập họp đột xuất cùng buổi."
PLAN = {"title": "Kế hoạch hoạt động năm 2027"}
SAID = {"reason": "Đề nghị lùi mốc kiểm tra chéo sang quý III."}
TASK = as_facts(task(1, title="Số hóa hồ sơ", is_highlight=True))
LATE, HASH = {"days_late": 3}, {"hash": "9f86d081884c7d65" * 4}
SEAL = "4e07408562bedb8b" * 4
SEALED = {**HASH, "seal": SEAL}
BASIS = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
NOTICE = {"title": "Gửi góp ý dự thảo quy chế khối"}
RELEASED = {**NOTICE, "count": 18}
FILE = {"number": 2, "file": "Bien ban da ky.pdf"}
PASTED = {"way": "replace", "before": [TASK], "after": [TASK] * 10}
RESULT = {
    "agree": 5,
    "disagree": 1,
    "other": 0,
    "not_cast": 1,
    "present": 7,
    "total": 8,
    "passed": True,
}
ANSWER = {
    "answer": "substitute",
    "people": 2,
    "substitute": "Lê Thị Mai",
    "substitute_title": "Phó Giám đốc",
    "signer": "Lê Thị Mai",
    "signer_title": "Phó Giám đốc",
    "sign_mode": "TUQ",
    "authorisation": "Giay uy quyen.pdf",
    "speaks_on": "Thảo luận các dự thảo",
    "reason": "",
}
CHANGED = {"title": ODD, "field": "minutes", "before": "20", "after": "25"}
POSTPONED = {"was": "2027-03-15T14:00:00+07:00", "starts_at": "2027-03-22T08:00:00+07:00"}
EXTENDED = {"official": "2027-02-26", "was": "2027-02-26", "due_on": "2027-03-05"}

# By who does them, as their lines stand together on a screen.
OFFICERS: Mapping[str, Mapping[str, Any]] = {
    "person.joined": {"channel": "telegram"},
    "role.ended": {"successor": "Đinh Công Tráng"},
    "key_task.added": TASK,
    "key_task.changed": {**TASK, "field": "title", "before": "Số hóa"},
    "key_task.moved": TASK,
    "key_task.starred": TASK,
    "key_task.removed": TASK,
    "key_task.restored": TASK,
    "key_tasks.pasted": PASTED,
    "key_tasks.uploaded": PASTED,
    "key_tasks.copied": PASTED,
    "key_tasks.submitted": LATE,
    "key_tasks.withdrawn": {},
    "key_tasks.on_paper": {"signed_paper_id": 4},
    "key_tasks.amended": {"reason": "Tỉnh giao chỉ tiêu mới theo văn bản ngày 12/4."},
    "key_tasks.dropped": {},
    "registration.changed": {"award": "Tập thể lao động xuất sắc", "count": 1, "was": 0},
    "registration.minutes_attached": {"file": "Biên bản họp.pdf", "replaced": "Nháp.pdf"},
    "registration.minutes_removed": {"file": "Biên bản họp.pdf"},
    "registration.submitted": LATE,
    "registration.withdrawn": {},
    "registration.on_paper": {"signed_paper_id": 4},
    "registration.amended": {"reason": "Bổ sung danh hiệu theo hướng dẫn mới."},
    "registration.dropped": {},
    "rsvp.answered": ANSWER,
    "attendance.came": {"how": "qr"},
    "meeting.asked_to_speak": {"number": 2},
    "meeting.left_speakers": {"number": 2},
    "vote.cast": {"for": "Lê Thị Mai"},
    "comment.made": SAID,
    "comment.changed": {**SAID, "was": "Đề nghị lùi mốc."},
    "comment.taken_back": SAID,
    "bloc_document.commented": SAID,
    "bloc_document.agreed": {"reason": "Kế hoạch hoạt động năm 2027"},
    "bloc_document.taken_back": SAID,
    "notice.confirmed": NOTICE,
    "pledge.paper_handed_in": {"signer": "Lê Thị Mai"},
}
LEADERS: Mapping[str, Mapping[str, Any]] = {
    "key_tasks.to_waiting_chair": {},
    "registration.to_waiting_chair": {},
    "pledge.signed": SEALED,
    "pledge.declined": {**SAID, "seal": SEAL},
    "pledge.decline_taken_back": {"seal": SEAL},
}
CHAIRS: Mapping[str, Mapping[str, Any]] = {
    "key_tasks.to_approved": {},
    "key_tasks.returned": SAID,
    "registration.to_approved": {},
    "registration.returned": SAID,
    "deadline.extended": {**EXTENDED, "step": "key_tasks", "reason": REASON},
    "criteria.imported": {"version": 2, "count": 45, "dropped": ["I.2", "I.3"]},
    "pledge.frozen": SEALED,
    "pledge.addendum_frozen": SEALED,
    "pledge.section_changed": {"key": "effect"},
    "pledge.section_reset": {"key": "effect"},
    "pledge.basis_added": {"wording": BASIS},
    "pledge.basis_removed": {"wording": BASIS},
    "pledge.replaced": {"reason": REASON, "seal": SEAL},
    "pledge.excepted": {"reason": REASON, "seal": SEAL},
    "pledge.exception_withdrawn": {"seal": SEAL},
    "pledge.paper_refused": {"reason": REASON},
    "pledge.signed_on_paper": {**SEALED, "signer": "Lê Thị Mai", "handed_in_by": 7},
    "notice.released": RELEASED,
    "notice.resent": RELEASED,
    "notice.offered": NOTICE,
    "notice.taken_back": NOTICE,
    "notice.taken_over": NOTICE,
    "notice.sent_back": {**NOTICE, "reason": REASON},
    "notice.hurried": {"title": "Gửi góp ý dự thảo quy chế"},
    "notice.stopped": {"title": "Gửi góp ý dự thảo quy chế"},
    "notice.paused": {"title": "Gửi góp ý dự thảo quy chế"},
    "notice.resumed": {"title": "Gửi góp ý dự thảo quy chế"},
    "notice.cancelled": {"title": "Gửi góp ý dự thảo quy chế"},
    "notice.corrected": {"title": "Gửi góp ý dự thảo quy chế"},
    "conference.prepared": {"follows": 3},
    "conference.changed": CHANGED,
    "conference.called": {"n": 18},
    "conference.postponed": {**POSTPONED, "reason": REASON},
    "conference.cancelled": {"reason": REASON},
    "chase.sent": {"step": "sign", "n": 3, "asked": [[31, ["sign"], [5]]]},
    "conference.hall_opened": {},
    "conference.hall_changed": {},
    "rsvp.answered_for": ANSWER,
    "attendance.noted": {"who": "Lê Thị Mai", "source": "other"},
    "attendance.stood_in": {"who": "Lê Thị Mai"},
    "attendance.undone": {"who": "Lê Thị Mai"},
    "attendance.restarted": {"n": 3},
    "meeting.started": {"present": 7},
    "meeting.item_done": {"number": 1, "title": "Khai mạc", "reason": ""},
    "meeting.item_skipped": {"number": 2, "title": "Thảo luận", "reason": REASON},
    "meeting.went_back": {"number": 1},
    "meeting.paused": {},
    "meeting.resumed": {},
    "meeting.gave_floor": {"number": 2},
    "meeting.ended_speech": {"number": 2},
    "meeting.concluded": {"text": "Các đơn vị thực hiện đúng giao ước."},
    "meeting.closed": {"present": 7, "people": 10},
    "vote.opened": {"kind": "secret", "number": 2, "present": 7},
    "vote.closed": RESULT,
    "vote.counted": {**RESULT, "number": 2, "passed": False},
    "minutes.kept": FILE,
    "news.kept": FILE,
    "comment.handled": SAID,
    "comment.reopened": SAID,
    "comment.discussion_opened": {},
    "comment.discussion_closed": {},
    "bloc_document.drafted": PLAN,
    "bloc_document.replaced": {"file": "Du thao lan 2.docx"},
    "bloc_document.asked": {**PLAN, "due_on": "2027-02-15"},
    "bloc_document.handled": SAID,
    "bloc_document.reopened": SAID,
    "bloc_document.to_vote": PLAN,
    "bloc_document.adopted": PLAN,
    "bloc_document.unlinked": PLAN,
    "bloc_document.declined": PLAN,
    "bloc_document.issued": {**PLAN, "number": "12/KH-KTĐ"},
    "announcement.published": {"missing": ["Sở Xây dựng", "Sở Công Thương"]},
    "launch.declared": {"title": "Kỷ cương, sáng tạo, bứt phá"},
    "directive.given": {"reason": "Mỗi đơn vị chọn từ 1 đến 3 điểm nhấn."},
}
ADMINS: Mapping[str, Mapping[str, Any]] = {
    "code.issued": {"seat": "officer"},
    "code.revoked": {"seat": "officer", "n_codes": 1},
    "role.ended": {"seat": "officer", "n_codes": 2},
}
DOERS = {"officer": OFFICERS, "leader": LEADERS, "chair": CHAIRS, "admin": ADMINS}


def act(name: str, facts: Mapping[str, Any], role: str = "officer") -> Act:
    """Return an act of the ordinary unit as the record keeps it."""
    doer = {"leader": LEADER, "chair": CHAIR}.get(role, OFFICER)
    return Act(1, NOW, 1, 3, 31, role, name, 100, {"name": doer.full_name, **facts}, "", "")


def every_act() -> tuple[Act, ...]:
    made = [act(name, facts, role) for role, acts in DOERS.items() for name, facts in acts.items()]
    return tuple(replace(one, at=NOW - timedelta(hours=n)) for n, one in enumerate(made))


def unforeseen(acts: Iterable[Act]) -> list[tuple[str, str]]:
    """Return what was recorded of a unit that no act here has: the act and the fact's name."""
    known = {(one.act, name) for one in every_act() for name in ("", *one.facts)}
    kept = {(one.act, name) for one in acts if one.unit_id for name in ("", *one.facts)}
    return sorted(kept - known)
