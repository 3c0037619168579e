"""Files that a channel refuses: what their readers and their author are told."""

from collections.abc import Sequence

from messages.message import Message
from messages.render import say


def left_out(names: Sequence[str]) -> Message:
    """Say that a message stands without these files; also as its last lines."""
    return say("refused_file/left_out", names=names)


def author_told(subject: str, names: Sequence[str]) -> Message:
    """Tell the author of a notice which files did not go with it."""
    return say("refused_file/author_told", subject=subject, names=names)
