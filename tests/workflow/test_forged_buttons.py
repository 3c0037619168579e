"""A forged or stale button does nothing but redraw: it never ends in an error."""

import dataclasses

import pytest

from handlers import router
from handlers.request import Request
from messages.actions import Action, kinds
from messages.message import Message
from messages.people import Links
from storage.kinds import NoticeState
from storage.unit_of_work import UnitOfWork
from tests.workflow.small_bloc import PEOPLE, SmallBloc
from workflow.permission import actor_of

LINKS = Links("https://giaouoc.example.vn", "")
IDS = (-1, 0, 1, 2, 999_999_999)
WORDS = ("", "reason", "delete", "../menu/home", "f" * 32, "subject", "title")


async def press(uow: UnitOfWork, bloc: SmallBloc, name: str, wire: str) -> Message:
    account = await uow.accounts.get(bloc.accounts[name])
    await uow.accounts.read_privacy(account.id, uow.now)
    account = await uow.accounts.get(account.id)
    asked = Request(uow, account, await actor_of(uow, account), LINKS)
    return await router.answer_press(asked, wire)


def _forged(turn: int) -> list[Action]:
    """Return each action with two sets of ids and words, others for each turn."""
    at = 2 * turn
    made = []
    for kind in kinds().values():
        types = [field.type for field in dataclasses.fields(kind)]
        for number, word in list(zip(IDS * 7, WORDS * 5, strict=True))[at : at + 2]:
            # As long as the word may be where an action carries several ids.
            n_words = max(types.count(str), 1)
            fit = word[: (40 - 10 * types.count(int)) // n_words]
            short = min(number, 10 ** (50 // max(len(types), 1)) - 1)
            made.append(kind(*(short if one is int else fit for one in types)))
            if not types:
                break
    return made


@pytest.mark.parametrize(("turn", "name"), list(enumerate(PEOPLE)))
async def test_a_forged_button_is_answered_in_words(
    uow: UnitOfWork, bloc: SmallBloc, turn: int, name: str
) -> None:
    await bloc.submit(uow, "officer")
    await bloc.fill(uow, "chair officer")

    answers = {
        action.encode(): await press(uow, bloc, name, action.encode()) for action in _forged(turn)
    }

    assert [wire for wire, answer in answers.items() if not answer.text] == []


async def test_a_forged_field_of_a_notice_is_answered_in_words(
    uow: UnitOfWork, bloc: SmallBloc
) -> None:
    await press(uow, bloc, "chair", "ntnew1")
    actor = await bloc.actor(uow, "chair")
    draft = await uow.notices.draft_of(bloc.cycle_id, actor.person.id)
    assert draft is not None

    answer = await press(uow, bloc, "chair", f"ntedit1:{draft.id}:reason")

    assert answer.text
    assert draft.state is NoticeState.DRAFT
