"""What others did to jobs since an act, oldest first: what was done and taken back since is not among it."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.log import OthersAct
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.engine.texts import kept_texts
from industrack_core.store.reads.by_id import rows_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OTHERS = AsText("reads.others_statements:OTHERS")


def read_others_acts(
    connection: "Connection", seen: int, who: str, limit: int, calendar_ids: Collection[int]
) -> tuple[OthersAct, ...]:
    """The first `limit` acts on jobs with a number over `seen` that `who` did not do, each with its first job.

    What phones report is left out, and, with `calendar_ids`, jobs of other calendars.
    """
    found = _OTHERS.rows(connection, seen=seen, who=who, most=limit)
    names = kept_texts().columns[Kind.JOB]
    ids = sorted({row[4] for row in found})
    now: dict[int, RowValues] = {
        row[0]: dict(zip(names, row, strict=True))
        for part in parts_of(ids)
        for row in rows_of(Kind.JOB, "id").rows(connection, values=part)
    }
    acts = []
    for revision, at, name, line, job_id, before in found:
        job = now.get(job_id) or (columns_of(before) if before else {})
        if not calendar_ids or job.get("calendar_id") is None or job["calendar_id"] in calendar_ids:
            moment = datetime.fromtimestamp(at, UTC)
            acts.append(OthersAct(revision, moment, name, line, job_id, job.get("starts_at"), _first_of(job)))
    return tuple(acts)


def _first_of(job: Mapping[str, object]) -> int | None:
    """Whose row a job stands in first."""
    crew = str(job.get("crew") or "")
    return int(crew.split(",", maxsplit=1)[0]) if crew else None
