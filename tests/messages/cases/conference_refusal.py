from datetime import date

from storage.kinds import ConferenceState
from tests.messages.conferences import STARTS
from tests.messages.facts import CHAIR, NOW, ODD
from workflow import conference_errors
from workflow.conference_errors import Missing
from workflow.errors import Refusal

CONFERENCE: dict[str, Refusal] = {
    "not_a_time": conference_errors.NotATime(ODD),
    "which_year": conference_errors.WhichYear(date(2027, 11, 23)),
    "in_the_past": conference_errors.InThePast(NOW),
    "same_time": conference_errors.SameTime(STARTS),
    "day_outside": conference_errors.DayOutside(
        date(2027, 3, 20), date(2027, 2, 22), date(2027, 3, 15)
    ),
    "not_a_link": conference_errors.NotALink(ODD),
    "minutes_outside": conference_errors.MinutesOutside(ODD, 480),
    "people_outside": conference_errors.PeopleOutside("<hai>", 20),
    "title_missing": conference_errors.TitleMissing(("Lê Thị Mai", ODD)),
    "conference_incomplete": conference_errors.ConferenceIncomplete(tuple(Missing)),
    **{
        f"conference_stage.{state}": conference_errors.ConferenceStage(state)
        for state in ConferenceState
    },
    "conference_changed": conference_errors.ConferenceChanged(3),
    "item_in_use": conference_errors.ItemInUse(3, ODD),
    "no_more_room": conference_errors.NoMoreRoom(20),
    "nothing_to_follow": conference_errors.NothingToFollow(),
    **{
        f"answers_closed.{state}": conference_errors.AnswersClosed(state, CHAIR)
        for state in (ConferenceState.RUNNING, ConferenceState.CLOSED, ConferenceState.CANCELLED)
    },
    "answers_closed.nobody": conference_errors.AnswersClosed(ConferenceState.RUNNING, None),
    "rsvp_changed": conference_errors.RsvpChanged(3, 3),
    "not_answered": conference_errors.NotAnswered(3, 3),
}
