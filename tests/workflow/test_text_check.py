"""A pledge's file handed in after its text was replaced and frozen anew."""

import hashlib

import pytest

from storage.unit_of_work import UnitOfWork
from tests.workflow.signing_walk import REASON, frozen_by
from tests.workflow.small_bloc import SmallBloc
from tests.workflow.test_signing import begun
from workflow import replacing
from workflow.certificate import Finding
from workflow.text_check import KIND, verify_file

PAGES = b"%PDF of version 1"


@pytest.mark.rule(7)
async def test_a_replaced_text_says_so_and_names_what_is_in_force(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    first = await begun(uow, bloc)
    chair = await bloc.actor(uow, "chair")
    file_id = await uow.files.add("a.pdf", "application/pdf", PAGES, uow.now)
    await uow.made_papers.keep(KIND, first.id, hashlib.sha256(b"facts").hexdigest(), file_id)

    async def found(content: bytes) -> tuple[int, Finding, int | None]:
        known = await verify_file(uow, content)
        assert known is not None
        return known.pledge.version, known.finding, known.replaced_by

    assert await found(PAGES) == (1, Finding.SOUND, None)
    await replacing.replace(uow, chair, first.id, REASON)
    assert await found(PAGES) == (1, Finding.REPLACED, None)
    second = await frozen_by(uow, chair)
    assert await found(PAGES) == (1, Finding.REPLACED, 2)
    assert await found(second.text.encode()) == (2, Finding.SOUND, None)
    assert await verify_file(uow, b"%PDF another") is None
