"""What people do in a rehearsal, each through their own phone."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.rehearsal.stage import Player, Stage
from messages.render import label
from storage.kinds import Role
from storage.units import Unit
from workflow.send_time import HOLD

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


async def write_notice(stage: Stage) -> list[Player]:
    """Let the chair send a notice to everyone, and the hold pass; return whom it is for."""
    chair = stage.holding(Role.CHAIR)
    await begin_notice(chair, typed("notice.subject"), typed("notice.body"))
    await chair.presses(label("notice.preview"))
    people = addressed(stage)
    await chair.presses(label("notice.send", count=len(people)))
    await stage.reach(stage.clock.now() + HOLD)
    return people


async def begin_notice(chair: Player, subject: str, body: str) -> None:
    await chair.types("/thongbao")
    await chair.presses(label("notice.compose"))
    await chair.types(subject, body)


def addressed(stage: Stage) -> list[Player]:
    """Return whom a notice to everyone is for."""
    return [p for p in stage.players if p.roles & {Role.OFFICER, Role.LEADER}]


async def confirm(players: Sequence[Player]) -> None:
    """Let these people confirm the notice on their screens, most by button, some by text."""
    for number, player in enumerate(players):
        if number % 4:
            await player.presses(label("notice.read"))
        else:
            await player.types(typed("typed.read"))


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


async def sign(stage: Stage, unit: Unit, *, reads: bool = True, mistyped: bool = False) -> None:
    """Let the unit's leader sign, typing the full name as second step."""
    leader = stage.of(unit, Role.LEADER)
    await leader.types("/giaouoc")
    if reads:
        await leader.presses(label("pledge.read"), label("go.back"))
    await leader.presses(label("pledge.sign"))
    if mistyped:
        await leader.types(typed("typed.wrong_name"))
    await leader.types(leader.name)
