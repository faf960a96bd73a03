"""What an import did, or would do: counts, bad rows, and remarks."""

from dataclasses import dataclass, field

from industrack_core.domain.errors import IndustrackError


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


MOST_TOLD = 1000
"""So many bad rows and remarks are kept word by word; what is more is counted: a file may be bad throughout."""


@dataclass(slots=True)
class Report:
    """Counts of rows. `left` are rows whose job somebody edited since its last import: they stay as they are.

    In a dry run `new` and `changed` say what would be. `encoding`, `delimiter` and `sheet` are what the file was
    read with, `columns` says which column was taken for what when nobody said it; `batch` names the import in the
    journal, where it is undone as one.
    """

    source: str
    batch: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: str = ""
    dry_run: bool = False
    rows: int = 0
    new: int = 0
    changed: int = 0
    left: int = 0
    interrupted: bool = False
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0
    remarks: list[Remark] = field(default_factory=list)
    remark_count: int = 0

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
            parts.append(f"{self.left:,} left alone because somebody edited them")
        return f"{verb}: {', '.join(parts)}, {self.bad_count:,} bad."

    @property
    def unchanged(self) -> int:
        """Rows that say what is already there; before the end also those not yet looked at."""
        return self.rows - self.new - self.changed - self.left - self.bad_count
