"""Certificates of signatures: sent to the signer, and what verifying one found."""

from collections.abc import Sequence

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Message, Paper, Rows
from messages.people import Links, grouped
from messages.render import button, say
from storage.certificates import Certificate
from workflow.certificate import Verified
from workflow.text_check import CheckedText


def fetch_row(pledge_id: int) -> Rows:
    """Return the row by which a signer gets the certificate again."""
    return ((button("certificate.fetch", actions.FetchCertificate(pledge_id)),),)


def papers_of(found: Sequence[Certificate], links: Links) -> tuple[Paper, ...]:
    """Return certificates as a message carries them: made at its delivery."""
    return tuple(_paper(certificate, links) for certificate in found)


def _paper(found: Certificate, links: Links) -> Paper:
    code = grouped(found.code)
    name = f"giay-xac-nhan-{found.year}-ban-{found.version}-{code[:5]}.pdf"
    about: dict[str, int | str] = {"certificate_id": found.id, "link": links.verification(code)}
    return Paper("certificate", about, name)


def fetched(found: Sequence[Certificate], links: Links) -> Message:
    return say("certificate/fetched", (to_menu(),), papers_of(found, links), found=found)


def ask_code() -> Message:
    return say("certificate/ask_code", leave_row())


def verified(found: Verified) -> Message:
    return say("certificate/verified", (to_menu(),), found=found, certificate=found.certificate)


def text_verified(found: CheckedText) -> Message:
    return say("certificate/text_verified", (to_menu(),), found=found, pledge=found.pledge)


def unknown() -> Message:
    """Answer a wrong code, whatever is wrong with it."""
    return say("certificate/unknown", (to_menu(),))


def unknown_file() -> Message:
    return say("certificate/unknown_file", (to_menu(),))
