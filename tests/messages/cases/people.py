from dataclasses import replace
from functools import partial

from messages import people
from messages.people import Links
from storage.kinds import Role
from tests.messages.cases.case import Cases
from tests.messages.facts import (
    AGENCY,
    CHAIR,
    CHAIR_LEADER,
    CHAIR_UNIT,
    LEADER,
    OFFICER,
    UNIT,
    invitation,
    seat,
)
from workflow.invite import BadCode

CODE = "7Q2M9X4KD0H5RB8VTN3WZC6PJE"
WEB = Links("https://giaouoc.example.vn/", "")
BOTH = Links("https://giaouoc.example.vn", "giaouoc_bot")
ODD = seat(Role.OFFICER, "Lò <Văn> & Páo", position_title="Chuyên viên <TCHC>")

CASES: Cases = {
    "stranger": people.stranger,
    "invited": lambda: people.invited(invitation()),
    "invited.no_unit": lambda: people.invited(invitation(AGENCY)),
    "invited.odd": lambda: people.invited(invitation(ODD)),
    "invited.two_roles": lambda: people.invited(replace(invitation(CHAIR_LEADER), others=(CHAIR,))),
    "refused": people.refused,
    "privacy": people.privacy,
    "seats": lambda: people.seats(UNIT, [OFFICER, LEADER], {OFFICER.person_id}),
    "seats.two_roles": lambda: people.seats(CHAIR_UNIT, [CHAIR, CHAIR_LEADER], set()),
    "seats.odd": lambda: people.seats(UNIT, [ODD], set()),
    "ask_successor": lambda: people.ask_successor(OFFICER),
    "ask_successor.no_unit": lambda: people.ask_successor(AGENCY),
    "code_issued": lambda: people.code_issued(CODE, OFFICER, OFFICER.full_name, WEB),
    "code_issued.telegram": lambda: people.code_issued(CODE, AGENCY, "Lê <Thị> Mận", BOTH),
    "told_issued": lambda: people.told_issued(OFFICER, "Lê <Thị> Mận", LEADER.full_name),
    "told_issued.no_unit": lambda: people.told_issued(AGENCY, "Lê Thị Mận", CHAIR.full_name),
    "told_accepted": lambda: people.told_accepted(invitation(person_name="Lê <Thị> Mận")),
    "told_accepted.no_unit": lambda: people.told_accepted(
        invitation(AGENCY, person_name="Lê Thị Mận")
    ),
    **{
        f"bad_code.{bad}{'.joined' if joined else ''}": partial(people.bad_code, bad, joined=joined)
        for bad in BadCode
        for joined in (False, True)
    },
}
