from dataclasses import replace
from datetime import date, time

from messages import agenda, answers, calling, conference, conference_paper, guest, rsvp
from storage.kinds import ConferenceState, ItemState, MeetingMode, Role, SignMode, Step
from tests.messages.cases.case import Cases
from tests.messages.conferences import (
    ABSENT,
    CALLED,
    GIVEN,
    GUESTS,
    INSTEAD,
    ITEMS,
    PAPERS,
    STARTS,
    draft,
    sheet,
    view,
)
from tests.messages.facts import (
    AGENCY,
    CHAIR,
    DEPUTY_UNIT,
    LEADER,
    NOW,
    ODD,
    OFFICER,
    UNIT,
    UNITS,
)
from workflow.answers import Answers, Line
from workflow.calling import Called, Preview
from workflow.deadline import DatedStep
from workflow.extending import Aim, Proposal
from workflow.meeting_time import Said
from workflow.postponing import Postponement

REASON = "Tỉnh triệu tập họp đột xuất cùng buổi."
FULL = replace(view(), papers=PAPERS, guests=GUESTS)
CHAIRS = replace(FULL, may_prepare=True, own_units=())
ONLINE = {"mode": MeetingMode.ONLINE, "place": "", "link": "https://hop.example.vn/khoi"}
STEPS = (ItemState.DONE, ItemState.OPEN, ItemState.SKIPPED)
STEPPED = tuple(replace(item, state=at) for item, at in zip(ITEMS, STEPS, strict=False))
RUNNING = view(ConferenceState.RUNNING, items=(*STEPPED, *ITEMS[3:]))
LATER = STARTS.replace(day=22)
OLD = replace(GIVEN, answered_at=NOW.replace(day=1))
MISSING = draft(starts_at=None, place="")
TOLD = Called(FULL, CHAIR, (31, 32), (98, 99))
MOVED = Called(view(conference={"starts_at": LATER}), CHAIR, (31, 32), (98, 99))
DUE = date(2027, 3, 15)
AIM = Aim(DatedStep(Step.SIGN, DUE), UNITS)
ALONE = Postponement(FULL, LATER, date(2027, 3, 18), REASON, None, DUE)
BOTH = replace(
    ALONE, signing=Proposal(AIM, date(2027, 3, 22), REASON, date(2027, 3, 1), frozenset())
)
SHOWN = Preview(replace(draft(), papers=PAPERS), CHAIR, (OFFICER, LEADER), (), CALLED.rsvp_due_on)
LINES = (
    Line(UNITS[0], None, is_current=False, item=None),
    Line(UNITS[1], OLD, is_current=False, item=ITEMS[2]),
    Line(UNIT, GIVEN, is_current=True, item=ITEMS[2]),
    Line(UNITS[3], replace(ABSENT, on_behalf=True), is_current=True, item=None),
    *(Line(unit, INSTEAD, is_current=True, item=None) for unit in UNITS[4:]),
)
FAR = (LEADER, AGENCY, *(OFFICER,) * 6)
AUTHORISED = replace(
    sheet(replace(GIVEN, sign_mode=SignMode.BY_AUTHORITY, authorisation_id=4)),
    authorisation="Giấy ủy quyền.pdf",
)
TABLE = Answers(CHAIRS, LINES, may_act=True)

CONFERENCE: Cases = {
    "none_yet": lambda: conference.none_yet(may_prepare=False, last_year=None),
    "none_yet.chair": lambda: conference.none_yet(may_prepare=True, last_year=None),
    "none_yet.follow": lambda: conference.none_yet(may_prepare=True, last_year=2026),
    "opened": lambda: conference.opened(view(), {}),
    "opened.answered": lambda: conference.opened(FULL, {UNIT.id: GIVEN}),
    "opened.postponed": lambda: conference.opened(FULL, {UNIT.id: OLD}),
    "opened.chair": lambda: conference.opened(CHAIRS, {}),
    "opened.two_units": lambda: conference.opened(
        view(own_units=(UNIT.id, DEPUTY_UNIT.id)), {UNIT.id: ABSENT}
    ),
    "opened.running": lambda: conference.opened(RUNNING, {UNIT.id: INSTEAD}),
    "opened.paused": lambda: conference.opened(view(ConferenceState.PAUSED), {}),
    "opened.closed": lambda: conference.opened(
        view(ConferenceState.CLOSED, may_prepare=True, own_units=()), {}
    ),
    "opened.cancelled": lambda: conference.opened(view(ConferenceState.CANCELLED), {}),
    "prepared": lambda: conference.prepared(replace(draft(), papers=PAPERS, guests=GUESTS)),
    "prepared.missing": lambda: conference.prepared(replace(MISSING, items=())),
    "prepared.online": lambda: conference.prepared(draft(**{**ONLINE, "link": ""})),
    "prepared.day_off": lambda: conference.prepared(
        draft(starts_at=STARTS.replace(day=13), mode=MeetingMode.BOTH, link=ONLINE["link"])
    ),
    "prepared.called": lambda: conference.prepared(CHAIRS),
    "stale": lambda: conference.stale(draft()),
    "ask_field.title": lambda: conference.ask_field(draft(), "title"),
    "ask_field.place": lambda: conference.ask_field(MISSING, "place"),
    "ask_field.place.overtaken": lambda: conference.ask_field(draft(), "place", ODD),
    "ask_field.place.mode": lambda: conference.ask_field(CHAIRS, "place", mode="both"),
    "ask_field.link": lambda: conference.ask_field(draft(), "link"),
    "ask_field.link.mode": lambda: conference.ask_field(CHAIRS, "link", mode="online"),
    "ask_field.rsvp_due": lambda: conference.ask_field(draft(), "rsvp_due"),
    "ask_starts": lambda: conference.ask_starts(MISSING, Said()),
    "ask_starts.hour": lambda: conference.ask_starts(draft(), Said(day=date(2027, 3, 9))),
    "ask_starts.day": lambda: conference.ask_starts(MISSING, Said(hour=time(14, 30))),
    "ask_starts.postpones": lambda: conference.ask_starts(CHAIRS, Said(), postpones=True),
    "choose_mode": lambda: conference.choose_mode(draft(**ONLINE)),
    "told_changed": lambda: conference.told_changed(replace(TOLD, view=view(conference=ONLINE))),
}
AGENDA: Cases = {
    "listed": lambda: agenda.listed(FULL),
    "listed.chair": lambda: agenda.listed(CHAIRS),
    "listed.running": lambda: agenda.listed(RUNNING),
    "listed.none": lambda: agenda.listed(replace(draft(), items=())),
    "shown": lambda: agenda.shown(CHAIRS, ITEMS[2]),
    "shown.first": lambda: agenda.shown(CHAIRS, replace(ITEMS[0], presenter="", title=ODD)),
    "ask_title": lambda: agenda.ask_title(draft()),
    "ask_field.title": lambda: agenda.ask_field(ITEMS[2], "title"),
    "ask_field.minutes": lambda: agenda.ask_field(ITEMS[2], "minutes"),
    "ask_field.presenter": lambda: agenda.ask_field(ITEMS[2], "presenter"),
    "choose_kind": lambda: agenda.choose_kind(ITEMS[2]),
    "ask_remove": lambda: agenda.ask_remove(CHAIRS, ITEMS[2]),
}
PAPER: Cases = {
    "listed": lambda: conference_paper.listed(CHAIRS),
    "listed.none": lambda: conference_paper.listed(draft()),
    "listed.adding": lambda: conference_paper.listed(CHAIRS, adding=True),
    "ask_file": lambda: conference_paper.ask_file(draft()),
    "shown": lambda: conference_paper.shown(CHAIRS, PAPERS[1]),
    "ask_name": lambda: conference_paper.ask_name(PAPERS[1]),
}
GUEST: Cases = {
    "listed": lambda: guest.listed(CHAIRS, 0),
    "listed.none": lambda: guest.listed(draft(), 0),
    "listed.many": lambda: guest.listed(replace(CHAIRS, guests=GUESTS * 6), 1),
    "ask_names": lambda: guest.ask_names(CHAIRS),
    "shown": lambda: guest.shown(GUESTS[1]),
}
CALLING: Cases = {
    "preview": lambda: calling.preview(SHOWN, 0),
    "preview.helpers": lambda: calling.preview(
        replace(SHOWN, people=(OFFICER, replace(LEADER, role=Role.DEPUTY))), 0
    ),
    "preview.guests": lambda: calling.preview(
        replace(
            SHOWN,
            view=replace(SHOWN.view, guests=GUESTS),
            people=(OFFICER, AGENCY, replace(OFFICER, role=Role.SECRETARY)),
            silent_units=(UNITS[5].name, UNITS[6].name),
            unreached=(AGENCY, LEADER),
        ),
        1,
    ),
    "invited_unit": lambda: calling.invited_unit(FULL, CHAIR, UNIT),
    "invited_unit.both": lambda: calling.invited_unit(
        view(conference={**ONLINE, "mode": MeetingMode.BOTH, "place": "Hội trường A"}), CHAIR, UNIT
    ),
    "invited_guest": lambda: calling.invited_guest(view(conference=ONLINE), CHAIR),
    "invited_helper": lambda: calling.invited_helper(
        FULL, CHAIR, replace(OFFICER, role=Role.SECRETARY)
    ),
    "invited_helper.deputy": lambda: calling.invited_helper(
        FULL, CHAIR, replace(OFFICER, role=Role.DEPUTY)
    ),
    "sent": lambda: calling.sent(TOLD),
    "sent.unreached": lambda: calling.sent(replace(TOLD, members=tuple(range(10)), unreached=FAR)),
    "ask_cancel": lambda: calling.ask_cancel(CHAIRS),
    "ask_cancel.draft": lambda: calling.ask_cancel(draft()),
    "cancelled": lambda: calling.cancelled(TOLD),
    "cancelled.draft": lambda: calling.cancelled(replace(TOLD, members=(), guests=())),
    "told_cancelled": lambda: calling.told_cancelled(TOLD, REASON),
    "ask_reason": lambda: calling.ask_reason(CHAIRS),
    "postponing": lambda: calling.postponing(ALONE),
    "postponing.signing": lambda: calling.postponing(BOTH),
    "postponing.no_signing": lambda: calling.postponing(replace(ALONE, sign_due_on=None)),
    "told_postponed_unit": lambda: calling.told_postponed_unit(MOVED, BOTH, UNIT),
    "told_postponed": lambda: calling.told_postponed(MOVED, BOTH),
    "postponed": lambda: calling.postponed(MOVED, ALONE, with_sign=False),
    "postponed.signing": lambda: calling.postponed(MOVED, BOTH, with_sign=True),
}
NAMED = replace(
    INSTEAD, signer_name="Lê Thị Mai", signer_title="Phó Giám đốc", sign_mode=SignMode.FOR_HEAD
)
RSVP: Cases = {
    "shown": lambda: rsvp.shown(sheet(None)),
    "shown.attend": lambda: rsvp.shown(sheet()),
    "shown.substitute": lambda: rsvp.shown(sheet(INSTEAD)),
    "shown.absent": lambda: rsvp.shown(sheet(ABSENT)),
    "shown.postponed": lambda: rsvp.shown(sheet(OLD)),
    "shown.overtaken": lambda: rsvp.shown(sheet(), overtaken=True),
    "shown.chair": lambda: rsvp.shown(sheet(replace(GIVEN, on_behalf=True), is_own=False)),
    "shown.closed": lambda: rsvp.shown(sheet(of=RUNNING)),
    "shown.authorised": lambda: rsvp.shown(AUTHORISED),
    "authorisation": lambda: rsvp.authorisation(AUTHORISED),
    "ask_substitute": lambda: rsvp.ask_substitute(sheet(None)),
    "ask_substitute.known": lambda: rsvp.ask_substitute(sheet(INSTEAD)),
    "ask_absent": lambda: rsvp.ask_absent(sheet(None)),
    "ask_people": lambda: rsvp.ask_people(sheet()),
    "choose_signer": lambda: rsvp.choose_signer(sheet(INSTEAD)),
    "choose_signer.mode": lambda: rsvp.choose_signer(
        sheet(replace(INSTEAD, signer_name="Lê Thị Mai", signer_title="Phó Giám đốc"))
    ),
    "choose_signer.no_seat": lambda: rsvp.choose_signer(sheet(NAMED, signs_in_chat=False)),
    "shown.no_seat": lambda: rsvp.shown(sheet(NAMED, signs_in_chat=False)),
    "told_answered.no_seat": lambda: rsvp.told_answered(
        sheet(replace(NAMED, on_behalf=True), signs_in_chat=False)
    ),
    "ask_signer": lambda: rsvp.ask_signer(sheet()),
    "ask_authorisation": lambda: rsvp.ask_authorisation(sheet(), SignMode.BY_AUTHORITY),
    "choose_item": lambda: rsvp.choose_item(sheet()),
    "choose_item.none": lambda: rsvp.choose_item(sheet(INSTEAD)),
    "told_answered": lambda: rsvp.told_answered(sheet(replace(GIVEN, on_behalf=True))),
    "told_leader": lambda: rsvp.told_leader(sheet()),
    "told_leader.absent": lambda: rsvp.told_leader(sheet(ABSENT)),
    "told_answered.absent": lambda: rsvp.told_answered(sheet(replace(ABSENT, on_behalf=True))),
}
ANSWERS: Cases = {
    "listed": lambda: answers.listed(TABLE, 0),
    "listed.last": lambda: answers.listed(TABLE, 1),
    "listed.reader": lambda: answers.listed(replace(TABLE, may_act=False), 0),
    "listed.all": lambda: answers.listed(replace(TABLE, lines=LINES[2:4]), 0),
    "stale": lambda: answers.stale(TABLE),
}
