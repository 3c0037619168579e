"""Home, help, privacy-free basics: the first and last thing a person sees."""

from collections.abc import Sequence
from dataclasses import replace

from messages import actions
from messages.message import Button, Commands, Keyboard, Message, Rows
from messages.render import button, label, say
from storage.kinds import Role
from workflow.overview import Home
from workflow.permission import READERS, UNIT_ROLES, Actor

# Whose questions are asked while the meeting is on, and around the conference.
MEETING = ("attendance", "directive", "launch", "running", "vote")
CONFERENCE = (
    "agenda",
    "calling",
    "comment",
    "conference",
    "conference_paper",
    "guest",
    "minutes",
    "rsvp",
    "signer",
)
COMMON = (
    "vanban",
    "tieuchi",
    "diemdanh",
    "bienban",
    "xacminh",
    "menu",
    "trogiup",
    "huy",
    "toi",
)


def entries(actor: Actor) -> tuple[str, ...]:
    """Return the commands of the keyboard for this person, at most six (product page, 4)."""
    unit = actor.seat(*UNIT_ROLES) is not None
    reader = actor.seat(*READERS) is not None
    wanted = {
        "viec": True,
        "nhiemvu": unit,
        # Whoever has the table needs its place; the command stays in the list of commands.
        "dangky": unit and not reader,
        "hoinghi": True,
        "giaouoc": True,
        "thongbao": True,
        "dieuhanh": reader,
    }
    return tuple(command for command, shown in wanted.items() if shown)


def keyboard(actor: Actor) -> Keyboard:
    labels = [label(f"entry.{command}") for command in entries(actor)]
    return tuple(tuple(labels[i : i + 2]) for i in range(0, len(labels), 2))


def _issues_codes(actor: Actor) -> bool:
    """Tell whether it is a leader; the chair issues codes from the table."""
    return actor.seat(Role.LEADER) is not None and actor.seat(Role.CHAIR) is None


def commands(actor: Actor) -> Commands:
    registration = ("dangky",) if actor.seat(*UNIT_ROLES) else ()
    codes = ("mamoi",) if _issues_codes(actor) else ()
    history = ("lichsu",) if actor.seat(*UNIT_ROLES, *READERS) else ()
    names = dict.fromkeys((*entries(actor), *registration, *codes, *history, *COMMON))
    return tuple((name, label(f"command.{name}")) for name in names)


def to_menu() -> tuple[Button, ...]:
    """Return the row that leads home."""
    return (button("go.menu", actions.OpenMenu()),)


def to_meeting() -> tuple[Button, ...]:
    """Return the row that leads to where the year's conference is."""
    return (button("running.open", actions.OpenRunning(0)),)


def to_conference() -> tuple[Button, ...]:
    """Return the row that leads to what is known of the year's conference."""
    return (button("conference.open", actions.OpenConference(0)),)


def leave_row() -> Rows:
    """Return the row that leaves a question."""
    return ((button("go.leave", actions.LeaveQuestion()),),)


def home(view: Home) -> Message:
    shown = say("menu/home", view=view, roles=view.actor.assignments)
    return replace(shown, keyboard=keyboard(view.actor), commands=commands(view.actor))


def left(view: Home, question: str = "") -> Message:
    """Say that the question is left, and lead back to the conference from one asked there."""
    noun = question.partition(".")[0]
    back = to_meeting() if noun in MEETING else to_conference() if noun in CONFERENCE else ()
    shown = say("menu/left", (back, to_menu()) if back else (), n_duties=len(view.duties))
    if back:
        return shown
    return replace(shown, keyboard=keyboard(view.actor))


def help_for(actor: Actor) -> Message:
    others = [pair for pair in commands(actor) if pair[0] != "trogiup"]
    return say("menu/help", commands=others)


def about_me(actor: Actor) -> Message:
    return say("menu/about_me", actor=actor)


def unknown_command(actor: Actor, typed: str) -> Message:
    shown = say("menu/unknown_command", typed=typed[:40], commands=commands(actor))
    return replace(shown, keyboard=keyboard(actor))


def unknown_text(actor: Actor) -> Message:
    shown = say("menu/unknown_text")
    return replace(shown, keyboard=keyboard(actor))


def unsupported(*, asked: bool) -> Message:
    return say("menu/unsupported", asked=asked)


def unexpected_file(*, asked: bool) -> Message:
    return say("menu/unexpected_file", asked=asked)


def outdated_button() -> Message:
    return say("menu/outdated_button", buttons=(to_menu(),))


def apology() -> Message:
    return say("menu/apology")


def paper_refused(names: Sequence[str]) -> Message:
    """Say that these files are not for the reader any more; it stands below what went without."""
    return say("menu/paper_refused", names=names)


def paper_failed(names: Sequence[str]) -> Message:
    """Say that these files could not be made; it stands below what went without them."""
    return say("menu/paper_failed", names=names)
