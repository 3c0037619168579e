"""What stands under a pledge is compared with the log both ways: nothing goes, nothing comes."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.log_walk import walk
from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.triggers import REPLACED_PLEDGE_STAYS
from tests.support.forced import forced, opened
from tests.workflow import signed_bloc
from tests.workflow.random_walk import Scan
from tests.workflow.signing_walk import add_secretary
from tests.workflow.small_bloc import build
from workflow import certificate, declining, paper_signature, replacing, signing_exception
from workflow.certificate import Finding
from workflow.log_check import Checked
from workflow.signatory import signatories

REASON = "Nội dung mục III chưa thống nhất"
OTHER = b"%PDF other"
SWAPPED = f"content = x'{OTHER.hex()}', sha256 = '{hashlib.sha256(OTHER).hexdigest()}'"
PAGES = "SELECT value FROM paper_signature, json_each(pages)"
INVENTED = "full_name, position_title, sign_mode, text_hash, channel, signed_at"


@dataclass(frozen=True)
class Kept:
    """A database in which one unit refused and signed after all, one signed on paper, one refused."""

    file: Path
    clock: MovableClock
    chat: str
    paper: str

    async def checked(self, *statements: str) -> Checked:
        """Check a copy to which something was done."""
        copied = forced(self.file, self.file.with_name("forced.db"), *statements)
        async with opened(copied, self.clock) as storage:
            return await walk(storage)

    async def found(self, *statements: str) -> tuple[Finding, Finding]:
        """Verify both certificates in a copy to which something was done: chat, paper."""
        copied = forced(self.file, self.file.with_name("forced.db"), *statements)
        async with opened(copied, self.clock) as storage, storage.begin() as uow:
            chat = await certificate.verify(uow, self.chat)
            paper = await certificate.verify(uow, self.paper)
        assert chat is not None
        assert paper is not None
        return chat.finding, paper.finding


@pytest.fixture
async def kept(storage: Storage, clock: MovableClock, tmp_path: Path) -> Kept:
    async with storage.begin() as uow:
        bloc = await build(uow)
        await add_secretary(uow, bloc)
        await signed_bloc.approve_all(uow, bloc)
        frozen = await signed_bloc.freeze(uow, bloc)
        leader = await bloc.actor(uow, "leader")
        await declining.decline(uow, leader, frozen.id, leader.units[0], REASON)
        chat = await signed_bloc.sign(uow, bloc, "leader", frozen)
        chair, deputy = await bloc.actor(uow, "chair"), await bloc.actor(uow, "deputy")
        unit_id = bloc.units["deputy"]
        await declining.decline(uow, deputy, frozen.id, unit_id, REASON)
        await signing_exception.grant(uow, chair, frozen.id, unit_id, REASON)
        await signing_exception.withdraw(uow, chair, frozen.id, unit_id)
        await signing_exception.grant(uow, chair, frozen.id, unit_id, REASON)
        officer = await bloc.actor(uow, "chair officer")
        (who,) = await signatories(uow, officer, officer.units[0])
        sheet = await paper_signature.begin(uow, officer, frozen.id, officer.units[0], who)
        await paper_signature.add_page(uow, officer, sheet.paper.id, Scan())
        await paper_signature.send(uow, officer, sheet.paper.id)
        await paper_signature.confirm(uow, await bloc.actor(uow, "secretary"), sheet.paper.id)
        (paper,) = await certificate.of_signer(uow, chair, frozen.id)
        await replacing.replace(uow, chair, frozen.id, REASON)
    return Kept(tmp_path / "giaouoc.db", clock, chat.code, paper.code)


# What was done, and how many rows of the log then miss theirs, and the other way round.
REMOVED_OR_INVENTED = {
    "DELETE FROM certificate WHERE id = 2; DELETE FROM signature WHERE id = 2": (1, 0),
    "DELETE FROM certificate; DELETE FROM signature": (2, 0),
    f"INSERT INTO signature (pledge_id, unit_id, person_id, {INVENTED})"
    f" SELECT pledge_id, 99, 1, {INVENTED} FROM signature WHERE id = 1": (0, 1),
    "DELETE FROM signing_exception WHERE withdrawn_at IS NULL": (1, 0),
    "UPDATE signing_exception SET reason = 'Lý do khác hẳn'": (2, 2),
    "UPDATE signing_exception SET withdrawn_at = granted_at WHERE withdrawn_at IS NULL": (0, 1),
    "DELETE FROM decline": (3, 0),
    "UPDATE decline SET reason = 'Lý do khác hẳn'": (2, 2),
    "UPDATE decline SET taken_back_at = NULL": (1, 0),
    "UPDATE decline SET taken_back_at = at WHERE taken_back_at IS NULL": (0, 1),
    "UPDATE decline SET taken_back_at = replace(taken_back_at, '2027-01', '2027-02')": (1, 1),
    "UPDATE pledge SET state = 'signing'": (1, 0),
    "UPDATE pledge SET replace_reason = 'Lý do khác hẳn'": (1, 1),
    "UPDATE pledge SET parties = '[3]'": (1, 1),
    "UPDATE pledge SET sections = '[]'": (1, 1),
    "UPDATE pledge SET frozen_by = frozen_by + 1": (1, 1),
}


@pytest.mark.rule(12)
async def test_what_was_removed_or_invented_under_a_pledge_is_counted(kept: Kept) -> None:
    untouched = await kept.checked()
    assert (untouched.gone, untouched.unlogged, untouched.certificates) == ([], [], [])
    assert untouched.n_certificates == 2
    for statements, told in REMOVED_OR_INVENTED.items():
        checked = await kept.checked(*statements.split(";"))
        assert checked.found is None, statements
        assert (len(checked.gone), len(checked.unlogged)) == told, statements
        assert not checked.is_good


ABOUT_THE_TEXT = (
    "UPDATE pledge SET state = 'signing'",
    "UPDATE pledge SET version = 7",
    "UPDATE pledge SET unit_id = 1",
    "UPDATE pledge SET parties = '[3]'",
    "UPDATE pledge SET frozen_at = replace(frozen_at, '2027-01', '2026-12')",
    "UPDATE cycle SET year = 2031",
)
ABOUT_THE_PAPER = (
    f"UPDATE file SET {SWAPPED} WHERE id IN ({PAGES})",
    "UPDATE paper_signature SET pages = '[]'",
    "UPDATE signature SET full_name = 'Người Khác' WHERE channel = 'paper'",
    "UPDATE signature SET authorisation_id = 1 WHERE channel = 'paper'",
)


@pytest.mark.rule(7)
async def test_a_certificate_answers_for_its_text_and_its_scan(kept: Kept) -> None:
    assert await kept.found() == (Finding.REPLACED, Finding.REPLACED)
    for statement in ABOUT_THE_TEXT:
        assert await kept.found(statement) == (Finding.RECORD_ALTERED,) * 2, statement
    for statement in ABOUT_THE_PAPER:
        found = await kept.found(statement)
        assert found == (Finding.REPLACED, Finding.RECORD_ALTERED), statement
        (bad,) = (await kept.checked(statement)).certificates
        assert bad.code == kept.paper, statement
    swapped = f"UPDATE file SET {SWAPPED} WHERE id IN (SELECT file_id FROM pledge)"
    assert await kept.found(swapped) == (Finding.TEXT_ALTERED,) * 2
    assert len((await kept.checked(swapped)).texts) == 1


async def test_a_trigger_that_was_weakened_is_named(storage: Storage, tmp_path: Path) -> None:
    async with storage.begin() as uow:
        assert await uow.log.missing_guards() == []
    weaker = REPLACED_PLEDGE_STAYS.replace("'void'", "'voie'")
    with closing(sqlite3.connect(tmp_path / "giaouoc.db")) as database:
        for statement in ("DROP TRIGGER replaced_pledge_stays", weaker):
            database.execute(statement)
        database.commit()

    async with storage.begin() as uow:
        assert await uow.log.missing_guards() == ["pledge"]
