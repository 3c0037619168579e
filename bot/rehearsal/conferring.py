"""The conference as its people hold it: called, answered, commented on, held, closed."""

from bot.rehearsal.acts import typed
from bot.rehearsal.stage import Player
from messages.render import label
from storage.kinds import Choice, VoteKind
from storage.units import Unit

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DRAFT = b"%PDF-1.7 du thao"
# The template's eight items end with the signing; a vote of one's own goes before item 5.
UP_FROM_THE_END = 4
DISCUSSED = "3"


async def opens(player: Player, *labels: str) -> None:
    """Go to the conference and from there on."""
    await player.types("/hoinghi")
    await player.presses(*labels)


async def follows(player: Player, *labels: str) -> None:
    """Go to the meeting under way and from there on."""
    await opens(player, label("running.open"), *labels)


async def begin(chair: Player, time: str) -> None:
    """Make the conference from the template: it could be sent as it is."""
    await opens(chair, label("conference.new"))
    await chair.types(time, typed("conference.place"))


async def prepare(chair: Player) -> None:
    """Make the conference, with a paper, guests and a vote of one's own."""
    await begin(chair, typed("conference.time"))
    await chair.presses(label("conference.papers", count=0), label("conference_paper.add"))
    await chair.sends_file(typed("conference.paper"), PDF, DRAFT)
    await chair.presses(label("conference_paper.done"))
    await chair.presses(label("conference.guests", count=0), label("guest.add"))
    await chair.types(typed("conference.guests"))
    await chair.presses(label("go.back"), label("conference.agenda"), label("agenda.add"))
    await chair.types(typed("conference.item"))
    await chair.presses(label("agenda.kind"), label("agenda.vote"), label("agenda.minutes"))
    await chair.types(typed("conference.minutes"))
    await chair.presses(*(label("agenda.up") for _ in range(UP_FROM_THE_END)))


async def call(chair: Player) -> None:
    """Look at the invitation as each kind of invitee gets it, and send it."""
    await opens(chair, label("conference.preview"), label("calling.as_guest"))
    await chair.presses(label("calling.send"))


async def attend(player: Player) -> None:
    await opens(player, label("rsvp.open"), label("rsvp.attend"))


async def speak(player: Player) -> None:
    """Add how many people come, and that the unit wishes to speak in the discussion."""
    await player.presses(label("rsvp.people"), "3", label("rsvp.speak"), DISCUSSED)


async def send_substitute(player: Player) -> None:
    """Name who comes instead of the leader, and that they sign, for the head."""
    await opens(player, label("rsvp.open"), label("rsvp.substitute"))
    await player.types(typed("answer.substitute"))
    await player.presses(label("rsvp.signer"), label("rsvp.stand_in"), label("rsvp.KT"))


async def stay_away(player: Player) -> None:
    await opens(player, label("rsvp.open"), label("rsvp.absent"))
    await player.types(typed("answer.absent"))


async def answer_for(secretary: Player, unit: Unit) -> None:
    """Record the answer of a unit that telephoned."""
    await opens(secretary, label("answers.open"), str(unit.position), label("rsvp.attend"))


async def remind_silent(chair: Player, count: int) -> None:
    """Remind so many units, each of which has one who answers."""
    ask, send = label("answers.remind", count=count), label("chase.send", count=count)
    await opens(chair, label("answers.open"), ask, send)


async def draft_document(chair: Player) -> None:
    """Hand out the year's plan as a draft and ask the units for comments."""
    await chair.types("/vanban")
    await chair.presses(label("bloc_document.new"), label("bloc_document.plan"))
    await chair.types(typed("document.title"))
    await chair.sends_file(typed("document.draft"), PDF, DRAFT)
    await chair.presses(label("bloc_document.ask"))
    await chair.types(typed("document.due"))


async def comment_on_document(player: Player) -> None:
    await player.presses(label("bloc_document.back"), label("bloc_document.comment"))
    await player.types(typed("comment.document"))


async def agree_to_document(player: Player) -> None:
    await player.presses(label("bloc_document.back"), label("bloc_document.agree"))


async def put_document(chair: Player) -> None:
    """Put the year's first document on the way to its vote."""
    await chair.types("/vanban")
    await chair.presses("1", label("bloc_document.vote"))


async def issue_document(chair: Player) -> None:
    """Send everybody the signed document under its number and day."""
    await chair.types("/vanban")
    await chair.presses("1", label("bloc_document.final"))
    await chair.sends_file(typed("document.final"), PDF, DRAFT)
    await chair.types(typed("document.number"), typed("document.day"))
    await chair.presses(label("bloc_document.issue"))


async def discuss(chair: Player) -> None:
    """Open the units' lists to each other's comments."""
    await opens(chair, label("comment.open"), label("comment.discuss"))


async def comment_on_item(player: Player) -> None:
    """Read the paper and comment on the discussion."""
    await opens(player, label("comment.papers"), "1")
    await opens(player, label("comment.open"), DISCUSSED)
    await player.types(typed("comment.item"))


async def comment_on_unit(player: Player) -> None:
    """Comment on the first list of another unit."""
    await opens(player, label("comment.open"), label("comment.tasks"), label("comment.on_unit"))
    await player.types(typed("comment.unit"))


async def handle_comment(chair: Player, count: int) -> None:
    """Read what was said and mark the first of it handled."""
    await opens(chair, label("comment.open"), label("comment.all", count=count), "1")
    await chair.presses(label("comment.handled"))


async def show_hall(secretary: Player) -> None:
    """Get the link for the projector."""
    await opens(secretary, label("hall.open"))


async def check_in(player: Player) -> None:
    await player.types("/diemdanh")
    await player.presses(label("attendance.check_in"))


async def note_present(secretary: Player, *names: str) -> None:
    """Find people by part of the name, without marks, and record the first found as present."""
    await secretary.types("/diemdanh")
    await secretary.presses(label("attendance.find"))
    for name in names:
        await secretary.types(name)
        await secretary.presses(label("attendance.present", number=1))


async def start(chair: Player) -> None:
    await follows(chair, label("running.start"), label("running.begin"))


async def step(chair: Player) -> None:
    """Go on to the next item."""
    await follows(chair, label("running.next"))


async def ask_to_speak(player: Player) -> None:
    await follows(player, label("speaking.ask"))


async def give_floor(chair: Player, unit: Unit) -> None:
    await follows(chair, label("speaking.call", code=unit.code))


async def open_vote(chair: Player) -> None:
    """Open a vote on the present item."""
    await follows(chair, label(f"vote.open_{VoteKind.OPEN}"), label(f"vote.now_{VoteKind.OPEN}"))


async def open_vote_on_document(chair: Player) -> None:
    """Open a vote on the document that waits for one: its close adopts the document."""
    first = label("vote.on_document", number=1)
    await follows(chair, label(f"vote.open_{VoteKind.OPEN}"), first)


async def open_ballot(player: Player) -> None:
    """Open the ballot from the letter that asks to vote; the chair has it open already."""
    await player.presses(label("vote.open"))


async def cast(player: Player, choice: Choice, opinion: str = "") -> None:
    await player.presses(label(f"vote.{choice}"))
    if opinion:
        await player.types(opinion)


async def close_vote(chair: Player) -> None:
    await follows(chair, label("vote.open"), label("vote.end"), label("vote.close"))


async def count_hands(secretary: Player) -> None:
    """Enter what was counted in the hall."""
    await follows(secretary, label("vote.hands"), label(f"vote.now_{VoteKind.HANDS}"))
    await secretary.types(typed("meeting.hands"))
    await secretary.presses(label("vote.record_hands"))


async def announce(deputy: Player) -> None:
    """Publish the registrations."""
    await follows(deputy, label("announcement.preview"), label("announcement.publish"))


async def launch(chair: Player) -> None:
    """Declare the year's theme."""
    await follows(chair, label("launch.ask"), label("launch.declare"))


async def direct(patron: Player) -> None:
    """Give a directive."""
    await follows(patron, label("directive.ask"))
    await patron.types(typed("meeting.directive"))
    await patron.presses(label("directive.give"))


async def close(chair: Player) -> None:
    """Write the conclusions and close the meeting."""
    await follows(chair, label("running.conclude"))
    await chair.types(typed("meeting.conclusions"))
    await follows(chair, label("running.end"), label("running.close"))


async def write_minutes(secretary: Player, year: int) -> None:
    """Take the drafts and the table, and hand the minutes in as finished."""
    await opens(secretary, label("minutes.open"), label("minutes.draft_news"))
    await opens(secretary, label("minutes.open"), label("minutes.roll"))
    await opens(secretary, label("minutes.open"), label("minutes.draft_minutes"))
    drafted = await secretary.phone.downloads(label("minutes.file_minutes", year=year))
    await secretary.presses(label("minutes.send_minutes"))
    await secretary.sends_file(typed("meeting.minutes"), DOCX, drafted)
