"""What the command line says about the workbook of awards; plain text."""

from collections.abc import Sequence

from messages.documents.bloc_words import book
from workflow.award import ImportedAwards, Outcome


def exported(count: int, name: str) -> str:
    """Say what was written and how it is read back."""
    return _said("exported", count=count, name=name)


def imported(done: ImportedAwards) -> str:
    """Sum an import up: what is new, what begins anew, what ends, how many stay."""
    lines = [
        _said(outcome.value, names=", ".join(names))
        for outcome, names in done.names.items()
        if names and outcome is not Outcome.SAME
    ]
    return "\n".join([*lines, _said("same", count=len(done.names[Outcome.SAME]))])


def refused(sentences: Sequence[str]) -> str:
    """Name every place, one a line, and say that nothing was imported."""
    return "\n".join([*sentences, _said("nothing_imported", count=len(sentences))])


def no_file(name: str) -> str:
    """Say that the file cannot be read."""
    return _said("no_file", name=name)


def _said(key: str, **facts: object) -> str:
    return str(book("awards")["report"][key].format(**facts))
