"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.errors import UsageError
from industrack_core.domain.keep_policy import KeepPolicy, read_keep_policy

START = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def test_a_policy_is_read() -> None:
    assert read_keep_policy("7d,4w,12m") == KeepPolicy(7, 4, 12)
    assert read_keep_policy("12m, 3d") == KeepPolicy(days=3, months=12)


@pytest.mark.parametrize("text", ["", "7", "d", "7y", "7d;4w", "-1d", "7d,", "0d,0w"])
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"7d,4w,12m"):
        read_keep_policy(text)


def test_the_newest_of_each_day_week_and_month_that_has_one_stays() -> None:
    nights = [START - timedelta(days=number) for number in range(400)]
    kept = sorted(KeepPolicy(7, 4, 12).kept(nights), reverse=True)
    assert kept[:7] == nights[:7]
    assert [f"{each:%m-%d}" for each in kept[7:9]] == ["11-15", "11-08"]
    months = [each for each in kept if each < START - timedelta(days=20)]
    assert [f"{each:%Y-%m-%d}" for each in months[:3]] == ["2026-10-31", "2026-09-30", "2026-08-31"]
    assert len(kept) == 7 + 2 + 11
    twice_a_day = [START, START - timedelta(hours=1)]
    assert KeepPolicy(7).kept(twice_a_day) == {START}
    years_ago = [START - timedelta(days=1000 * number) for number in range(5)]
    assert KeepPolicy(3).kept(years_ago) == set(years_ago[:3])


@given(
    st.lists(st.integers(0, 40_000), unique=True, min_size=1),
    st.builds(KeepPolicy, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
)
def test_what_went_once_is_not_missed_and_the_newest_stays(hours: list[int], policy: KeepPolicy) -> None:
    made = [START + timedelta(hours=each) for each in hours]
    kept = policy.kept(made)
    assert max(made) in kept
    assert len(kept) <= policy.days + policy.weeks + policy.months + 1
    assert policy.kept(kept) == kept
