"""What a console has in its memory while others work: it needs no more of it for what they do."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import Act, AddJob, DeleteJob, EditJob, PlanJob, SetStatus, UnassignJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.span import day_span
from tests.console.seat import NOW, TODAY
from tests.exchange.offices import demo_desk
from tests.terminal.test_console import environ, founded, opened

__all__ = ["environ", "founded"]
YES = frozenset(FindingKind)


@pytest.fixture
def session(environ: dict[str, str], database_url: str) -> Iterator[Session]:
    """A console of a company of its own, once on each engine."""
    demo_desk(database_url, NOW).close()
    yield from opened({**environ, "INDUSTRACK_DB": database_url}, 160, 45)


def builds_statements(session: Session) -> bool:
    """Whether the library that builds statements is in its memory: a fifth of what a console has."""
    return "/sqlalchemy/" in Path(f"/proc/{session.pid}/maps").read_text(encoding="utf-8")


def some_acts(desk: Desk) -> Iterator[tuple[Act, ...]]:
    """What others do to jobs of the day that is shown, some at a time."""
    jobs = [each.job for each in desk.jobs(day_span(TODAY, desk.office().zone))]
    told, moved, begun, away, gone, *_ = [each for each in jobs if each.status is WorkStatus.NOT_STARTED and each.crew]
    assert moved.starts_at is not None
    at = [moved.starts_at + timedelta(hours=turn) for turn in (1, 2)]
    yield (
        EditJob(told.id, told.version, replace(draft_of(told), description="Other words"), YES),
        PlanJob(moved.id, moved.version, moved.crew, at[0], moved.minutes, YES),
    )
    yield (
        PlanJob(moved.id, moved.version + 1, moved.crew, at[1], moved.minutes, YES),
        SetStatus(begun.id, begun.version, WorkStatus.ON_TRAVEL),
        UnassignJob(away.id, away.version, YES),
        DeleteJob(gone.id, gone.version, accepted=YES),
        AddJob(replace(draft_of(told), number=""), YES, dispatch=False),
    )


def test_who_hears_of_others_needs_nothing_that_builds_statements(session: Session, database_url: str) -> None:
    told = 0
    with closing(open_desk(database_url, who="another", clock=lambda: NOW)) as desk:
        for acts in some_acts(desk):
            for act in acts:
                assert isinstance(desk.perform(act), Done)
            told += len(acts)
            counted = f"'{told} "
            session.wait_until(lambda each, counted=counted: counted in each.screen_text(), 30)  # type: ignore[misc]
    assert not builds_statements(session)
    session.send(b"gc")  # a list is made of what somebody chose
    session.wait_until(builds_statements, 30)
