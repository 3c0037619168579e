"""How units of the rehearsal register: key tasks in three ways, then titles; and who decides."""

from io import BytesIO

from openpyxl import load_workbook

from bot.rehearsal.acts import planned_tasks
from bot.rehearsal.stage import Player, Stage
from messages.documents.task_form import HEADING, headings, words
from messages.obligation import SHOWN, WIDTH
from messages.render import label, shorten
from storage.kinds import Role, Standing
from storage.units import Unit
from workflow.calendar import parse_day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def register(
    stage: Stage, unit: Unit, n_entered: int = 0, *, is_starred: bool = False
) -> None:
    """Enter the unit's ten tasks one by one, star the highlights, send them to the leader.

    `n_entered` tasks, and with `is_starred` the highlights, are there from an earlier try.
    """
    officer = stage.of(unit, Role.OFFICER)
    tasks = planned_tasks()[unit.code]
    await officer.types("/nhiemvu")
    for task in tasks[n_entered:]:
        await officer.presses(label("key_task.add"))
        await officer.types(task.title, task.target, task.due)
    for number, task in enumerate(tasks, start=1):
        if task.highlight and not is_starred:
            await officer.presses(str(number), label("key_task.star"), label("key_task.open"))
    await submit(officer)


async def paste(stage: Stage, unit: Unit) -> None:
    """Send the unit's ten tasks as one pasted message."""
    officer = stage.of(unit, Role.OFFICER)
    tasks = planned_tasks()[unit.code]
    lines = [
        f"{number}. {'⭐ ' if task.highlight else ''}{task.title} – {task.target} – {task.due}"
        for number, task in enumerate(tasks, start=1)
    ]
    await officer.types("/nhiemvu")
    await officer.presses(label("batch.ask"))
    await officer.types("\n".join(lines))
    await officer.presses(label("batch.first", count=len(tasks)))
    await submit(officer)


async def upload(stage: Stage, unit: Unit) -> None:
    """Take the empty workbook from the bot, fill it in, send it back."""
    officer = stage.of(unit, Role.OFFICER)
    year = stage.clock.now().year
    name = label("batch.file", code=unit.code.lower(), year=year)
    await officer.types("/nhiemvu")
    await officer.presses(label("batch.ask"), label("batch.form"))
    filled = _filled(await officer.phone.downloads(name), unit, year)
    await officer.sends_file(name, XLSX, filled)
    await officer.presses(label("batch.first", count=len(planned_tasks()[unit.code])))
    await submit(officer)


def _filled(form: bytes, unit: Unit, year: int) -> bytes:
    """Return the form with the unit's tasks typed in, as an office program would save it."""
    book = load_workbook(BytesIO(form))
    page = book[words()["sheet"]]
    # The first column is the number.
    at = {column: place for place, column in enumerate(headings(), start=2)}
    for row, task in enumerate(planned_tasks()[unit.code], start=HEADING + 1):
        page.cell(row, at["title"], task.title)
        page.cell(row, at["target"], task.target)
        page.cell(row, at["due_on"], parse_day(task.due, year))
        if task.highlight:
            page.cell(row, at["is_highlight"], words()["mark"])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


async def submit(officer: Player) -> None:
    await officer.types("/nhiemvu")
    await officer.presses(label("key_task.review"), label("approval.submit"))


async def approve(stage: Stage, unit: Unit) -> None:
    """Let the unit's leader approve."""
    await open_waiting(stage.of(unit, Role.LEADER), unit, label("approval.approve"))


async def accept(stage: Stage, unit: Unit) -> None:
    """Let the bloc's side accept: the chair, or the deputy for the chair unit's own list."""
    await open_waiting(decider(stage, unit), unit, label("approval.approve"))


async def send_back(player: Player, unit: Unit, reason: str) -> None:
    await open_waiting(player, unit, label("approval.return"))
    await player.types(reason)


async def amend(stage: Stage, unit: Unit, reason: str, title: str) -> None:
    """Amend the unit's approved list: a reason, another title for its last task, sent anew."""
    officer = stage.of(unit, Role.OFFICER)
    last = str(len(planned_tasks()[unit.code]))
    await officer.types("/nhiemvu")
    await officer.presses(label("approval.amend"))
    await officer.types(reason)
    await officer.presses(last, label("key_task.title"))
    await officer.types(title)
    await submit(officer)


async def open_waiting(player: Player, unit: Unit, verdict: str) -> None:
    """Open what waits from one's duties and press the verdict."""
    await player.types("/viec")
    own = player.unit is not None and player.unit.id == unit.id
    kind = "approve" if own and Role.LEADER in player.roles else "decide"
    await player.presses(await duty_button(player, kind, unit.name), verdict)


async def duty_button(player: Player, kind: str, title: str) -> str:
    """Return the label that opens a duty on the list just shown, whatever its number there."""
    said = [bubble for bubble in await player.phone.reads() if not bubble.mine]
    shown = {name for row in said[-1].buttons for name in row}
    named = (
        label(f"duty.{kind}", number=number, title=shorten(title, WIDTH))
        for number in range(1, SHOWN + 1)
    )
    found = next((name for name in named if name in shown), None)
    if found is None:
        raise LookupError(kind, title)
    return found


def decider(stage: Stage, unit: Unit) -> Player:
    """Return who decides for the bloc on what a unit sends (R4)."""
    own = unit.standing is Standing.CHAIR
    return stage.holding(Role.DEPUTY if own else Role.CHAIR)


async def declare(stage: Stage, unit: Unit, people: int) -> None:
    """Let the officer register a title for the unit and two for its people, and send it."""
    officer = stage.of(unit, Role.OFFICER)
    await officer.types("/dangky")
    await officer.presses(label("registration.collective"), "2", label("registration.open"))
    await officer.presses(label("registration.individual"), "1")
    await officer.types(str(people))
    await officer.presses("2")
    await officer.types(str(max(1, people // 10)))
    await officer.presses(label("registration.open"), label("registration.review"))
    await officer.presses(label("approval.submit"))
