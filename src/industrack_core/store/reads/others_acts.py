"""What others did to jobs since an act, oldest first: what was done and taken back since is not among it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.log import OthersAct
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import columns_of
from industrack_core.store.reads.kept import KeptTo

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OTHERS = AsText("reads.others_statements:OTHERS")
_OTHERS_SEEN = AsText("reads.others_statements:OTHERS_SEEN", "people", "calendars")
_WHERE = ("starts_at", "crew")


def read_others_acts(
    connection: "Connection", seen: int, who: str, limit: int, kept: KeptTo | None
) -> tuple[OthersAct, ...]:
    """The first `limit` acts on jobs with a number over `seen` that `who` did not do, each with its first job.

    What phones report is left out, and of who is kept what the log does not show them.
    """
    if kept is None:
        found = _OTHERS.rows(connection, seen=seen, who=who, most=limit)
    else:
        theirs = {"people": kept.of(None), "calendars": list(kept.calendar_ids)}
        found = _OTHERS_SEEN.rows(connection, seen=seen, who=who, most=limit, reader=who, **theirs)
    acts = []
    for revision, at, name, line, job_id, before, is_there, *now in found:
        was = columns_of(before) if is_there is None and before else {}
        start, crew = now if is_there is not None else map(was.get, _WHERE)
        moment = datetime.fromtimestamp(at, UTC)
        acts.append(OthersAct(revision, moment, name, line, job_id, start, _first_of(crew)))
    return tuple(acts)


def _first_of(crew: str | None) -> int | None:
    """Whose row a job stands in first."""
    return int(crew.split(",", maxsplit=1)[0]) if crew else None
