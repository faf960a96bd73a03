"""Jobs from a file with rows: read by a map, and handed to the desk in chunks.

A second import of the same file changes nothing: each job keeps its row's key and what the row said.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from industrack_core.desk.desk import Desk
from industrack_core.desk.jobs.import_people import full_names
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.acts.who import each_named, turned
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding
from industrack_core.domain.records.office import Employee
from industrack_core.domain.text.text import clean_line
from industrack_core.exchange.imports.csv_file import CsvFile
from industrack_core.exchange.imports.import_report import BadRow, ImportReport, Remark
from industrack_core.exchange.imports.import_run import CHUNK, ImportRun, Progress
from industrack_core.exchange.imports.job_map import JobMap
from industrack_core.exchange.imports.map_file import known_in
from industrack_core.exchange.imports.row_reading import RowReader
from industrack_core.exchange.imports.seen_lines import SeenLines
from industrack_core.exchange.imports.table_file import open_table_file

__all__ = ["CHUNK", "OpenJobs", "Progress", "import_jobs", "open_jobs"]

Numbered = tuple[int, ImportedJob]


@dataclass(frozen=True, slots=True)
class OpenJobs:
    """An open file of jobs with the reader of its rows: it has all columns that its map asks for."""

    name: str
    csv: CsvFile
    reader: RowReader


@contextmanager
def open_jobs(path: Path, job_map: JobMap, sheet: str | None = None) -> Iterator[OpenJobs]:
    """The file at `path`, ready for `import_jobs`. Raises ImportFailed for one that cannot be imported at all."""
    with open_table_file(path, known_in(job_map.columns()), sheet) as file:
        yield OpenJobs(clean_line(path.name), file, RowReader(job_map, file.header, sheet=bool(file.sheet)))


def import_jobs(
    desk: Desk | None,
    jobs: OpenJobs,
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = lambda report, done, size: None,
    stop: Event | None = None,
) -> ImportReport:
    """Import an open file, once; answers what happened.

    `dry_run` only looks, and takes None for a desk on a database that is not there yet. `strict` writes
    all rows in one act, or nothing when one row is bad. When `stop` is set the import ends after the
    current chunk. Raises ImportFailed when the file cannot be read on, and DatabaseError.
    """
    return _JobRun(desk, jobs, dry_run=dry_run, strict=strict).run(progress, stop)


class _JobRun(ImportRun[ImportedJob]):
    def __init__(self, desk: Desk | None, jobs: OpenJobs, *, dry_run: bool, strict: bool) -> None:
        super().__init__(desk, jobs.name, jobs.csv, dry_run=dry_run, strict=strict)
        self._reader, self._seen = jobs.reader, SeenLines()
        self._names: tuple[tuple[str, str], ...] = ()

    def rows(self) -> Iterator[Numbered]:
        """A first walk through the file, where what a row says depends on the others."""
        if self._reader.learns:
            found = {name for cells in self.first_walk() for name in each_named(self._reader.learn(cells))}
            staff = self.desk.office().employees if self.desk else ()
            self._names = tuple(full_names(found, staff).items())
        if not self.is_stopped:
            yield from super().rows()

    def read(self, line: int, cells: Sequence[str]) -> tuple[ImportedJob, str]:
        return self._reader.read(cells)

    def again(self, line: int, row: ImportedJob) -> BadRow | None:
        first = self._seen.first(row.key, line)
        return BadRow(line, "", row.key, f"the same job as in line {first}") if first != line else None

    def key(self, row: ImportedJob) -> str:
        return row.key

    def shown(self, row: ImportedJob) -> str:
        return row.key

    def act(self, rows: tuple[ImportedJob, ...]) -> ImportJobs:
        return ImportJobs(rows, self.report.source, self.report.batch, self.strict, self._names)

    def look(self, rows: list[Numbered]) -> list[Numbered]:
        """In a dry run: what would become of the rows; without a database all of them are new."""
        if not self.dry_run:
            return rows
        if self.desk is None:
            self.report.new += len(rows)
            names = dict(self._names)
            for _, job in rows:
                for name in each_named(job.employee or ""):
                    self.report.add_made(Kind.EMPLOYEE, turned(names.get(name, name)))
            return []
        look = self.desk.look_at_jobs(self.act(tuple(job for _, job in rows)))
        while look.refused:
            rows = self.without(look.refused, rows)
            look = self.desk.look_at_jobs(self.act(tuple(job for _, job in rows)))
        self.report.new += look.new
        self.report.changed += look.changed
        self._tell(look.left, rows)
        for kind, name in look.made:
            self.report.add_made(Kind(kind).noun, name)
        return []

    def count(self, outcome: Done, rows: list[Numbered]) -> None:
        jobs = [change for change in outcome.changes if change.kind == Kind.JOB]
        self.report.new += sum(1 for change in jobs if change.version_before == 0)
        self.report.changed += sum(1 for change in jobs if change.version_before)
        self._tell(outcome.warnings, rows)
        for kind in (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.SERVICE_TYPE):
            ids = [change.id for change in outcome.changes if change.kind == kind and not change.version_before]
            for record in self.desk.records(kind, ids).values() if self.desk and ids else ():
                name = record.short_name if isinstance(record, Employee) else getattr(record, "name", "")
                self.report.add_made(Kind(kind).noun, name)

    def _tell(self, findings: Sequence[Finding], rows: list[Numbered]) -> None:
        """Rows of jobs that stay as they are, and new customers that others resemble."""
        self.report.left += sum(1 for finding in findings if finding.job_id is not None)
        lines = {job.key: line for line, job in rows}
        for finding in findings:
            self.report.add_remark(Remark(lines.get(finding.field, 0), finding.text))
