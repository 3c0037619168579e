"""The whole story, on each channel: its facts hold, and Telegram has nothing to refuse."""

from pathlib import Path

from bot.rehearsal.play import play
from bot.rehearsal.stage import open_stage
from tests.support.telegram_stage import open_telegram_stage
from tests.support.world import stop_syncing


async def test_the_story_holds_on_the_web_channel(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stop_syncing(stage.app.storage)
        chapters: list[str] = []
        _, wrong = await play(stage, report=chapters.append)

    assert wrong == []


async def test_the_story_holds_on_telegram_with_no_answer_refused(tmp_path: Path) -> None:
    async with open_telegram_stage(tmp_path) as (stage, server):
        await stop_syncing(stage.app.storage)
        chapters: list[str] = []
        result, wrong = await play(stage, report=chapters.append)

        assert wrong == []
        assert result.signed == 8
        assert [(call.method, call.params) for call in server.refused()] == []
