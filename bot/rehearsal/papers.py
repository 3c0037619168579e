"""The papers that the story's people print, and what of them reached their phones."""

from pathlib import Path

from bot.rehearsal.phone import Bubble
from bot.rehearsal.stage import Player, Stage, rehearsal_config
from messages.bloc_tasks import file_name
from messages.documents.certificate import certificate_page
from messages.documents.office_words import words
from messages.people import Links, grouped
from messages.render import label
from storage.kinds import Role
from workflow import certificate
from workflow.office_paper import PaperKind

PRINT = "office_paper.print"
CERTIFICATE = "giay-xac-nhan"
DOTS_PER_INCH = 144
BY_CHAIR = (
    PaperKind.NOTICE,
    PaperKind.INVITATION,
    PaperKind.BLOC_TASKS,
    PaperKind.BLOC_AWARDS,
    PaperKind.PLEDGE,
)
BY_UNIT = (PaperKind.UNIT_TASKS, PaperKind.UNIT_AWARDS)
BY_SECRETARY = ("minutes.file_minutes", "minutes.file_news", "minutes.file_roll")


async def print_notice(chair: Player) -> None:
    """Print the notice that was just sent."""
    await chair.presses(label("broadcast.ledger"), label(PRINT))


async def print_invitation(chair: Player) -> None:
    """Print the invitation that was just sent."""
    await chair.presses(label(PRINT))


async def the_papers_are_printed(stage: Stage) -> None:
    """Let the chair print the bloc's papers, and the officer of one unit the unit's."""
    chair, officer = stage.holding(Role.CHAIR), _officer(stage)
    await chair.types("/dieuhanh")
    await chair.presses(label("office_paper.bloc_awards"))
    await chair.presses(label("bloc_tasks.open"), label(PRINT), label("bloc_tasks.fetch"))
    for player, command in ((chair, "/giaouoc"), (officer, "/nhiemvu"), (officer, "/dangky")):
        await player.types(command)
        await player.presses(label(PRINT))


def _officer(stage: Stage) -> Player:
    return stage.of(stage.units[2], Role.OFFICER)


async def wanted(stage: Stage) -> dict[str, Player]:
    """Return the papers of the story by file name, each with who has it on the phone."""
    async with stage.app.storage.begin() as uow:
        cycle = await uow.blocs.cycle(stage.cycle_id)
        bloc = await uow.blocs.get(cycle.bloc_id)
    chair, officer = stage.holding(Role.CHAIR), _officer(stage)
    unit, year = stage.units[2], cycle.year
    secretary = stage.holding(Role.SECRETARY)
    return {
        **{_name(kind, bloc.code, year): chair for kind in BY_CHAIR},
        file_name(bloc.code, year): chair,
        **{_name(kind, unit.code, year): officer for kind in BY_UNIT},
        **{label(key, year=year): secretary for key in BY_SECRETARY},
    }


def _name(kind: PaperKind, code: str, year: int) -> str:
    return str(words()["file"][kind].format(code=code, year=year))


def files_in(chat: list[Bubble]) -> list[str]:
    """Return the names of the files that came to a phone, oldest first."""
    return [name for bubble in chat if not bubble.mine for name in bubble.files]


def certificates_in(chat: list[Bubble]) -> list[str]:
    return [name for name in files_in(chat) if name.startswith(CERTIFICATE)]


def has_certificate(chat: list[Bubble], version: int) -> bool:
    """Tell whether a certificate of a version of the text came to a phone."""
    return any(f"-ban-{version}-" in name for name in certificates_in(chat))


async def printed(stage: Stage) -> dict[str, bytes]:
    """Return the papers by file name, a signer's certificate among them, also as a picture."""
    made = {
        name: await player.phone.downloads(name) for name, player in (await wanted(stage)).items()
    }
    chair = stage.holding(Role.CHAIR)
    name = certificates_in(await chair.phone.reads())[-1]
    made[name] = await chair.phone.downloads(name)
    made[f"{name.removesuffix('.pdf')}.png"] = await _picture(stage, made[name])
    return made


async def _picture(stage: Stage, paper: bytes) -> bytes:
    """Set the same page as a picture; the certificate is found by the bytes of its PDF."""
    async with stage.app.storage.begin() as uow:
        known = await certificate.verify_file(uow, paper)
    assert known is not None
    found = known.certificate
    links = Links(rehearsal_config(Path()).web.public_url, "")
    page = certificate_page(found, links.verification(grouped(found.code)))
    return page.pictures(DOTS_PER_INCH)[0]
