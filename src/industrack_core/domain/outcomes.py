"""What performing an act answers: done, refused with findings, stale, or not known yet.

A *finding* is one thing that speaks for a person's attention: named, placed at a field, in a sentence.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum, auto

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import ActInDoubt


class Weight(StrEnum):
    """How much a finding weighs: it stops the act, asks before it, or only tells."""

    STOPS = "stops"
    ASKS = "asks"
    TELLS = "tells"


class FindingKind(StrEnum):
    """Every kind of finding; the name is what an `accepted` set holds."""

    ENTRY = auto()
    MISSING = auto()
    ORDER = auto()
    OVERLAP = auto()
    RECALL = auto()
    OFF_HOURS = auto()
    TIME_OFF = auto()
    SKILL = auto()
    STARTED = auto()
    UNDER_WAY = auto()
    COMPLETED = auto()
    BILLED = auto()
    PERMISSION = auto()
    BUILT_ON = auto()
    NOTHING = auto()
    SHORTAGE = auto()
    DUPLICATE = auto()
    PHONE = auto()
    NOT_WON = auto()
    IN_USE = auto()
    MERGE = auto()
    DELETION = auto()
    CHANGED = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One named finding; `field` is the form field it belongs to, empty when it belongs to none."""

    kind: FindingKind
    weight: Weight
    text: str
    field: str = ""
    employee_id: int | None = None
    job_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record before and after an act, as the feed and the caller hear of it; a version of 0 is absence."""

    kind: str
    id: int
    version_before: int
    version_after: int


@dataclass(frozen=True, slots=True)
class Done:
    """The act is in the database. `line` says what happened; `warnings` are findings that only tell.

    `found`: it had been done when it was asked for again, so nothing was written now.
    """

    revision: int
    line: str
    changes: tuple[RecordChange, ...] = ()
    warnings: tuple[Finding, ...] = ()
    found: bool = False

    def changed_id(self, kind: str) -> int | None:
        """The first changed record of that kind: the job that AddJob made, for example."""
        return next((change.id for change in self.changes if change.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written; `findings` say why, the stopping ones first.

    `revision` is the act in the journal that an undo asks about, else 0.
    """

    findings: tuple[Finding, ...]
    revision: int = 0

    @property
    def asks_only(self) -> bool:
        """Whether saying yes would let the act through."""
        return all(finding.weight is Weight.ASKS for finding in self.findings)

    @property
    def sentence(self) -> str:
        """All findings in one line."""
        return " ".join(finding.text for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was written: somebody changed or deleted the record since the person saw it."""

    kind: str
    id: int
    label: str
    seen_version: int
    version: int
    who: str = ""
    at: datetime | None = None

    @property
    def gone(self) -> bool:
        return self.version == 0

    @property
    def sentence(self) -> str:
        """For places without a dialog: the board, an undo, a script."""
        deed = "deleted" if self.gone else "changed"
        by = f" by {self.who}" if self.who else ""
        return f"{self.label} was {deed}{by} meanwhile, so this was not saved."


@dataclass(frozen=True, slots=True)
class Unsure:
    """The connection was lost while the act was under way: nobody knows yet whether it was saved.

    The same act with the same `act_id` asks whether it was, and does it only if it was not. `since` (aware UTC) says
    when the connection was lost, `label` which record it is about, where that is known, `why` what stands in the way.
    `awaits_standby`: the server is there, and waits for the second one.
    """

    act_id: str
    since: datetime
    label: str = ""
    why: str = ""
    awaits_standby: bool = False

    @property
    def sentence(self) -> str:
        """For places without a person who waits: a script."""
        return f"Not known whether {self.label or 'this'} was saved: {self.why} The act's id is {self.act_id}."


Known = Done | Refused | Stale
Outcome = Known | Unsure


def known(outcome: Outcome) -> Known:
    """The outcome, for whoever can do nothing but end where it is not known. Raises ActInDoubt."""
    if isinstance(outcome, Unsure):
        raise ActInDoubt(outcome.sentence)
    return outcome


def refusal(findings: Iterable[Finding], accepted: Iterable[FindingKind] = ()) -> Refused | None:
    """Refused with everything that stops, or that asks and is not yet accepted; None when the act may go on."""
    agreed = set(accepted)
    standing = [
        finding
        for finding in findings
        if finding.weight is Weight.STOPS or (finding.weight is Weight.ASKS and finding.kind not in agreed)
    ]
    standing.sort(key=lambda finding: finding.weight is not Weight.STOPS)
    return Refused(tuple(standing)) if standing else None


@dataclass(frozen=True, slots=True)
class Trial:
    """What one of several acts would come to: done with this sentence, or why not.

    `accepted` holds the kinds of findings that ask, taken as said yes to; `findings` are what asks and tells.
    """

    job_id: int
    would_do: bool
    sentence: str
    findings: tuple[Finding, ...] = ()
    accepted: frozenset[FindingKind] = frozenset()
