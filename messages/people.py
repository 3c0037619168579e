"""Invites, joining and the one privacy notice; codes for the seats of a unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message
from messages.render import button, say
from storage.people import Assignment
from storage.units import Unit
from workflow.invite import LIFE, BadCode, Invitation

GROUP = 5


@dataclass(frozen=True)
class Links:
    """Where invite codes and the hall screen open; of a channel that is off the part is empty."""

    public_url: str
    bot_name: str

    def web(self, code: str) -> str:
        return f"{self.public_url.rstrip('/')}/j/{code}" if self.public_url else ""

    def hall(self, token: str) -> str:
        return f"{self.public_url.rstrip('/')}/hall/{token}"

    def verification(self, code: str = "") -> str:
        return f"{self.public_url.rstrip('/')}/v/{code}".rstrip("/")

    def telegram(self, code: str) -> str:
        return f"https://t.me/{self.bot_name}?start={code}" if self.bot_name else ""


def grouped(code: str) -> str:
    """Write a code in groups that can be read aloud."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def stranger() -> Message:
    return say("people/stranger")


def invited(invitation: Invitation) -> Message:
    buttons = (
        (button("people.yes", actions.AcceptInvite(invitation.key)),),
        (button("people.no", actions.RefuseInvite()),),
    )
    return say("people/invited", buttons, invitation=invitation)


def bad_code(bad: BadCode, *, joined: bool) -> Message:
    return say("people/bad_code", bad=bad.value, joined=joined)


def refused() -> Message:
    return say("people/refused")


def privacy() -> Message:
    return say("people/privacy", ((button("people.privacy", actions.ReadPrivacy()),),))


def seats(unit: Unit, held: Sequence[Assignment], joined: set[int]) -> Message:
    buttons: list[tuple[Button, ...]] = []
    for number, seat in enumerate(held, start=1):
        named = {"number": number, "name": given_name(seat.full_name)}
        buttons.append((button("people.issue", actions.IssueCode(seat.id), **named),))
        buttons.append((button("people.replace", actions.ReplacePerson(seat.id), **named),))
    return say("people/seats", (*buttons, to_menu()), unit=unit, seats=held, joined=joined)


def given_name(full_name: str) -> str:
    """Return the name people are called by: the last word."""
    return full_name.rsplit(maxsplit=1)[-1][:8]


def ask_successor(seat: Assignment) -> Message:
    return say("people/ask_successor", leave_row(), seat=seat)


def told_issued(seat: Assignment, name: str, issuer: str) -> Message:
    """Tell the holder of a seat that a code invites somebody in their place."""
    return say("people/told_issued", (to_menu(),), seat=seat, name=name, issuer=issuer)


def told_accepted(invitation: Invitation) -> Message:
    """Tell the former holder and the issuer; a former holder has no menu left to open."""
    return say("people/told_accepted", invitation=invitation)


def code_issued(code: str, seat: Assignment, name: str, links: Links) -> Message:
    return say(
        "people/code_issued",
        (to_menu(),),
        code=grouped(code),
        seat=seat,
        name=name,
        web=links.web(code),
        telegram=links.telegram(code),
        days=LIFE.days,
    )
