"""What others did to jobs since an act, oldest first: what was done and taken back since is not among it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.log import OthersAct, OthersActs
from industrack_core.domain.late_module import late_module
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import columns_of
from industrack_core.store.reads.kept import KeptTo

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.prepared import Rows
    from industrack_core.store.reads import kept_log
else:  # for who is kept to some calendars
    kept_log = late_module("industrack_core.store.reads.kept_log")

_OTHERS = AsText("reads.others_statements:OTHERS")
_OTHERS_SEEN = AsText("reads.others_statements:OTHERS_SEEN", "people", "calendars")
_WHERE = ("starts_at", "crew")


def read_others_acts(connection: "Connection", seen: int, who: str, limit: int) -> OthersActs:
    """The first `limit` acts on jobs with a number over `seen` that `who` did not do, each with its first job.

    What phones report is left out.
    """
    return OthersActs(_acts(_OTHERS.rows(connection, seen=seen, who=who, most=limit)))


def read_others_acts_seen(connection: "Connection", seen: int, who: str, limit: int, kept: KeptTo) -> OthersActs:
    """The same without what the log does not show who is kept: as many as are found among some thousands."""
    until, goes_on = kept_log.looked_after(connection, seen)
    theirs = {"people": kept.of(None), "calendars": list(kept.calendar_ids)}
    acts = _acts(_OTHERS_SEEN.rows(connection, seen=seen, until=until, who=who, most=limit, reader=who, **theirs))
    if len(acts) == limit or not goes_on:
        return OthersActs(acts)
    return OthersActs(acts, until, datetime.fromtimestamp(kept_log.AT.one(connection, place=until)[0], UTC))


def _acts(found: "Rows") -> tuple[OthersAct, ...]:
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
