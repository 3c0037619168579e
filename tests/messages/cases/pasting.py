from messages import pasting
from tests.messages.cases.case import Cases
from tests.messages.facts import full_list, sheet, task
from workflow.pasting import Pasted, read_tasks

TEN = "\n".join(f"{n}. Việc trọng tâm thứ {n} – {n}0% hồ sơ – {n}/9" for n in range(1, 11))
DOUBTFUL = f"""1. ⭐ Số hóa hồ sơ – 100% hồ sơ – cuối năm
2. Số hóa hồ sơ – 30/9/2031
3. {"Sửa chữa đường giao thông nông thôn " * 10}
4. ⭐
5. Thử <b>chữ đậm</b> & dấu <"""
ROWS = read_tasks(TEN, 2027)

CASES: Cases = {
    "ask_list": lambda: pasting.ask_list(sheet()),
    "shown": lambda: pasting.shown(Pasted(sheet(), ROWS)),
    "shown.beside_others": lambda: pasting.shown(Pasted(sheet(tasks=(task(1),)), ROWS[:5])),
    "shown.beside_full": lambda: pasting.shown(Pasted(sheet(tasks=full_list()), ROWS)),
    "shown.doubtful": lambda: pasting.shown(Pasted(sheet(), read_tasks(DOUBTFUL, 2027))),
    "shown.many": lambda: pasting.shown(Pasted(sheet(), ROWS * 3)),
}
