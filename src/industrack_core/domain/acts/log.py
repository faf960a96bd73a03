"""The log: what was done in the office, by whom and when, as the journal tells it."""

from collections.abc import Mapping
from datetime import datetime

from industrack_core.domain.acts.history import FieldChange
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.held import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which acts of the log: what is left out narrows nothing. Instants are aware UTC, both ends included.

    `record` is the kind and the id of one that they changed; `who` are logins, `act` the name of an act as `PlanJob`,
    `via` by what they came, `act_id` the id of a single one; `from_` is the lowest number of an act.
    """

    record: tuple[str, int] | None = None
    who: tuple[str, ...] = ()
    act: str = ""
    via: str = ""
    act_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    from_: int = 0


@dataclass(frozen=True, slots=True)
class LogChange:
    """One record that an act changed: what it is called, now or when it was deleted, and its columns before and after.

    `version_before` is 0 when the act made it, `version_after` when it deleted it; `told` are the changes in words.
    """

    kind: str
    id: int
    label: str
    version_before: int
    version_after: int
    before: Mapping[str, Held]
    after: Mapping[str, Held]
    told: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act; `at` is aware UTC, a whole second. An undo or a redo `takes_back` the act with that number, and what was
    taken back is `undone_by` one; 0 is none. `via` is a `Via`, or empty where the log does not say. Without a question
    for them there are no `changes`."""

    revision: int
    at: datetime
    who: str
    act: str
    line: str
    batch: str
    takes_back: int
    undone_by: int
    via: str
    changes: tuple[LogChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LogPage:
    """Acts of the log, newest first. Others may follow under the number `below`, 0 where none do; `looked` is back to
    when (aware UTC) it was looked where that ended before the page was full."""

    entries: tuple[LogEntry, ...]
    below: int = 0
    looked: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnAct:
    """An act that can be taken back, by its number in the log; `at` is aware UTC, `who` the login of who did it."""

    revision: int
    at: datetime
    line: str
    who: str


@dataclass(frozen=True, slots=True)
class OthersAct:
    """An act of somebody else on a job, by its number in the log; `at` is aware UTC, `who` how they are called.

    `start` (minutes since 1970 UTC) and `employee_id` say where the job is, or was before it was deleted; None where it
    has no time, or nobody.
    """

    revision: int
    at: datetime
    who: str
    line: str
    job_id: int
    start: int | None
    employee_id: int | None


@dataclass(frozen=True, slots=True)
class OthersActs:
    """Acts of others, oldest first. Where it was not looked to the end of the log, and fewer were found than asked for,
    `looked` is the last number that was looked at, and `looked_at` when (aware UTC) that was done; else 0 and None."""

    acts: tuple[OthersAct, ...] = ()
    looked: int = 0
    looked_at: datetime | None = None
