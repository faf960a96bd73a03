"""What an import did, or would do: counts, bad rows, and remarks."""

import dataclasses

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import IndustrackError
from industrack_core.domain.text.text import fold, how_many
from industrack_core.exchange.imports.seen_lines import SeenLines


class ImportFailed(IndustrackError):
    """The file cannot be imported at all; nothing of it was written unless the sentence says so."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that stays out: the line it begins at (in the file, from 1), the column, its value, the reason."""

    line: int
    column: str
    value: str
    reason: str

    @property
    def sentence(self) -> str:
        """`line 17, Created Date, "32/13/2011": no such date`; what is unknown is left out."""
        value = f'"{self.value}"' if self.value else ""
        where = ", ".join(part for part in (f"line {self.line}", self.column, value) if part)
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a row that went in (or was left as it is)."""

    line: int
    text: str


MOST_NAMED = 20
"""So many of what an import makes are named; what is more is counted."""
MOST_TOLD = 1000
"""So many bad rows and remarks are kept word by word; what is more is counted: a file may be bad throughout."""


@dataclasses.dataclass(slots=True)
class MadeRecords:
    """Records of one kind that an import makes."""

    count: int = 0
    names: list[str] = dataclasses.field(default_factory=list)
    _seen: SeenLines = dataclasses.field(default_factory=SeenLines)

    def add(self, name: str) -> None:
        """One of them, if it is not there already."""
        if self._seen.first(fold(name), self.count + 1) == self.count + 1:
            self.count += 1
            if len(self.names) < MOST_NAMED:
                self.names.append(name)

    def told(self, kind: str) -> str:
        """How many, and who."""
        more = self.count - len(self.names)
        return f"{how_many(self.count, kind)} ({', '.join(self.names)}{f' and {more:,} more' if more else ''})"


@dataclasses.dataclass(slots=True)
class ImportReport:
    """Counts of rows. `left` are rows of jobs that stay as they are: somebody edited them since their last import,
    or what the row says may not be done to work that is under way, done or paid for.

    In a dry run `new` and `changed` say what would be. `encoding`, `delimiter` and `sheet` are what the file was
    read with, `under` the line of the column names where something stands above them that was not read. `columns`
    says which column was taken for what when nobody said it; `batch` names the import in the journal, where it is
    undone as one.
    """

    source: str
    batch: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: str = ""
    under: int = 0
    dry_run: bool = False
    rows: int = 0
    new: int = 0
    changed: int = 0
    left: int = 0
    interrupted: bool = False
    bad: list[BadRow] = dataclasses.field(default_factory=list)
    bad_count: int = 0
    remarks: list[Remark] = dataclasses.field(default_factory=list)
    remark_count: int = 0
    made: dict[str, "MadeRecords"] = dataclasses.field(default_factory=dict)

    def add_made(self, kind: str, name: str) -> None:
        """A record that the import makes, or makes on the way; each name of a kind counts once."""
        self.made.setdefault(kind, MadeRecords()).add(name)

    @property
    def made_too(self) -> str:
        """`New: 2 employees (Kim Roe, Pat Doe).`; empty for none."""
        parts = [found.told(kind) for kind, found in sorted(self.made.items())]
        return f"New: {'; '.join(parts)}." if parts else ""

    def add_bad(self, row: BadRow) -> None:
        """A row that stays out."""
        self.bad_count += 1
        if len(self.bad) < MOST_TOLD:
            self.bad.append(row)

    def add_remark(self, remark: Remark) -> None:
        """Something to know."""
        self.remark_count += 1
        if len(self.remarks) < MOST_TOLD:
            self.remarks.append(remark)

    @property
    def counted(self) -> str:
        """`Imported: 12 new, 3 changed, 5 unchanged, 1 bad.`"""
        verb = "Would import" if self.dry_run else "Imported"
        parts = [f"{self.new:,} new", f"{self.changed:,} changed"]
        if not self.interrupted:
            parts.append(f"{self.unchanged:,} unchanged")
        if self.left:
            parts.append(f"{self.left:,} left alone, for the reasons told")
        return f"{verb}: {', '.join(parts)}, {self.bad_count:,} bad."

    @property
    def unchanged(self) -> int:
        """Rows that say what is already there; before the end also those not yet looked at."""
        return self.rows - self.new - self.changed - self.left - self.bad_count
