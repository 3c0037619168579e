"""What is worth a second look, for whoever decides as for whoever sends (R17)."""

from collections.abc import Sequence
from typing import Any

from storage.unit_of_work import UnitOfWork
from workflow import registration_warning, warning
from workflow.key_task import TaskSheet
from workflow.registration import RegistrationSheet
from workflow.submission import Sheet


async def for_decider(uow: UnitOfWork, sheet: Sheet) -> Sequence[Any]:
    """Return the cautions of a submission that waits for the reader; none for anybody else."""
    if not sheet.may_decide:
        return ()
    if isinstance(sheet, TaskSheet):
        return await warning.warnings_for(uow, sheet)
    assert isinstance(sheet, RegistrationSheet)
    return await registration_warning.warnings_for(uow, sheet)
