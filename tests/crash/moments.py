"""When the program is killed: soon after something began in it."""

from pathlib import Path

from tests.crash.campaign import Campaign, Moment
from tests.crash.chair import TITLE
from tests.crash.hurried import HOLD, TICK
from tests.crash.waiting import until

AT_ONCE = 0.0, 0.1
NEXT_STEP = 0.0, 0.02
LEFT = "SELECT count(*) FROM notice WHERE released_at IS NOT NULL"


async def _polled(campaign: Campaign) -> None:
    await campaign.server.polls.waiting.wait()


async def _wrote(campaign: Campaign) -> None:
    """Something is committed: what had to be in the same transaction is in or is lost."""
    before = _written_at(campaign.program.database)

    async def written() -> bool:
        return _written_at(campaign.program.database) != before

    await until(written, "a commit", every=0.001)


def _written_at(database: Path) -> int:
    """Return when the file, or its log while there is one, was last written to."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return max(file.stat().st_mtime_ns for file in files if file.exists())


async def _acted(campaign: Campaign) -> None:
    before = campaign.acts

    async def acknowledged() -> bool:
        return campaign.acts > before

    await until(acknowledged, "an act")


async def _said(campaign: Campaign) -> None:
    await _sent(campaign, 1)


async def _said_to_some(campaign: Campaign) -> None:
    await _sent(campaign, campaign.rng.randint(2, 8))


async def _copied(campaign: Campaign) -> None:
    """Some copies of a notice are out, others are not."""
    campaign.year.notice_wanted.set()
    await _sent(campaign, campaign.rng.randint(1, 6), f"<b>{TITLE} ")


async def _sent(campaign: Campaign, n_messages: int, start: str = "") -> None:
    before = len(campaign.server.calls)

    async def sent() -> bool:
        news = [call for call in campaign.server.calls[before:] if call.method == "sendMessage"]
        return sum(str(call.params["text"]).startswith(start) for call in news) >= n_messages

    await until(sent, "messages")


async def _released(campaign: Campaign) -> None:
    """A chair sends the notice that is ready."""
    campaign.year.released.clear()
    campaign.year.notice_wanted.set()
    await campaign.year.released.wait()


async def _departed(campaign: Campaign) -> None:
    """The copies of a notice are put into the line."""
    ((before,),) = campaign.rows(LEFT)
    campaign.year.notice_wanted.set()

    async def left() -> bool:
        return bool(campaign.rows(LEFT)[0][0] > before)

    await until(left, "a departure")


async def _steered(campaign: Campaign) -> None:
    """A chair stops a notice, holds it back or lets it go on."""
    campaign.year.steered.clear()
    campaign.year.notice_wanted.set()
    await campaign.year.steered.wait()


async def _nothing(_campaign: Campaign) -> None:
    """Kill it some time after its start, or after it answers."""


# Some way into its imports, its migrations, its first lines of work.
START = Moment("start", _nothing, (0.3, 1.6), is_up=False)
UP = Moment("up", _nothing)
POLL = Moment("poll", _polled)
ACT = Moment("act", _acted)
MESSAGE = Moment("message", _said)
SOME = Moment("some messages", _said_to_some, AT_ONCE)
COMMIT = Moment("commit", _wrote, NEXT_STEP)
HELD = Moment("held", _released, (0.0, HOLD.total_seconds()), sends=True)
LEAVING = Moment(
    "leaving", _released, (HOLD.total_seconds(), (HOLD + 2 * TICK).total_seconds()), sends=True
)
DEPARTED = Moment("departed", _departed, AT_ONCE, sends=True)
# Where no notice is ready, a chair writes one meanwhile.
COPIES = Moment("copies", _copied, AT_ONCE, soon=8.0)
STEERED = Moment("steered", _steered, sends=True)
