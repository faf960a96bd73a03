"""What a placement means, in a sentence: said before enter, by the rule that then decides."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import CopyJob, PlanJob
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Outcome, Refused, Weight
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import MONTH_NAMES, Span, day_span, format_span, local_day
from industrack_tui.glyphs import Glyphs

if TYPE_CHECKING:
    from datetime import date, datetime


def where(number: str, act: PlanJob | CopyJob, office: Office) -> str:
    """`1044 to Bo Chen, Tue 24 Nov 10:00-11:30`; that it goes past midnight, and that others go with it."""
    told = f"{number} to {_who(act, office)}"
    if act.starts_at is None or act.minutes <= 0:
        return told
    return f"{told}, {when(act.starts_at, act.minutes, office)}"


def _who(act: PlanJob | CopyJob, office: Office) -> str:
    people = [person.short_name for each in act.crew if (person := office.employee(each)) is not None]
    more = f" and {len(people) - 3} more" if len(people) > 3 else ""
    return f"{' and '.join(people[:3])}{more}" if people else "nobody"


def when(starts_at: "datetime", minutes: int, office: Office) -> str:
    """`Tue 24 Nov 10:00-11:30`, `Tue 22:00 - Wed 02:00, past midnight`."""
    span = Span(starts_at, instant_of(minute_of(starts_at) + minutes))
    day = local_day(starts_at, office.zone)
    if span.ends_at <= day_span(day, office.zone).ends_at:
        return f"{day:%a} {day.day} {MONTH_NAMES[day.month - 1]} {format_span(span, office.zone)}"
    return f"{format_span(span, office.zone)}, past midnight"


def placed(number: str, act: PlanJob | CopyJob, office: Office, day: "date", glyphs: Glyphs) -> str:
    """`1044 → Bo Chen 10:00-11:30`, the day before the times only when it is another one than `day`."""
    arrow = "->" if glyphs.name == "ascii" else "→"
    told = f"{number} {arrow} {_who(act, office)}"
    if act.starts_at is None or act.minutes <= 0:
        return told
    on = local_day(act.starts_at, office.zone)
    times = when(act.starts_at, act.minutes, office)
    return f"{told} {times if on != day else times.removeprefix(f'{on:%a} {on.day} {MONTH_NAMES[on.month - 1]} ')}"


_SHORT = {
    FindingKind.OVERLAP: "overlaps", FindingKind.TIME_OFF: "off then", FindingKind.OFF_HOURS: "off hours",
}  # fmt: skip


def parts(outcome: Outcome, lacks: Sequence[str], glyphs: Glyphs, number: str = "") -> tuple[str, str]:
    """What speaks against a placement, what forbids it first, then what is fine; and the role to say it in.

    `lacks` are the skills that nobody of the crew has. The line begins with the job's `number`: it is not said again.
    """
    no, yes = glyphs.alarms["declined"], glyphs.status["completed"]
    if isinstance(outcome, Done):
        # that its crew was told it otherwise is so of every place
        findings = [finding for finding in outcome.warnings if finding.kind is not FindingKind.CHANGED]
        role = "panel_warning" if findings else "panel_good"
    elif isinstance(outcome, Refused):
        findings, role = list(outcome.findings), "panel_warning" if outcome.asks_only else "panel_error"
    else:
        return outcome.sentence, "panel_error"
    findings.sort(key=lambda finding: list(Weight).index(finding.weight))
    told = []
    for finding in findings:
        words = _SHORT.get(finding.kind) or _without(number, finding)
        if finding.kind is FindingKind.SKILL and lacks:
            words = f"lacks {', '.join(lacks)}"
        if words and f"{no} {words}" not in told:
            told.append(f"{no} {words}")
    if isinstance(outcome, Refused) and not told:
        told.append(outcome.sentence)
    busy = {FindingKind.OVERLAP, FindingKind.TIME_OFF}
    if role != "panel_error" and not busy & {finding.kind for finding in findings}:
        told.append(f"{yes} free")
    asks = ["enter asks"] if isinstance(outcome, Refused) and outcome.asks_only else []
    return "   ".join([*told, *asks]), role


def _without(number: str, finding: Finding) -> str:
    """`Started` for "1298 is Started: its crew is at it already.": what asks is told whole by the question."""
    about = f"{number} is "
    if not number or not finding.text.startswith(about):
        return finding.text
    told = finding.text.removeprefix(about)
    return told.partition(":")[0] if finding.weight is Weight.ASKS else told


def lacking(crew: Sequence[int], service_type_id: int | None, office: Office | None) -> list[str]:
    """The skills of a service type that nobody of the crew has."""
    service_type = office.service_types_by_id.get(service_type_id or 0) if office is not None else None
    if service_type is None or office is None:
        return []
    people = [person for each in crew if (person := office.employee(each)) is not None]
    have = {skill.casefold() for person in people for skill in person.skills}
    return [skill for skill in service_type.skills if skill.casefold() not in have]
