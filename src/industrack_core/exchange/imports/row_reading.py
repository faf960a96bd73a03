"""One row of a file, by a map, to one job: every text cleaned, every problem told with its column and value."""

from collections.abc import Mapping, Sequence

from industrack_core.domain.acts.imported import ImportedJob
from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Priority, WorkStatus
from industrack_core.exchange.exports.cell_guard import whole_digits
from industrack_core.exchange.imports.job_map import CUSTOMER_SIGNS, Condition, JobMap
from industrack_core.exchange.imports.job_map_check import CHOICES
from industrack_core.exchange.imports.row_texts import BadCell, TextReader, fitting, fitting_field
from industrack_core.exchange.imports.row_times import TimeReader


class RowReader:
    """Reads rows of one file by one map.

    Raises ImportFailed when the file lacks a column that the map names, or has it twice.
    """

    def __init__(self, job_map: JobMap, header: Sequence[str], *, sheet: bool = False) -> None:
        self._map, self._times = job_map, TimeReader(job_map, sheet=sheet)
        self._reader = TextReader(job_map.name, list(job_map.sources()), job_map.columns(), header, CHOICES)

    def read(self, cells: Sequence[str]) -> tuple[ImportedJob, str]:
        """The job of a row, and a remark on it (empty for none). Raises BadCell."""
        row = self._reader.cells(cells)
        texts = self._reader.texts(row, self._decided(row))
        if not any(texts.get(name) for name in CUSTOMER_SIGNS):
            mapped = [name for name in CUSTOMER_SIGNS if name in texts]
            raise BadCell(self._reader.columns_of(mapped[0]), "", "a job needs a customer")
        starts_at, when = self._times.start(row)
        minutes, how_long = self._times.minutes(row, starts_at)
        status, priority = texts.pop("status", None), texts.pop("priority", None)
        job = ImportedJob(
            key=self._key(row),
            starts_at=starts_at,
            minutes=minutes,
            status=WorkStatus(status) if status else None,
            priority=Priority(priority) if priority else None,
            customer=texts.pop(Kind.CUSTOMER, ""),
            **texts,
        )
        return job, "; ".join(filter(None, (when, how_long, *self._reader.remarks)))

    @property
    def learns(self) -> bool:
        """Whether it must see the whole file before the first row is read."""
        return self._times.forms.undecided or any(
            name == Kind.EMPLOYEE and source.constant is None for name, source in self._map.sources()
        )

    def learn(self, cells: Sequence[str]) -> str:
        """A row of the file, before any is read; answers the employee it names."""
        row = self._reader.cells(cells)
        self._times.learn(row)
        try:
            return self._reader.texts(row, self._decided(row)).get(Kind.EMPLOYEE, "")
        except BadCell:
            return ""

    def _key(self, row: Mapping[str, str]) -> str:
        names = self._map.key.columns
        parts = [row[name] for name in names]
        if not any(parts):
            raise BadCell(", ".join(names), "", "empty, but it tells jobs apart")
        if cut := next((part for part in parts if whole_digits(part) is None), ""):
            raise BadCell(", ".join(names), cut, "a spreadsheet cut its digits off: format the column as text there")
        key = self._map.key.prefix + "/".join(whole_digits(part) or part for part in parts)
        return fitting(", ".join(names), key, LINE_LIMIT, multiline=False)

    def _decided(self, row: Mapping[str, str]) -> dict[str, str]:
        """What the conditions say, which goes before what the columns say."""
        texts: dict[str, str] = {}
        for condition in self._map.when:
            if _holds(condition, row[condition.column]):
                for name, value in condition.set.items():
                    texts.setdefault(name, fitting_field(condition.column, name, value))
        return texts


def _holds(condition: Condition, text: str) -> bool:
    if condition.equals is not None:
        return text.casefold() == condition.equals.casefold()
    return bool(text) == (condition.state == "filled")
