"""A directive of the patron or of the standing agency."""

from messages import actions
from messages.menu import leave_row
from messages.message import Message
from messages.render import button, label, say, word
from storage.people import Assignment
from workflow.directive import Directive


def subject(by: Assignment) -> str:
    """Return the subject line under which a directive is sent."""
    return label("directive.subject", title=word(by.role.value))


def ask_text() -> Message:
    return say("directive/ask_text", leave_row())


def previewed(shown: Directive) -> Message:
    """Show the directive for a last look before everybody gets it."""
    give = button("directive.give", actions.GiveDirective(shown.hash_start))
    return say("directive/previewed", ((give,), *leave_row()), shown=shown)
