"""An import as it runs, whatever is imported: rows are read, told apart, and handed to the desk in chunks.

An interruption leaves whole chunks; importing the file again completes it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Event
from typing import Generic, TypeVar
from uuid import uuid4

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.imported import ImportCustomers, ImportJobs, ImportRecords
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, Known, Refused, Stale, known
from industrack_core.domain.text.text import how_many
from industrack_core.exchange.imports.csv_file import CsvFile
from industrack_core.exchange.imports.import_report import BadRow, ImportFailed, ImportReport, Remark
from industrack_core.exchange.imports.pace import Growth, Pace
from industrack_core.exchange.imports.row_texts import BadCell

CHUNK = 500
"""The most rows to one act, and to one hold of the write lock."""

Progress = Callable[[ImportReport, int, int], None]
"""Told after each chunk: the report so far, bytes read, bytes in all."""

R = TypeVar("R")


class ImportRun(ABC, Generic[R]):
    """One walk of one file into the records. `desk` is None for a look without a database."""

    def __init__(self, desk: Desk | None, name: str, file: CsvFile, *, dry_run: bool, strict: bool) -> None:
        self.desk, self.file, self.strict = desk, file, strict
        self.dry_run = dry_run or desk is None
        self.stop: Event | None = None
        self._pace, self._growth = Pace(CHUNK), Growth()
        self.report = ImportReport(
            name, uuid4().hex, file.encoding, file.delimiter, file.sheet, under=file.under, dry_run=dry_run
        )

    # -- what each kind of row says for itself ---------------------------------------------------

    @abstractmethod
    def read(self, line: int, cells: Sequence[str]) -> tuple[R, str]:
        """The row, and a remark on it (empty for none). Raises BadCell."""

    @abstractmethod
    def again(self, line: int, row: R) -> BadRow | None:
        """Why a row cannot go in beside those before it in the file."""

    @abstractmethod
    def key(self, row: R) -> str:
        """What a finding of the desk calls the row."""

    def shown(self, row: R) -> str:
        """What a complaint of the desk shows of the row."""
        return ""

    @abstractmethod
    def act(self, rows: tuple[R, ...]) -> ImportJobs | ImportCustomers | ImportRecords:
        """The act that writes these rows."""

    @abstractmethod
    def look(self, rows: list[tuple[int, R]]) -> list[tuple[int, R]]:
        """In a dry run: count what would become of the rows. Otherwise: answer those that are to be written."""

    @abstractmethod
    def count(self, outcome: Done, rows: list[tuple[int, R]]) -> None:
        """Count what became of the rows."""

    # -- the run ---------------------------------------------------------------------------------

    def run(self, progress: Progress, stop: Event | None) -> ImportReport:
        """Import the file, once. Raises ImportFailed when it cannot be read on, and DatabaseError."""
        try:
            return self._run(progress, stop)
        except DatabaseError as error:
            error.args = (self._with_what_is_in(str(error)),)
            raise
        finally:
            self._weigh(at_end=True)

    def _with_what_is_in(self, sentence: str) -> str:
        """What went wrong, with what was imported before it did."""
        saved = 0 if self.dry_run else self.report.new + self.report.changed
        if not saved:
            return sentence
        said = sentence.replace("nothing was saved", "nothing more was saved")
        return f"{said} Of the file {how_many(saved, 'row')} came in before: import it again to complete it."

    def _weigh(self, *, at_end: bool = False) -> None:
        if self.desk is not None and self._growth.is_due(at_end=at_end):
            self.desk.weigh()

    def _run(self, progress: Progress, stop: Event | None) -> ImportReport:
        self.stop = stop
        rows = self.rows()

        def told() -> None:
            progress(self.report, self.file.position, self.file.size)

        if self.strict and not self.dry_run:
            self._all_or_nothing(rows, told, stop)
            return self.report
        while not self.is_stopped:
            chunk = list(islice(rows, self._pace.rows))
            if not chunk:
                # the file is at its end, or the first walk was stopped
                self.report.interrupted = not self.report.rows and bool(stop and stop.is_set())
                return self.report
            self._take(chunk)
            told()
            self._weigh()
        self.report.interrupted = True
        return self.report

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self.stop is not None and self.stop.is_set()

    def first_walk(self) -> Iterator[list[str]]:
        """The cells of all rows that can be read, for what must be known of the whole file before the first of them."""
        for row in self.file.rows():
            if self.is_stopped:
                return
            if not isinstance(row, BadRow):
                yield row[1]

    def rows(self) -> Iterator[tuple[int, R]]:
        """The good rows with their lines; bad rows and remarks go into the report."""
        for found in self.file.rows():
            self.report.rows += 1
            if isinstance(found, BadRow):
                self.report.add_bad(found)
                continue
            good = self.good(*found)
            if good is not None:
                yield found[0], good

    def good(self, line: int, cells: Sequence[str]) -> R | None:
        """The row, if it is a good one."""
        try:
            row, remark = self.read(line, cells)
        except BadCell as bad:
            self.report.add_bad(bad.at(line))
            return None
        twice = self.again(line, row)
        if twice is not None:
            self.report.add_bad(twice)
            return None
        if remark:
            self.report.add_remark(Remark(line, remark))
        return row

    def _all_or_nothing(self, rows: Iterator[tuple[int, R]], told: Callable[[], None], stop: Event | None) -> None:
        everything: list[tuple[int, R]] = []
        while chunk := list(islice(rows, CHUNK)):
            everything.extend(chunk)
            told()
            if stop and stop.is_set():
                self.report.interrupted = True
                return
        if not self.report.bad_count and everything:
            self._take(everything)

    def _take(self, rows: list[tuple[int, R]]) -> None:
        """Write rows, or look at them; those that the desk refuses become bad rows, and the rest is tried again."""
        rows = self.look(rows)
        while rows and self.desk is not None and not self.dry_run:
            outcome = known(self.desk.perform(self.act(tuple(row for _, row in rows))))
            self._pace.held(len(rows), self.desk.lock_held())
            if isinstance(outcome, Done):
                self.count(outcome, rows)
                self._growth.wrote(len(rows))
                return
            rows = self._without_refused(outcome, rows)
            if self.strict:
                return

    def _without_refused(self, outcome: Known, rows: list[tuple[int, R]]) -> list[tuple[int, R]]:
        """The rows that the refusal does not name. Raises ImportFailed when it names none."""
        if isinstance(outcome, Stale) or not isinstance(outcome, Refused):
            raise ImportFailed("The import was refused, because the records changed meanwhile. Import the file again.")
        reasons = {finding.field: finding.text for finding in outcome.findings}
        if not any(self.key(row) in reasons for _, row in rows):
            raise ImportFailed(outcome.sentence)
        return self.without(reasons, rows)

    def without(self, reasons: Mapping[str, str], rows: list[tuple[int, R]]) -> list[tuple[int, R]]:
        """The rows that have no reason to stay out; the others are bad."""
        for line, row in rows:
            if self.key(row) in reasons:
                self.report.add_bad(BadRow(line, "", self.shown(row), reasons[self.key(row)]))
        return [(line, row) for line, row in rows if self.key(row) not in reasons]
