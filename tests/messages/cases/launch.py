from messages import launch
from tests.messages.cases.case import Cases
from tests.messages.facts import CHAIR, CYCLE, ODD
from workflow.launch import Launch

SHOWN = Launch(2027, CYCLE.theme, CHAIR)

CASES: Cases = {
    "ask_theme": lambda: launch.ask_theme(Launch(2027, "", CHAIR)),
    "previewed": lambda: launch.previewed(Launch(2027, ODD, CHAIR)),
    "declared": lambda: launch.declared(SHOWN),
    "told": lambda: launch.told(SHOWN),
}
