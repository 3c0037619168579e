from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from storage.tables import Instant

COLUMN, SQLITE = Instant(), dialect()
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
LONG_SPAN = (datetime(1900, 1, 2), datetime(9990, 1, 1))  # noqa: DTZ001 (hypothesis adds the zone)
MOMENTS = st.datetimes(*LONG_SPAN, timezones=ZONES)


def _stored(moment: datetime) -> str:
    stored = COLUMN.process_bind_param(moment, SQLITE)
    assert stored is not None
    return stored


@given(MOMENTS)
def test_an_instant_comes_back_to_the_microsecond_in_utc(moment: datetime) -> None:
    back = COLUMN.process_result_value(_stored(moment), SQLITE)

    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_the_order_of_texts_is_the_order_of_time(first: datetime, second: datetime) -> None:
    assert (_stored(first) < _stored(second)) == (first < second)


@given(MOMENTS)
def test_every_text_has_the_same_width(moment: datetime) -> None:
    assert len(_stored(moment)) == 27


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        COLUMN.process_bind_param(datetime(2027, 1, 1), SQLITE)  # noqa: DTZ001 (the point of the test)


def test_nothing_stays_nothing() -> None:
    assert COLUMN.process_bind_param(None, SQLITE) is None
    assert COLUMN.process_result_value(None, SQLITE) is None
