from dataclasses import replace

from messages import word_copy
from tests.messages.cases.case import Cases
from tests.messages.facts import LONG
from tests.messages.signings import doubtful
from workflow.word_copy import Change

THEME = Change(
    "theme", 0, "Hưởng ứng phong trào thi đua.", "Hưởng ứng chủ đề “Về đích sớm” & <vượt mức>."
)
EFFECT = Change(
    "effect", 3, "I. Tổ chức\nCũ", "I. Tổ chức\nMới", is_overtaken=True, by="Lê Thị Mận"
)
PARTIES = replace(THEME, key="parties", is_overtaken=True)
ALL = (PARTIES, THEME, EFFECT)

CASES: Cases = {
    "handed": lambda: word_copy.handed(doubtful()),
    "ask_file": word_copy.ask_file,
    "listed": lambda: word_copy.listed(ALL),
    "listed.one": lambda: word_copy.listed((THEME,)),
    "listed.moved": lambda: word_copy.listed(ALL, has_moved=True),
    "changed": lambda: word_copy.changed(ALL, "theme", 0),
    "changed.overtaken": lambda: word_copy.changed(ALL, "effect", 0),
    "changed.overtaken_by_facts": lambda: word_copy.changed(ALL, "parties", 0),
    "changed.long": lambda: word_copy.changed((replace(THEME, after=LONG * 12),), "theme", 1),
    "unchanged": word_copy.unchanged,
    "saved": lambda: word_copy.saved(ALL),
}
