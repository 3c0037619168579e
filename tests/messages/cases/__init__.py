"""Every message in each meaningfully different state.

A case is named `<noun>/<message>` or `<noun>/<message>.<state>`; the message is the function of
that name in messages/<noun>.py.
"""

from tests.messages.cases import (
    approval,
    batch,
    bloc_tasks,
    control,
    criterion,
    deadline,
    history,
    key_task,
    menu,
    notice,
    obligation,
    people,
    pledge,
    refusal,
    registration,
    task_field,
    version,
)
from tests.messages.cases.case import Case

_NOUNS = {
    "approval": approval.CASES,
    "batch": batch.CASES,
    "bloc_tasks": bloc_tasks.CASES,
    "control": control.CASES,
    "criterion": criterion.CASES,
    "deadline": deadline.CASES,
    "history": history.CASES,
    "key_task": key_task.CASES,
    "menu": menu.CASES,
    "notice": notice.CASES,
    "obligation": obligation.CASES,
    "people": people.CASES,
    "pledge": pledge.CASES,
    "refusal": refusal.CASES,
    "registration": registration.CASES,
    "task_field": task_field.CASES,
    "version": version.CASES,
}
CASES: dict[str, Case] = {
    f"{noun}/{name}": case for noun, cases in _NOUNS.items() for name, case in cases.items()
}
