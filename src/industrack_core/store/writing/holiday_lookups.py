"""Which days are holidays, for whoever plans on them."""

from datetime import timedelta

from sqlalchemy import bindparam, select

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
    """Holidays about a time: its days in any zone."""

    def expect_holidays(self, span: Span) -> None:
        """Ask for what `holidays` of the same will want."""
        self.ask(_HOLIDAYS, **_about(span))

    def holidays(self, span: Span) -> list[Holiday]:
        """Holidays from the day before a span to the day after: which of them are in it, the company's zone says."""
        return [record_of(Holiday, row) for row in self.rows(_HOLIDAYS, **_about(span))]


def _about(span: Span) -> dict[str, object]:
    return {"first": (span.starts_at - _DAY).date().isoformat(), "last": (span.ends_at + _DAY).date().isoformat()}
