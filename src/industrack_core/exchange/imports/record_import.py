"""Items and employees from a file with rows: who is there already is found again, the rest is new.

A second import of the same file changes nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from industrack_core.desk.desk import Desk
from industrack_core.desk.records.customer_look import RowState
from industrack_core.desk.records.record_imports import RecordLook
from industrack_core.domain.acts.imported import ImportedEmployee, ImportRecords
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.office import Company
from industrack_core.domain.text.text import clean_line, fold
from industrack_core.exchange.imports.csv_file import CsvFile
from industrack_core.exchange.imports.guessing import told_columns
from industrack_core.exchange.imports.import_report import BadRow, ImportReport, Remark
from industrack_core.exchange.imports.import_run import ImportRun, Progress
from industrack_core.exchange.imports.map_file import known_in
from industrack_core.exchange.imports.record_map import RecordKind, RecordMap, guessed_record_map
from industrack_core.exchange.imports.record_rows import RecordReader
from industrack_core.exchange.imports.seen_lines import SeenLines
from industrack_core.exchange.imports.table_file import open_table_file

Numbered = tuple[int, Held]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """An open file of one kind of records with the reader of its rows; `told` says which columns were guessed."""

    name: str
    kind: RecordKind
    csv: CsvFile
    reader: RecordReader
    told: str = ""


@contextmanager
def open_records(
    path: Path, kind: RecordKind, record_map: RecordMap | None = None, sheet: str | None = None
) -> Iterator[RecordFile]:
    """The file at `path`, ready for `import_records`; without a map the names of its columns tell what they are.

    Raises ImportFailed for one that cannot be imported at all.
    """
    known = known_in(record_map.columns()) if record_map else kind.names.is_known
    with open_table_file(path, known, sheet) as file:
        used = record_map or guessed_record_map(kind, file.header, path.name)
        told = "" if record_map else told_columns(used.sources(), file.header)
        yield RecordFile(clean_line(path.name), kind, file, RecordReader(used, file.header), told)


def import_records(
    desk: Desk | None,
    records: RecordFile,
    *,
    dry_run: bool = False,
    progress: Progress = lambda report, done, size: None,
    stop: Event | None = None,
) -> ImportReport:
    """Import an open file, once; answers what happened.

    `dry_run` only looks, and takes None for a desk on a database that is not there yet. When `stop` is set the import
    ends after the current chunk. Raises ImportFailed when the file cannot be read on, and DatabaseError.
    """
    return _RecordRun(desk, records, dry_run=dry_run).run(progress, stop)


class _RecordRun(ImportRun[Held]):
    def __init__(self, desk: Desk | None, records: RecordFile, *, dry_run: bool) -> None:
        super().__init__(desk, records.name, records.csv, dry_run=dry_run, strict=False)
        self.report.columns = records.told
        self._reader, self._noun = records.reader, records.kind.noun
        self._seen = SeenLines()
        self._looks: list[RecordLook] = []
        self._last = 0
        """The line that was read last."""

    def rows(self) -> Iterator[Numbered]:
        """A first walk, where numbers are read as their column writes them."""
        self._reader.begin(self.desk.office().company if self.desk else Company(name=""))
        for cells in self.first_walk():
            self._reader.learn(cells)
        if not self.is_stopped:
            yield from super().rows()
            for text in self._reader.untold() if self._last else ():
                self.report.add_remark(Remark(self._last, text))

    def read(self, line: int, cells: Sequence[str]) -> tuple[Held, str]:
        self._last = line
        return self._reader.read(line, cells)

    def again(self, line: int, row: Held) -> BadRow | None:
        """The same item by SKU or name, the same employee by e-mail address; whom a name means is the desk's to say."""
        signs = [row.email] if isinstance(row, ImportedEmployee) else [row.sku, fold(row.name)]
        firsts = [
            self._seen.first(f"{place} {sign.strip().casefold()}", line)
            for place, sign in enumerate(signs)
            if sign and sign.strip()
        ]
        first = min(firsts, default=line)
        return BadRow(line, "", self.shown(row), f"the same {self._noun} as in line {first}") if first != line else None

    def key(self, row: Held) -> str:
        return str(row.row)

    def shown(self, row: Held) -> str:
        if isinstance(row, ImportedEmployee):
            return f"{row.first_name or ''} {row.last_name}".strip()
        return str(row.name)

    def act(self, rows: tuple[Held, ...]) -> ImportRecords:
        return ImportRecords(rows, self.report.source, self.report.batch)

    def look(self, rows: list[Numbered]) -> list[Numbered]:
        """What would become of the rows; those that say nothing new need no act."""
        if self.desk is None:
            looks = [RecordLook(line, RowState.NEW, self.shown(row)) for line, row in rows]
        else:
            looks = self.desk.look_at_records(self.act(tuple(row for _, row in rows)))
        refused = {str(look.row): look.problem for look in looks if look.state is RowState.REFUSED}
        rows = self.without(refused, rows)
        self._looks = [look for look in looks if look.state in (RowState.NEW, RowState.CHANGED)]
        if self.dry_run:
            self._count()
        due = {look.row for look in self._looks}
        return [(line, row) for line, row in rows if row.row in due]

    def count(self, outcome: Done, rows: list[Numbered]) -> None:
        self._looks = [look for look in self._looks if look.row in {row.row for _, row in rows}]
        self._count()

    def _count(self) -> None:
        for look in self._looks:
            if look.state is RowState.NEW:
                self.report.new += 1
                self.report.add_made(self._noun, look.name)
            else:
                self.report.changed += 1
            if look.remark:
                self.report.add_remark(Remark(look.row, look.remark))
