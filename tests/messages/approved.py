"""One approved text file for each message: what a reader sees, buttons and all.

A change of wording is a visible diff. `GIAOUOC_APPROVE=1` rewrites the files.
"""

import os
from pathlib import Path

from messages.message import Message
from storage.kinds import Mode

FOLDER = Path(__file__).parent / "approved"


def written(message: Message) -> str:
    """Return the message as its approved file holds it."""
    lines = [message.text]
    lines += [" ".join(f"[{button.label}]" for button in row) for row in message.buttons]
    lines += ["keyboard: " + " ".join(f"[{entry}]" for entry in row) for row in message.keyboard]
    lines += [f"command: /{name} {description}" for name, description in message.commands]
    lines += [f"file: {file.name}" for file in message.files]
    if message.mode is Mode.REDRAW:
        lines.append(f"redrawn: {message.toast}".rstrip())
    return "\n".join(lines) + "\n"


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.txt"


def approve(name: str, message: Message) -> None:
    """Compare with the approved file of that name."""
    path = path_of(name)
    if os.environ.get("GIAOUOC_APPROVE") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(message), encoding="utf-8")
    approved = path.read_text(encoding="utf-8") if path.exists() else ""
    assert written(message) == approved, f"{name}: approve with GIAOUOC_APPROVE=1"
