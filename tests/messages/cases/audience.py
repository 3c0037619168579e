from dataclasses import replace

from messages import audience
from storage.kinds import Audience, NoticeState, ObligationKind
from storage.units import Unit
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG_UNIT, ODD, UNITS
from tests.messages.notices import draft, readers
from tests.messages.work import SUBJECT
from tests.messages.work import notice as made
from workflow.audience import UNIT_DUTIES, Empty, Readers
from workflow.narrowing import Lacking, UnitChoice
from workflow.notice import Draft

TWENTY = tuple(
    replace(UNITS[n % 8], id=n + 1, code=f"DV{n + 1:02}", name=f"{LONG_UNIT}, chi nhánh {n + 1}")
    for n in range(20)
)
DUTIES = [Lacking(kind, 8 - n) for n, kind in enumerate(UNIT_DUTIES)]
NOTICES = [Lacking(ObligationKind.CONFIRM, 3, made(id=n, subject=ODD)) for n in range(1, 6)]


def shown(of: Readers) -> Draft:
    return draft(of)


def choice(units: tuple[Unit, ...], *chosen: Unit) -> UnitChoice:
    ids = frozenset(unit.id for unit in chosen)
    return UnitChoice(made(NoticeState.DRAFT, units=list(ids)), units, ids)


CASES: Cases = {
    "shown": lambda: audience.shown(draft()),
    "shown.leaders": lambda: audience.shown(draft(audience=Audience.LEADERS)),
    "shown.two_units": lambda: audience.shown(
        shown(readers(units=UNITS[2:4], chosen=UNITS[2:4], audience=Audience.OFFICERS))
    ),
    "shown.five_units": lambda: audience.shown(
        shown(readers(units=UNITS[:5], chosen=UNITS[:5], audience=Audience.LEADERS))
    ),
    **{
        f"shown.{kind}": lambda kind=kind: audience.shown(  # type: ignore[misc]
            shown(readers(units=UNITS[:3], lacking=kind))
        )
        for kind in UNIT_DUTIES
    },
    "shown.some_lack": lambda: audience.shown(
        shown(
            readers(
                units=UNITS[2:4],
                chosen=UNITS[:5],
                lacking=ObligationKind.SIGN,
                audience=Audience.LEADERS,
            )
        )
    ),
    "shown.confirm": lambda: audience.shown(
        shown(readers(lacking=ObligationKind.CONFIRM, lacking_of=4, title=SUBJECT))
    ),
    "shown.some_confirm": lambda: audience.shown(
        shown(readers(chosen=UNITS[:5], lacking=ObligationKind.CONFIRM, lacking_of=4, title=ODD))
    ),
    "shown.no_unit": lambda: audience.shown(
        shown(readers(units=(), chosen=(), empty=Empty.NO_UNIT))
    ),
    "shown.no_seat": lambda: audience.shown(
        shown(readers(units=UNITS[2:3], chosen=UNITS[2:3], empty=Empty.NO_SEAT))
    ),
    **{
        f"shown.{why}": lambda why=why: audience.shown(  # type: ignore[misc]
            shown(readers(units=(), empty=why, lacking=ObligationKind.RSVP))
        )
        for why in (Empty.ALL_DONE, Empty.NOT_ASKED)
    },
    "units": lambda: audience.units(UnitChoice(made(NoticeState.DRAFT), UNITS, None), 0),
    "units.some": lambda: audience.units(choice(UNITS, UNITS[1], UNITS[5]), 0),
    "units.middle_page": lambda: audience.units(choice(TWENTY, *TWENTY[7:11]), 1),
    "lackings": lambda: audience.lackings(draft(), DUTIES, 0),
    "lackings.notices": lambda: audience.lackings(
        shown(readers(lacking=ObligationKind.SIGN)), [*DUTIES, *NOTICES], 1
    ),
}
