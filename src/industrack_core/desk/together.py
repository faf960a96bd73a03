"""Several acts as one: decided one after the other, each on what those before it leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from industrack_core.desk.job_checks import stops
from industrack_core.desk.plan import Decision, Plan, RowChange, Setting
from industrack_core.domain.acts import JobAct, SetStatus, Together
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Outcome, RecordChange, Refused, Trial
from industrack_core.store.transaction import Transaction

Decide = Callable[[Transaction, JobAct, Setting], Decision]
MOST = 1000
"""Most acts in one: what a person can still look over."""


@dataclass(frozen=True, slots=True)
class Combined:
    """One plan of several acts, whose rows are written already, and what was written."""

    plan: Plan
    changes: list[RecordChange]


def written(tx: Transaction, act: Together, setting: Setting, decide: Decide) -> Combined | Outcome:
    """Write each act in turn; the first that is refused or stale refuses all, and the transaction is rolled back."""
    refused = _refused(act.acts)
    if refused:
        return refused
    rows: list[RowChange] = []
    changes: list[RecordChange] = []
    lines: list[str] = []
    warnings: list[Finding] = []
    for each in act.acts:
        decision = decide(tx, each, setting)
        if isinstance(decision, Done):
            continue
        if not isinstance(decision, Plan):
            return decision
        changes += tx.write_rows(decision.rows)
        rows += decision.rows
        lines.append(decision.line)
        warnings += decision.warnings
    if not rows:
        return Done(tx.revision, "Nothing changed.")
    line = lines[0] if len(lines) == 1 else f"{len(lines)} jobs: {lines[0].rstrip('.')}, and {len(lines) - 1} more."
    return Combined(Plan(tuple(rows), line, tuple(warnings)), changes)


def _refused(several: Sequence[JobAct]) -> Refused | None:
    if not several:
        return Refused((stops(FindingKind.NOTHING, "No jobs are marked."),))
    if len(several) > MOST:
        return Refused((stops(FindingKind.NOTHING, f"{len(several)} jobs are too many at once: {MOST} at most."),))
    if len({each.job_id for each in several}) != len(several):
        return Refused((stops(FindingKind.DUPLICATE, "A job can be changed only once at a time."),))
    return None


def tried(tx: Transaction, several: Sequence[JobAct], setting: Setting, decide: Decide) -> tuple[Trial, ...]:
    """What each act comes to, those that can be done being done; the caller rolls back."""
    found = []
    for each in several:
        act = each
        decision = decide(tx, act, setting)
        asks: tuple[Finding, ...] = ()
        if isinstance(decision, Refused) and decision.asks_only and not isinstance(act, SetStatus):
            asks = decision.findings
            act = replace(act, accepted=act.accepted | {finding.kind for finding in asks})
            decision = decide(tx, act, setting)
        if isinstance(decision, Plan):
            tx.write_rows(decision.rows)
            found.append(Trial(act.job_id, True, decision.line, (*asks, *decision.warnings), act.accepted))
        elif isinstance(decision, Done):
            found.append(Trial(act.job_id, False, decision.line))
        else:
            findings = decision.findings if isinstance(decision, Refused) else ()
            found.append(Trial(act.job_id, False, decision.sentence, findings))
    return tuple(found)
