"""What the command line says about a certificate; plain text."""

from messages.documents.bloc_words import book
from messages.language import VIETNAMESE
from messages.people import grouped
from messages.render import environment
from workflow.certificate import Verified
from workflow.text_check import CheckedText


def verified(found: Verified) -> str:
    """Say what the certificate says, and what is found about it."""
    words = book("verify_report")
    shown = environment(VIETNAMESE).get_template("documents/verified.txt.j2")
    return shown.render(
        verdict=words["finding"][found.finding],
        newer=words["newer"].format(version=found.replaced_by) if found.replaced_by else "",
        same_file=words["same_file"] if found.is_same_file else "",
        certificate=found.certificate,
        code=grouped(found.certificate.code),
    ).strip()


def text_verified(found: CheckedText) -> str:
    """Say which text of the pledge a file is, and what is found about it."""
    words = book("verify_report")
    shown = environment(VIETNAMESE).get_template("documents/verified_text.txt.j2")
    return shown.render(
        verdict=words["text"][found.finding],
        newer=words["newer"].format(version=found.replaced_by) if found.replaced_by else "",
        found=found,
        pledge=found.pledge,
    ).strip()


def unknown_code() -> str:
    return str(book("verify_report")["unknown_code"])


def unknown_file(name: str) -> str:
    return str(book("verify_report")["unknown_file"].format(name=name))


def cannot_read(name: str, reason: str | None) -> str:
    return str(book("verify_report")["cannot_read"].format(name=name, reason=reason))


def neither(target: str) -> str:
    """Say that it is neither a code nor a file."""
    return str(book("verify_report")["neither"].format(target=target[:60]))
