"""What an act looks up of the office itself: its clock and home, how it gives numbers, when phones have a dispatch."""

from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row
from industrack_core.store.engine.statements import used_numbers
from industrack_core.store.writing.asking import Asking
from industrack_core.store.writing.numbers import counter_of

_company, _numbering = schema.company, schema.number_series
_ZONE = Prepared(select(_company.c.zone, _company.c.clock24).limit(1))
_HOME = Prepared(select(_company.c.country, _company.c.currency).limit(1))
_WINDOW = Prepared(select(schema.field_settings.c.window_s).limit(1))
_TYPED = Prepared(select(_numbering.c.id).where(_numbering.c.kind == bindparam("which"), _numbering.c.automatic == 0))


class OfficeLookups(Asking):
    """Settings of the office. Each that is asked for with the lock (`expect_`) is read as it is once the lock is
    held."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._window: int | None = None
        self._home: Row | None = None

    def forget(self) -> None:
        """Read everything anew from here on, as it is written."""
        super().forget()
        self._window = self._home = None

    def expect_clock(self) -> None:
        """Ask for the company's zone, which every sentence about a time wants."""
        self.ask(_ZONE)

    def clock(self) -> ZoneInfo:
        """The company's zone, and how it reads the clock, for sentences."""
        found = self.rows(_ZONE)
        self.known_zone = company_zone(found[0][0], clock24=bool(found[0][1])) if found else ZoneInfo("UTC")
        return self.known_zone

    def expect_home(self) -> None:
        """Ask for what `home` will want."""
        self.ask(_HOME)

    def home(self) -> tuple[str, str]:
        """Country and currency of the company."""
        if self._home is None:
            [self._home] = self.rows(_HOME)
        country, currency = self._home
        return country, currency

    def expect_field_window(self) -> None:
        """Ask for what `field_window` will want."""
        self.ask(_WINDOW)

    def field_window(self) -> int:
        """Seconds in which a dispatch can be taken back before any phone has it."""
        if self._window is None:
            found = self.rows(_WINDOW)
            self._window = found[0][0] if found else FieldSettings().window_s
        return self._window

    def expect_counter(self, kind: str) -> None:
        """Ask for what taking a number will want."""
        self.ask(counter_of(kind), which=kind)

    def expect_numbering(self, kind: str) -> None:
        """Ask for what `numbers_itself` will want."""
        self.ask(_TYPED, which=kind)

    def numbers_itself(self, kind: str) -> bool:
        """Whether records of a kind get their numbers by themselves; else they are typed."""
        return not self.rows(_TYPED, which=kind)

    def expect_number_in_use(self, kind: str, number: str) -> None:
        """Ask for what `number_in_use` will want."""
        self.ask(used_numbers(kind), values=[number])

    def number_in_use(self, kind: str, number: str) -> bool:
        """Whether a record of that kind has the number, be it in an archive."""
        return bool(self.rows(used_numbers(kind), values=[number]))
