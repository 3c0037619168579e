"""The pledge: its text, its pages, the two steps of signing, who has signed."""

from collections.abc import Callable
from functools import partial

from messages import actions
from messages.language import VIETNAMESE
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Rows
from messages.office_paper import print_button
from messages.render import button, environment, say
from storage.people import Assignment
from storage.pledges import Pledge
from workflow.office_paper import PaperKind
from workflow.pledge import Draft, Signing, normalised

PAGE = 2800


def text_of(draft: Draft) -> str:
    """Return the pledge's full text as plain lines, from approved lists only."""
    rendered = environment(VIETNAMESE).get_template("pledge/text.txt.j2").render(draft=draft)
    return normalised(rendered)


def file_name(draft: Draft) -> str:
    return f"giao-uoc-{draft.bloc.code.lower()}-{draft.cycle.year}.txt"


def pages_of(text: str) -> list[str]:
    """Split a text at line ends into pages that fit one message."""
    pages = [""]
    for line in text.splitlines(keepends=True):
        if len(pages[-1]) + len(line) > PAGE:
            pages.append("")
        pages[-1] += line
    return [page.strip("\n") for page in pages]


def not_frozen(draft: Draft, *, may_freeze: bool) -> Message:
    rows: list[tuple[Button, ...]] = []
    if may_freeze:
        preview = button("pledge.preview", actions.PreviewPledge(0))
        rows.append((preview, print_button(PaperKind.PLEDGE)))
    if may_freeze and not draft.missing and draft.cycle.theme:
        rows.append((button("pledge.freeze", actions.AskFreezePledge()),))
    return say("pledge/not_frozen", (*rows, to_menu()), draft=draft, may_freeze=may_freeze)


def draft_page(draft: Draft, page: int) -> Message:
    return _page(text_of(draft), page, actions.PreviewPledge, (), version=None)


def _page(
    text: str,
    number: int,
    to: Callable[[int], actions.Action],
    beside: tuple[Button, ...],
    version: int | None,
) -> Message:
    """Show one page, the nearest there is; `version` is None before the text is frozen."""
    pages = pages_of(text)
    at = min(max(number, 0), len(pages) - 1)
    both = (("go.previous", at - 1), ("go.next", at + 1))
    turns = tuple(button(key, to(page)) for key, page in both if 0 <= page < len(pages))
    back = (*beside, button("go.back", actions.OpenPledge()))
    return say(
        "pledge/page",
        (turns, back) if turns else (back,),
        version=version,
        number=at + 1,
        n=len(pages),
        text=pages[at],
    )


def ask_freeze(draft: Draft, hash_start: str) -> Message:
    rows = (
        (button("pledge.freeze_yes", actions.FreezePledge(hash_start)),),
        (button("pledge.preview", actions.PreviewPledge(0)),),
        (button("go.back", actions.OpenPledge()),),
    )
    return say("pledge/ask_freeze", rows, draft=draft)


def page(pledge: Pledge, number: int) -> Message:
    file = button("pledge.file", actions.FetchPledge(pledge.id))
    to = partial(actions.ReadPledge, pledge.id)
    return _page(pledge.text, number, to, (file,), version=pledge.version)


def as_file(pledge: Pledge, name: str) -> Message:
    return say("pledge/as_file", files=(Attachment(pledge.file_id, name),), pledge=pledge)


def status(signing: Signing) -> Message:
    pledge = signing.pledge
    rows: list[tuple[Button, ...]] = [(button("pledge.read", actions.ReadPledge(pledge.id, 0)),)]
    if signing.may_sign:
        rows.append((button("pledge.sign", actions.SignPledge(pledge.id)),))
    rows.append((button("pledge.who", actions.WhoSigned()), print_button(PaperKind.PLEDGE)))
    return say("pledge/status", (*rows, to_menu()), signing=signing)


def _to_pledge() -> Rows:
    return ((button("pledge.open", actions.OpenPledge()),),)


def asked_to_freeze() -> Message:
    return say("pledge/asked_to_freeze", _to_pledge())


def asked_to_sign(signing: Signing) -> Message:
    return say("pledge/asked_to_sign", _to_pledge(), signing=signing)


def chair_next(signing: Signing) -> Message:
    return say("pledge/chair_next", _to_pledge(), signing=signing)


def ask_name(signing: Signing, seat: Assignment) -> Message:
    return say("pledge/ask_name", leave_row(), pledge=signing.pledge, seat=seat)


def signed(signing: Signing) -> Message:
    rows = ((button("pledge.who", actions.WhoSigned()),), to_menu())
    assert signing.my_signature is not None
    return say("pledge/signed", rows, signing=signing, signature=signing.my_signature)


def completed(signing: Signing) -> Message:
    return say("pledge/completed", _to_pledge_status(), signing=signing)


def _to_pledge_status() -> Rows:
    return ((button("pledge.who", actions.WhoSigned()),),)


def who_signed(signing: Signing) -> Message:
    back = (button("go.back", actions.OpenPledge()),)
    return say("pledge/who_signed", (back,), signing=signing)
