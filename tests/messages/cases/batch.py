from dataclasses import replace
from datetime import date

from messages import batch
from tests.messages.cases.case import Cases
from tests.messages.facts import full_list, sheet, task
from workflow.batch import Batch, Doubt, Doubted, Row, Source, judged
from workflow.pasting import read_tasks

TEN = "\n".join(f"{n}. Việc trọng tâm thứ {n} – {n}0% hồ sơ – {n}/9" for n in range(1, 11))
DOUBTFUL = f"""1. ⭐ Số hóa hồ sơ – 100% hồ sơ – cuối năm
2. Số hóa hồ sơ – 30/9/2031
3. {"Sửa chữa đường giao thông nông thôn " * 10}
4. ⭐
5. Thử <b>chữ đậm</b> & dấu <"""
ROWS = read_tasks(TEN, 2027)
STARRED = tuple(replace(row, is_highlight=True) for row in ROWS)
DATED = Doubted(Doubt.UNREAD_DATE, "due_on", "quý III", date(2027, 9, 30))
FROM_FILE = judged(
    (
        Row(5, "Số hóa hồ sơ", doubts=(DATED,)),
        Row(6, "Tập huấn cán bộ", doubts=(DATED,)),
        Row(7, "Rà soát văn bản", doubts=(Doubted(Doubt.UNREAD_CELL, "target", "formula"),)),
        Row(8, "Thanh tra", doubts=(Doubted(Doubt.UNREAD_CELL, "lead", "merged"),)),
        Row(9, "Kiểm tra", doubts=(Doubted(Doubt.UNREAD_CELL, "target", "#REF!"),)),
        Row(10, "Tuyên truyền", doubts=(Doubted(Doubt.UNREAD_MARK, "is_highlight", "??"),)),
        Row(11, "Tiết kiệm", doubts=(Doubted(Doubt.UNKNOWN_CRITERION, "criterion", "Z9"),)),
    )
)


def pasted(rows: tuple[Row, ...], *, source: Source = Source.PASTED, full: int = 0) -> Batch:
    return Batch(sheet(tasks=full_list()[:full]), rows, source)


DETAILED = Batch(
    sheet(tasks=(task(1, lead="Văn phòng Sở"), task(2, note="Đã bố trí vốn"), task(3))),
    read_tasks(f"1. {task(1).title} – 98%\n2. Làm cầu\n- Khảo sát\n- Thi công", 2027),
    Source.PASTED,
)


CASES: Cases = {
    "ask_rows": lambda: batch.ask_rows(sheet(), None),
    "ask_rows.with_year_before": lambda: batch.ask_rows(sheet(tasks=(task(1),)), 2026),
    "ask_rows.full": lambda: batch.ask_rows(sheet(tasks=full_list()), None),
    "form": lambda: batch.form(sheet(), 2027),
    "form.prefilled": lambda: batch.form(sheet(tasks=full_list()), 2027),
    "shown": lambda: batch.shown(pasted(ROWS), 2027),
    "shown.beside_others": lambda: batch.shown(pasted(ROWS[:5], full=1), 2027),
    "shown.beside_full": lambda: batch.shown(pasted(ROWS, full=10), 2027),
    "shown.stale": lambda: batch.shown(pasted(ROWS, full=1), 2027, is_stale=True),
    "shown.stale_full": lambda: batch.shown(pasted(ROWS[:3], full=10), 2027, is_stale=True),
    "shown.stale_empty": lambda: batch.shown(pasted(ROWS[:2]), 2027, is_stale=True),
    "shown.detailed": lambda: batch.shown(DETAILED, 2027),
    "shown.detailed_lost": lambda: batch.shown(replace(DETAILED, rows=ROWS[:2]), 2027),
    "shown.doubtful": lambda: batch.shown(pasted(read_tasks(DOUBTFUL, 2027)), 2027),
    "shown.many": lambda: batch.shown(pasted(read_tasks(f"{TEN}\n11. Thừa", 2027)), 2027),
    "shown.many_next": lambda: batch.shown(pasted(read_tasks(f"{TEN}\n11. Thừa", 2027)), 2027, 1),
    "shown.far_too_many": lambda: batch.shown(
        pasted(read_tasks("\n".join(["Việc"] * 900), 2027)), 2027
    ),
    "shown.starred": lambda: batch.shown(pasted(STARRED), 2027),
    "shown.copied": lambda: batch.shown(pasted(ROWS, source=Source.COPIED), 2027),
    "shown.uploaded": lambda: batch.shown(pasted(FROM_FILE, source=Source.UPLOADED), 2027),
    "shown.uploaded_unfit": lambda: batch.shown(
        pasted(judged((Row(5), Row(7, "Có tên"))), source=Source.UPLOADED), 2027
    ),
}
