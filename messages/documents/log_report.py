"""What the command line says about the log; plain text."""

from typing import Any

from messages.documents.bloc_words import book
from messages.language import VIETNAMESE
from messages.people import grouped
from messages.render import labels, moment, number
from storage.histories import Act
from storage.log import Line
from workflow.log_check import Checked, Found


def checked(found: Checked) -> str:
    """Name the first flaw, then what holds nevertheless; one line when all of it holds."""
    lines = [] if found.found is None else [_line("bad"), _flaw(found.found)]
    lines += [_line("unguarded", table=name) for name in found.unguarded]
    lines += [_line("text", version=text.version, id=text.pledge_id) for text in found.texts]
    lines += [_certificate(one.code, one.full_name) for one in found.certificates]
    lines += [_gone(line) for line in found.gone]
    lines += [_line("unlogged", act=_words(one.act), id=one.pledge_id) for one in found.unlogged]
    return "\n".join([*lines, _sum(found)])


def kept(row: int | None) -> str:
    """Say whether the log still holds the head that somebody kept."""
    return _line("no_kept") if row is None else _line("kept", number=number(row))


def unreadable(kind: str) -> str:
    """Say that the database file gives no answer."""
    return _line("unreadable", kind=kind)


def _flaw(found: Found) -> str:
    act = found.line.act if found.line else None
    said = _line(
        found.flaw,
        number=number(found.number),
        before=number(found.number - 1),
        row=number(found.line.id if found.line else found.number),
        code=grouped(found.code),
    )
    return f"{said} {_named(act)}" if act else said


def _named(act: Act) -> str:
    """Tell when, what and by whom, as far as the row can be read."""
    name = str(act.facts.get("name", ""))
    return _line("row", at=moment(act.at), act=_words(act.act), name=name)


def _words(act: str) -> str:
    return labels(VIETNAMESE).get(f"act.{act}", act)


def _gone(line: Line) -> str:
    said = _line("gone", number=number(line.id))
    return f"{said} {_named(line.act)}" if line.act else said


def _certificate(code: str, name: str) -> str:
    return _line("certificate", code=grouped(code), name=name)


def _sum(found: Checked) -> str:
    if found.n_good == 0:
        return _line("none_good" if found.found else "empty")
    at = moment(found.last_at) if found.last_at else ""
    key = "good" if found.is_good else "good_so_far"
    return _line(
        key,
        rows=number(found.n_good),
        head=found.head,
        at=at,
        certificates=found.n_certificates,
        texts=found.n_texts,
    )


def _line(key: str, **facts: Any) -> str:
    return str(book("log_report")[key].format(**facts))
