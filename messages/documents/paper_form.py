"""What the template of each paper may name: the fields, what they are, which it must use.

A field is written with a dot inside another one, and with [] when it is a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from messages.documents.bloc_words import book

LIST = "[]"
# An example of a list: as many as a row of the signing grid has.
AS_MANY = 3


@dataclass(frozen=True)
class PaperForm:
    """One kind of paper; `fields` are what it may name, by path, with what each one is.

    What describes a text is its own example, numbered so that no other text holds it; a number
    has its example beside it. `required` are the paths of what no paper goes out without.
    """

    name: str
    file_name: str
    title: str
    required: tuple[str, ...]
    fields: Mapping[str, Any]

    @property
    def known(self) -> frozenset[str]:
        """Return the names that a template may use outside its loops."""
        return frozenset(_name(path) for path in self.fields)

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the names that a template must use."""
        return tuple(dict.fromkeys(_name(path) for path in self.required))

    @property
    def texts(self) -> dict[str, str]:
        """Return the example of each text, by path."""
        told = self.fields.items()
        return {
            path: f"{one} ({at})" for at, (path, one) in enumerate(told) if isinstance(one, str)
        }

    def example(self, *, bare: bool = False) -> dict[str, Any]:
        """Return a value for every field; a bare one has empty lists and texts, and zeros."""
        tree: dict[str, Any] = {}
        for path, described in {**self.fields, **self.texts}.items():
            *above, last = path.split(".")
            branch = tree
            for step in above:
                branch = branch.setdefault(step, {})
            branch[last] = described
        return _example(tree, bare=bare)


@cache
def forms() -> tuple[PaperForm, ...]:
    """Return the papers that are made from Word templates."""
    return tuple(
        PaperForm(
            name,
            f"{known['file']}.docx",
            known["title"],
            tuple(known["required"]),
            {**book("papers")["common"], **known["fields"]},
        )
        for name, known in book("papers")["paper"].items()
    )


def form_of(name: str) -> PaperForm:
    return next(form for form in forms() if form.name == name)


def _name(path: str) -> str:
    return path.partition(".")[0].replace(LIST, "")


def explained(described: Any) -> str:
    """Return what a field is."""
    return str(described[0] if isinstance(described, list) else described)


def _example(tree: Mapping[str, Any], *, bare: bool) -> dict[str, Any]:
    made = {}
    for step, below in tree.items():
        is_branch = isinstance(below, dict)
        value = _example(below, bare=bare) if is_branch else _value(below, bare=bare)
        for _ in range(step.count(LIST)):
            value = [] if bare else [value] * AS_MANY
        made[step.replace(LIST, "")] = value
    return made


def _value(described: Any, *, bare: bool) -> Any:
    if isinstance(described, list):
        return 0 if bare else described[1]
    return "" if bare else described
