"""A unit's emulation registration: reached by "Đăng ký" or /dangky; rules R2, R3, R17."""

from handlers.request import Request, Routes, at_own_unit
from messages import actions
from messages import registration as messages
from messages.message import Message
from storage.kinds import AwardKind
from workflow import cautions, registration
from workflow.errors import NoSuchThing, Stale
from workflow.registration_warning import warnings_for


async def open_own(request: Request) -> Message:
    return await at_own_unit(request, _opened, messages.choose_unit)


async def open_sheet(request: Request, action: actions.OpenRegistration) -> Message:
    return await _opened(request, action.unit_id)


async def _opened(request: Request, unit_id: int) -> Message:
    sheet = await registration.open_sheet(request.uow, request.actor, unit_id)
    return messages.listed(sheet, await cautions.for_decider(request.uow, sheet))


async def open_awards(request: Request, action: actions.OpenAwards) -> Message:
    if action.kind not in set(AwardKind):
        raise NoSuchThing
    sheet = await registration.to_edit(request.uow, request.actor, action.submission_id)
    return messages.awards(sheet, AwardKind(action.kind))


async def toggle(request: Request, action: actions.ToggleAward) -> Message:
    sheet = await registration.toggle(
        request.uow, request.actor, action.submission_id, action.award_id, action.revision
    )
    return messages.awards(sheet, AwardKind.COLLECTIVE)


async def ask_count(request: Request, action: actions.CountAward) -> Message:
    return await _ask_count(request, action.submission_id, action.award_id)


async def _ask_count(
    request: Request, submission_id: int, award_id: int, typed: str = ""
) -> Message:
    award, sheet = await registration.to_count(request.uow, request.actor, submission_id, award_id)
    was = sheet.count_of(award)
    request.ask("registration.count", submission_id=submission_id, award_id=award_id, was=was)
    return messages.ask_count(award, was, overtaken=typed)


async def save_count(request: Request) -> Message:
    submission_id, award_id = request.about["submission_id"], request.about["award_id"]
    uow, actor, was = request.uow, request.actor, request.about["was"]
    try:
        award, sheet = await registration.put(
            uow, actor, submission_id, award_id, request.text, was
        )
    except Stale:
        return await _ask_count(request, submission_id, award_id, typed=request.text)
    return messages.awards(sheet, award.kind)


async def ask_minutes(request: Request, action: actions.AttachMinutes) -> Message:
    sheet = await registration.to_edit(request.uow, request.actor, action.submission_id)
    was = sheet.submission.minutes_id
    request.ask("registration.minutes", submission_id=action.submission_id, was=was)
    return messages.ask_minutes(sheet)


async def save_minutes(request: Request) -> Message:
    submission_id = request.about["submission_id"]
    sheet = await registration.attach(
        request.uow,
        request.actor,
        submission_id,
        request.file,
        request.text,
        request.about["was"],
    )
    return messages.listed(sheet)


async def drop_minutes(request: Request, action: actions.DetachMinutes) -> Message:
    sheet = await registration.detach(
        request.uow, request.actor, action.submission_id, action.revision
    )
    return messages.listed(sheet)


async def send_minutes(request: Request, action: actions.OpenMinutes) -> Message:
    sheet = await registration.open_round(request.uow, request.actor, action.submission_id)
    if sheet.submission.minutes_id is None:
        raise NoSuchThing
    return messages.minutes(sheet)


async def review(request: Request, action: actions.ReviewRegistration) -> Message:
    sheet = await registration.open_round(request.uow, request.actor, action.submission_id)
    return messages.reviewed(sheet, await warnings_for(request.uow, sheet))


ROUTES = Routes(
    commands={"dangky": open_own},
    actions={
        actions.OpenRegistration: open_sheet,
        actions.OpenAwards: open_awards,
        actions.ToggleAward: toggle,
        actions.CountAward: ask_count,
        actions.AttachMinutes: ask_minutes,
        actions.DetachMinutes: drop_minutes,
        actions.OpenMinutes: send_minutes,
        actions.ReviewRegistration: review,
    },
    answers={"registration.count": save_count, "registration.minutes": save_minutes},
    takes_file=("registration.minutes",),
)
