"""However doubtful a list is, what is said about it fits one screen."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from messages.batch import shown
from tests.messages.facts import full_list, sheet
from tests.support.bot_api.entities import plain, units
from workflow.batch import COLUMNS, Batch, Doubt, Doubted, Row, Source, judged

LINES = 13
LONGEST = 4096
WORDS = st.sampled_from(["", "Việc", "dài " * 80, "&<>" * 100])
DOUBTS = st.builds(
    Doubted,
    st.sampled_from([Doubt.UNREAD_CELL, Doubt.UNREAD_DATE, Doubt.UNREAD_MARK]),
    st.sampled_from(COLUMNS),
    WORDS,
    st.none() | st.just(date(2027, 9, 30)),
)
ROWS = st.lists(
    st.builds(
        Row,
        number=st.integers(1, 10_000),
        title=WORDS,
        is_highlight=st.booleans(),
        target=WORDS,
        doubts=st.lists(DOUBTS, max_size=12).map(tuple),
    ),
    min_size=1,
    max_size=50,
)


@settings(deadline=None, max_examples=50)
@given(rows=ROWS, source=st.sampled_from(Source), page=st.integers(-1, 9))
def test_any_list_fits_one_screen(rows: list[Row], source: Source, page: int) -> None:
    text = shown(Batch(sheet(tasks=full_list()), judged(rows), source), 2027, page).text

    assert units(plain(text)) <= LONGEST
    assert len(text.splitlines()) <= LINES
