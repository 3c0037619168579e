"""How the story's notices fare: out of reach, sent again, corrected, repeated, late."""

from datetime import date, time

from bot.rehearsal import acts, papers
from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Player, Stage
from messages.notice import WIDTH
from messages.render import label, shorten
from storage.kinds import Role

# Whoever has not joined by then is sent the notice once more the day after.
SENT_ON, CORRECTED_ON = date(2027, 1, 5), date(2027, 1, 6)


def latecomers(stage: Stage) -> list[Player]:
    """Return the people of the unit that nothing reaches at first."""
    last = stage.units[-1]
    return [p for p in stage.players if p.unit and p.unit.id == last.id]


def _blocking(stage: Stage) -> Player:
    return stage.of(stage.units[5], Role.OFFICER)


def _slow(stage: Stage) -> Player:
    """Return who confirms only after being reminded as often as anybody is."""
    return stage.of(stage.units[6], Role.OFFICER)


async def a_notice_is_sent(stage: Stage) -> None:
    """One unit has not joined yet and one person blocks the bot, where the channel lets them."""
    await stage.until(SENT_ON)
    blocking, slow = _blocking(stage), _slow(stage)
    away = [*latecomers(stage), slow, *([blocking] if await blocking.phone.blocks() else [])]
    people = await acts.write_notice(stage)
    await acts.confirm([player for player in people if player not in away])
    await papers.print_notice(stage.holding(Role.CHAIR))


async def it_is_sent_again_and_corrected(stage: Stage) -> None:
    """Reach those that were out of reach, then correct the text: everybody is asked anew."""
    await stage.until(CORRECTED_ON)
    chair, slow, people = stage.holding(Role.CHAIR), _slow(stage), acts.addressed(stage)
    for number, player in enumerate(latecomers(stage)):
        await acts.join(stage, player, by_hand=number == 0)
    await _blocking(stage).types("/menu")
    await _opens(chair)
    await chair.presses(label("broadcast.again"))
    await chair.presses(label("correction.body"))
    await chair.types(typed("notice.corrected"))
    await chair.presses(label("correction.give", count=len(people)))
    await acts.confirm([player for player in people if player is not slow])


async def the_last_one_confirms(stage: Stage) -> None:
    """Let the chair see who was reminded in vain, and that one confirm at last."""
    chair = stage.holding(Role.CHAIR)
    await _opens(chair)
    await chair.presses(label("broadcast.ledger"), label("broadcast.unconfirmed", count=1))
    await acts.confirm([_slow(stage)])


async def a_notice_is_scheduled(stage: Stage, at: time) -> None:
    """Let the chair have a notice sent at an hour of today."""
    chair = stage.holding(Role.CHAIR)
    await acts.begin_notice(chair, typed("notice.second_subject"), typed("notice.second_body"))
    await chair.presses(label("notice.confirm_on"), label("notice.time"))
    await chair.types(f"{at:%H:%M}")
    n_people = len(acts.addressed(stage))
    await chair.presses(label("notice.preview"), label("notice.send", count=n_people))


async def _opens(chair: Player) -> None:
    """Go to how the newest notice was sent."""
    await chair.types("/thongbao")
    subject = shorten(typed("notice.subject"), WIDTH)
    await chair.presses(label("notice.open", number=1, subject=subject))
