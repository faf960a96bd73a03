"""Jobs from a CSV file: read by a map, handed to the desk in chunks, so that an interruption leaves whole chunks.

A second import of the same file changes nothing: each job keeps its row's key and what the row said.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event
from uuid import uuid4

from industrack_core.desk.desk import Desk
from industrack_core.desk.imports import row_digest
from industrack_core.domain.acts import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done, Outcome, Refused, Stale
from industrack_core.domain.text import clean_line
from industrack_core.exchange.csv_file import CsvFile, open_csv
from industrack_core.exchange.import_report import BadRow, ImportFailed, Remark, Report
from industrack_core.exchange.job_map import JobMap
from industrack_core.exchange.row_reading import BadCell, RowReader

CHUNK = 500
"""Rows to one act, and to one hold of the write lock."""

Progress = Callable[[Report, int, int], None]
"""Told after each chunk: the report so far, bytes read, bytes in all."""

Numbered = tuple[int, ImportedJob]


@dataclass(frozen=True, slots=True)
class JobFile:
    """An open CSV file of jobs with the reader of its rows: it has all columns that its map asks for."""

    name: str
    csv: CsvFile
    reader: RowReader


@contextmanager
def open_jobs(path: Path, job_map: JobMap) -> Iterator[JobFile]:
    """The file at `path`, ready for `import_jobs`. Raises ImportFailed for one that cannot be imported at all."""
    with open_csv(path, job_map.columns()) as file:
        yield JobFile(clean_line(path.name), file, RowReader(job_map, file.header))


def import_jobs(
    desk: Desk | None,
    jobs: JobFile,
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = lambda report, done, size: None,
    stop: Event | None = None,
) -> Report:
    """Import an open file, once; answers what happened.

    `dry_run` only looks, and takes None for a desk on a database that is not there yet. `strict` writes
    all rows in one act, or nothing when one row is bad. When `stop` is set the import ends after the
    current chunk. Raises ImportFailed when the file cannot be read on, and DatabaseError.
    """
    file = jobs.csv
    report = Report(jobs.name, uuid4().hex, file.encoding, file.delimiter, dry_run=dry_run)
    rows = _read(file, jobs.reader, report)
    take = _looker(desk, report) if dry_run or desk is None else _writer(desk, report, strict=strict)
    if strict and not dry_run:
        _all_or_nothing(rows, take, report, lambda: progress(report, file.position, file.size), stop)
        return report
    while not (stop and stop.is_set()):
        chunk = list(islice(rows, CHUNK))
        if not chunk:
            return report
        take(chunk)
        progress(report, file.position, file.size)
    report.interrupted = True
    return report


def _all_or_nothing(
    rows: Iterator[Numbered], take: Callable[[list[Numbered]], None], report: Report, told: Callable[[], None],
    stop: Event | None,
) -> None:  # fmt: skip
    everything: list[Numbered] = []
    while chunk := list(islice(rows, CHUNK)):
        everything.extend(chunk)
        told()
        if stop and stop.is_set():
            report.interrupted = True
            return
    if not report.bad and everything:
        take(everything)


def _read(file: CsvFile, reader: RowReader, report: Report) -> Iterator[Numbered]:
    """The good rows with their lines; bad rows and remarks go into the report."""
    first_lines: dict[str, int] = {}
    for row in file.rows:
        report.rows += 1
        if isinstance(row, BadRow):
            report.bad.append(row)
            continue
        line, cells = row
        try:
            job, remark = reader.read(cells)
        except BadCell as bad:
            report.bad.append(bad.at(line))
            continue
        first = first_lines.setdefault(job.key, line)
        if first != line:
            report.bad.append(BadRow(line, "", job.key, f"the same job as in line {first}"))
            continue
        if remark:
            report.remarks.append(Remark(line, remark))
        yield line, job


def _writer(desk: Desk, report: Report, *, strict: bool) -> Callable[[list[Numbered]], None]:
    """Writes rows; those that the desk refuses become bad rows, and the rest is tried again."""

    def write(rows: list[Numbered]) -> None:
        while rows:
            act = ImportJobs(tuple(job for _, job in rows), report.source, report.batch, strict)
            outcome = desk.perform(act)
            if isinstance(outcome, Done):
                _count(outcome, rows, report)
                return
            rows = _without_refused(outcome, rows, report)
            if strict:
                return

    return write


def _without_refused(outcome: Outcome, rows: list[Numbered], report: Report) -> list[Numbered]:
    """The rows that the refusal does not name. Raises ImportFailed when it names none."""
    if isinstance(outcome, Stale) or not isinstance(outcome, Refused):
        raise ImportFailed("The import was refused, because the records changed meanwhile. Import the file again.")
    reasons = {finding.field: finding.text for finding in outcome.findings}
    named = [(line, job) for line, job in rows if job.key in reasons]
    if not named:
        raise ImportFailed(outcome.sentence)
    report.bad.extend(BadRow(line, "", job.key, reasons[job.key]) for line, job in named)
    return [(line, job) for line, job in rows if job.key not in reasons]


def _count(outcome: Done, rows: list[Numbered], report: Report) -> None:
    jobs = [change for change in outcome.changes if change.kind == "job"]
    report.new += sum(1 for change in jobs if change.version_before == 0)
    report.changed += sum(1 for change in jobs if change.version_before)
    report.left += len(outcome.warnings)
    lines = {job.key: line for line, job in rows}
    report.remarks.extend(Remark(lines.get(finding.field, 0), finding.text) for finding in outcome.warnings)


def _looker(desk: Desk | None, report: Report) -> Callable[[list[Numbered]], None]:
    """Compares rows with the jobs imported before, and writes nothing."""

    def look(rows: list[Numbered]) -> None:
        known = desk.imported_digests([job.key for _, job in rows]) if desk else {}
        for _, job in rows:
            if job.key not in known:
                report.new += 1
            elif known[job.key] != row_digest(job):
                report.changed += 1

    return look
