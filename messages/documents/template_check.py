"""Checks an office's own Word template before any paper is made from it.

It is filled twice, once with an example of every field and once with hardly any, so that both
sides of its conditions are read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from messages.documents.bloc_words import book
from messages.documents.paper_form import PaperForm
from messages.render import BadTemplate, UnknownName, paper_environment

NO_PAPER = (BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError)
# What a template may do wrong with a value that is right: a sum of words, an endless list.
UNFIT = (BadTemplate, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
UNDEFINED = re.compile(r"'([^']+)'(?: is undefined)?$")
LEFT_OVER = re.compile(r"\{[{%].*?[%}]\}")
PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
PARAGRAPH = re.compile(r"</w:p>|<w:(?:br|tab)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
NEAR = 60


@dataclass(frozen=True)
class TemplateUnfit(Exception):
    """A replaced template cannot be used; the sentences say why."""

    file_name: str
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"{self.file_name}: {sentence}" for sentence in self.sentences)


def problems(form: PaperForm, content: bytes) -> tuple[str, ...]:
    """Return in Vietnamese what keeps the template from being used; empty when it can be."""
    try:
        used = DocxTemplate(BytesIO(content)).get_undeclared_template_variables(paper_environment())
    except NO_PAPER:
        return (_say("no_paper"),)
    except BadTemplate as error:
        return (_say("broken", near=_near(error)),)
    unknown = sorted(used - form.known)
    missing = [name for name in form.needed if name not in used]
    found = [_say("unknown", names=", ".join(unknown))] if unknown else []
    found += [_say("missing", names=", ".join(missing))] if missing else []
    return tuple(found or _filled(form, content))


def _filled(form: PaperForm, content: bytes) -> list[str]:
    """Return what goes wrong when the template is filled with examples."""
    examples = {path: form.texts[path] for path in form.required}
    found = [_fill(content, form.example(), examples), _fill(content, form.example(bare=True), {})]
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def _fill(content: bytes, fields: Mapping[str, Any], expected: Mapping[str, str]) -> str:
    """Fill the template; return what is wrong with it, or which expected texts it left out."""
    paper = DocxTemplate(BytesIO(content))
    try:
        paper.render(dict(fields), paper_environment(), autoescape=True)
    except UnknownName as error:
        name = UNDEFINED.search(error.message or "")
        return _say("unknown", names=name[1] if name else "")
    except UNFIT as error:
        return _say("unfit", near=_near(error))
    said = _words(paper)
    left = LEFT_OVER.search(said)
    if left:
        return _say("left_over", text=left[0][:NEAR])
    plain = _folded(said)
    lost = [path for path, text in expected.items() if _folded(text) not in plain]
    return _say("lost", names=", ".join(lost)) if lost else ""


def _words(paper: DocxTemplate) -> str:
    """Return all that a filled paper says, headers and footers too."""
    made = BytesIO()
    paper.save(made)
    with ZipFile(made) as archive:
        parts = [archive.read(name) for name in archive.namelist() if PART.fullmatch(name)]
    return "".join(TAG.sub("", PARAGRAPH.sub(" ", part.decode())) for part in parts)


def _folded(text: str) -> str:
    return " ".join(unescape(text).split()).casefold()


def _near(error: Exception) -> str:
    """Return the first words of the template around the place, as far as they are known."""
    lines = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
    marked = [line for line in lines if "{" in line] or lines
    return (marked[len(marked) // 2] if marked else "")[:NEAR] or _say("somewhere")


def _say(key: str, **facts: str) -> str:
    return str(book("papers_check")[key].format(**facts))
