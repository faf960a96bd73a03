"""Which days are holidays, for whoever plans on them."""

from datetime import timedelta

from sqlalchemy import Connection, bindparam, select

from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.writing.office_lookups import OfficeLookups

_holiday = schema.holiday
_HOLIDAYS = Prepared(select(_holiday).where(_holiday.c.day >= bindparam("first"), _holiday.c.day <= bindparam("last")))
_DAY = timedelta(days=1)


class HolidayLookups(OfficeLookups):
    """Holidays about a time: its days in any zone. Several acts of one day read them once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._holidays: dict[tuple[str, str], list[Holiday]] = {}

    def forget(self) -> None:
        """Read everything anew from here on, as it is written."""
        super().forget()
        self._holidays.clear()

    def expect_holidays(self, span: Span) -> None:
        """Ask for what `holidays` of the same will want."""
        first, last = days = _about(span)
        if days not in self._holidays:
            self.ask(_HOLIDAYS, first=first, last=last)

    def holidays(self, span: Span) -> list[Holiday]:
        """Holidays from the day before a span to the day after: which of them are in it, the company's zone says."""
        first, last = days = _about(span)
        if days not in self._holidays:
            rows = self.rows(_HOLIDAYS, first=first, last=last)
            self._holidays[days] = [record_of(Holiday, row) for row in rows]
        return self._holidays[days]


def _about(span: Span) -> tuple[str, str]:
    return (span.starts_at - _DAY).date().isoformat(), (span.ends_at + _DAY).date().isoformat()
