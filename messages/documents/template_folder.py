"""A folder of Word templates: written out for an office to change, and checked before use."""

from dataclasses import dataclass
from pathlib import Path

from messages.documents.bloc_words import book
from messages.documents.paper_form import PaperForm, explained, forms
from messages.documents.template_trial import tried
from messages.documents.word_template import template

README = "README.txt"
# Word's own mark of a file that is open.
LOCK = "~$"


@dataclass(frozen=True)
class Checked:
    """What a folder's check found: templates that can be used, and sentences about the others."""

    fit: tuple[str, ...]
    sentences: tuple[str, ...]


def check(folder: Path) -> Checked:
    """Check every .docx of the folder."""
    if not folder.is_dir():
        return Checked((), (_say("no_folder", folder=folder),))
    known = {form.file_name: form for form in forms()}
    found = [path for path in sorted(folder.glob("*.docx")) if not path.name.startswith(LOCK)]
    wrong = {path.name: _problems(path, known) for path in found}
    return Checked(
        tuple(name for name, sentences in wrong.items() if not sentences),
        tuple(sentence for sentences in wrong.values() for sentence in sentences),
    )


def _problems(path: Path, known: dict[str, PaperForm]) -> list[str]:
    if path.name not in known:
        return [_say("stranger", file=path.name, names=", ".join(known))]
    found = tried(known[path.name].name, path.read_bytes())
    return [f"{path.name}: {sentence}" for sentence in found]


def reported(checked: Checked) -> str:
    """Say what was found."""
    names = ", ".join(checked.fit)
    fit = _say("fit", count=len(checked.fit), names=names) if checked.fit else _say("none")
    return "\n".join(
        (*checked.sentences, fit) if checked.fit or not checked.sentences else checked.sentences
    )


def write(folder: Path) -> str:
    """Write every template and the README; a file that exists stays, and nothing is written.

    Return what to say about it; raise OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [README, *(form.file_name for form in forms())]
    there = next((name for name in names if (folder / name).exists()), None)
    if there is not None:
        raise FileExistsError(_say("not_empty", name=there))
    for form in forms():
        (folder / form.file_name).write_bytes(template(form.name))
    (folder / README).write_text(readme(), encoding="utf-8")
    return _say("written", count=len(forms()), folder=folder)


def readme() -> str:
    """Return how to change a template, and every field that each one may use."""
    parts = [_say("readme")]
    for form in forms():
        fields = [
            f"    {'*' if path in form.required else ' '} {path}: {explained(described)}"
            for path, described in form.fields.items()
        ]
        parts.append("\n".join((f"{form.file_name}: {form.title}", *fields)))
    return "\n\n".join(parts) + "\n"


def _say(key: str, **facts: object) -> str:
    return str(book("papers_check")[key].format(**facts))
