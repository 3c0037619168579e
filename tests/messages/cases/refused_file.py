from messages import refused_file
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG, ODD

CASES: Cases = {
    "left_out": lambda: refused_file.left_out(["Kế hoạch <1>.pdf"]),
    "left_out.two": lambda: refused_file.left_out(["a.pdf", "b.xlsx"]),
    "author_told": lambda: refused_file.author_told(ODD, ["Kế hoạch.pdf"]),
    "author_told.long": lambda: refused_file.author_told(LONG, ["a.pdf", "b.xlsx"]),
}
