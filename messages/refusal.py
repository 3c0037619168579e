"""Says what is wrong and what to type or press instead; one template for each refusal."""

import re

from messages.menu import leave_row, to_menu
from messages.message import Message
from messages.render import say
from workflow.errors import Refusal

LETTER = re.compile(r"(?<!^)(?=[A-Z])")


def template_of(refusal: type[Refusal]) -> str:
    """Return the refusal's template: `NotADate` is said by refusal/not_a_date."""
    return f"refusal/{LETTER.sub('_', refusal.__name__).lower()}"


def refused(refusal: Refusal, *, asked: bool) -> Message:
    """Say a refusal; `asked` tells that a question stays open and can be answered again."""
    buttons = leave_row() if asked else (to_menu(),)
    return say(template_of(type(refusal)), buttons, **vars(refusal))
