"""Plays the story headless, writes what everybody saw, and checks that its facts hold."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bot.rehearsal.acts import typed
from bot.rehearsal.facts import Result, broken, result_of
from bot.rehearsal.papers import printed
from bot.rehearsal.phone import Bubble
from bot.rehearsal.stage import Player, Stage
from bot.rehearsal.story import CHAPTERS
from messages.render import label
from storage.kinds import Role

Report = Callable[[str], None]


async def play(stage: Stage, report: Report) -> tuple[Result, list[str]]:
    """Play every chapter, reporting each by name; return the figures and the broken facts."""
    for name, chapter in CHAPTERS:
        report(typed(f"step.{name}"))
        await chapter(stage)
    report(typed("step.check"))
    result = await result_of(stage)
    notified = sum(bool(p.roles & {Role.OFFICER, Role.LEADER}) for p in stage.players)
    return result, broken(result, len(stage.players), notified)


async def write_record(stage: Stage, result: Result, out: Path) -> None:
    """Write result.json, a transcript a person and the papers into a folder, made when missing."""
    transcripts = out / "transcripts"
    transcripts.mkdir(parents=True, exist_ok=True)
    figures = json.dumps(asdict(result), ensure_ascii=False, indent=2)
    (out / "result.json").write_text(f"{figures}\n", encoding="utf-8")
    papers = out / "papers"
    papers.mkdir(exist_ok=True)
    for name, content in (await printed(stage)).items():
        (papers / name).write_bytes(content)
    for number, player in enumerate(stage.players, start=1):
        text = _transcript(player, await player.phone.reads())
        (transcripts / f"{number:02d}-{_slug(player)}.md").write_text(text, encoding="utf-8")


def _slug(player: Player) -> str:
    unit = player.unit.code.lower() if player.unit else "bloc"
    return f"{unit}-{'-'.join(sorted(player.roles))}"


def _transcript(player: Player, bubbles: list[Bubble]) -> str:
    lines = [f"# {player.name}", ""]
    for bubble in bubbles:
        quoted = "\n".join(f"> {line}" for line in bubble.text.splitlines())
        lines += [f"**{player.name if bubble.mine else label('profile.title')}:**", "", quoted]
        lines += [f"> {' '.join(f'`[{name}]`' for name in row)}" for row in bubble.buttons]
        lines += [f"> 📎 {name}" for name in bubble.files]
        lines.append("")
    return "\n".join(lines)
