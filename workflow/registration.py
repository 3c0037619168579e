"""A unit's emulation registration: what it and its people will strive for (form 4b).

Only numbers are kept, nobody is named; how it travels is in workflow/submission.py.
"""

import re
from dataclasses import dataclass
from typing import Any

from storage.awards import Award
from storage.kinds import AwardKind, SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow import award as awards
from workflow import file, history
from workflow.errors import Gap, NoSuchThing, NotACount, Stale
from workflow.permission import UNIT_ROLES, Actor
from workflow.submission import Sheet, check_editable, open_newest, open_one
from workflow.words import clean

LIMIT = 9999
# "6", "1.200", "6 people": as an office writes a number.
COUNT = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+)(?: [^\W\d]+){0,3}")


@dataclass(frozen=True)
class Item:
    """An award and how many are sought; `criterion` is the code of what it answers to (R17)."""

    award: Award
    count: int
    criterion: str = ""


@dataclass(frozen=True, kw_only=True)
class RegistrationSheet(Sheet):
    """A unit's registration with what can be chosen today."""

    items: tuple[Item, ...]
    choices: tuple[Award, ...]
    minutes: str = ""
    """The file name of the minutes of the meeting; empty without."""

    def of_kind(self, kind: AwardKind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.award.kind is kind)

    def count_of(self, award: Award) -> int:
        """Return how many are registered for the award, in whichever wording it was chosen."""
        return sum(item.count for item in self.items if item.award.code == award.code)


async def open_sheet(uow: UnitOfWork, actor: Actor, unit_id: int) -> RegistrationSheet:
    """Show a unit's newest registration that the actor may see."""
    return await filled(
        uow, actor, await open_newest(uow, actor, unit_id, SubmissionKind.REGISTRATION)
    )


async def open_round(uow: UnitOfWork, actor: Actor, submission_id: int) -> RegistrationSheet:
    """Show exactly that registration."""
    sheet = await open_one(uow, actor, submission_id)
    if sheet.submission.kind is not SubmissionKind.REGISTRATION:
        raise NoSuchThing
    return await filled(uow, actor, sheet)


async def filled(uow: UnitOfWork, _: Actor, sheet: Sheet) -> RegistrationSheet:
    """Return the sheet with its items."""
    known = {award.id: award for award in await uow.awards.all()}
    items = tuple(
        Item(known[one.award_id], one.count, one.criterion)
        for one in await uow.registrations.items(sheet.submission.id)
    )
    choices = awards.choices(await awards.in_force(uow), [item.award for item in items])
    minutes_id = sheet.submission.minutes_id
    minutes = "" if minutes_id is None else await uow.files.name_of(minutes_id)
    base = {**vars(sheet), "gaps": () if items else (Gap.NOTHING,)}
    return RegistrationSheet(**base, items=items, choices=choices, minutes=minutes)


async def to_edit(
    uow: UnitOfWork, actor: Actor, submission_id: int, revision: int | None = None
) -> RegistrationSheet:
    """Return what may be changed now; refuse a sent one, or one changed since `revision`."""
    sheet = await open_round(uow, actor, submission_id)
    check_editable(sheet, actor, revision)
    return sheet


async def to_count(
    uow: UnitOfWork, actor: Actor, submission_id: int, award_id: int
) -> tuple[Award, RegistrationSheet]:
    """Return an award that is counted, and the sheet it may be registered on now."""
    sheet = await to_edit(uow, actor, submission_id)
    award = _chosen(sheet, award_id)
    if award.kind is AwardKind.COLLECTIVE:
        raise NoSuchThing
    return award, sheet


async def put(
    uow: UnitOfWork, actor: Actor, submission_id: int, award_id: int, text: str, was: int
) -> tuple[Award, RegistrationSheet]:
    """Save how many are sought, 1-9999; 0 takes the award off.

    `was` is the count that the asked person saw; what somebody else wrote since is not
    overwritten.
    """
    award, sheet = await to_count(uow, actor, submission_id, award_id)
    if was != sheet.count_of(award):
        raise Stale(sheet.unit.id, sheet.submission.kind)
    await _save(uow, actor, sheet, award, _count(text))
    return award, await open_round(uow, actor, submission_id)


async def toggle(
    uow: UnitOfWork, actor: Actor, submission_id: int, award_id: int, revision: int
) -> RegistrationSheet:
    """Choose a title of the whole unit, or take it off again."""
    sheet = await to_edit(uow, actor, submission_id, revision)
    award = _chosen(sheet, award_id)
    if award.kind is not AwardKind.COLLECTIVE:
        raise NoSuchThing
    await _save(uow, actor, sheet, award, 0 if sheet.count_of(award) else 1)
    return await open_round(uow, actor, submission_id)


async def attach(
    uow: UnitOfWork,
    actor: Actor,
    submission_id: int,
    sent: file.Sent | None,
    caption: str,
    was: int | None,
) -> RegistrationSheet:
    """Keep the minutes of the unit's meeting in place of earlier ones.

    `was` is the file that the asked person saw; one that somebody else sent since stays.
    """
    sheet = await to_edit(uow, actor, submission_id)
    file_id = await file.keep_minutes(uow, sent, caption=caption)
    if sheet.submission.minutes_id != was:
        raise Stale(sheet.unit.id, sheet.submission.kind)
    await uow.submissions.touch(submission_id, {"minutes_id": file_id})
    name = await uow.files.name_of(file_id)
    facts = {"file": name, "replaced": sheet.minutes}
    await _record(uow, actor, sheet, "registration.minutes_attached", **facts)
    return await open_round(uow, actor, submission_id)


async def detach(
    uow: UnitOfWork, actor: Actor, submission_id: int, revision: int
) -> RegistrationSheet:
    """Take the minutes off; the history keeps their name."""
    sheet = await to_edit(uow, actor, submission_id, revision)
    if sheet.submission.minutes_id is None:
        raise NoSuchThing
    await uow.submissions.touch(submission_id, {"minutes_id": None})
    await _record(uow, actor, sheet, "registration.minutes_removed", file=sheet.minutes)
    return await open_round(uow, actor, submission_id)


def _chosen(sheet: RegistrationSheet, award_id: int) -> Award:
    for award in sheet.choices:
        if award.id == award_id:
            return award
    raise NoSuchThing


async def _save(
    uow: UnitOfWork, actor: Actor, sheet: RegistrationSheet, award: Award, count: int
) -> None:
    same = [item for item in sheet.items if item.award.code == award.code]
    if count == sum(item.count for item in same):
        return
    await uow.registrations.remove(sheet.submission.id, [item.award.id for item in same])
    if count:
        criterion = same[0].criterion if same else ""
        await uow.registrations.add(sheet.submission.id, award.id, count, criterion)
    await uow.submissions.touch(sheet.submission.id)
    facts = {"award": award.name, "count": count, "was": sheet.count_of(award)}
    await _record(uow, actor, sheet, "registration.changed", **facts)


async def _record(
    uow: UnitOfWork, actor: Actor, sheet: RegistrationSheet, act: str, **facts: Any
) -> None:
    seat = actor.require(*UNIT_ROLES, unit_id=sheet.unit.id)
    await history.record(uow, seat, act, sheet.submission.id, **facts)


def facts_of(sheet: RegistrationSheet) -> list[dict[str, Any]]:
    """Return the registration as JSON, in words that outlive the award's row; minutes last."""
    items = [
        {
            "code": item.award.code,
            "name": item.award.name,
            "count": item.count,
            "criterion": item.criterion,
        }
        for item in sheet.items
    ]
    minutes = {"code": "", "name": sheet.minutes, "file_id": sheet.submission.minutes_id}
    return [*items, minutes] if sheet.minutes else items


async def copied(uow: UnitOfWork, sheet: RegistrationSheet, submission_id: int) -> None:
    """Write the sheet's items into another round, which is still empty."""
    for item in sheet.items:
        await uow.registrations.add(submission_id, item.award.id, item.count, item.criterion)
    if sheet.submission.minutes_id is not None:
        await uow.submissions.touch(submission_id, {"minutes_id": sheet.submission.minutes_id})


def _count(text: str) -> int:
    fit = COUNT.fullmatch(clean(text))
    number = int(fit[1].replace(".", "")) if fit else -1
    if not 0 <= number <= LIMIT:
        raise NotACount(clean(text)[:40], LIMIT)
    return number
