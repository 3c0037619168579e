from functools import partial

from messages import office_paper
from tests.messages.cases.case import Cases
from workflow.office_paper import Gathered, PaperKind


def paper(kind: PaperKind, code: str = "KTN") -> Gathered:
    return Gathered(kind, 7, code, 2027, None)


CASES: Cases = {
    **{f"handed.{kind}": partial(office_paper.handed, paper(kind)) for kind in PaperKind},
    "handed.odd": lambda: office_paper.handed(paper(PaperKind.UNIT_TASKS, "VP/TH [1]")),
}
