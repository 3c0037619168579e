"""Every message in each meaningfully different state.

A case is named `<noun>/<message>` or `<noun>/<message>.<state>`; the message is the function of
that name in messages/<noun>.py.
"""

from tests.messages.cases import (
    approval,
    control,
    history,
    key_task,
    menu,
    notice,
    obligation,
    pasting,
    people,
    pledge,
    refusal,
)
from tests.messages.cases.case import Case

_NOUNS = {
    "approval": approval.CASES,
    "control": control.CASES,
    "history": history.CASES,
    "key_task": key_task.CASES,
    "menu": menu.CASES,
    "notice": notice.CASES,
    "obligation": obligation.CASES,
    "pasting": pasting.CASES,
    "people": people.CASES,
    "pledge": pledge.CASES,
    "refusal": refusal.CASES,
}
CASES: dict[str, Case] = {
    f"{noun}/{name}": case for noun, cases in _NOUNS.items() for name, case in cases.items()
}
