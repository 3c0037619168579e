"""Papers read and comments made before a conference."""

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Attachment, Button, Message, Paper, Rows, in_rows
from messages.paging import page_of
from messages.render import button, label, say
from storage.conferences import AgendaItem, ConferencePaper
from storage.kinds import ConferenceState, Role
from workflow.bloc_tasks import BlocTasks, UnitTasks
from workflow.comment import TAKING, Remark, Talk, Whose
from workflow.conference import View

SIZE = 5


def rows(view: View) -> Rows:
    """Return the row by which the conference's screen leads to papers and comments."""
    known = view.conference
    if known.state in (ConferenceState.DRAFT, ConferenceState.CANCELLED):
        return ()
    papers = button("comment.papers", actions.OpenPapers(known.id, 0))
    comments = button("comment.open", actions.OpenComments(known.id, 0))
    return ((papers, comments) if view.papers else (comments,),)


def papers(view: View, page: int) -> Message:
    shown = page_of(view.papers, page)
    numbers = [
        Button(str(number), actions.FetchConferencePaper(one.id))
        for number, one in enumerate(shown.items, start=shown.first)
    ]
    turns = shown.turns(lambda to: actions.OpenPapers(view.conference.id, to))
    buttons = (*in_rows(numbers, SIZE), *turns, _to_conference(view.conference.id))
    return say("comment/papers", buttons, view=view, page=shown)


def paper(found: ConferencePaper) -> Message:
    """Send a paper as it was handed out."""
    rows = ((button("comment.papers", actions.OpenPapers(found.conference_id, 0)),),)
    return say("comment/paper", rows, (Attachment(found.file_id, found.name),), paper=found)


def opened(talk: Talk, page: int) -> Message:
    """Show the agenda to comment on, and the ways to what was said."""
    known = talk.view.conference
    shown = page_of(talk.view.items, page)
    numbers = [
        Button(str(item.number), actions.CommentOnItem(item.id))
        for item in shown.items
        if talk.may_comment
    ]
    turns = shown.turns(lambda to: actions.OpenComments(known.id, to))
    rows = (
        *in_rows(numbers, SIZE),
        *turns,
        *_lists(talk),
        *_chairs(talk),
        _to_conference(known.id),
    )
    return say("comment/opened", rows, talk=talk, page=shown)


def _lists(talk: Talk) -> Rows:
    known = talk.view.conference
    if not talk.view.own_units:
        return ()
    tasks = button("comment.tasks", actions.ReadUnitTasks(known.id, 0))
    own = button("comment.own", actions.ListComments(known.id, Whose.OWN, 0))
    received = button("comment.received", actions.ListComments(known.id, Whose.RECEIVED, 0))
    return (*(((tasks,),) if talk.may_read_lists else ()), (own, received))


def _chairs(talk: Talk) -> Rows:
    known = talk.view.conference
    if not talk.view.may_prepare:
        return ()
    everything = actions.ListComments(known.id, Whose.ALL, 0)
    row = [button("comment.all", everything, count=len(talk.remarks))]
    if Role.CHAIR in talk.view.roles and known.state in TAKING:
        key = "comment.undiscuss" if known.discussion_open else "comment.discuss"
        row.append(button(key, actions.OpenDiscussion(known.id, int(not known.discussion_open))))
    return (tuple(row),)


def listed(talk: Talk, whose: Whose, page: int) -> Message:
    known = talk.view.conference
    shown = page_of(talk.of(whose), page, SIZE)
    numbers = tuple(
        Button(str(number), actions.OpenComment(one.comment.id))
        for number, one in enumerate(shown.items, start=shown.first)
    )
    turns = shown.turns(lambda to: actions.ListComments(known.id, whose, to))
    exports = whose is Whose.ALL and shown.n_all
    file = ((button("comment.file", actions.FetchComments(known.id)),),) if exports else ()
    back = (button("comment.open", actions.OpenComments(known.id, 0)),)
    rows = (*((numbers,) if numbers else ()), *turns, *file, back)
    return say("comment/listed", rows, whose=whose, page=shown)


def one(remark: Remark) -> Message:
    """Show one comment with what its reader may do to it."""
    known = remark.comment
    edit = button("comment.edit", actions.EditComment(known.id))
    take_back = button("comment.take_back", actions.TakeBackComment(known.id))
    handled = int(known.handled_at is None)
    key = "comment.handled" if handled else "comment.unhandled"
    mark = button(key, actions.MarkComment(known.id, handled))
    rows = (
        *(((edit, take_back),) if remark.may_change else ()),
        *(((mark,),) if remark.may_handle else ()),
        (button("comment.open", actions.OpenComments(known.conference_id, 0)),),
    )
    return say("comment/one", rows, remark=remark)


def ask_on_item(item: AgendaItem) -> Message:
    return say("comment/ask_on_item", leave_row(), item=item)


def ask_on_unit(found: UnitTasks) -> Message:
    return say("comment/ask_on_unit", leave_row(), unit=found.unit)


def ask_change(remark: Remark) -> Message:
    return say("comment/ask_change", leave_row(), remark=remark)


def told(remark: Remark) -> Message:
    """Tell a unit, once, that another one commented on its list."""
    known = remark.comment
    mine = actions.ListComments(known.conference_id, Whose.RECEIVED, 0)
    return say("comment/told", ((button("comment.received", mine),),), remark=remark)


def unit_tasks(view: View, lists: BlocTasks, page: int) -> Message:
    """Show one unit's list, by its place among those sent and open to discussion."""
    shown = page_of(lists.lists, page, size=1)
    known = view.conference
    names = ("bloc_tasks.previous", "bloc_tasks.next")
    turns = shown.turns(lambda to: actions.ReadUnitTasks(known.id, to), names)
    back = (button("comment.open", actions.OpenComments(known.id, 0)),)
    if not shown.items:
        return say("comment/no_tasks", (back,))
    unit = shown.items[0].unit
    on_unit = button("comment.on_unit", actions.CommentOnUnit(known.id, unit.id))
    comments = known.state in TAKING and unit.id not in view.own_units
    rows = (*turns, *(((on_unit,),) if comments else ()), back)
    return say("comment/unit_tasks", rows, one=shown.items[0], page=shown)


def as_file(talk: Talk, year: int) -> Message:
    known = talk.view.conference
    back = (button("comment.open", actions.OpenComments(known.id, 0)),)
    made = Paper("comments", {"conference_id": known.id}, label("comment.file_name", year=year))
    return say("comment/as_file", (back,), (made,), count=len(talk.of(Whose.ALL)))


def _to_conference(conference_id: int) -> tuple[Button, ...]:
    return (button("go.back", actions.OpenConference(conference_id)), *to_menu())
