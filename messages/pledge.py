"""The pledge: its text, its pages and versions, who has signed."""

from collections.abc import Callable, Sequence
from functools import partial

from messages import actions
from messages.certificate import fetch_row
from messages.documents.office_words import words
from messages.language import VIETNAMESE
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Paper, Rows
from messages.office_paper import UNFIT_FOR_A_NAME, print_button
from messages.paging import page_of
from messages.render import button, environment, label, say, shorten
from storage.kinds import PaperState
from storage.pledges import Pledge
from workflow.comparing import Kind
from workflow.office_paper import PaperKind
from workflow.parties import misnamed
from workflow.pledge import Draft
from workflow.pledge_paper import PledgePaper
from workflow.pledge_text import joined
from workflow.replacing import Former
from workflow.roll import Signing
from workflow.section import Line, changed_keys
from workflow.signatory import Signatory

PAGE = 2800
VERSIONS = 3
KEPT = Line("…")


def template_sections(draft: Draft) -> dict[str, str]:
    """Return the parts of the text in the template's words, by key."""
    template = environment(VIETNAMESE).get_template("pledge/text.txt.j2")
    context = template.new_context({"draft": draft})
    return {key: "".join(block(context)).strip() for key, block in template.blocks.items()}


def sections_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return the parts of the text in order: the bloc's own words, else the template's."""
    own = {key: one.text for key, one in draft.sections.items() if one.text is not None}
    return tuple((key, own.get(key, text)) for key, text in template_sections(draft).items())


def text_of(draft: Draft) -> str:
    """Return the pledge's full text as plain lines."""
    return joined(sections_of(draft))


def part_names(keys: Sequence[str]) -> str:
    """Name parts of the text in one line."""
    return "; ".join(label(f"part.{key}") for key in keys)


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


def changed_pages(lines: Sequence[Line]) -> list[list[Line]]:
    """Return what differs in pages that fit a message; a run of kept lines is one dot line."""
    pages: list[list[Line]] = [[]]
    size = 0
    for line in lines:
        shown = line if line.kind is not None else KEPT
        if shown is KEPT and (not pages[-1] or pages[-1][-1] is KEPT):
            continue
        if pages[-1] and size + len(shown.text) > PAGE:
            pages.append([])
            size = 0
        pages[-1].append(shown)
        size += len(shown.text)
    return pages


def not_frozen(draft: Draft, *, may_freeze: bool, may_edit: bool = False) -> Message:
    """Show where the draft stands; the secretary edits, only the chair freezes."""
    rows: list[tuple[Button, ...]] = []
    if may_freeze or may_edit:
        preview = button("pledge.preview", actions.PreviewPledge(0))
        rows.append((preview, print_button(PaperKind.PLEDGE)))
    if may_edit:
        rows.append((button("section.list", actions.ListSections()),))
    if may_freeze and not draft.missing and draft.cycle.theme:
        rows.append((button("pledge.freeze", actions.AskFreezePledge()),))
    if draft.replaced is not None:
        rows.append((button("pledge.versions", actions.ListPledgeVersions(0)),))
    return say("pledge/not_frozen", (*rows, to_menu()), draft=draft, may_freeze=may_freeze)


def draft_page(draft: Draft, page: int) -> Message:
    pdf = button("pledge.pdf", actions.FetchPledgePdf(0))
    return _page(text_of(draft), page, actions.PreviewPledge, (pdf,), doubtful=draft.doubtful)


def _page(
    text: str,
    number: int,
    to: Callable[[int], actions.Action],
    files: tuple[Button, ...],
    pledge: Pledge | None = None,
    doubtful: Sequence[object] = (),
) -> Message:
    """Show one page, the nearest there is; `pledge` is None before the text is frozen."""
    pages = pages_of(text)
    at = min(max(number, 0), len(pages) - 1)
    both = (("go.previous", at - 1), ("go.next", at + 1))
    turns = tuple(button(key, to(page)) for key, page in both if 0 <= page < len(pages))
    back = (button("go.back", actions.OpenPledge()),)
    return say(
        "pledge/page",
        (turns, files, back) if turns else (files, back),
        pledge=pledge,
        doubtful=doubtful,
        number=at + 1,
        n=len(pages),
        text=pages[at],
    )


def ask_freeze(draft: Draft, hash_start: str) -> Message:
    """Give a last look: doubtful bases, units misnamed, a text that nobody changed."""
    rows = (
        (button("pledge.freeze_yes", actions.FreezePledge(hash_start)),),
        (button("pledge.preview", actions.PreviewPledge(0)),),
        (button("go.back", actions.OpenPledge()),),
    )
    same = draft.replaced and draft.replaced.text_hash.startswith(hash_start)
    return say("pledge/ask_freeze", rows, draft=draft, misnamed=misnamed(draft), is_same=same)


def page(pledge: Pledge, number: int) -> Message:
    file = button("pledge.file", actions.FetchPledge(pledge.id))
    pdf = button("pledge.pdf", actions.FetchPledgePdf(pledge.id))
    to = partial(actions.ReadPledge, pledge.id)
    return _page(pledge.text, number, to, (file, pdf), pledge)


def as_file(pledge: Pledge, name: str) -> Message:
    return say("pledge/as_file", files=(Attachment(pledge.file_id, name),), pledge=pledge)


def as_pdf(paper: PledgePaper) -> Message:
    """Hand out the draft, or a frozen text, set as a PDF."""
    known = paper.text if isinstance(paper.text, Pledge) else None
    forms = words()["pledge_file"]
    form = forms["draft"] if known is None else forms["addendum" if known.unit_id else "frozen"]
    code = UNFIT_FOR_A_NAME.sub("-", paper.bloc.code)
    number = known.version if known else 0
    name = form.format(code=code, year=paper.cycle.year, number=number)
    file = Paper("pledge_pdf", {"pledge_id": known.id if known else 0}, name)
    back = (button("go.back", actions.OpenPledge()),)
    return say("pledge/as_pdf", (back,), (file,), pledge=known)


def status(signing: Signing, *, may_manage: bool = False) -> Message:
    """Show the frozen text's state; `may_manage` is for the chair."""
    pledge = signing.pledge
    rows: list[tuple[Button, ...]] = [(button("pledge.read", actions.ReadPledge(pledge.id, 0)),)]
    rows += _own_rows(signing)
    who = button("pledge.who", actions.WhoSigned())
    rows.append((who, print_button(PaperKind.PLEDGE, pledge.id if pledge.unit_id else 0)))
    if pledge.version > 1 and pledge.unit_id is None:
        rows.append((button("pledge.versions", actions.ListPledgeVersions(0)),))
    if may_manage and pledge.unit_id is None:
        rows += _chair_rows(signing)
    return say("pledge/status", (*rows, to_menu()), signing=signing, may_manage=may_manage)


def _own_rows(signing: Signing) -> list[tuple[Button, ...]]:
    """Return what the actor may do for the own unit: sign, decline, hand in a paper."""
    pledge, seat = signing.pledge, signing.my_seat
    rows: list[tuple[Button, ...]] = []
    if signing.may_sign:
        sign = button("pledge.sign", actions.SignPledge(pledge.id))
        decline = button("signing.decline", actions.DeclinePledge(pledge.id))
        said = seat is not None and seat.unit_id in signing.declines
        rows.append((sign,) if said else (sign, decline))
    mine = signing.my_signature
    if seat is not None and mine is not None and mine.person_id == seat.person_id:
        rows += fetch_row(pledge.id)
    unit = signing.to_hand_in
    if unit is None:
        return rows
    hand_in = button("paper_signature.hand_in", actions.HandInSignature(pledge.id, unit.id))
    paper = signing.papers.get(unit.id)
    if paper is None:
        return [*rows, (hand_in,)]
    go_on = button("paper_signature.open", actions.OpenPaper(paper.id))
    return [*rows, (go_on,) if paper.state is PaperState.WAITING else (go_on, hand_in)]


def _chair_rows(signing: Signing) -> list[tuple[Button, ...]]:
    pledge = signing.pledge
    rows = [
        (button("addendum.open", actions.OpenAddendum(unit.id, 0), unit=shorten(unit.code, 12)),)
        for unit in signing.joiners[:3]
    ]
    replace = button("pledge.replace", actions.ReplacePledge(pledge.id))
    if not signing.is_open:
        return [*rows, (replace,)]
    exceptions = button("signing_exception.open", actions.OpenExceptions(pledge.id, 0))
    return [*rows, (exceptions,), (replace,)]


def _to_pledge(key: str = "pledge.open") -> Rows:
    return ((button(key, actions.OpenPledge()),),)


def asked_to_freeze() -> Message:
    return say("pledge/asked_to_freeze", _to_pledge("pledge.look"))


def asked_to_sign(signing: Signing, named: Signatory | None = None) -> Message:
    """Ask a unit's leaders to sign; `named` is whom the unit declared as its signer."""
    return say("pledge/asked_to_sign", _to_pledge(), signing=signing, named=named)


def asked_again(signing: Signing, before: Former, named: Signatory | None = None) -> Message:
    """Ask leaders to sign the version that follows another, which their unit may have signed."""
    pledge = signing.pledge
    compare = button("pledge.compare", actions.ComparePledge(pledge.id, 0))
    names = part_names(changed_keys(before.pledge.sections, pledge.sections))
    rows = (*_to_pledge(), (compare,))
    return say("pledge/asked_again", rows, signing=signing, before=before, names=names, named=named)


def asked_on_paper(signing: Signing, before: Former | None = None) -> Message:
    """Ask a unit's officers, while none of its leaders has joined, for the signature on paper."""
    printed = print_button(PaperKind.PLEDGE, signing.pledge.id if signing.pledge.unit_id else 0)
    rows = (*_to_pledge("pledge.look"), (printed,))
    return say("pledge/asked_on_paper", rows, signing=signing, before=before)


def chair_next(signing: Signing) -> Message:
    return say("pledge/chair_next", _to_pledge(), signing=signing)


def completed(signing: Signing) -> Message:
    who = button("pledge.who", actions.WhoSigned())
    return say("pledge/completed", ((who,),), signing=signing)


def who_signed(signing: Signing) -> Message:
    back = (button("go.back", actions.OpenPledge()),)
    return say("pledge/who_signed", (back,), signing=signing)


def versions(found: Sequence[Pledge], at: int) -> Message:
    """Show the frozen versions, newest first."""
    page = page_of(found[::-1], at, VERSIONS)
    rows: list[tuple[Button, ...]] = []
    for one in page.items:
        read = button("pledge.version", actions.ReadPledge(one.id, 0), version=one.version)
        compare = actions.ComparePledge(one.id, 0)
        pair = button("pledge.pair", compare, older=one.version - 1, newer=one.version)
        rows.append((read, pair) if one.version > 1 else (read,))
    turns = page.turns(actions.ListPledgeVersions)
    back = (button("go.back", actions.OpenPledge()),)
    return say("pledge/versions", (*rows, *turns, back), page=page)


def compared(older: Pledge, newer: Pledge, lines: Sequence[Line], at: int) -> Message:
    """Show one page of what the newer version changed."""
    page = page_of(changed_pages(lines), at, 1)
    turns = page.turns(partial(actions.ComparePledge, newer.id))
    back = (button("pledge.versions", actions.ListPledgeVersions(0)),)
    return say(
        "pledge/compared",
        (*turns, back),
        older=older,
        newer=newer,
        lines=page.items[0],
        is_same=all(line.kind is None for line in lines),
        removed=Kind.REMOVED,
        page=page,
    )


def ask_replace(pledge: Pledge, n_signed: int) -> Message:
    return say("pledge/ask_replace", leave_row(), pledge=pledge, n_signed=n_signed)


def replaced(pledge: Pledge) -> Message:
    rows = ((button("section.list", actions.ListSections()),), to_menu())
    return say("pledge/replaced", rows, pledge=pledge)


def told_replaced(pledge: Pledge) -> Message:
    return say("pledge/told_replaced", (to_menu(),), pledge=pledge)
