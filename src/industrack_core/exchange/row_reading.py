"""One row of a file, by a map, to one job: every text cleaned, every problem told with its column and value."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from industrack_core.domain.acts import ImportedJob
from industrack_core.domain.job import Priority, WorkStatus
from industrack_core.domain.limits import LINE_LIMIT
from industrack_core.domain.span import TimeDoesNotExist, TimeIsAmbiguous, YearOutOfRange, to_utc
from industrack_core.exchange.job_map import Condition, JobMap, zone_of
from industrack_core.exchange.job_map_check import CHOICES
from industrack_core.exchange.row_texts import BadCell, TextReader, fitting, fitting_field

_MINUTE = timedelta(minutes=1)


class RowReader:
    """Reads rows of one file by one map.

    Raises ImportFailed when the file lacks a column that the map names, or has it twice.
    """

    def __init__(self, job_map: JobMap, header: Sequence[str]) -> None:
        self._map, self._zone = job_map, zone_of(job_map)
        self._reader = TextReader(job_map.name, list(job_map.sources()), job_map.columns(), header, CHOICES)

    def read(self, cells: Sequence[str]) -> tuple[ImportedJob, str]:
        """The job of a row, and a remark on it (empty for none). Raises BadCell."""
        row = self._reader.cells(cells)
        texts = self._reader.texts(row, self._decided(row))
        if not texts["customer"]:
            raise BadCell(self._reader.columns_of("customer"), "", "a job needs a customer")
        starts_at, remark = self._start(row)
        status, priority = texts.pop("status", None), texts.pop("priority", None)
        job = ImportedJob(
            key=self._key(row),
            starts_at=starts_at,
            minutes=self._minutes(row, starts_at),
            status=WorkStatus(status) if status else None,
            priority=Priority(priority) if priority else None,
            **texts,
        )
        return job, remark

    def _key(self, row: Mapping[str, str]) -> str:
        names = self._map.key.columns
        parts = [row[name] for name in names]
        if not any(parts):
            raise BadCell(", ".join(names), "", "empty, but it tells jobs apart")
        key = self._map.key.prefix + "/".join(parts)
        return fitting(", ".join(names), key, LINE_LIMIT, multiline=False)

    def _decided(self, row: Mapping[str, str]) -> dict[str, str]:
        """What the conditions say, which goes before what the columns say."""
        texts: dict[str, str] = {}
        for condition in self._map.when:
            if _holds(condition, row[condition.column]):
                for name, value in condition.set.items():
                    texts.setdefault(name, fitting_field(condition.column, name, value))
        return texts

    def _start(self, row: Mapping[str, str]) -> tuple[datetime | None, str]:
        if self._map.start is None:
            return None, ""
        return self._instant(self._map.start.columns, row)

    def _minutes(self, row: Mapping[str, str], starts_at: datetime | None) -> int:
        duration = self._map.duration
        if starts_at is None or not duration.end_columns:
            return duration.minutes
        ends_at, _ = self._instant(duration.end_columns, row)
        if ends_at is None:
            return duration.minutes
        if ends_at <= starts_at:
            value = " ".join(row[name] for name in duration.end_columns)
            raise BadCell(", ".join(duration.end_columns), value, "the end is not after the start")
        return min((ends_at - starts_at) // _MINUTE, duration.longest)

    def _instant(self, columns: Sequence[str], row: Mapping[str, str]) -> tuple[datetime | None, str]:
        """The whole minute that the columns name, aware UTC; None when they are empty."""
        text = " ".join(row[name] for name in columns if row[name])
        if not text:
            return None, ""
        where = ", ".join(columns)
        local = self._parsed(text)
        if local is None:
            raise BadCell(where, text, "no date and time in a form that the map names")
        try:
            return self._in_utc(local)
        except TimeDoesNotExist as gap:
            reason = f"this time does not exist in {self._map.zone}: clocks go from {gap.gap_starts:%H:%M}"
            raise BadCell(where, text, f"{reason} to {gap.gap_ends:%H:%M}") from None
        except (YearOutOfRange, OverflowError):
            raise BadCell(where, text, "the year is outside 2000 to 2100") from None

    def _parsed(self, text: str) -> datetime | None:
        for form in self._map.start.formats if self._map.start else ():
            try:
                return datetime.strptime(text, form).replace(second=0, microsecond=0)  # noqa: DTZ007 (zone follows)
            except ValueError:
                continue
        return None

    def _in_utc(self, local: datetime) -> tuple[datetime, str]:
        if local.tzinfo is not None:
            there = local.astimezone(UTC)
            local = there.astimezone(self._zone).replace(tzinfo=None, fold=0)
            to_utc(local, self._zone, fold=0)
            return there, ""
        try:
            return to_utc(local, self._zone), ""
        except TimeIsAmbiguous as twice:
            return twice.first, f"{local:%Y-%m-%d %H:%M} comes twice in {self._map.zone}: the first was taken"


def _holds(condition: Condition, text: str) -> bool:
    if condition.equals is not None:
        return text.casefold() == condition.equals.casefold()
    return bool(text) == (condition.state == "filled")
