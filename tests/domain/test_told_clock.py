"""Clocks that were told what time it is."""

from datetime import UTC, datetime, timedelta

from industrack_core.domain.time.told_clock import RunningClock, ToldClock, speed_of

START = datetime(2026, 11, 24, 13, tzinfo=UTC)


def test_a_running_clock_goes_as_fast_as_it_is_told_stops_and_goes_on() -> None:
    seconds = 100.0
    clock = RunningClock(START, 30, lambda: seconds)
    assert clock() == START
    seconds = 102.0
    assert clock() == START + timedelta(minutes=1)
    clock.stop()
    clock.stop()
    seconds = 500.0
    assert clock() == START + timedelta(minutes=1)
    assert clock.is_stopped
    clock.go_on()
    clock.go_on()
    seconds = 504.0
    assert clock() == START + timedelta(minutes=3)
    assert speed_of(clock) == 30


def test_others_go_as_fast_as_the_machines() -> None:
    assert speed_of(ToldClock(START)) == 1
    assert speed_of(lambda: START) == 1
