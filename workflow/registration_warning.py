"""What a unit had better look at before it sends its registration: warnings, never blocks (R17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.awards import Award
from storage.kinds import AwardKind
from storage.unit_of_work import UnitOfWork
from workflow import criterion
from workflow.calendar import local
from workflow.registration import Item, RegistrationSheet


class RegistrationCaution(StrEnum):
    """What is worth a second look."""

    OVER_QUOTA = "over_quota"
    NO_LONGER = "no_longer"
    NO_COLLECTIVE = "no_collective"
    NO_CRITERION = "no_criterion"


@dataclass(frozen=True)
class RegistrationWarned:
    """One caution and the awards it is about; `of` is what a quota counts against."""

    caution: RegistrationCaution
    awards: tuple[Award, ...] = ()
    of: str = ""


async def warnings_for(uow: UnitOfWork, sheet: RegistrationSheet) -> tuple[RegistrationWarned, ...]:
    """Return what to look at now, by the criteria that the bloc has now."""
    codes = await criterion.codes(uow, sheet.submission.cycle_id)
    return warnings_of(sheet, local(uow.now).date(), codes)


def warnings_of(
    sheet: RegistrationSheet, today: date, codes: Collection[str]
) -> tuple[RegistrationWarned, ...]:
    """Return what to look at, in a fixed order; `codes` are the bloc's criteria, if it has any."""
    if not sheet.items:
        return ()
    found = [
        RegistrationWarned(RegistrationCaution.OVER_QUOTA, (item.award,), _name(sheet, item))
        for item in sheet.items
        if _is_over(sheet, item)
    ]
    ended = tuple(i.award for i in sheet.items if i.award.valid_to and i.award.valid_to < today)
    if ended:
        found.append(RegistrationWarned(RegistrationCaution.NO_LONGER, ended))
    if not sheet.of_kind(AwardKind.COLLECTIVE):
        found.append(RegistrationWarned(RegistrationCaution.NO_COLLECTIVE))
    bare = tuple(item.award for item in sheet.items if item.criterion not in codes)
    if codes and bare:
        found.append(RegistrationWarned(RegistrationCaution.NO_CRITERION, bare))
    return tuple(found)


def _is_over(sheet: RegistrationSheet, item: Item) -> bool:
    percent = item.award.quota_percent
    whole = sum(one.count for one in sheet.items if one.award.code == item.award.quota_of)
    return percent is not None and item.count * 100 > percent * whole


def _name(sheet: RegistrationSheet, item: Item) -> str:
    code = item.award.quota_of
    return next((award.name for award in sheet.choices if award.code == code), code)
