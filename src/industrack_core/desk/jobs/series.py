"""Jobs that one recurrence rule made: created together, changed together where a person says so (domain 1).

Each is a job of its own, with its own number and version. Only those that are Not Started change with another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.desk.jobs.dispatching import errands
from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.job_deciding import Intent, against, decide_job, named, settled_job
from industrack_core.desk.jobs.occurrences import occurrences
from industrack_core.desk.plan import Decision, Plan, Setting, plan_of
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.job_permits import Deed, permit_findings
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import planned
from industrack_core.domain.records.record import Change, Record
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.recurrence import Rule, rule_text
from industrack_core.domain.time.recurrence_rrule import parse_rule_text
from industrack_core.domain.time.span import local_day, to_utc_lenient
from industrack_core.store.writing.transaction import Transaction

_MOST_SENTENCES = 5
_PARTS = ("items", "attachments", "forms", "tasks")
_COPIED = (
    "customer_id", "location_id", "description", "service_type_id", "priority", "color_id", "minutes", "crew", "note",
    "items", Kind.EQUIPMENT, "attachments", "forms", "tasks",
)  # fmt: skip
"""What a change of one job may change in the others of its series; the start moves with it."""


def others_of(tx: Transaction, job: Job, scope: Scope) -> list[Job]:
    """The other jobs of the series that a scope takes in: Not Started, and from this one on where it says so."""
    if job.series_id is None or scope is Scope.THIS:
        return []
    found = [each for each in tx.series(job.series_id) if each.id != job.id and each.can_recur]
    if scope is Scope.ALL or job.starts_at is None:
        return found
    return [each for each in found if each.starts_at is not None and each.starts_at >= job.starts_at]


def _rule(intent: Intent, zone: ZoneInfo) -> Rule | Refused:
    """The rule of the job as it would be saved, in its canonical form."""
    job = intent.after
    if not job.can_recur:
        text = "A job repeats only while it is Not Started."
    elif job.starts_at is None:
        text = "A job that repeats needs a start."
    else:
        try:
            return parse_rule_text(job.recurrence, zone)
        except EntryError as error:
            text = str(error)
    return Refused((stops(FindingKind.ENTRY, text, "recurrence"),))


def added(tx: Transaction, setting: Setting, intent: Intent) -> Decision:
    """All jobs of a new rule at once."""
    rule = _rule(intent, setting.zone)
    if isinstance(rule, Refused):
        return rule
    first = replace(intent.after, recurrence=rule_text(rule), series_id=tx.new_id())
    jobs = _made(tx, setting, rule, first)
    return _planned(tx, setting, replace(intent, after=first), jobs, [])


def rule_changed(tx: Transaction, setting: Setting, intent: Intent, before: Job) -> Decision:
    """Another rule, or none, from this job on: the following ones that have not begun are made anew.

    Those before it keep theirs, which ends there.
    """
    if not before.can_recur:
        return Refused((stops(FindingKind.ENTRY, "A job that has begun keeps its rule.", "recurrence"),))
    gone = others_of(tx, before, Scope.FOLLOWING)
    ended = _ended(tx, setting, before, gone)
    if not intent.after.recurrence:
        single = replace(intent, after=replace(intent.after, series_id=None))
        return _planned(tx, setting, single, [], gone, ended)
    rule = _rule(intent, setting.zone)
    if isinstance(rule, Refused):
        return rule
    first = replace(intent.after, recurrence=rule_text(rule), series_id=tx.new_id())
    return _planned(tx, setting, replace(intent, after=first), _made(tx, setting, rule, first), gone, ended)


def _ended(tx: Transaction, setting: Setting, before: Job, gone: Sequence[Job]) -> list[tuple[Job, Job]]:
    """The jobs of the old series that stay, with its rule ending before this one."""
    if before.series_id is None or before.starts_at is None or not before.recurrence:
        return []
    until = local_day(before.starts_at, setting.zone) - timedelta(days=1)
    rule = replace(parse_rule_text(before.recurrence), until=until, count=None)
    left = {job.id for job in gone} | {before.id}
    return [
        (job, replace(job, recurrence=rule_text(rule))) for job in tx.series(before.series_id) if job.id not in left
    ]


def _made(tx: Transaction, setting: Setting, rule: Rule, first: Job) -> list[Job]:
    """The jobs after the first, without numbers yet."""
    assert first.starts_at is not None
    dates = occurrences(rule, first.starts_at, setting.zone)[1:]
    return [_copy(tx, first, id=tx.new_id(), version=0, starts_at=each.starts_at) for each in dates]


def _copy(tx: Transaction, job: Job, **changes: Held) -> Job:
    """A job like this one whose parts have ids of their own."""
    job = replace(job, items=planned(job.items))
    parts = {name: tuple(replace(part, id=tx.new_id()) for part in getattr(job, name)) for name in _PARTS}
    return replace(job, field_notes=(), **{**parts, **changes})


def _planned(
    tx: Transaction,
    setting: Setting,
    intent: Intent,
    made: Sequence[Job],
    gone: Sequence[Job],
    ended: Sequence[tuple[Job, Job]] = (),
) -> Decision:
    """One plan: this job, those that come, those that go, those whose rule ends earlier."""
    findings = _together([finding for job in made for finding in against(tx, setting, None, job)])
    findings += [each for job in gone for each in permit_findings(job, (Deed.DELETE,))]
    own = against(tx, setting, intent.before, intent.after, dispatch=intent.dispatch)
    refused = refusal([*findings, *own], intent.accepted)
    if refused:
        return refused
    plan = decide_job(tx, setting, intent)
    if not isinstance(plan, Plan):
        return plan
    numbers = tx.take_numbers(Kind.JOB, len(made)) if made else []
    changes: list[Change] = [(job, None) for job in gone]
    changes += ended
    for number, job in zip(numbers, made, strict=True):
        after = settled_job(Intent(None, replace(job, number=number), "", intent.accepted, intent.dispatch), findings)
        changes.append((None, after))
        changes += errands(tx, setting, None, after, intent.dispatch, _records(intent))
    changes += [each for job in gone for each in errands(tx, setting, job, None, False, ())]
    return _joined(plan, plan_of(changes, ""), f"{len(made) + 1} jobs in all." if made else "", findings)


def _records(intent: Intent) -> list[Record]:
    return [record for _, record in intent.others if record is not None]


def _joined(plan: Plan, more: Plan | Refused, said: str, findings: Sequence[Finding]) -> Decision:
    if isinstance(more, Refused):
        return more
    told = [finding for finding in findings if finding.weight is Weight.TELLS]
    line = f"{plan.line} {said}".strip()
    return replace(plan, changes=(*plan.changes, *more.changes), line=line, warnings=(*plan.warnings, *told))


def _together(findings: Sequence[Finding]) -> list[Finding]:
    """So many findings as a person reads; what else there is, is counted by its kind, so that no yes goes unasked."""
    kept = list(findings[:_MOST_SENTENCES])
    more = Counter((each.kind, each.weight) for each in findings[_MOST_SENTENCES:])
    for (kind, weight), count in more.items():
        kept.append(Finding(kind, weight, f"And {count} more in the series.", "recurrence"))
    return kept


def edited(tx: Transaction, setting: Setting, intent: Intent, before: Job, scope: Scope) -> Decision:
    """Change this job, and in the others of its series what was changed in this one."""
    plan = decide_job(tx, setting, intent)
    if not isinstance(plan, Plan):
        return plan
    changes: list[Change] = []
    findings: list[Finding] = []
    for other in others_of(tx, before, scope):
        after = _changed_like(tx, setting, before, intent.after, other)
        found = against(tx, setting, other, after, dispatch=intent.dispatch)
        findings += found
        follows = Intent(other, after, "", intent.accepted, intent.dispatch)
        after = settled_job(follows, found)
        changes.append((other, after))
        changes += errands(tx, setting, other, after, intent.dispatch, _records(intent))
    findings = _together(findings)
    refused = refusal(findings, intent.accepted)
    if refused:
        return refused
    jobs = sum(1 for old, _ in changes if old is not None)
    said = f"{jobs + 1} jobs of the series changed{named(intent.after)}." if jobs else ""
    return _joined(plan, plan_of(changes, ""), said, findings)


def _changed_like(tx: Transaction, setting: Setting, before: Job, after: Job, other: Job) -> Job:
    """Another job of the series with what changed from `before` to `after`; the start moves as far on the wall."""
    changes: Fields = {}
    names = {each.name for each in fields(Job)}
    for name in _COPIED:
        assert name in names
        value = getattr(after, name)
        if value == getattr(before, name):
            continue
        changes[name] = tuple(replace(part, id=tx.new_id()) for part in value) if name in _PARTS else value
    if after.starts_at != before.starts_at:
        changes["starts_at"] = _moved(setting, before.starts_at, after.starts_at, other.starts_at)
    return replace(other, **changes)


def _moved(
    setting: Setting, before: datetime | None, after: datetime | None, other: datetime | None
) -> datetime | None:
    """The other start, moved by as many wall-clock days and minutes; without a start where this one has none."""
    if after is None or before is None or other is None:
        return after if after is None else other
    zone = setting.zone
    shift = after.astimezone(zone).replace(tzinfo=None) - before.astimezone(zone).replace(tzinfo=None)
    return to_utc_lenient(other.astimezone(zone).replace(tzinfo=None) + shift, zone)
