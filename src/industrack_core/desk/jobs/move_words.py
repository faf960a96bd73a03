"""Where a job is, and from where to where an act took it, in words."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from industrack_core.domain.records.job import Job
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.span import Span, day_span, format_clock, format_span, local_day

Names = Mapping[int, str]
"""What employees are called, by id."""


def where_words(job: Job, names: Names, zone: ZoneInfo) -> str:
    """`Ana Ruiz, Tue 24 Nov 09:00-10:00`, or what keeps it in the queue."""
    queued = ("in the queue", job.lacks) if job.in_queue else ()
    return ", ".join(filter(None, (*queued, _crew(job, names), _when(job.span, zone))))


def moved_words(before: Job, after: Job, names: Names, zone: ZoneInfo) -> str:
    """`from Ana Ruiz, 09:00 to Ben Okafor, 10:00, Tue 24 Nov`: first what is another one than before, then what
    stays. Empty where there was nothing before."""
    was, now, stays = [], [], []
    crews = _crew(before, names), _crew(after, names)
    if crews[0] == crews[1]:
        stays.append(crews[0])
    else:
        was.append(crews[0])
        now.append(crews[1])
    if after.in_queue and not before.in_queue:
        now.insert(0, "the queue")
    start, end, day = _times(before, after, zone)
    was.append(start)
    now.append(end)
    stays.append(day)
    told = [", ".join(filter(None, parts)) for parts in (was, now, stays)]
    if not told[0] or not told[1]:
        return ""
    return f"from {told[0]} to {told[1]}" + (f", {told[2]}" if told[2] else "")


def _times(before: Job, after: Job, zone: ZoneInfo) -> tuple[str, str, str]:
    """The time before and after, as far as they differ, and what of it stays."""
    first, last = before.span, after.span
    if first is None or last is None:
        return _when(first, zone), _when(last, zone), ""
    starts = [format_clock(each.starts_at, zone) for each in (first, last)]
    days = [_day(each, zone) for each in (first, last)]
    if first.minutes != last.minutes and first.starts_at != last.starts_at:
        return _when(first, zone), _when(last, zone), ""
    if first.minutes != last.minutes:
        return format_duration(first.minutes), format_duration(last.minutes), f"{days[1]} {starts[1]}"
    if days[0] != days[1]:
        return f"{days[0]} {starts[0]}", f"{days[1]} {starts[1]}", ""
    return (starts[0], starts[1], days[0]) if first != last else ("", "", f"{days[0]} {starts[0]}")


def _crew(job: Job, names: Names) -> str:
    return ", ".join(names[each] for each in job.crew if each in names)


def _when(span: Span | None, zone: ZoneInfo) -> str:
    if span is None:
        return ""
    on_one_day = day_span(local_day(span.starts_at, zone), zone).contains(span.ends_at)
    return f"{_day(span, zone)} {format_span(span, zone)}" if on_one_day else format_span(span, zone)


def _day(span: Span, zone: ZoneInfo) -> str:
    day = local_day(span.starts_at, zone)
    return f"{day.strftime('%a')} {day.day} {day.strftime('%b')}"
