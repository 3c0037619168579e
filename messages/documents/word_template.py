"""A paper's Word template, drawn from its source: one line a paragraph, `look | text`.

The sources lie in templates/vi/documents/*.paper.txt. A line beginning with {%p is Jinja of
its own; a line beginning with # is a remark. `letterhead`, `rule` and `signatures` are blocks,
their parts set off by ||. What is drawn is an ordinary .docx that an office may change in Word.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO

from docx.document import Document as Page

from messages.documents.office_page import (
    SIGNING_LINES,
    Columns,
    fill,
    lay_down,
    new_page,
    rule,
    text_width,
    write,
)
from messages.documents.word_table import filled_table, signing_grid
from messages.language import VIETNAMESE
from messages.render import TEMPLATES

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
NATION_WIDTH = 90
ISSUER_RULE, MOTTO_RULE, SUMMARY_RULE = 24, 57, 50
PART, PARTS, CONTROL, REMARK = "|", "||", "{%p", "#"


@cache
def template(name: str) -> bytes:
    """Return the template of a paper as it comes with the program."""
    path = TEMPLATES / VIETNAMESE / "documents" / f"{name}.paper.txt"
    return draw(path.read_text(encoding="utf-8"))


def draw(source: str) -> bytes:
    """Return the Word template that the lines describe."""
    page = new_page()
    for line in filter(None, map(str.strip, source.splitlines())):
        if line.startswith(REMARK):
            continue
        if line.startswith(CONTROL):
            write(page.add_paragraph(), line, "body")
            continue
        look, _, text = (part.strip() for part in line.partition(PART))
        block = BLOCKS.get(look)
        if block is None:
            write(page.add_paragraph(), text, look)
        else:
            block(page, [part.strip() for part in text.split(PARTS)])
    content = BytesIO()
    page.save(content)
    return content.getvalue()


def _letterhead(page: Page, parts: Sequence[str]) -> None:
    """Draw superior, issuer and number on the left, the nation, and a date if any, on the right.

    A superior or a number that is not given takes no line.
    """
    superior, issuer, number, *date = parts
    # The nation takes one line however the page lies; the rest is the issuer's.
    issuer_width = text_width(page) - NATION_WIDTH
    left, right = Columns(page, (issuer_width, NATION_WIDTH)).row()
    above = [("superior", superior)] if superior else []
    fill(left, [*above, ("issuer", issuer)])
    rule(left.add_paragraph(), ISSUER_RULE, issuer_width)
    if number:
        write(left.add_paragraph(), number, "number")
    fill(right, [("nation", NATION), ("motto", MOTTO)])
    rule(right.add_paragraph(), MOTTO_RULE, NATION_WIDTH)
    for text in date:
        write(right.add_paragraph(), text, "date")


def _signatures(page: Page, parts: Sequence[str]) -> None:
    """Draw two who sign side by side, "capacity / name", and the recipients below the left one."""
    write(page.add_paragraph(), "", "capacity")
    below = [("recipient", text) for text in parts[2:]]
    below[:0] = [("recipients", RECIPIENTS)] * bool(below)
    for cell, part, lines in zip(Columns(page).row(), parts, (below, ()), strict=False):
        fill(cell, [*_signing(part), *lines])


def _closing(page: Page, parts: Sequence[str]) -> None:
    """Draw the recipients on the left, and who signs, "capacity / name", on the right."""
    write(page.add_paragraph(), "", "space")
    left, right = Columns(page).row()
    each = '- {{ one }}{{ "." if loop.last else ";" }}'
    loop = [("recipient", "{%p for one in recipients %}"), ("recipient", each)]
    fill(left, [("recipients", RECIPIENTS), *loop, ("recipient", "{%p endfor %}")])
    fill(right, _signing(parts[0]))


def _signing(part: str) -> list[tuple[str, str]]:
    capacity, _, name = (text.strip() for text in part.partition("/"))
    return [("capacity", capacity), *[("capacity", "")] * SIGNING_LINES, ("signer", name)]


def _nation(page: Page, _: Sequence[str]) -> None:
    """Draw the nation alone, over the whole width: a paper of several issuers."""
    write(page.add_paragraph(), NATION, "nation")
    write(page.add_paragraph(), MOTTO, "motto")
    rule(page.add_paragraph(), MOTTO_RULE, text_width(page))


def _lying(page: Page, _: Sequence[str]) -> None:
    lay_down(page)


def _rule(page: Page, _: Sequence[str]) -> None:
    rule(page.add_paragraph(), SUMMARY_RULE, text_width(page))
    write(page.add_paragraph(), "", "superior")


BLOCKS: Mapping[str, Callable[[Page, Sequence[str]], None]] = {
    "letterhead": _letterhead,
    "signatures": _signatures,
    "closing": _closing,
    "nation": _nation,
    "lying": _lying,
    "table": filled_table,
    "grid": signing_grid,
    "rule": _rule,
}
