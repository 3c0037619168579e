"""Every message in each meaningfully different state.

A case is named `<noun>/<message>` or `<noun>/<message>.<state>`; the message is the function of
that name in messages/<noun>.py.
"""

from tests.messages.cases import (
    announcement,
    approval,
    attendance,
    batch,
    bloc_document,
    bloc_tasks,
    comment,
    conference,
    control,
    criterion,
    deadline,
    directive,
    document_comment,
    hall,
    history,
    key_task,
    launch,
    menu,
    notice,
    obligation,
    people,
    pledge,
    refusal,
    registration,
    running,
    task_field,
    version,
    vote,
)
from tests.messages.cases.case import Case

_NOUNS = {
    "announcement": announcement.CASES,
    "approval": approval.CASES,
    "attendance": attendance.CASES,
    "batch": batch.CASES,
    "bloc_document": bloc_document.CASES,
    "bloc_tasks": bloc_tasks.CASES,
    "comment": comment.CASES,
    "agenda": conference.AGENDA,
    "answers": conference.ANSWERS,
    "calling": conference.CALLING,
    "conference": conference.CONFERENCE,
    "conference_paper": conference.PAPER,
    "guest": conference.GUEST,
    "rsvp": conference.RSVP,
    "control": control.CASES,
    "criterion": criterion.CASES,
    "deadline": deadline.CASES,
    "directive": directive.CASES,
    "document_comment": document_comment.CASES,
    "hall": hall.CASES,
    "history": history.CASES,
    "key_task": key_task.CASES,
    "launch": launch.CASES,
    "menu": menu.CASES,
    "notice": notice.CASES,
    "obligation": obligation.CASES,
    "people": people.CASES,
    "pledge": pledge.CASES,
    "refusal": refusal.CASES,
    "registration": registration.CASES,
    "running": running.CASES,
    "task_field": task_field.CASES,
    "version": version.CASES,
    "vote": vote.CASES,
}
CASES: dict[str, Case] = {
    f"{noun}/{name}": case for noun, cases in _NOUNS.items() for name, case in cases.items()
}
