"""What is written after a conference: drafted from the facts, finished by hand, kept.

Who ran the conference gets the drafts and hands in the finished papers; everybody with a role
in the cycle reads the newest minutes. A later version replaces none: all of them stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from storage.final_papers import FinalPaper
from storage.kinds import ConferenceState, FinalKind
from storage.people import Assignment, Person
from storage.unit_of_work import UnitOfWork
from workflow import file, history
from workflow.conference import View, current, open_one, view_of
from workflow.errors import NoSuchThing, NotPermitted
from workflow.file_errors import FileRefused
from workflow.meeting_errors import NotHeldYet
from workflow.permission import Actor
from workflow.presiding import may, runner

PDF = b"%PDF"
LOCKED = b"/Encrypt"
BODY = "word/document.xml"
MACRO = "vbaproject.bin"


@dataclass(frozen=True)
class Desk:
    """The papers of a conference that is over, as one person sees them."""

    view: View
    finals: tuple[FinalPaper, ...]
    keepers: Mapping[int, Person]
    may_write: bool

    def newest(self, kind: FinalKind) -> FinalPaper | None:
        """Return the version that holds."""
        return next((one for one in reversed(self.finals) if one.kind is kind), None)

    @property
    def shown(self) -> tuple[FinalPaper, ...]:
        """Return the finished papers that the person reads; the news item is its writers' own."""
        kinds = tuple(FinalKind) if self.may_write else (FinalKind.MINUTES,)
        return tuple(one for kind in kinds if (one := self.newest(kind)) is not None)


async def open_desk(uow: UnitOfWork, actor: Actor, conference_id: int | None = None) -> Desk:
    """Show the papers of a conference, by default the year's last; refuse before its close."""
    view = await _held(uow, actor, conference_id)
    finals = await uow.final_papers.of_conference(view.conference.id)
    _, runs = await may(uow, actor, view)
    keepers = await uow.people.among([one.kept_by for one in finals])
    return Desk(view, tuple(finals), keepers, runs)


async def to_write(uow: UnitOfWork, actor: Actor, conference_id: int) -> tuple[View, Assignment]:
    """Return the conference whose papers the actor writes: chair, secretary, or who presided."""
    view = await _held(uow, actor, conference_id)
    return view, await runner(uow, actor, view)


def check(sent: file.Sent) -> None:
    """Refuse what is neither a PDF nor a Word document, or opens only with a password or macros.

    The name has to say what the file is: others open it by that name.
    """
    name = sent.name.lower()
    if name.endswith(".pdf") and sent.content.startswith(PDF):
        if LOCKED in sent.content:
            raise FileRefused("not_final")
    elif not (name.endswith(".docx") and _is_word(sent.content)):
        raise FileRefused("not_final")


async def keep(
    uow: UnitOfWork,
    actor: Actor,
    conference_id: int,
    kind: FinalKind,
    sent: file.Sent | None,
    caption: str,
) -> Desk:
    """Keep a checked file as the finished paper; the versions before it stay."""
    _, seat = await to_write(uow, actor, conference_id)
    file_id = await file.keep(uow, sent, caption=caption)
    kept = {"file_id": file_id, "kept_by": actor.person.id, "kept_at": uow.now}
    number = await uow.final_papers.add(conference_id, kind, kept)
    name = await uow.files.name_of(file_id)
    await history.record(uow, seat, f"{kind.value}.kept", conference_id, number=number, file=name)
    return await open_desk(uow, actor, conference_id)


async def version(
    uow: UnitOfWork, actor: Actor, conference_id: int, kind: FinalKind, number: int
) -> tuple[FinalPaper, str]:
    """Return a finished paper and its file's name; number 0 is the newest.

    Earlier versions, and the news item, are for those who write them.
    """
    desk = await open_desk(uow, actor, conference_id)
    newest = desk.newest(kind)
    wanted = number or (newest.number if newest else 0)
    found = next((one for one in desk.finals if (one.kind, one.number) == (kind, wanted)), None)
    if found is None:
        raise NoSuchThing
    if not desk.may_write and found not in desk.shown:
        raise NotPermitted
    return found, await uow.files.name_of(found.file_id)


async def _held(uow: UnitOfWork, actor: Actor, conference_id: int | None) -> View:
    if conference_id is None:
        return await _last_held(uow, actor)
    view = await open_one(uow, actor, conference_id)
    if view.conference.state is not ConferenceState.CLOSED:
        raise NotHeldYet(view.conference.state)
    return view


async def _last_held(uow: UnitOfWork, actor: Actor) -> View:
    found = await uow.conferences.newest_closed([actor.cycle.id])
    if found is not None:
        return await view_of(uow, actor, found)
    planned = await current(uow, actor)
    raise NotHeldYet(planned.conference.state if planned else None)


def _is_word(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return False
    return BODY in names and not any(name.lower().endswith(MACRO) for name in names)
