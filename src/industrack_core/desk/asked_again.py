"""What was asked before an act was done is asked before it is done again: a redo goes by no other rules."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_deciding import against
from industrack_core.desk.plan import Setting
from industrack_core.domain.acts.job_permits import Deed, permit_findings
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.deletions import PARTS, word_of
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Change, Record, kind_of
from industrack_core.store.writing.transaction import Transaction


def asked_again(tx: Transaction, changes: Sequence[Change], setting: Setting) -> list[Finding]:
    """The findings that ask before changes are made once more: what is deleted, what speaks against each job."""
    found = [_deletion(before) for before, after in changes if before is not None and _goes(before, after)]
    tx.pending.leaving = {before.id for before, _ in changes if isinstance(before, Job)}
    for before, after in changes:
        if isinstance(before, Job):
            tx.pending.leaving.discard(before.id)
            found += _of_job(tx, before, after, setting)
            tx.assume([(before, after)])
    return _one_of_a_kind([finding for finding in found if finding.weight is Weight.ASKS])


def _one_of_a_kind(asks: Sequence[Finding]) -> list[Finding]:
    """The first of each kind, which says how many there are besides."""
    firsts = {finding.kind: finding for finding in reversed(asks)}
    counts = Counter(finding.kind for finding in asks)
    return [
        replace(first, text=f"{first.text} And {counts[kind] - 1} more.") if counts[kind] > 1 else first
        for kind, first in reversed(firsts.items())
    ]


def _of_job(tx: Transaction, before: Job, after: Record | None, setting: Setting) -> Sequence[Finding]:
    if isinstance(after, Job):
        return against(tx, setting, before, after)
    return permit_findings(before, (Deed.DELETE,))


def _goes(before: Record, after: Record | None) -> bool:
    """Whether a person deletes it: it is gone, or no longer offered."""
    if kind_of(before) not in PARTS or getattr(before, "retired", False):
        return False
    return after is None or getattr(after, "retired", False)


def _deletion(record: Record) -> Finding:
    name = getattr(record, "number", "") or getattr(record, "name", "")
    return Finding(
        FindingKind.DELETION,
        Weight.ASKS,
        f"{' '.join(filter(None, (word_of(kind_of(record)), name)))} is deleted again.",
    )
