"""Fills a Word template with the fields of a paper; an unknown field fails, none stays empty.

An office may replace a template by one of its own: a file of the same name in the folder that
`use_folder` names. It is checked whenever it has changed, and what is unfit fills nothing.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from messages.documents.paper_form import form_of
from messages.documents.template_check import TemplateUnfit
from messages.documents.template_trial import tried
from messages.documents.word_closing import hold_closing
from messages.documents.word_template import template
from messages.render import paper_environment
from workflow.words import clean

# What Word keeps of a property.
LIMIT = 255
_folder: ContextVar[Path | None] = ContextVar("folder", default=None)


def use_folder(folder: Path | None) -> None:
    """Look for replaced templates there from now on; the program does it once, at start."""
    _folder.set(folder)


def fill_paper(name: str, fields: Mapping[str, Any], made_at: datetime) -> bytes:
    """Return the paper as .docx; its properties name its title and issuer, nobody's machine.

    Refuse with `TemplateUnfit` when the office's own template cannot be used.
    """
    paper = DocxTemplate(BytesIO(_replaced(name) or template(name)))
    paper.render(dict(fields), paper_environment(), autoescape=True)
    hold_closing(paper.docx)
    # Asked through get_docx(), it would hand out the template once more.
    known = paper.docx.core_properties
    known.title, known.author = (clean(fields[key])[:LIMIT] for key in ("title", "issuer"))
    known.comments, known.last_modified_by = "", known.author
    known.created = known.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _replaced(name: str) -> bytes | None:
    """Return the office's own template; None when there is none."""
    folder = _folder.get()
    path = folder / form_of(name).file_name if folder else None
    if path is None or not path.is_file():
        return None
    content = path.read_bytes()
    found = tried(name, content)
    if found:
        raise TemplateUnfit(path.name, found)
    return content
