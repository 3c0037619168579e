from datetime import date
from functools import partial

from messages import task_field
from storage.kinds import ListState
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG, ODD, WHOLE, sheet, task
from workflow.errors import TaskGone
from workflow.task_field import FURTHER

STARRED = task(1, is_highlight=True, target="98% hồ sơ", due_on=date(2027, 9, 30))
DRAFT = sheet(ListState.DRAFT, (STARRED, task(2), task(3, target="10.000 hồ sơ")))
HARD = (task(1, title=ODD, target="<1% & giảm dần"), task(2, title=LONG, target=LONG[:200]))

GONE = TaskGone(7, 3, 2, ODD, "Lê Thị Mận")

CASES: Cases = {
    "ask_title.first": lambda: task_field.ask_title(sheet()),
    "ask_title.next": lambda: task_field.ask_title(DRAFT),
    "ask_field.title": lambda: task_field.ask_field(task(2, title=ODD), "title", adding=False),
    "ask_field.target": lambda: task_field.ask_field(task(2), "target", adding=False),
    "ask_field.target_again": lambda: task_field.ask_field(STARRED, "target", adding=False),
    "ask_field.target_of_new": lambda: task_field.ask_field(HARD[1], "target", adding=True),
    "ask_field.due": lambda: task_field.ask_field(task(2), "due", adding=False),
    "ask_field.due_again": lambda: task_field.ask_field(STARRED, "due", adding=False),
    "ask_field.due_of_new": lambda: task_field.ask_field(task(2), "due", adding=True),
    **{
        f"ask_field.{field}": partial(task_field.ask_field, task(2), field, adding=False)
        for field in FURTHER
    },
    "ask_field.measures_again": lambda: task_field.ask_field(WHOLE, "measures", adding=False),
    "fields.none": lambda: task_field.fields(task(2), DRAFT),
    "fields.all": lambda: task_field.fields(WHOLE, sheet(ListState.DRAFT, (WHOLE,) * 10)),
    "gone": lambda: task_field.gone(GONE, ""),
    "gone.while_typing": lambda: task_field.gone(GONE, "98% hồ sơ đúng hạn"),
    "overtaken.text": lambda: task_field.overtaken(WHOLE, "lead", "Phòng Tổng hợp", "Lê Thị Mận"),
    "overtaken.day": lambda: task_field.overtaken(STARRED, "due", "15/6", "Lê Thị Mận"),
    "overtaken.emptied": lambda: task_field.overtaken(task(2), "note", ODD, "Lê Thị Mận"),
}
