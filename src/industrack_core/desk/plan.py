"""What an act would write, decided but not yet written."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from industrack_core.domain.acts.limits import too_long
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Done, Finding, Refused, Stale
from industrack_core.domain.records.record import Change
from industrack_core.domain.rights import Sitter


@dataclass(frozen=True, slots=True)
class Setting:
    """Who acts, when (aware UTC), and in which zone times are spoken.

    `person` is what the office knows of who acts; None where there are no roles, and for what no person does.
    """

    who: str
    now: datetime
    zone: ZoneInfo
    person: Sitter | None = None

    @property
    def minute(self) -> datetime:
        """Now in whole minutes, as records have times."""
        return self.now.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Records before and after, the sentence for the journal, and findings that only tell.

    `undoes` are the entries taken back, `revives` the undo whose entries stand again; `of_others`: they are somebody
    else's.
    """

    changes: tuple[Change, ...]
    line: str
    warnings: tuple[Finding, ...] = ()
    batch: str | None = None
    undoes: tuple[int, ...] = ()
    revives: int | None = None
    of_others: bool = False


Decision = Plan | Refused | Stale | Done


def plan_of(
    changes: Sequence[Change],
    line: str,
    warnings: Sequence[Finding] = (),
    batch: str | None = None,
) -> Plan | Refused:
    """The plan that turns each record before into the one after; refused when a text is too long."""
    findings = [finding for _, after in changes if after is not None for finding in too_long(after)]
    if findings:
        return Refused(tuple(findings))
    return Plan(tuple(changes), line, tuple(warnings), batch)
