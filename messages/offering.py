"""What the secretary and the chair say to one another about a notice before it is sent."""

from messages import actions
from messages.menu import leave_row, to_menu
from messages.message import Button, Message
from messages.render import button, say
from storage.notices import Notice
from storage.people import Assignment
from workflow.offering import Offer


def offered(offer: Offer) -> Message:
    back = button("offering.take_back", actions.TakeBackOffer(offer.shown.notice.id))
    return say("offering/offered", ((back,), _to_list(), to_menu()), offer=offer)


def _to_list() -> tuple[Button, ...]:
    return (button("offering.list", actions.OpenNotices()),)


def asked_to_release(offer: Offer) -> Message:
    """Ask the chair to look at an offered notice and let it go."""
    look = button("offering.look", actions.OpenNotice(offer.shown.notice.id))
    return say("offering/asked_to_release", ((look,),), offer=offer)


def told_taken_back(notice: Notice, by: Assignment) -> Message:
    return say("offering/told_taken_back", (to_menu(),), notice=notice, by=by)


def told_taken_over(notice: Notice, by: Assignment) -> Message:
    return say("offering/told_taken_over", (to_menu(),), notice=notice, by=by)


def told_released(notice: Notice, by: Assignment) -> Message:
    """Tell its author that an offered notice is let go."""
    look = button("offering.follow", actions.OpenSending(notice.id))
    return say("offering/told_released", ((look,), to_menu()), notice=notice, by=by)


def ask_reason(notice: Notice) -> Message:
    return say("offering/ask_reason", leave_row(), notice=notice)


def returned(notice: Notice) -> Message:
    return say("offering/returned", (_to_list(), to_menu()), notice=notice)


def told_returned(notice: Notice, by: Assignment, reason: str) -> Message:
    look = button("broadcast.to_draft", actions.OpenNotice(notice.id))
    return say("offering/told_returned", ((look,), to_menu()), notice=notice, by=by, reason=reason)
