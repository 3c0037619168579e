"""The addendum that a unit signs which joined after the pledge was complete."""

from functools import partial

from messages import actions
from messages.language import VIETNAMESE
from messages.message import Message
from messages.paging import page_of
from messages.pledge import pages_of
from messages.render import button, environment, say
from storage.pledges import Pledge
from storage.units import Unit
from workflow.addendum import AddendumDraft
from workflow.freezing import HASH_START
from workflow.pledge_text import normalised, text_hash
from workflow.roll import Signing


def text_of(draft: AddendumDraft) -> str:
    rendered = environment(VIETNAMESE).get_template("addendum/text.txt.j2").render(draft=draft)
    return normalised(rendered)


def drafted(draft: AddendumDraft, at: int) -> Message:
    """Show one page of the addendum as it would be frozen."""
    text, unit = text_of(draft), draft.party.unit
    page = page_of(pages_of(text), at, 1)
    freeze = actions.FreezeAddendum(unit.id, text_hash(text)[:HASH_START])
    rows = (
        *page.turns(partial(actions.OpenAddendum, unit.id)),
        (button("addendum.freeze", freeze),),
        (button("go.back", actions.OpenPledge()),),
    )
    return say("addendum/drafted", rows, draft=draft, page=page)


def frozen(addendum: Pledge, unit: Unit) -> Message:
    back = (button("pledge.look", actions.OpenPledge()),)
    return say("addendum/frozen", (back,), addendum=addendum, unit=unit)


def asked_to_sign(signing: Signing) -> Message:
    """Ask the leader of the unit that joined late."""
    rows = ((button("pledge.open", actions.OpenPledge()),),)
    return say("addendum/asked_to_sign", rows, signing=signing)
