"""A whole cycle, played by itself: what `giaouoc rehearse --play` shows and checks.

January: everybody joins and confirms a notice; three units register, one is returned. February:
the others are reminded, once late after an outage, one unit misses the deadline. March: the
pledge is frozen and signed, the chair unit last.
"""

from collections.abc import Awaitable, Callable
from datetime import date, time

from bot.rehearsal import acts
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
    await stage.until(date(2027, 1, 12))
    prompt = stage.units[:3]
    for unit in prompt:
        await acts.register(stage, unit)
        await acts.approve(stage, unit)
    await stage.until(date(2027, 1, 13))
    for unit in prompt[:2]:
        await acts.accept(stage, unit)
    await _returned_and_corrected(stage, prompt[2])


async def _returned_and_corrected(stage: Stage, unit: Unit) -> None:
    await acts.send_back(acts.decider(stage, unit), unit, typed("return.by_chair"))
    officer = stage.of(unit, Role.OFFICER)
    await officer.presses(label("key_task.open"), "4", label("key_task.target"))
    await officer.types(typed("return.corrected_target"))
    await acts.submit(officer)
    await acts.approve(stage, unit)
    await acts.accept(stage, unit)


async def the_others_are_reminded(stage: Stage) -> None:
    fourth, fifth, sixth, seventh, _ = stage.units[3:]
    await stage.until(date(2027, 2, 18))
    await _registers_at_once(stage, fourth)
    await stage.until(date(2027, 2, 23))
    await acts.register(stage, fifth)
    await acts.send_back(stage.of(fifth, Role.LEADER), fifth, typed("return.by_leader"))
    await acts.submit(stage.of(fifth, Role.OFFICER))
    await acts.approve(stage, fifth)
    await acts.accept(stage, fifth)
    # The program is down from the afternoon to the next one: that morning's reminders are late.
    await stage.until(date(2027, 2, 24), time(16, 0))
    await stage.until(date(2027, 2, 25), time(14, 0), asleep=True)
    await _registers_at_once(stage, sixth)
    await stage.until(date(2027, 2, 26))
    await _registers_at_once(stage, seventh)


async def one_unit_is_late(stage: Stage) -> None:
    await stage.until(date(2027, 3, 2))
    await _registers_at_once(stage, stage.units[7])


async def _registers_at_once(stage: Stage, unit: Unit) -> None:
    await acts.register(stage, unit)
    await acts.approve(stage, unit)
    await acts.accept(stage, unit)


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


CHAPTERS: tuple[tuple[str, Chapter], ...] = (
    ("join", everybody_joins),
    ("notice", a_notice_is_confirmed),
    ("register", three_units_register),
    ("remind", the_others_are_reminded),
    ("late", one_unit_is_late),
    ("freeze", the_pledge_is_frozen),
    ("sign", everybody_signs),
)
