"""Walks the log from its first row to its last and names the first that is not as it was written.

A row's number is not part of its hash, but rows are numbered without a gap, so a row that is gone
leaves one. Who recomputes hashes from a row on leaves a log that holds in itself; the heads that
certificates bear, on paper in many hands, do not fit it any more.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.certificates import Certificate
from storage.histories import GENESIS
from storage.log import FIRST, KeptText, Line
from workflow.certificate import is_as_logged
from workflow.witness import Entry, Evidence, entry_of

PAGE = 2000
Reader = Callable[[int, int], Awaitable[Sequence[Line]]]


class Flaw(StrEnum):
    """What is wrong at the first row that is not as it was written."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    BROKEN = "broken"
    """It does not follow the row before: that one was rewritten, or one between them is gone."""
    REWRITTEN = "rewritten"
    """Its hash is not the one that a certificate bears."""
    CUT_OFF = "cut_off"
    """A certificate bears a row that the log does not reach any more."""


@dataclass(frozen=True)
class Found:
    """The first flaw: the row's number, the row where there is one, a certificate that proves it."""

    flaw: Flaw
    number: int
    line: Line | None = None
    code: str = ""


@dataclass
class Checked:
    """What the check of a log found; `n_good` rows from the first are as they were written."""

    n_good: int = 0
    head: str = GENESIS
    last_at: datetime | None = None
    found: Found | None = None
    kept_at: int | None = None
    """The row whose hash is the head that somebody kept, when one was asked for."""
    unguarded: list[str] = field(default_factory=list)
    """The tables whose rows the database does not protect any more."""
    n_certificates: int = 0
    n_texts: int = 0
    texts: list[KeptText] = field(default_factory=list)
    """The frozen texts that are not as they were frozen."""
    certificates: list[Certificate] = field(default_factory=list)
    """Those whose signature is not as the log holds it."""
    gone: list[Line] = field(default_factory=list)
    """The log's rows whose signature, exception, refusal or text is gone or changed."""
    unlogged: list[Entry] = field(default_factory=list)
    """What stands under a pledge though the log knows nothing of it."""

    @property
    def is_good(self) -> bool:
        flaws = (self.unguarded, self.texts, self.certificates, self.gone, self.unlogged)
        return self.found is None and not any(flaws)


async def check(read: Reader, evidence: Evidence, kept: str = "") -> Checked:
    """Check the log, and what it bears witness of.

    The evidence is read first: what is signed meanwhile is later in the log. Rows come a page at
    a time, so that neither memory nor the running program notices. `kept` is a head that
    somebody kept outside, whose row is looked for.
    """
    walk = Walk(evidence, kept)
    previous: Line | None = None
    async for line in _lines(read):
        if previous is not None:
            walk.take(previous, line)
        previous = line
    if previous is not None:
        walk.take(previous, None)
    return walk.end()


async def _lines(read: Reader) -> AsyncIterator[Line]:
    last = FIRST
    while page := await read(last, PAGE):
        for line in page:
            yield line
        last = page[-1].id


class Walk:
    """One walk along the log, a row and the one after it at a time."""

    def __init__(self, evidence: Evidence, kept: str = "") -> None:
        self._checked = Checked()
        self._kept = kept
        self._evidence = evidence
        self._all = evidence.certificates
        self._witnesses = {one.log_id: one for one in evidence.certificates}
        self._unmet = evidence.entries.copy()
        self._frozen: dict[int, str] = {}
        self._good: set[int] = set()
        self._before = ""
        self._last: Line | None = None

    def take(self, line: Line, following: Line | None) -> None:
        """Check one row; after the first flaw the rest cannot be told."""
        checked = self._checked
        if checked.found is not None:
            return
        checked.found = self._flaw(line, following)
        if checked.found is None:
            self._note(line)
        else:
            checked.n_good = max(0, min(checked.n_good, checked.found.number - 1))

    def _flaw(self, line: Line, following: Line | None) -> Found | None:
        number = self._checked.n_good + 1
        if line.act is None or not line.is_whole:
            return Found(Flaw.ALTERED, line.id, line)
        if line.id > number:
            return Found(Flaw.REMOVED, number, line)
        if line.id < number:
            return Found(Flaw.INSERTED, line.id, line)
        if line.act.previous_hash != self._checked.head:
            return self._unlinked(line, following)
        witness = self._witnesses.get(line.id)
        if witness is not None and witness.log_head != line.act.hash:
            return Found(Flaw.REWRITTEN, line.id, line, witness.code)
        return None

    def _unlinked(self, line: Line, following: Line | None) -> Found:
        """Tell which of two rows that do not follow each other is the stranger."""
        assert line.act is not None
        if self._last is not None and line.act.previous_hash == self._before:
            return Found(Flaw.INSERTED, self._last.id, self._last)
        after = following.act if following else None
        if after is not None and after.previous_hash == self._checked.head:
            return Found(Flaw.INSERTED, line.id, line)
        return Found(Flaw.BROKEN, line.id, line)

    def _note(self, line: Line) -> None:
        act = line.act
        assert act is not None
        checked = self._checked
        self._before, checked.head = checked.head, act.hash
        checked.n_good, checked.last_at, self._last = checked.n_good + 1, act.at, line
        if act.hash == self._kept:
            checked.kept_at = line.id
        if act.act.startswith("pledge.") and "hash" in act.facts:
            self._frozen.setdefault(act.subject_id, str(act.facts["hash"]))
        witness = self._witnesses.get(line.id)
        if witness is not None and is_as_logged(witness, line, self._evidence.digests):
            self._good.add(witness.id)
        self._meet(line, entry_of(act))

    def _meet(self, line: Line, entry: Entry | None) -> None:
        """Look for the row that an act wrote; what was read before the act cannot hold it."""
        if entry is None or line.id > self._evidence.last:
            return
        if self._unmet[entry] > 0:
            self._unmet[entry] -= 1
        else:
            self._checked.gone.append(line)

    def end(self) -> Checked:
        """Return what was found; a log that is not whole bears witness of nothing else."""
        checked, texts = self._checked, self._evidence.texts
        checked.n_certificates, checked.n_texts = len(self._all), len(texts)
        if checked.found is None:
            beyond = [one for one in self._all if one.log_id > checked.n_good]
            if beyond:
                number = checked.n_good + 1
                checked.found = Found(Flaw.CUT_OFF, number, None, beyond[0].code)
        checked.texts = [text for text in texts if not self._is_kept(text)]
        if checked.found is None:
            checked.certificates = [one for one in self._all if one.id not in self._good]
            checked.unlogged = list(self._unmet.elements())
        else:
            checked.gone = []
        return checked

    def _is_kept(self, text: KeptText) -> bool:
        """Tell whether a text is whole and the log holds its hash, as far as the log holds."""
        logged = self._frozen.get(text.pledge_id)
        is_logged = logged is not None and logged.encode() == text.text_hash
        return text.is_whole and (is_logged or self._checked.found is not None)
