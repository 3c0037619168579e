"""What a played story must have come to, read from the record and from the phones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from bot.rehearsal import papers, signed, sitting, told
from bot.rehearsal.acts import typed
from bot.rehearsal.phone import Bubble
from bot.rehearsal.signed import Signed, signed_of
from bot.rehearsal.sitting import Sitting, sitting_of
from bot.rehearsal.stage import Stage
from bot.rehearsal.told import Told, told_of
from messages.render import label
from storage.histories import Act
from storage.key_tasks import KeyTask
from storage.kinds import ListState, Role, SubmissionKind
from storage.unit_of_work import UnitOfWork
from workflow.key_task import tasks_by_unit

Played = TypeVar("Played", Signed, Sitting, Told)
N_UNITS = 8
N_TASKS = 80
N_PAPERS = 11
# One unit signs on paper, one is excepted.
N_CERTIFICATES = 6
SIGNED_VERSION = 2
# What must have come to all officers and leaders but those who sent it, by how it begins.
TOLD = ("invited", "announced", "launched", "directed", "completed", "issued")


@dataclass(frozen=True)
class Result:
    """The story in figures; `highlights` by unit code.

    What is as seen on the phones: `duplicates`, `untold` for what officers and leaders missed,
    `certificates` for who has one of the text in force, `papers` by file name.
    """

    units: int
    joined: int
    key_tasks: int
    highlights: dict[str, int]
    approved: int
    registered: int
    pasted: int
    uploaded: int
    returned: int
    amended: int
    notices_confirmed: int
    reminders_sent: int
    late_reminders: int
    outages_told: int
    sitting: Sitting | None
    signed: Signed | None
    told: Told | None
    papers: tuple[str, ...]
    duplicates: int = 0
    untold: int = 0
    certificates: int = 0


async def result_of(stage: Stage) -> Result:
    async with stage.app.storage.begin() as uow:
        counted = await _counted(uow, stage)
    chats = {player.person_id: await player.phone.reads() for player in stage.players}
    async with stage.app.storage.begin() as uow:
        notices = await told_of(uow, stage, chats)
    said = {person_id: _said_in(chat) for person_id, chat in chats.items()}
    members = [
        player
        for player in stage.players
        if player.roles & {Role.OFFICER, Role.LEADER}
        and not player.roles & {Role.CHAIR, Role.DEPUTY}
    ]
    wanted = await papers.wanted(stage)
    return replace(
        counted,
        signed=await signed_of(stage),
        told=notices,
        duplicates=sum(map(_doubles, said.values())),
        untold=sum(_missed(said[player.person_id]) for player in members),
        certificates=sum(papers.has_certificate(chat, SIGNED_VERSION) for chat in chats.values()),
        papers=tuple(
            name
            for name, player in wanted.items()
            if name in papers.files_in(chats[player.person_id])
        ),
    )


async def _counted(uow: UnitOfWork, stage: Stage) -> Result:
    cycle_id = stage.cycle_id
    tasks = await tasks_by_unit(uow, cycle_id)
    approved = await tasks_by_unit(uow, cycle_id, (ListState.APPROVED,))
    registered = await uow.submissions.newest(
        cycle_id, SubmissionKind.REGISTRATION, (ListState.APPROVED,)
    )
    notices = await uow.notices.released(cycle_id, 100)
    recipients = [r for notice in notices for r in await uow.notices.recipients(notice.id)]
    joined = await uow.accounts.known([player.person_id for player in stage.players])
    reminders = await uow.outbox.sent_of_kind("reminder")
    return Result(
        units=len(stage.units),
        joined=len(joined),
        key_tasks=sum(map(len, tasks.values())),
        highlights={unit.code: _stars(tasks.get(unit.id, ())) for unit in stage.units},
        approved=len(approved),
        registered=len(registered),
        **_ways(await uow.histories.all()),
        notices_confirmed=sum(r.confirmed_at is not None for r in recipients),
        reminders_sent=len(reminders),
        late_reminders=sum(bool(content["late"]) for content in reminders),
        outages_told=len(await uow.outbox.sent_of_kind("outage")),
        sitting=await sitting_of(uow, stage),
        signed=None,
        told=None,
        papers=(),
    )


def _stars(tasks: Sequence[KeyTask]) -> int:
    return sum(task.is_highlight for task in tasks)


def _ways(acts: Sequence[Act]) -> dict[str, int]:
    """Count how lists came in, how many were returned, how many amended."""
    done = Counter(act.act for act in acts)
    return {way: done[f"key_tasks.{way}"] for way in ("pasted", "uploaded", "returned", "amended")}


def _said_in(chat: Sequence[Bubble]) -> list[str]:
    return [bubble.text for bubble in chat if not bubble.mine]


def _missed(said: Sequence[str]) -> int:
    """Count what the phone of an officer or leader does not show and should."""
    return sum(not any(text.startswith(typed(f"seen.{key}")) for text in said) for key in TOLD)


def _doubles(said: Sequence[str]) -> int:
    """Count what a phone shows twice though it is said once: a letter, one day's reminder."""
    once = [key for text in said if (key := _said_once(text)) is not None]
    resent = sum(text.startswith(label("word.resent")) for text in said)
    return sum(count - 1 for count in Counter(once).values()) + resent


def _said_once(text: str) -> str | None:
    """Return what tells such a message from all others; None for one that may repeat."""
    first = text.splitlines()[0] if text else ""
    told = (typed("notice.subject"), *(typed(f"seen.{key}") for key in TOLD))
    for beginning in told:
        if first.startswith(beginning):
            return beginning
    # Each reminder says how many working days are left or over: no two days' texts are alike.
    return text if first.startswith(typed("seen.reminder")) else None


def broken(result: Result, people: int, notified: int) -> list[str]:
    """Name every fact of the story that does not hold; empty when it is sound."""
    wanted = {
        "units": (result.units, N_UNITS),
        "joined": (result.joined, people),
        "key_tasks": (result.key_tasks, N_TASKS),
        "approved": (result.approved, N_UNITS),
        "registered": (result.registered, N_UNITS),
        "uploaded": (result.uploaded, 1),
        "returned": (result.returned, 2),
        "amended": (result.amended, 1),
        "certificates": (result.certificates, N_CERTIFICATES),
        "papers": (len(result.papers), N_PAPERS),
        "notices_confirmed": (result.notices_confirmed, notified),
        "duplicates": (result.duplicates, 0),
        "untold": (result.untold, 0),
    }
    wrong = [f"{name}: {got}, not {due}" for name, (got, due) in wanted.items() if got != due]
    few_or_many = [one for one in result.highlights.items() if not 1 <= one[1] <= 3]
    wrong += [f"highlights of {code}: {count}, not 1 to 3" for code, count in few_or_many]
    at_least = {
        "reminders_sent": result.reminders_sent,
        "late_reminders": result.late_reminders,
        "outages_told": result.outages_told,
    }
    wrong += _differing("conference", result.sitting, sitting.WANTED)
    wrong += _differing("pledge", result.signed, signed.WANTED)
    n_blocked = result.told.blocked if result.told else 0
    wrong += _differing("notices", result.told, told.wanted(n_blocked))
    return wrong + [f"{name}: none" for name, count in at_least.items() if not count]


def _differing(what: str, got: Played | None, wanted: Played) -> list[str]:
    """Name every figure that is not as the story has it."""
    if got is None:
        return [f"{what}: none"]
    figures = asdict(got)
    return [
        f"{what}, {name}: {figures[name]}, not {due}"
        for name, due in asdict(wanted).items()
        if figures[name] != due
    ]
