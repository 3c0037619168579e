"""Papers to print and sign: the one message that hands any of them out."""

import re

from messages import actions
from messages.documents.office_words import words
from messages.menu import to_menu
from messages.message import Button, Message, Paper
from messages.render import button, say
from workflow.office_paper import Gathered, PaperKind

UNFIT_FOR_A_NAME = re.compile(r"[^\w.-]+")


def handed(paper: Gathered) -> Message:
    """Hand a paper out, with what is left to be written on it by hand."""
    code = UNFIT_FOR_A_NAME.sub("-", paper.code)
    name = words()["file"][paper.kind].format(code=code, year=paper.year)
    about = {"kind": paper.kind.value, "about_id": paper.about_id}
    return say(
        "office_paper/handed", (to_menu(),), (Paper("office", about, name),), kind=paper.kind
    )


def print_button(kind: PaperKind, about_id: int = 0) -> Button:
    """Return the button that asks for a paper."""
    return button("office_paper.print", actions.FetchOfficePaper(kind.value, about_id))
