from messages import menu
from storage.kinds import ObligationKind
from tests.messages.cases.case import Cases
from tests.messages.facts import (
    AGENCY,
    CHAIR,
    CHAIR_LEADER,
    DEPUTY,
    LEADER,
    OFFICER,
    actor,
)
from tests.messages.work import duty, home

LIST = duty(ObligationKind.KEY_TASKS)
LATE = duty(ObligationKind.KEY_TASKS, late=2)
UNDATED = duty(ObligationKind.APPROVE, None)

CASES: Cases = {
    "home.officer": lambda: menu.home(home(LIST, seats=(OFFICER,))),
    "home.late": lambda: menu.home(home(LATE, LIST, seats=(OFFICER,))),
    "home.undated": lambda: menu.home(home(UNDATED, seats=(LEADER,))),
    "home.chair": lambda: menu.home(home(seats=(CHAIR, CHAIR_LEADER))),
    "home.deputy": lambda: menu.home(home(seats=(DEPUTY,))),
    "home.agency": lambda: menu.home(home(seats=(AGENCY,))),
    "left.nothing_owed": lambda: menu.left(home(seats=(AGENCY,))),
    "left.owing": lambda: menu.left(home(LIST, LATE, seats=(OFFICER,))),
    "left.meeting": lambda: menu.left(home(seats=(CHAIR,)), "vote.hands"),
    "left.conference": lambda: menu.left(home(seats=(CHAIR,)), "guest.names"),
    "help_for.officer": lambda: menu.help_for(actor(OFFICER)),
    "help_for.chair": lambda: menu.help_for(actor(CHAIR, CHAIR_LEADER)),
    "about_me.officer": lambda: menu.about_me(actor(OFFICER)),
    "about_me.chair": lambda: menu.about_me(actor(CHAIR, CHAIR_LEADER, channel="telegram")),
    "about_me.agency": lambda: menu.about_me(actor(AGENCY)),
    "unknown_command": lambda: menu.unknown_command(actor(OFFICER), "/dangki<b>&"),
    "unknown_text": lambda: menu.unknown_text(actor(OFFICER)),
    "unsupported": lambda: menu.unsupported(asked=False),
    "unsupported.asked": lambda: menu.unsupported(asked=True),
    "unexpected_file": lambda: menu.unexpected_file(asked=False),
    "unexpected_file.asked": lambda: menu.unexpected_file(asked=True),
    "outdated_button": menu.outdated_button,
    "apology": menu.apology,
    "paper_refused": lambda: menu.paper_refused(["Nhiệm vụ trọng tâm <2027>.xlsx"]),
    "paper_failed": lambda: menu.paper_failed(["Nhiệm vụ trọng tâm <2027>.xlsx"]),
}
