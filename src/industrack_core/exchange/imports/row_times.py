"""When the job of a row begins and how long it lasts, by a map: placeholders are no times, nights pass midnight."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.entry_duration import parse_duration
from industrack_core.domain.time.span import FIRST_YEAR, TimeDoesNotExist, TimeIsAmbiguous, YearOutOfRange, to_utc
from industrack_core.exchange.imports.date_forms import ISO, DateForms, TwoWays
from industrack_core.exchange.imports.job_map import JobMap, zone_of
from industrack_core.exchange.imports.row_texts import BadCell

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_LONGEST_NIGHT = 16 * 60
"""Minutes: an end that is further past midnight is a mistake in the start or the end."""
_LONGEST_EVENING = 8 * 60
"""Minutes: an end at midnight that is further away says that nobody wrote an end."""
_WITHOUT_DATE = 1900
"""The year of a time that was written without its day."""
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_UNIT = {"minutes": ("m", 1), "hours": ("h", 60)}


class TimeReader:
    """Reads start and duration of rows. `sheet`: they come from a spreadsheet, whose days and times are ISO 8601."""

    def __init__(self, job_map: JobMap, *, sheet: bool = False) -> None:
        self._map, self._zone = job_map, zone_of(job_map)
        self._columns = job_map.start.columns if job_map.start else ()
        self._ends = job_map.duration.end_columns
        self._own = tuple(name for name in self._ends if name not in self._columns)
        written = job_map.start.formats if job_map.start else ()
        self.forms = DateForms((*written, *ISO) if sheet else written)

    def learn(self, row: Mapping[str, str]) -> None:
        """A row of the file, before any is read: how it writes its dates."""
        for columns in (self._columns, self._ends):
            if text := _joined(columns, row):
                self.forms.learn(text)

    def start(self, row: Mapping[str, str]) -> tuple[datetime | None, str]:
        """The whole minute of the start, aware UTC, None for none; and a remark. Raises BadCell."""
        text = _joined(self._columns, row)
        if not text:
            return None, ""
        where = ", ".join(self._columns)
        return self._in_utc(self._local(where, text), where, text)

    def minutes(self, row: Mapping[str, str], starts_at: datetime | None) -> tuple[int, str]:
        """How long the job lasts, and a remark. Raises BadCell."""
        duration = self._map.duration
        if duration.column is not None and row[duration.column]:
            return self._said(duration.column, row[duration.column], duration.unit)
        if starts_at is None or not any(row[name] for name in self._own):
            return duration.minutes, ""
        found = self._until(row, starts_at)
        if found is None:
            text = _joined(self._own, row)
            return duration.minutes, f"{', '.join(self._own)} {text} is no end, so it lasts {duration.minutes} minutes"
        return min(found, duration.longest), ""

    def _said(self, column: str, text: str, unit: str) -> tuple[int, str]:
        letter, many = _UNIT[unit]
        if _says_nothing(text):
            usual = self._map.duration.minutes
            return usual, f"{column} {text} is no duration, so it lasts {usual} minutes"
        plain = text.removesuffix(".")
        plain = plain[:-3] if re.fullmatch(r"\d+:\d\d:00", plain) else plain
        if many > 1 and _BARE.fullmatch(plain):
            # hours are written with two decimals: a third of one is 0.33
            plain, letter = str(max(1, round(float(plain.replace(",", ".")) * many))), "m"
        try:
            return parse_duration(f"{plain}{letter}" if _BARE.fullmatch(plain) else plain), ""
        except EntryError as error:
            raise BadCell(column, text, str(error).rstrip(".")) from None

    def _until(self, row: Mapping[str, str], starts_at: datetime) -> int | None:
        """Minutes to the end; None where what is written there is no end. Raises BadCell."""
        text, where = _joined(self._ends, row), ", ".join(self._ends)
        own = _joined(self._own, row)
        try:
            local = self._local(where, text)
        except BadCell:
            if _says_nothing(own):
                return None
            raise
        begins = starts_at.astimezone(self._zone).replace(tzinfo=None)
        # a time without a day, or with the day of the start, may be one of the next day
        of_the_day = local.year == _WITHOUT_DATE or set(self._ends) & set(self._columns)
        if local.year == _WITHOUT_DATE:
            local = datetime.combine(begins.date(), local.time())
        elif local.year < FIRST_YEAR:
            return None
        ends_at, _ = self._in_utc(local, where, text)
        minutes = (ends_at - starts_at) // _MINUTE
        if minutes > 0:
            return minutes
        midnight = local.time() == time.min and local.date() == begins.date()
        if not minutes or (midnight and not of_the_day):
            return None
        if not of_the_day:
            raise BadCell(where, text, "the end is not after the start")
        ends_at, _ = self._in_utc(local + _DAY, where, text)
        minutes = (ends_at - starts_at) // _MINUTE
        if midnight and minutes > _LONGEST_EVENING:
            return None
        if minutes > _LONGEST_NIGHT:
            raise BadCell(where, text, "the end is not after the start, and too early to be one of the next day")
        return minutes

    def _local(self, where: str, text: str) -> datetime:
        try:
            found = self.forms.read(text)
        except TwoWays as ways:
            raise BadCell(where, text, str(ways)) from None
        if found is None:
            raise BadCell(where, text, "no date and time in a form that the map names")
        return found

    def _in_utc(self, local: datetime, where: str, text: str) -> tuple[datetime, str]:
        """The instant of a wall-clock time (or of one with an offset), and a remark. Raises BadCell."""
        try:
            if local.tzinfo is not None:
                there = local.astimezone(UTC)
                to_utc(there.astimezone(self._zone).replace(tzinfo=None, fold=0), self._zone, fold=0)
                return there, ""
            return to_utc(local, self._zone), ""
        except TimeIsAmbiguous as twice:
            return twice.first, f"{local:%Y-%m-%d %H:%M} comes twice in {self._map.zone}: the first was taken"
        except TimeDoesNotExist as gap:
            reason = f"this time does not exist in {self._map.zone}: clocks go from {gap.gap_starts:%H:%M}"
            raise BadCell(where, text, f"{reason} to {gap.gap_ends:%H:%M}") from None
        except (YearOutOfRange, OverflowError):
            raise BadCell(where, text, "the year is outside 2000 to 2100") from None


def _says_nothing(text: str) -> bool:
    """Whether a text is a placeholder: zeros, dashes."""
    return not any(char.isalpha() or char in "123456789" for char in text)


def _joined(columns: Sequence[str], row: Mapping[str, str]) -> str:
    return " ".join(row[name] for name in columns if row[name])
