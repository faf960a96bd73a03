"""What needs an eye now."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.exceptions import BoardException, SnoozedException, exceptions, off_hours
from industrack_core.domain.board.working_hours import working_minutes
from industrack_core.domain.records.office import Employee, Shift, TimeOff
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span
from tests.store.small_company import ZONE, at
from tests.widgets import boards

ANA = Employee(id=1, first_name="Ana", last_name="Ruiz", hours=tuple(Shift(day, 480, 1020) for day in range(5)))
NOW = minute_of(at("10:30"))


def block(job_id: int, start: int, end: int) -> Block:
    """Ana's job, at whole minutes since 1970 UTC."""
    return boards.block(job_id, 0, 0)._replace(start=start, end=end, delivery="dispatched")


def found(
    *blocks: Block, off: tuple[TimeOff, ...] = (), quiet: tuple[SnoozedException, ...] = ()
) -> list[BoardException]:
    return exceptions(blocks, {1: ANA}, off, quiet, NOW, ZONE)


@dataclass
class Case:
    start: str
    minutes: int
    changes: dict[str, str | int]
    kinds: list[ExceptionKind]


CASES = [
    Case("9:00", 60, {"status": "not_started"}, [ExceptionKind.LATE_START]),
    Case("9:00", 60, {"status": "on_travel"}, [ExceptionKind.LATE_START]),
    Case("9:00", 60, {"status": "started"}, [ExceptionKind.OVERRUN]),
    Case("9:00", 120, {"status": "started"}, []),
    Case("9:00", 60, {"status": "completed"}, []),
    Case("14:00", 60, {"status": "declined"}, [ExceptionKind.DECLINED]),
    Case("11:30", 60, {"delivery": "saved"}, [ExceptionKind.NOT_DISPATCHED]),
    Case("11:31", 60, {"delivery": "saved"}, []),
    Case("11:30", 60, {"delivery": "dispatched"}, []),
    Case("11:30", 60, {"receipt": 1}, [ExceptionKind.NOT_RECEIVED]),
    Case("11:30", 60, {"receipt": 2}, [ExceptionKind.NOT_RECEIVED]),
    Case("11:31", 60, {"receipt": 1}, []),
    Case("11:30", 60, {"receipt": 3}, []),
    Case("11:30", 60, {"receipt": 4}, []),
    Case("11:30", 60, {"receipt": 1, "status": "on_travel"}, []),
    Case("10:30", 60, {"delivery": "saved"}, [ExceptionKind.NOT_DISPATCHED]),
    Case("14:00", 60, {"delivery": "changed"}, [ExceptionKind.CHANGED]),
    Case("15:00", 60, {"delivery": "changed"}, []),
    Case("16:30", 60, {"delivery": "dispatched"}, [ExceptionKind.OFF_HOURS]),
    Case("17:00", 60, {"delivery": "dispatched"}, [ExceptionKind.OFF_HOURS]),
    Case("16:00", 60, {"delivery": "dispatched"}, []),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_job_alone(case: Case) -> None:
    start = minute_of(at(case.start))
    job = block(7, start, start + case.minutes)._replace(**case.changes)  # type: ignore[arg-type]
    assert [each.kind for each in found(job)] == case.kinds


def test_the_second_of_two_overlapping_jobs_is_told_once_and_done_ones_do_not_count() -> None:
    noon = minute_of(at("12:00"))
    first = block(1, noon, noon + 90)
    second = block(2, noon + 60, noon + 90)
    assert [(each.kind, each.block.job_id) for each in found(first, second)] == [(ExceptionKind.OVERLAP, 2)]
    assert not found(first._replace(status="completed"), second)


def test_time_off_counts_as_off_hours() -> None:
    off = TimeOff(employee_id=1, starts_at=at("13:00"), ends_at=at("14:00"))
    noon = minute_of(at("12:30"))
    job = block(1, noon, noon + 60)
    assert [each.text for each in found(job, off=(off,))] == ["Ana Ruiz is off then"]


@pytest.mark.parametrize(
    ("start", "changes"), [("12:30", {"status": "completed"}), ("12:30", {"status": "declined"}), ("9:00", {})]
)
def test_what_is_done_declined_or_over_is_not_off_hours(start: str, changes: dict[str, str]) -> None:
    off = TimeOff(employee_id=1, starts_at=at("9:00"), ends_at=at("14:00"))
    begins = minute_of(at(start))
    job = block(1, begins, begins + 60)._replace(**changes)  # type: ignore[arg-type]
    assert ExceptionKind.OFF_HOURS not in [each.kind for each in found(job, off=(off,))]
    assert ExceptionKind.OFF_HOURS in [each.kind for each in found(block(1, NOW, NOW + 1), off=(off,))]


def test_those_that_hurt_already_come_first_and_snoozed_ones_keep_quiet_until_their_time() -> None:
    late = block(1, NOW - 60, NOW)._replace(status="not_started")
    later = block(2, NOW - 30, NOW + 30)._replace(status="not_started")
    both = found(later, late)
    assert [each.minutes_until(NOW) for each in both if each.kind is ExceptionKind.LATE_START] == [-60, -30]
    kind = ExceptionKind.LATE_START

    def quiet(until: int | None, start: int = late.start) -> list[int]:
        until_at = instant_of(until) if until is not None else None
        word = SnoozedException(job_id=1, kind=kind, starts_at=instant_of(start), until=until_at)
        return [each.block.job_id for each in found(later, late, quiet=(word,)) if each.kind is kind]

    assert quiet(NOW + 1) == [2]
    assert quiet(None) == [2]
    assert quiet(NOW) == [1, 2]
    assert quiet(None, late.start + 15) == [1, 2], "a job that was moved is another exception"


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1440), st.integers(1, 1200)), max_size=8),
    st.integers(-4000, 4000), st.integers(1, 4000),
)  # fmt: skip
def test_off_hours_are_whatever_is_not_worked_from_its_begin_to_its_end(
    shifts: list[tuple[int, int, int]], begins: int, minutes: int
) -> None:
    """Also over several days, and on those around a change of the clock."""
    start = minute_of(at("12:00", 1)) + begins
    end = start + minutes
    person = replace(ANA, hours=tuple(Shift(day, opens, opens + length) for day, opens, length in shifts))
    works = not shifts or working_minutes(person.hours, Span(instant_of(start), instant_of(end)), ZONE) == (
        (start, end),
    )
    assert off_hours([(1, start, end, 7)], {1: person}, (), ZONE) == (set() if works else {(1, 7)})
