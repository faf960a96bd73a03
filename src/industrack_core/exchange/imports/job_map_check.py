"""A map that is read, and what can be wrong in it beyond its form: each problem one sentence that names the key."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.job import MAX_JOB_MINUTES, Priority, WorkStatus
from industrack_core.exchange.imports.job_map import CUSTOMER_SIGNS, Duration, JobFields, JobMap, StartColumns, zone_of
from industrack_core.exchange.imports.map_file import FieldSource, read_map, source_problems

CHOICES: Mapping[str, Mapping[str, str]] = {
    "status": {word.value: word.value for word in WorkStatus},
    "priority": {word.value: word.value for word in Priority},
}
"""Fields that hold one of a few words, and the words."""

_MOMENT = datetime(2024, 12, 31, 23, 59, tzinfo=UTC)


def load_job_map(name: str) -> JobMap:
    """The map of that name that comes with the program, or in the file at that path. Raises UsageError."""
    job_map, place = read_map(name, JobMap)
    problems = list(job_map_problems(job_map))
    if problems:
        raise UsageError(f"The map {place}: {problems[0]}")
    return job_map


def job_map_problems(job_map: JobMap) -> Iterator[str]:
    """All problems of a map, none for a good one."""
    try:
        zone_of(job_map)
    except ValueError:
        yield f"zone: there is no time zone {job_map.zone}; an example is America/New_York."
    if not job_map.key.columns:
        yield "key.columns: name at least one column that tells jobs apart."
    if not any(getattr(job_map.fields, name) for name in CUSTOMER_SIGNS):
        yield f"fields: name the customer by one of {', '.join(CUSTOMER_SIGNS)}."
    for name, source in job_map.sources():
        yield from _source_problems(name, source)
    if job_map.start:
        yield from _start_problems(job_map.start)
    yield from _duration_problems(job_map.duration, job_map.start)
    for number, condition in enumerate(job_map.when, 1):
        if (condition.state is None) == (condition.equals is None):
            yield f"when, number {number}: write either is or equals."
        for name, value in condition.set.items():
            if name not in JobFields.__struct_fields__:
                known = ", ".join(JobFields.__struct_fields__)
                yield f"when, number {number}: there is no field {name}; there are {known}."
            yield from _word_problems(f"when, number {number}", name, value)


def _source_problems(name: str, source: FieldSource) -> Iterator[str]:
    yield from source_problems(name, source)
    for value in (*source.values.values(), source.default, source.constant):
        if value:
            yield from _word_problems(f"fields.{name}", name, value)


def _word_problems(where: str, name: str, value: str) -> Iterator[str]:
    if name in CHOICES and value not in CHOICES[name]:
        yield f"{where}: {value} is no {name}; there are {', '.join(sorted(CHOICES[name]))}."


def _start_problems(start: StartColumns) -> Iterator[str]:
    if not start.columns:
        yield "start.columns: name the column that holds the start."
    if not start.formats:
        yield "start.formats: say how the start is written, for example %Y-%m-%d %H:%M."
    for form in start.formats:
        try:
            datetime.strptime(_MOMENT.strftime(form), form)  # noqa: DTZ007 (only whether it can be read back)
        except ValueError:
            yield f"start.formats: {form} is no date form; an example is %Y-%m-%d %H:%M."


def _duration_problems(duration: Duration, start: StartColumns | None) -> Iterator[str]:
    for name in ("minutes", "longest"):
        if not 1 <= getattr(duration, name) <= MAX_JOB_MINUTES:
            yield f"duration.{name}: minutes from 1 to {MAX_JOB_MINUTES:,}."
    if duration.end_columns and start is None:
        yield "duration.end_columns: an end needs a start."
