"""What a unit did, when, by whom."""

from collections.abc import Sequence

from messages.menu import to_menu
from messages.message import Message
from messages.render import label, say
from storage.histories import Act


def listed(acts: Sequence[Act]) -> Message:
    lines = [(act, label(f"act.{act.act}")) for act in acts]
    return say("history/listed", (to_menu(),), lines=lines)
