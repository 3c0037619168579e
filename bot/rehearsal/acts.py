"""What people do in a rehearsal, each through their own phone."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.rehearsal.stage import Player, Stage
from messages.obligation import SHOWN, WIDTH
from messages.render import label, shorten
from storage.kinds import Role, Standing
from storage.units import Unit

HERE = Path(__file__).parent


@dataclass(frozen=True)
class PlannedTask:
    """A key task of the story, as an officer types it."""

    title: str
    target: str
    due: str
    highlight: bool = False


@cache
def planned_tasks() -> Mapping[str, tuple[PlannedTask, ...]]:
    """Return each unit's ten tasks by unit code."""
    book = _toml("tasks.toml")
    return {
        unit["code"]: tuple(PlannedTask(**task) for task in unit["task"]) for unit in book["unit"]
    }


@cache
def typed(key: str) -> str:
    """Return what somebody types, by its dotted key in words.toml."""
    section, name = key.split(".")
    return str(_toml("words.toml")[section][name]).strip()


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


async def join(stage: Stage, player: Player, *, by_hand: bool = False) -> None:
    """Follow the invite, say who one is, read the privacy notice."""
    code = await stage.code_for(player)
    if by_hand:
        await player.opens_invite(typed("typed.wrong_code"))
        await player.types("-".join(code[i : i + 5] for i in range(0, len(code), 5)))
    else:
        await player.opens_invite(code)
    await player.presses(label("people.yes"), label("people.privacy"))


async def send_notice(stage: Stage) -> None:
    """Send a notice and let everybody confirm it, most by button, some by text."""
    for number, player in enumerate(await write_notice(stage)):
        if number % 4:
            await player.presses(label("notice.read"))
        else:
            await player.types(typed("typed.read"))


async def write_notice(stage: Stage) -> list[Player]:
    """Let the chair compose, preview and send a notice to everyone; return whom it is for."""
    chair = stage.holding(Role.CHAIR)
    await chair.types("/thongbao")
    await chair.presses(label("notice.compose"))
    await chair.types(typed("notice.subject"), typed("notice.body"))
    await chair.presses(label("notice.preview"))
    people = [p for p in stage.players if p.roles & {Role.OFFICER, Role.LEADER}]
    await chair.presses(label("notice.send", count=len(people)))
    return people


async def register(
    stage: Stage, unit: Unit, n_entered: int = 0, *, is_starred: bool = False
) -> None:
    """Enter the unit's ten tasks one by one, star the highlights, send them to the leader.

    `n_entered` tasks, and with `is_starred` the highlights, are there from an earlier try.
    """
    officer = stage.of(unit, Role.OFFICER)
    tasks = planned_tasks()[unit.code]
    await officer.types("/nhiemvu")
    for task in tasks[n_entered:]:
        await officer.presses(label("key_task.add"))
        await officer.types(task.title, task.target, task.due)
    for number, task in enumerate(tasks, start=1):
        if task.highlight and not is_starred:
            await officer.presses(str(number), label("key_task.star"), label("key_task.open"))
    await submit(officer)


async def submit(officer: Player) -> None:
    await officer.types("/nhiemvu")
    await officer.presses(label("key_task.review"), label("approval.submit"))


async def approve(stage: Stage, unit: Unit) -> None:
    """Let the unit's leader approve."""
    await open_waiting(stage.of(unit, Role.LEADER), unit, label("approval.approve"))


async def accept(stage: Stage, unit: Unit) -> None:
    """Let the bloc's side accept: the chair, or the deputy for the chair unit's own list."""
    await open_waiting(decider(stage, unit), unit, label("approval.approve"))


async def send_back(player: Player, unit: Unit, reason: str) -> None:
    await open_waiting(player, unit, label("approval.return"))
    await player.types(reason)


async def open_waiting(player: Player, unit: Unit, verdict: str) -> None:
    """Open a waiting list from one's duties and press the verdict."""
    await player.types("/viec")
    own = player.unit is not None and player.unit.id == unit.id
    kind = "approve" if own and Role.LEADER in player.roles else "decide"
    await player.presses(await duty_button(player, kind, unit.name), verdict)


async def duty_button(player: Player, kind: str, title: str) -> str:
    """Return the label that opens a duty on the list just shown, whatever its number there."""
    said = [bubble for bubble in await player.phone.reads() if not bubble.mine]
    shown = {name for row in said[-1].buttons for name in row}
    named = (
        label(f"duty.{kind}", number=number, title=shorten(title, WIDTH))
        for number in range(1, SHOWN + 1)
    )
    found = next((name for name in named if name in shown), None)
    if found is None:
        raise LookupError(kind, title)
    return found


def decider(stage: Stage, unit: Unit) -> Player:
    """Return who decides for the bloc on a unit's list (R4)."""
    own = unit.standing is Standing.CHAIR
    return stage.holding(Role.DEPUTY if own else Role.CHAIR)


async def freeze(stage: Stage) -> None:
    """Let the chair look at the text and freeze it."""
    chair = stage.holding(Role.CHAIR)
    await chair.types("/giaouoc")
    await chair.presses(
        label("pledge.preview"),
        label("go.back"),
        label("pledge.freeze"),
        label("pledge.freeze_yes"),
    )


async def sign(stage: Stage, unit: Unit, *, mistyped: bool = False) -> None:
    """Let the unit's leader read and sign, typing the full name as second step."""
    leader = stage.of(unit, Role.LEADER)
    await leader.types("/giaouoc")
    await leader.presses(label("pledge.read"), label("go.back"), label("pledge.sign"))
    if mistyped:
        await leader.types(typed("typed.wrong_name"))
    await leader.types(leader.name)
