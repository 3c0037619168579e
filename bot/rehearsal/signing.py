"""What happens to the pledge besides signing: declined, changed, signed on paper, excepted."""

from datetime import date

from bot.rehearsal import acts
from bot.rehearsal.acts import typed
from bot.rehearsal.conferring import DRAFT, PDF
from bot.rehearsal.stage import Player, Stage
from messages.render import label
from messages.signing_exception import SIZE
from storage.kinds import Role
from storage.units import Unit
from workflow.section import SECTIONS

CHANGED = "targets"


async def opens(player: Player, *labels: str) -> None:
    """Go to the pledge and from there on."""
    await player.types("/giaouoc")
    await player.presses(*labels)


async def decline(leader: Player) -> None:
    """Say why the unit does not sign this text."""
    await opens(leader, label("signing.decline"))
    await leader.types(typed("sign.declined"))


async def change_text(chair: Player) -> None:
    """Take the frozen text back and write one part of it anew, seeing what it changes."""
    await opens(chair, label("pledge.replace"))
    await chair.types(typed("sign.replaced"))
    part = str(SECTIONS.index(CHANGED) + 1)
    await chair.presses(label("section.list"), part, label("section.ask"))
    await chair.types(typed("sign.targets"))
    await chair.presses(label("section.save"))


async def change_for(stage: Stage, unit: Unit) -> None:
    """Let a unit decline the text, the chair change and freeze it anew, the unit see the change."""
    leader = stage.of(unit, Role.LEADER)
    await decline(leader)
    await change_text(stage.holding(Role.CHAIR))
    await acts.freeze(stage)
    await leader.presses(label("pledge.compare"))


async def hand_in(officer: Player) -> None:
    """Hand in the scan that the substitute signed, who has no account and follows the leader."""
    signer = typed("answer.substitute").partition(" – ")[0]
    await opens(officer, label("paper_signature.hand_in"), f"2. {signer}")
    await officer.sends_file(typed("sign.scan"), PDF, DRAFT)
    await officer.presses(label("paper_signature.send"))


async def confirm(secretary: Player) -> None:
    """Open the scan from the letter and say that it bears the frozen text and the signature."""
    await secretary.presses(label("paper_signature.open"), label("paper_signature.confirm"))


async def except_unit(chair: Player, unsigned: list[Unit], unit: Unit) -> None:
    """Let the pledge be complete without a unit; `unsigned` are all that have not signed."""
    place = unsigned.index(unit) + 1
    assert place <= SIZE
    await opens(chair, label("signing_exception.open"), str(place))
    await chair.types(typed("sign.excepted"))


async def the_pledge_is_completed(stage: Stage) -> None:
    """Take one signature on paper and except one unit the day after; the chair unit signs last."""
    await stage.until(date(2027, 3, 16))
    first, on_paper, excepted = stage.units[0], stage.units[3], stage.units[7]
    await hand_in(stage.of(on_paper, Role.OFFICER))
    await confirm(stage.holding(Role.SECRETARY))
    await except_unit(stage.holding(Role.CHAIR), [first, excepted], excepted)
    await acts.sign(stage, first, reads=False)
