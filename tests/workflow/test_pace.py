from datetime import UTC, datetime, timedelta
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Pace
from bot.pace import Bucket, Paced

START = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
RATES = st.sampled_from([0.5, 1.0, 20.0, 30.0])
BURSTS = st.integers(1, 5)
WAITS = st.lists(st.timedeltas(timedelta(0), timedelta(seconds=3)), max_size=60)


def _sent(bucket: Bucket, waits: list[timedelta]) -> list[datetime]:
    """Send one message after each wait, as soon as the bucket allows."""
    now, sent = START, []
    for wait in waits:
        now = bucket.ready_at(now + wait)
        bucket.take(now)
        sent.append(now)
    return sent


@given(RATES, BURSTS, WAITS)
def test_no_window_holds_more_than_the_burst_and_the_rate(
    rate: float, burst: int, waits: list[timedelta]
) -> None:
    sent = _sent(Bucket(rate, burst), waits)

    # A step is whole microseconds: one message in some ten thousand may come that much early.
    step = timedelta(seconds=1 / rate)
    for first, begin in enumerate(sent):
        for last, end in enumerate(sent[first:], start=first):
            assert last - first + 1 <= burst + floor((end - begin) / step)


@given(RATES, BURSTS)
def test_a_rested_bucket_lets_its_whole_burst_go_at_once(rate: float, burst: int) -> None:
    sent = _sent(Bucket(rate, burst), [timedelta(0)] * (burst + 1))

    assert sent[:burst] == [START] * burst
    assert sent[burst] > START


@given(RATES, BURSTS, WAITS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_clock_set_back_does_not_stall(
    rate: float, burst: int, waits: list[timedelta], back: timedelta
) -> None:
    bucket = Bucket(rate, burst)
    sent = _sent(bucket, waits)
    now = (sent[-1] if sent else START) - back

    assert bucket.ready_at(now) - now <= timedelta(seconds=1 / rate) * 2


@given(st.lists(st.integers(1, 3), max_size=40))
def test_one_account_never_gets_ahead_of_its_own_pace(accounts: list[int]) -> None:
    paced = Paced(Pace(overall=30, per_account=1, burst=3))
    now, sent = START, []
    for account in accounts:
        now = paced.ready_at(account, now)
        paced.take(account, now)
        sent.append((account, now))

    for account in set(accounts):
        mine = [at for to, at in sent if to == account]
        apart = zip(mine, mine[3:], strict=False)
        assert all(later - first >= timedelta(seconds=1) for first, later in apart)


def test_a_pause_asked_for_holds_every_account() -> None:
    paced = Paced(Pace(overall=30, per_account=1, burst=3))

    paced.pause(START + timedelta(seconds=9))
    paced.pause(START + timedelta(seconds=2))

    assert paced.ready_at(1, START) == START + timedelta(seconds=9)


def test_a_channel_without_a_pace_never_waits() -> None:
    paced = Paced(None)
    for _ in range(100):
        paced.take(1, START)

    assert paced.ready_at(1, START) == START
