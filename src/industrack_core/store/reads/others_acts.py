"""What others did to jobs since an act, oldest first: what was done and taken back since is not among it."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.log import OthersAct
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import columns_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OTHERS = AsText("reads.others_statements:OTHERS")
_WHERE = ("calendar_id", "starts_at", "crew")


def read_others_acts(
    connection: "Connection", seen: int, who: str, limit: int, calendar_ids: Collection[int]
) -> tuple[OthersAct, ...]:
    """The first `limit` acts on jobs with a number over `seen` that `who` did not do, each with its first job.

    What phones report is left out, and, with `calendar_ids`, jobs of other calendars.
    """
    acts = []
    for revision, at, name, line, job_id, before, is_there, *now in _OTHERS.rows(
        connection, seen=seen, who=who, most=limit
    ):
        was = columns_of(before) if is_there is None and before else {}
        calendar, start, crew = now if is_there is not None else map(was.get, _WHERE)
        if not calendar_ids or calendar is None or calendar in calendar_ids:
            moment = datetime.fromtimestamp(at, UTC)
            acts.append(OthersAct(revision, moment, name, line, job_id, start, _first_of(crew)))
    return tuple(acts)


def _first_of(crew: str | None) -> int | None:
    """Whose row a job stands in first."""
    return int(crew.split(",", maxsplit=1)[0]) if crew else None
