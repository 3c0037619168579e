"""One transaction with every shelf in reach.

`now` is the moment of the transaction: whatever happens in it happened then.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property

from storage.accounts import Accounts
from storage.announcements import Announcements
from storage.attendances import Attendances
from storage.awards import Awards
from storage.bloc_documents import BlocDocuments
from storage.blocs import Blocs
from storage.calendars import Calendars
from storage.carried_files import CarriedFiles
from storage.certificates import Certificates
from storage.comments import Comments
from storage.conferences import Conferences
from storage.copies import Copies
from storage.criteria import Criteria
from storage.dialogues import Dialogues
from storage.digests import Digests
from storage.driver import Statements
from storage.extensions import Extensions
from storage.files import Files
from storage.final_papers import FinalPapers
from storage.histories import Histories
from storage.inbox import Inbox
from storage.invites import Invites
from storage.key_tasks import KeyTasks
from storage.lines import Line
from storage.log import Log
from storage.made_papers import MadePapers
from storage.noticeboard import Noticeboard
from storage.notices import Notices
from storage.obligations import Obligations
from storage.outbox import Outbox
from storage.overviews import Overviews
from storage.paper_signatures import PaperSignatures
from storage.people import People
from storage.pledge_sections import PledgeSections
from storage.pledges import Pledges
from storage.registrations import Registrations
from storage.reminders import Reminders
from storage.rsvps import Rsvps
from storage.seals import Seals
from storage.signings import Signings
from storage.snoozes import Snoozes
from storage.speakers import Speakers
from storage.submissions import Submissions
from storage.units import Units
from storage.uptimes import Uptimes
from storage.votes import Votes
from storage.web_chats import WebChats


class UnitOfWork:
    """Open it through `Storage.begin`; it commits when that block ends."""

    def __init__(self, connection: Statements, now: datetime) -> None:
        self._connection = connection
        self.now = now

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Undo only what happens in this block when it raises; the transaction goes on."""
        with self._connection.attempt():
            yield

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self._connection)

    @cached_property
    def announcements(self) -> Announcements:
        return Announcements(self._connection)

    @cached_property
    def attendances(self) -> Attendances:
        return Attendances(self._connection)

    @cached_property
    def awards(self) -> Awards:
        return Awards(self._connection)

    @cached_property
    def bloc_documents(self) -> BlocDocuments:
        return BlocDocuments(self._connection)

    @cached_property
    def blocs(self) -> Blocs:
        return Blocs(self._connection)

    @cached_property
    def carried_files(self) -> CarriedFiles:
        return CarriedFiles(self._connection)

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars(self._connection)

    @cached_property
    def certificates(self) -> Certificates:
        return Certificates(self._connection)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self._connection)

    @cached_property
    def conferences(self) -> Conferences:
        return Conferences(self._connection)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self._connection)

    @cached_property
    def criteria(self) -> Criteria:
        return Criteria(self._connection)

    @cached_property
    def dialogues(self) -> Dialogues:
        return Dialogues(self._connection)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self._connection)

    @cached_property
    def extensions(self) -> Extensions:
        return Extensions(self._connection)

    @cached_property
    def files(self) -> Files:
        return Files(self._connection)

    @cached_property
    def final_papers(self) -> FinalPapers:
        return FinalPapers(self._connection)

    @cached_property
    def histories(self) -> Histories:
        return Histories(self._connection)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._connection)

    @cached_property
    def invites(self) -> Invites:
        return Invites(self._connection)

    @cached_property
    def key_tasks(self) -> KeyTasks:
        return KeyTasks(self._connection)

    @cached_property
    def line(self) -> Line:
        return Line(self._connection)

    @cached_property
    def log(self) -> Log:
        return Log(self._connection)

    @cached_property
    def made_papers(self) -> MadePapers:
        return MadePapers(self._connection)

    @cached_property
    def noticeboard(self) -> Noticeboard:
        return Noticeboard(self._connection)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self._connection)

    @cached_property
    def obligations(self) -> Obligations:
        return Obligations(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection)

    @cached_property
    def overviews(self) -> Overviews:
        return Overviews(self._connection)

    @cached_property
    def paper_signatures(self) -> PaperSignatures:
        return PaperSignatures(self._connection)

    @cached_property
    def people(self) -> People:
        return People(self._connection)

    @cached_property
    def pledge_sections(self) -> PledgeSections:
        return PledgeSections(self._connection)

    @cached_property
    def pledges(self) -> Pledges:
        return Pledges(self._connection)

    @cached_property
    def registrations(self) -> Registrations:
        return Registrations(self._connection)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self._connection)

    @cached_property
    def rsvps(self) -> Rsvps:
        return Rsvps(self._connection)

    @cached_property
    def seals(self) -> Seals:
        return Seals(self._connection)

    @cached_property
    def signings(self) -> Signings:
        return Signings(self._connection)

    @cached_property
    def snoozes(self) -> Snoozes:
        return Snoozes(self._connection)

    @cached_property
    def speakers(self) -> Speakers:
        return Speakers(self._connection)

    @cached_property
    def submissions(self) -> Submissions:
        return Submissions(self._connection)

    @cached_property
    def units(self) -> Units:
        return Units(self._connection)

    @cached_property
    def uptimes(self) -> Uptimes:
        return Uptimes(self._connection)

    @cached_property
    def votes(self) -> Votes:
        return Votes(self._connection)

    @cached_property
    def web_chats(self) -> WebChats:
        return WebChats(self._connection)
