"""The papers on which the pledge rests, with what is no longer in force."""

from messages import actions
from messages.menu import leave_row
from messages.message import Message
from messages.render import button, say
from workflow.legal_basis import KEY, doubt_of
from workflow.pledge import Draft
from workflow.section import revision_of


def listed(draft: Draft) -> Message:
    """Show the papers in their order; each can be taken out."""
    revision = revision_of(draft.sections.get(KEY))
    removals = [
        button("legal_basis.remove", actions.RemoveBasis(place, revision), number=place)
        for place in range(1, len(draft.bases) + 1)
    ]
    rows = (
        (button("legal_basis.add", actions.AskBasis(revision)),),
        *(tuple(removals[i : i + 2]) for i in range(0, len(removals), 2)),
        (button("section.list", actions.ListSections()),),
    )
    bases = [(basis, doubt_of(basis, draft.today)) for basis in draft.bases]
    return say("legal_basis/listed", rows, bases=bases)


def ask_basis() -> Message:
    return say("legal_basis/ask_basis", leave_row())
