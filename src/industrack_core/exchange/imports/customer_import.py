"""Customers from a file with rows: found again by number, else by name and address; the rest is new.

A second import of the same file changes nothing. Rows with a number go in first, so that none of those numbers is
given to a row that has none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from industrack_core.desk.desk import Desk
from industrack_core.desk.records.customer_look import CustomerLook, RowState
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer
from industrack_core.domain.acts.who import same_name, turned
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.text.text import clean_line, fold, phone_digits
from industrack_core.exchange.exports.customer_columns import split_tags
from industrack_core.exchange.imports.csv_file import CsvFile
from industrack_core.exchange.imports.customer_map import CHOICES, NAMES, CustomerMap, guessed_map
from industrack_core.exchange.imports.guessing import told_columns
from industrack_core.exchange.imports.import_report import MOST_TOLD, BadRow, ImportReport, Remark
from industrack_core.exchange.imports.import_run import ImportRun, Progress
from industrack_core.exchange.imports.map_file import known_in
from industrack_core.exchange.imports.row_texts import BadCell, TextReader
from industrack_core.exchange.imports.seen_lines import SeenLines
from industrack_core.exchange.imports.table_file import open_table_file

Numbered = tuple[int, ImportedCustomer]
MOST_COMPARED = 1_000_000
"""So many names, phones and e-mail addresses of a file are compared with each other; the records know the others."""
_SHORTEST_PHONE = 7


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """An open file of customers with the reader of its rows; `told` says which columns were guessed."""

    name: str
    csv: CsvFile
    reader: "CustomerReader"
    told: str = ""


@contextmanager
def open_customers(
    path: Path, customer_map: CustomerMap | None = None, sheet: str | None = None
) -> Iterator[CustomerFile]:
    """The file at `path`, ready for `import_customers`; without a map the names of its columns tell what they are.

    Raises ImportFailed for one that cannot be imported at all.
    """
    known = known_in(customer_map.columns()) if customer_map else NAMES.is_known
    with open_table_file(path, known, sheet) as file:
        used = customer_map or guessed_map(file.header, path.name)
        told = "" if customer_map else told_columns(used.sources(), file.header)
        yield CustomerFile(clean_line(path.name), file, CustomerReader(used, file.header), told)


def import_customers(
    desk: Desk | None,
    customers: CustomerFile,
    *,
    dry_run: bool = False,
    progress: Progress = lambda report, done, size: None,
    stop: Event | None = None,
) -> ImportReport:
    """Import an open file, once; answers what happened.

    `dry_run` only looks, and takes None for a desk on a database that is not there yet. When `stop` is set the import
    ends after the current chunk. Raises ImportFailed when the file cannot be read on, and DatabaseError.
    """
    return _CustomerRun(desk, customers, dry_run=dry_run).run(progress, stop)


class CustomerReader:
    """Reads rows of one file by one map. Raises ImportFailed for a column that is missing or there twice."""

    def __init__(self, customer_map: CustomerMap, header: Sequence[str]) -> None:
        sources = list(customer_map.sources())
        columns = customer_map.columns()
        self._reader = TextReader(customer_map.name, sources, columns, header, CHOICES, lenient=customer_map.guessed)
        self._told: set[str] = set()
        by_name = dict(sources)
        # a column for companies beside one for names: whoever has no company is a person
        self._has_company = (
            CustomerKind.COMPANY in by_name and by_name[CustomerKind.COMPANY].used != by_name["name"].used
        )

    def remark(self) -> str:
        """What to know about the row that was read last; of many rows the same is told once."""
        fresh = [remark for remark in self._reader.remarks if remark not in self._told]
        self._told.update(fresh if len(self._told) < MOST_TOLD else ())
        return "; ".join(fresh)

    def read(self, line: int, cells: Sequence[str]) -> ImportedCustomer:
        """The customer of a row; an empty cell says nothing. Raises BadCell."""
        row = self._reader.cells(cells)
        texts = {name: text for name, text in self._reader.texts(row).items() if text}
        self._name(texts)
        if "name" not in texts:
            raise BadCell(self._reader.columns_of("name"), "", "a customer needs a name")
        kind, tags = texts.pop("kind", None), texts.pop("tags", None)
        return ImportedCustomer(
            row=line,
            kind=CustomerKind(kind) if kind else None,
            tags=split_tags(tags) if tags else None,
            **texts,
        )

    def _name(self, texts: dict[str, str]) -> None:
        """Who the customer is, and what kind, where companies and people have columns of their own."""
        company, person = texts.pop(CustomerKind.COMPANY, ""), texts.pop(CustomerKind.PERSON, "")
        name = company or texts.get("name", "") or person
        contact = person or (texts.get("name", "") if company else "")
        if name:
            texts["name"] = name
        if contact and not same_name(contact, name):
            texts.setdefault("contact", contact)
        if company:
            texts.setdefault("kind", CustomerKind.COMPANY)
        elif self._has_company or (person and same_name(person, name)):
            texts.setdefault("kind", CustomerKind.PERSON)


class _CustomerRun(ImportRun[ImportedCustomer]):
    def __init__(self, desk: Desk | None, customers: CustomerFile, *, dry_run: bool) -> None:
        super().__init__(desk, customers.name, customers.csv, dry_run=dry_run, strict=False)
        self.report.columns = customers.told
        self._reader = customers.reader
        self._same, self._alike = SeenLines(), SeenLines(MOST_COMPARED)
        self._changed = 0
        self._resembling: dict[int, str] = {}

    def rows(self) -> Iterator[Numbered]:
        """Those with a number, then those without: a second walk, if there are any."""
        waiting = False
        for found in self.file.rows():
            self.report.rows += 1
            if isinstance(found, BadRow):
                self.report.add_bad(found)
            elif (row := self._readable(*found, told=True)) is not None:
                waiting |= not row.number
                if row.address and not row.number:
                    self._same.first(f"placed {fold(turned(row.name))}", row.row)
                if row.number and self._fits(row):
                    yield row.row, row
        for found in self.file.rows() if waiting else ():
            if not isinstance(found, BadRow):
                row = self._readable(*found, told=False)
                if row is not None and not row.number and self._fits(row):
                    yield row.row, row

    def _readable(self, line: int, cells: Sequence[str], *, told: bool) -> ImportedCustomer | None:
        try:
            row = self._reader.read(line, cells)
        except BadCell as bad:
            if told:
                self.report.add_bad(bad.at(line))
            return None
        if told and (remark := self._reader.remark()):
            self.report.add_remark(Remark(line, remark))
        return row

    def _fits(self, row: ImportedCustomer) -> bool:
        twice = self.again(row.row, row)
        if twice is not None:
            self.report.add_bad(twice)
        return twice is None

    def read(self, line: int, cells: Sequence[str]) -> tuple[ImportedCustomer, str]:
        return self._reader.read(line, cells), ""

    def again(self, line: int, row: ImportedCustomer) -> BadRow | None:
        """The same number; or without one the same name and address, where an address that is not said is any."""
        who = fold(turned(row.name))
        name, place = f"name {who}", f"place {who}|{fold(row.address or '')}"
        # rows with a number are only ever alike: as many as there may be, not all of them are remembered by their names
        tables = (self._alike,) if row.number else (self._alike, self._same)
        named, placed = (
            next((first for table in tables if (first := table.first(key, line)) != line), line)
            for key in (name, place)
        )
        # one without an address is any of the name, whether those that have one stand above or below
        first = placed if row.address else self._same.line_of(f"placed {who}") or named
        if row.number:
            first = self._same.first(f"number {row.number}", line)
        if first != line:
            return BadRow(line, "", row.number or row.name, f"the same customer as in line {first}")
        alike = self._alike_in_file(row, placed, named)
        if alike:
            self._resembling[line] = f"probably the same customer as in line {alike}"
        return None

    def _alike_in_file(self, row: ImportedCustomer, placed: int, named: int) -> str:
        """The line of one that is much the same, and in what; empty for none."""
        ways = [(placed, "name and address"), (named, "name")]
        digits = [phone_digits(phone or "").lstrip("0") for phone in (row.phone, row.mobile)]
        keys = [
            ("e-mail", fold(row.email or "")),
            *(("phone", each) for each in digits if len(each) >= _SHORTEST_PHONE),
        ]
        ways += [(self._alike.first(f"{what} {key}", row.row), what) for what, key in keys if key]
        return next((f"{first} ({what})" for first, what in ways if first != row.row), "")

    def key(self, row: ImportedCustomer) -> str:
        return str(row.row)

    def shown(self, row: ImportedCustomer) -> str:
        return row.number or row.name

    def act(self, rows: tuple[ImportedCustomer, ...]) -> ImportCustomers:
        return ImportCustomers(rows, self.report.source, self.report.batch)

    def look(self, rows: list[Numbered]) -> list[Numbered]:
        """What would become of the rows, and whom they resemble; those that say nothing new need no act."""
        if self.desk is None:
            looks = [CustomerLook(line, RowState.NEW) for line, _ in rows]
        else:
            looks = self.desk.look_at_customers([row for _, row in rows])
        for look in looks:
            # of one that is there already nobody needs to hear whom it resembles
            resembles = self._resembling.pop(look.row, "")
            alike = f"probably there already: {look.alike}" if look.alike else resembles
            if alike and look.state is RowState.NEW:
                self.report.add_remark(Remark(look.row, alike))
            if self.dry_run and look.state is RowState.REFUSED:
                self.report.add_bad(BadRow(look.row, "", "", look.problem))
        states = [look.state for look in looks]
        self._changed = states.count(RowState.CHANGED)
        if self.dry_run:
            self.report.new += states.count(RowState.NEW)
            self.report.changed += self._changed
        return [row for row, state in zip(rows, states, strict=True) if state is not RowState.UNCHANGED]

    def count(self, outcome: Done, rows: list[Numbered]) -> None:
        made = [change for change in outcome.changes if change.kind == Kind.CUSTOMER and change.version_before == 0]
        self.report.new += len(made)
        self.report.changed += self._changed
