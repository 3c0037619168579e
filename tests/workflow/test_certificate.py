"""A certificate is found by its code or its bytes, and tells when something was changed."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.clock import MovableClock
from storage.engine import Storage
from storage.unit_of_work import UnitOfWork
from tests.support.forced import forced, opened
from tests.workflow import signed_bloc
from tests.workflow.small_bloc import SmallBloc, build
from workflow import certificate, replacing
from workflow.certificate import KIND, LENGTH, Finding
from workflow.code import ALPHABET, LOCK_AFTER, LOCK_FOR
from workflow.errors import CodesLocked, NoSuchThing


async def test_a_code_finds_what_was_signed_until_the_text_is_replaced(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    first, second = await signed_bloc.signed(uow, bloc)
    assert len(first.code) == LENGTH
    assert set(first.code) <= set(ALPHABET)
    assert first.code != second.code

    typed = "-".join(first.code.lower()[at : at + 5] for at in range(0, LENGTH, 5))
    found = await certificate.verify(uow, f" {typed} ")
    assert found is not None
    assert (found.certificate, found.finding, found.is_good) == (first, Finding.SOUND, True)
    assert (first.full_name, first.unit_name) == ("Trần Quốc Khánh", "Sở Tài chính")
    assert first.log_head == (await uow.histories.all())[first.log_id - 1].hash

    chair = await bloc.actor(uow, "chair")
    await replacing.replace(uow, chair, first.pledge_id, "Sửa chỉ tiêu theo góp ý")
    void = await certificate.verify(uow, first.code)
    assert void is not None
    assert (void.finding, void.replaced_by, void.is_good) == (Finding.REPLACED, None, False)
    await signed_bloc.freeze(uow, bloc, ("more", "Thêm một điều."))
    void = await certificate.verify(uow, first.code)
    assert void is not None
    assert (void.finding, void.replaced_by) == (Finding.REPLACED, 2)


async def test_the_made_file_is_known_by_its_bytes_and_no_other(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    first, second = await signed_bloc.signed(uow, bloc)
    made = await uow.files.add("a.pdf", "application/pdf", b"%PDF made", uow.now)
    await uow.made_papers.keep(KIND, first.id, hashlib.sha256(b"facts").hexdigest(), made)
    await uow.files.add("b.pdf", "application/pdf", b"%PDF sent by somebody", uow.now)

    found = await certificate.verify_file(uow, b"%PDF made")
    assert found is not None
    assert (found.certificate.id, found.is_same_file, found.is_good) == (first.id, True, True)
    assert await certificate.verify_file(uow, b"%PDF madf") is None
    assert await certificate.verify_file(uow, b"%PDF sent by somebody") is None
    other = await certificate.verify(uow, second.code)
    assert other is not None
    beside = await certificate.beside_file(uow, other, b"%PDF made")
    assert (beside.is_same_file, beside.is_good) == (False, False)


async def test_only_the_signer_fetches_it(uow: UnitOfWork, bloc: SmallBloc) -> None:
    first, _ = await signed_bloc.signed(uow, bloc)
    leader, deputy = await bloc.actor(uow, "leader"), await bloc.actor(uow, "deputy")

    assert await certificate.own(uow, leader, first.id) == first
    assert await certificate.of_signer(uow, leader, first.pledge_id) == [first]
    with pytest.raises(NoSuchThing):
        await certificate.own(uow, deputy, first.id)


async def test_five_wrong_codes_lock_the_account_for_an_hour(
    storage: Storage, clock: MovableClock
) -> None:
    async with storage.begin() as uow:
        bloc = await build(uow)
        first, _ = await signed_bloc.signed(uow, bloc)
        account = await uow.accounts.get(bloc.accounts["officer"])
        for slip in ("", "?", "x" * 5000, first.code[:-1], "cảm ơn"):
            assert await certificate.verify_by(uow, account, slip) is None
        for wrong in "02345":
            assert await certificate.verify_by(uow, account, wrong * LENGTH) is None
        with pytest.raises(CodesLocked):
            await certificate.verify_by(uow, account, first.code)
    assert LOCK_AFTER == 5
    clock.move(LOCK_FOR + timedelta(seconds=1))
    async with storage.begin() as uow:
        assert await certificate.verify_by(uow, account, first.code) is not None


FORCED = (
    ("UPDATE pledge SET text = replace(text, 'TH', 'tH')", Finding.TEXT_ALTERED),
    ("UPDATE pledge SET text = CAST(x'ff' AS TEXT)", Finding.TEXT_ALTERED),
    ("UPDATE pledge SET text_hash = upper(text_hash)", Finding.TEXT_ALTERED),
    ("UPDATE file SET content = content || x'20'", Finding.TEXT_ALTERED),
    ("UPDATE signature SET full_name = 'Trần Quốc Khanh'", Finding.RECORD_ALTERED),
    ("UPDATE signature SET sign_mode = 'KT'", Finding.RECORD_ALTERED),
    ("UPDATE signature SET signed_at = replace(signed_at, '11T', '12T')", Finding.RECORD_ALTERED),
    ("UPDATE certificate SET unit_name = 'Sở Tài Chính'", Finding.RECORD_ALTERED),
    ("UPDATE certificate SET log_head = lower(hex(zeroblob(32)))", Finding.RECORD_ALTERED),
    ("UPDATE history SET facts = replace(facts, ': ', ':  ')", Finding.RECORD_ALTERED),
    ("UPDATE history SET role = 'chair'", Finding.RECORD_ALTERED),
    ("DELETE FROM history WHERE act = 'pledge.signed'", Finding.RECORD_ALTERED),
)


async def test_what_was_changed_by_force_is_found(
    storage: Storage, clock: MovableClock, tmp_path: Path
) -> None:
    async with storage.begin() as uow:
        first, _ = await signed_bloc.signed(uow, await build(uow))

    for number, (statement, finding) in enumerate(FORCED):
        copied = forced(tmp_path / "giaouoc.db", tmp_path / f"{number}.db", statement)
        async with opened(copied, clock) as other, other.begin() as uow:
            found = await certificate.verify(uow, first.code)
        assert found is not None
        assert found.finding is finding, statement
