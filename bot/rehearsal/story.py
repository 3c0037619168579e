"""A whole cycle, played by itself: what `giaouoc rehearse --play` shows and checks.

January: everybody joins and confirms a notice; three units register, by paste, by workbook and
by hand, one is returned. February: the others are reminded, once late after an outage; titles
are registered; one unit misses the deadline. March: the pledge is frozen and signed, the chair
unit last. April: one list is amended.
"""

from collections.abc import Awaitable, Callable
from datetime import date, time

from bot.rehearsal import acts, registering
from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Stage
from messages.render import label
from storage.kinds import Role, Standing
from storage.units import Unit

Chapter = Callable[[Stage], Awaitable[None]]


async def everybody_joins(stage: Stage) -> None:
    for number, player in enumerate(stage.players):
        await acts.join(stage, player, by_hand=number == len(stage.players) - 1)


async def a_notice_is_confirmed(stage: Stage) -> None:
    await stage.until(date(2027, 1, 5))
    await acts.send_notice(stage)


async def three_units_register(stage: Stage) -> None:
    """One pastes its list, one fills in the workbook, one types; the last is returned."""
    await stage.until(date(2027, 1, 12))
    first, second, third = stage.units[:3]
    await registering.paste(stage, first)
    await registering.upload(stage, second)
    await registering.register(stage, third)
    for unit in (first, second, third):
        await registering.approve(stage, unit)
    await stage.until(date(2027, 1, 13))
    await registering.accept(stage, first)
    await registering.accept(stage, second)
    await _returned_and_corrected(stage, third)


async def _returned_and_corrected(stage: Stage, unit: Unit) -> None:
    decider = registering.decider(stage, unit)
    await registering.send_back(decider, unit, typed("return.by_chair"))
    officer = stage.of(unit, Role.OFFICER)
    await officer.presses(label("key_task.open"), "4", label("key_task.target"))
    await officer.types(typed("return.corrected_target"))
    await registering.submit(officer)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def the_others_are_reminded(stage: Stage) -> None:
    fourth, fifth, sixth, seventh, _ = stage.units[3:]
    await stage.until(date(2027, 2, 18))
    await _registers_at_once(stage, fourth)
    await stage.until(date(2027, 2, 23))
    await registering.paste(stage, fifth)
    leader = stage.of(fifth, Role.LEADER)
    await registering.send_back(leader, fifth, typed("return.by_leader"))
    await registering.submit(stage.of(fifth, Role.OFFICER))
    await registering.approve(stage, fifth)
    await registering.accept(stage, fifth)
    # The program is down from the afternoon to the next one: that morning's reminders are late.
    await stage.until(date(2027, 2, 24), time(16, 0))
    await stage.until(date(2027, 2, 25), time(14, 0), asleep=True)
    await _registers_at_once(stage, sixth)
    await stage.until(date(2027, 2, 26))
    await _registers_at_once(stage, seventh)


async def titles_are_registered(stage: Stage) -> None:
    """Every unit but the late one says which titles it goes for."""
    for number, unit in enumerate(stage.units[:7], start=1):
        await _declares(stage, unit, 20 + number)


async def one_unit_is_late(stage: Stage) -> None:
    await stage.until(date(2027, 3, 2))
    await _registers_at_once(stage, stage.units[7])
    await _declares(stage, stage.units[7], 12)


async def _declares(stage: Stage, unit: Unit, people: int) -> None:
    await registering.declare(stage, unit, people)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def _registers_at_once(stage: Stage, unit: Unit) -> None:
    await registering.paste(stage, unit)
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


async def the_pledge_is_frozen(stage: Stage) -> None:
    await stage.until(date(2027, 3, 3))
    await acts.freeze(stage)


async def everybody_signs(stage: Stage) -> None:
    await stage.until(date(2027, 3, 4))
    chair = stage.unit_with(Standing.CHAIR)
    others = [unit for unit in stage.units if unit.id != chair.id]
    for number, unit in enumerate(others[:-1]):
        await acts.sign(stage, unit, mistyped=number == 1)
    await stage.until(date(2027, 3, 12))
    await acts.sign(stage, others[-1])
    await acts.sign(stage, chair)


async def one_list_is_amended(stage: Stage) -> None:
    """After the pledge is signed: with a reason, decided anew, the signed text as it was."""
    await stage.until(date(2027, 4, 14))
    unit = stage.units[3]
    await registering.amend(stage, unit, typed("amend.reason"), typed("amend.title"))
    await registering.approve(stage, unit)
    await registering.accept(stage, unit)


CHAPTERS: tuple[tuple[str, Chapter], ...] = (
    ("join", everybody_joins),
    ("notice", a_notice_is_confirmed),
    ("register", three_units_register),
    ("remind", the_others_are_reminded),
    ("titles", titles_are_registered),
    ("late", one_unit_is_late),
    ("freeze", the_pledge_is_frozen),
    ("sign", everybody_signs),
    ("amend", one_list_is_amended),
)
