"""What a placement means, in a sentence: said before enter, by the rule that then decides."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import CopyJob, PlanJob
from industrack_core.domain.outcomes import Done, Outcome, Refused
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import MONTH_NAMES, Span, day_span, format_span, local_day

if TYPE_CHECKING:
    from datetime import datetime


def where(number: str, act: PlanJob | CopyJob, office: Office) -> str:
    """`1044 to Bo Chen, Tue 24 Nov 10:00-11:30`; that it goes past midnight, and that others go with it."""
    people = [person.short_name for each in act.crew if (person := office.employee(each)) is not None]
    who = " and ".join(people[:3]) + (f" and {len(people) - 3} more" if len(people) > 3 else "")
    told = f"{number} to {who or 'nobody'}"
    if act.starts_at is None or act.minutes <= 0:
        return told
    return f"{told}, {when(act.starts_at, act.minutes, office)}"


def when(starts_at: "datetime", minutes: int, office: Office) -> str:
    """`Tue 24 Nov 10:00-11:30`, `Tue 22:00 - Wed 02:00, past midnight`."""
    span = Span(starts_at, instant_of(minute_of(starts_at) + minutes))
    day = local_day(starts_at, office.zone)
    if span.ends_at <= day_span(day, office.zone).ends_at:
        return f"{day:%a} {day.day} {MONTH_NAMES[day.month - 1]} {format_span(span, office.zone)}"
    return f"{format_span(span, office.zone)}, past midnight"


def sentence(outcome: Outcome) -> tuple[str, str]:
    """What would happen, and the role to say it in."""
    if isinstance(outcome, Done):
        warnings = " ".join(finding.text for finding in outcome.warnings)
        return (warnings, "panel_warning") if warnings else ("Nothing speaks against it.", "panel_good")
    if isinstance(outcome, Refused) and outcome.asks_only:
        return f"{outcome.sentence} Enter asks.", "panel_warning"
    return outcome.sentence, "panel_error"
