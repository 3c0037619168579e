from messages import absence
from tests.messages.cases.case import Cases
from tests.messages.facts import NOW
from workflow.absence import Absence

CASES: Cases = {
    "told": lambda: absence.told(Absence(NOW, 2, 1)),
    "told.notices": lambda: absence.told(Absence(NOW, 1, 0)),
    "told.duties": lambda: absence.told(Absence(NOW, 0, 3, 2)),
    "told.others": lambda: absence.told(Absence(NOW, 0, 3)),
}
