"""Pages set by Typst: a template of the documents folder and facts make a PDF or pictures.

Only the fonts that come with Typst are used, and no clock: the same facts are the same bytes on
every machine. Setting a page needs neither database nor network and belongs on a worker thread.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import typst

from messages.language import VIETNAMESE
from messages.render import TEMPLATES


@dataclass(frozen=True)
class Typeset:
    """A page to be set: a template and its facts, which must be JSON."""

    template: str
    facts: Mapping[str, Any]

    @property
    def content_hash(self) -> str:
        """Return the SHA-256 of all that the page is made of."""
        return hashlib.sha256(b"\n".join((_source(self.template), self._told.encode()))).hexdigest()

    def pdf(self) -> bytes:
        made = typst.compile(_source(self.template), format="pdf", **self._how)
        assert isinstance(made, bytes)
        return made

    def pictures(self, dots_per_inch: int) -> list[bytes]:
        """Return each page as a PNG."""
        how = {"format": "png", "ppi": dots_per_inch, **self._how}
        made = typst.compile(_source(self.template), **how)
        return [made] if isinstance(made, bytes) else list(made or ())

    @property
    def _told(self) -> str:
        return json.dumps(self.facts, ensure_ascii=False, sort_keys=True)

    @property
    def _how(self) -> dict[str, Any]:
        return {"ignore_system_fonts": True, "sys_inputs": {"facts": self._told}}


@cache
def _source(template: str) -> bytes:
    return (TEMPLATES / VIETNAMESE / "documents" / f"{template}.typ").read_bytes()
