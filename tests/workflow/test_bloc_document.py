"""The states of a bloc's document: issued only after a vote adopted it, and never again moved."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import DocumentState
from workflow.bloc_document import Move, after
from workflow.discussion_errors import DocumentStage

ORDER = tuple(DocumentState)


def walked(moves: list[Move]) -> list[DocumentState]:
    """Return the states passed by whatever of the moves is allowed."""
    states = [DocumentState.DRAFT]
    for move in moves:
        try:
            states.append(after(states[-1], move))
        except DocumentStage:
            continue
    return states


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_a_document_is_issued_only_after_it_was_voted_and_adopted(moves: list[Move]) -> None:
    states = walked(moves)

    for before, state in pairwise(states):
        if state is DocumentState.ADOPTED:
            assert before is DocumentState.VOTING
        if state is DocumentState.ISSUED:
            assert before is DocumentState.ADOPTED


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_a_document_goes_back_only_one_step_and_never_once_it_is_issued(moves: list[Move]) -> None:
    states = walked(moves)

    back = [
        (before, state)
        for before, state in pairwise(states)
        if ORDER.index(state) < ORDER.index(before)
    ]
    assert set(back) <= {
        (DocumentState.VOTING, DocumentState.COMMENTING),
        (DocumentState.ADOPTED, DocumentState.VOTING),
    }


@given(st.sampled_from(Move))
def test_nothing_moves_an_issued_document(move: Move) -> None:
    with pytest.raises(DocumentStage):
        after(DocumentState.ISSUED, move)


@pytest.mark.parametrize("state", [s for s in DocumentState if s is not DocumentState.ISSUED])
def test_every_other_state_has_a_way_on(state: DocumentState) -> None:
    assert any(ORDER.index(to) > ORDER.index(state) for to in _ways(state))


def _ways(state: DocumentState) -> list[DocumentState]:
    found = []
    for move in Move:
        try:
            found.append(after(state, move))
        except DocumentStage:
            continue
    return found
