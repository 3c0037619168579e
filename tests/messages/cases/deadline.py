from dataclasses import replace
from datetime import date

from messages import deadline
from storage.extensions import Extension
from storage.kinds import Step
from storage.units import Unit
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, NOW, ODD, UNIT, UNITS
from workflow.deadline import DatedStep, Dates
from workflow.extending import Aim, Proposal

TODAY = date(2027, 2, 22)
REASON = "Các đơn vị tập trung phục vụ kỳ họp."
STEPS = {
    Step.JOIN: date(2027, 1, 29),
    Step.KEY_TASKS: date(2027, 2, 26),
    Step.REGISTRATION: date(2027, 2, 27),
    Step.SIGN: date(2027, 3, 15),
}
SATURDAY = date(2027, 3, 13)


def _granted(number: int, day: date, unit: Unit | None = None) -> Extension:
    unit_id = unit.id if unit else None
    return Extension(number, 1, Step.KEY_TASKS, unit_id, day, REASON, 12, NOW)


def _dated(step: Step = Step.KEY_TASKS, *granted: Extension) -> DatedStep:
    return DatedStep(step, STEPS[step], granted)


ALL = _granted(1, date(2027, 3, 5))
OWN = tuple(_granted(n, date(2027, 3, n + 8), unit) for n, unit in enumerate(UNITS[2:7], start=2))


def _dates(*granted: Extension, may_extend: bool = True) -> Dates:
    steps = tuple(_dated(step, *(granted if step is Step.KEY_TASKS else ())) for step in Step)
    return Dates(2027, steps, UNITS, may_extend)


def _aim(*granted: Extension, unit: Unit | None = None, step: Step = Step.KEY_TASKS) -> Aim:
    return Aim(_dated(step, *granted), UNITS, unit)


def _proposal(aim: Aim, day: date = date(2027, 3, 12), reason: str = REASON) -> Proposal:
    return Proposal(aim, day, reason, TODAY, frozenset(unit.id for unit in UNITS))


MANY = Aim(_dated(), tuple(replace(UNITS[n % 8], id=n + 1) for n in range(11)))
ONE = _aim(unit=UNIT)

CASES: Cases = {
    "listed": lambda: deadline.listed(_dates()),
    "listed.provisional": lambda: deadline.listed(replace(_dates(), is_provisional=True)),
    "listed.extended": lambda: deadline.listed(_dates(ALL, OWN[0])),
    "listed.many": lambda: deadline.listed(_dates(ALL, *OWN)),
    "listed.reader": lambda: deadline.listed(_dates(ALL, may_extend=False)),
    "listed.none": lambda: deadline.listed(Dates(2027, (), UNITS, may_extend=True)),
    "choose_unit": lambda: deadline.choose_unit(_aim(ALL, OWN[0]), 0),
    "choose_unit.many": lambda: deadline.choose_unit(MANY, 1),
    "ask_day.all": lambda: deadline.ask_day(_aim()),
    "ask_day.unit": lambda: deadline.ask_day(_aim(ALL, unit=UNIT, step=Step.SIGN)),
    "ask_reason": lambda: deadline.ask_reason(ONE),
    "previewed.all": lambda: deadline.previewed(_proposal(_aim())),
    "previewed.some": lambda: deadline.previewed(_proposal(_aim(ALL, *OWN))),
    "previewed.day_off": lambda: deadline.previewed(_proposal(ONE, SATURDAY, ODD)),
    "previewed.past": lambda: deadline.previewed(replace(_proposal(ONE), today=date(2027, 3, 20))),
    "granted.all": lambda: deadline.granted(_proposal(_aim())),
    "granted.some": lambda: deadline.granted(replace(_proposal(_aim()), owing=frozenset({1, 3}))),
    "granted.nobody": lambda: deadline.granted(replace(_proposal(_aim()), owing=frozenset())),
    "granted.unit": lambda: deadline.granted(_proposal(ONE, SATURDAY)),
    "told": lambda: deadline.told(_proposal(ONE, reason=ODD), UNIT, CHAIR),
    "told.join": lambda: deadline.told(_proposal(_aim(step=Step.JOIN)), UNIT, CHAIR),
    "told.registration": lambda: deadline.told(
        _proposal(_aim(step=Step.REGISTRATION)), UNIT, CHAIR
    ),
    "told.sign": lambda: deadline.told(
        _proposal(_aim(step=Step.SIGN), date(2027, 3, 27)), UNIT, CHAIR
    ),
}
