from messages import directive
from storage.kinds import Role
from tests.messages.cases.case import Cases
from tests.messages.facts import ODD, seat
from workflow.directive import Directive

PATRON = seat(Role.PATRON, "Đinh Văn Thành", None)
SHOWN = Directive(f"Kế hoạch phải cụ thể: {ODD}.\nMỗi đơn vị có điểm nhấn.", PATRON, (1, 2, 3))

CASES: Cases = {
    "ask_text": directive.ask_text,
    "previewed": lambda: directive.previewed(SHOWN),
}
