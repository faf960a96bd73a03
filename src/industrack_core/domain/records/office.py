"""The office around the jobs: company, employees, groups, calendars and the settings lists."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.job_parts import Attachment

if TYPE_CHECKING:  # the board needs none of them to begin
    from industrack_core.domain.records import settings
    from industrack_core.domain.records.form import Form
    from industrack_core.domain.rights import Sitter
    from industrack_core.domain.time import zones
else:
    zones = late_module("industrack_core.domain.time.zones")


class EmployeeState(StrEnum):
    """Whether a field employee is offered for work (domain: Field employee)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The one company of a database. `zone` is an IANA name; `first_weekday` counts Monday as 0.

    `country` (ISO 3166) says how phone numbers are read; empty: not known. From `address` on it is on papers, of `logo`
    the first file. A new estimate is valid for `estimate_days`; 0: for ever. `key` tells it from every other company.
    Its log is kept here for `log_years`, then it may go into an archive; 0: for ever. If `travel_counts`, that is work.
    """

    id: int = 0
    version: int = 0
    name: str
    zone: str = "UTC"
    currency: str = "USD"
    first_weekday: int = 0
    clock24: bool = True
    day_first: bool = False
    country: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_number: str = ""
    logo: tuple[Attachment, ...] = ()
    estimate_days: int = 30
    key: str = ""
    log_years: int = 0
    travel_counts: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time of one weekday (Monday 0): wall-clock minutes after midnight, `closes` may pass 1440."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """A field employee. `hours` empty means that no working hours are known: nothing is off hours then.

    `notify` is where messages go to them beside their phone, as an address of apprise; empty: nowhere.
    """

    id: int = 0
    version: int = 0
    first_name: str = ""
    last_name: str
    phone: str = ""
    email: str = ""
    role: str = ""
    skills: tuple[str, ...] = ()
    hours: tuple[Shift, ...] = ()
    state: EmployeeState = EmployeeState.ACTIVE
    notify: str = ""

    @property
    def name(self) -> str:
        """`Last, First`, as rows and pickers show it."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def short_name(self) -> str:
        """`First Last`, as sentences show it."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOff:
    """A stretch in which an employee does not work; instants are aware UTC, half-open."""

    id: int = 0
    version: int = 0
    employee_id: int
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Employees who are shown, and ticked into a crew, together."""

    id: int = 0
    version: int = 0
    name: str
    member_ids: tuple[int, ...] = ()
    supervisor_id: int | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Hours shown (wall-clock minutes), slot and default duration; `group_ids` empty on the default calendar."""

    id: int = 0
    version: int = 0
    name: str
    opens: int = 9 * 60
    closes: int = 17 * 60
    job_minutes: int = 60
    slot_minutes: int = 15
    group_ids: tuple[int, ...] = ()
    is_default: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobColor:
    """A named color for blocks. `hue` names a tint of the theme, so that every theme can show it well."""

    id: int = 0
    version: int = 0
    name: str
    hue: str
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceType:
    """A kind of work; its color paints jobs that have none of their own; `skills` are what it takes."""

    id: int = 0
    version: int = 0
    name: str
    color_id: int | None = None
    skills: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True)
class Office:
    """Frozen picture of what changes rarely; a front end reads it once and again when the feed says so.

    `employees` are in row order: last name, first name, id; archived ones are included, because old jobs name them.
    `person` is who looks, None where roles were not begun. Only with phones is anything known of who has heard what.
    """

    revision: int
    company: Company
    employees: tuple[Employee, ...] = ()
    groups: tuple[Group, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    colors: tuple[JobColor, ...] = ()
    service_types: tuple[ServiceType, ...] = ()
    tags: "tuple[settings.Tag, ...]" = ()
    hold_reasons: "tuple[settings.HoldReason, ...]" = ()
    forms: "tuple[Form, ...]" = ()
    task_templates: "tuple[settings.TaskTemplate, ...]" = ()
    job_templates: "tuple[settings.JobTemplate, ...]" = ()
    number_series: "tuple[settings.NumberSeries, ...]" = ()
    holidays: "tuple[settings.Holiday, ...]" = ()
    inactive_with_jobs: frozenset[int] = frozenset()
    has_phones: bool = False
    person: "Sitter | None" = None

    @cached_property
    def zone(self) -> "zones.Zone":
        """The company's time zone, and how it reads the clock: all times are shown and typed in it."""
        return zones.company_zone(self.company.zone, clock24=self.company.clock24)

    @cached_property
    def default_calendar(self) -> Calendar:
        """The calendar the schedule opens on."""
        return next((calendar for calendar in self.calendars if calendar.is_default), self.calendars[0])

    @cached_property
    def employees_by_id(self) -> Mapping[int, Employee]:
        return {employee.id: employee for employee in self.employees}

    @cached_property
    def colors_by_id(self) -> Mapping[int, JobColor]:
        return {color.id: color for color in self.colors}

    @cached_property
    def service_types_by_id(self) -> Mapping[int, ServiceType]:
        return {service_type.id: service_type for service_type in self.service_types}

    @cached_property
    def calendars_by_id(self) -> Mapping[int, Calendar]:
        return {calendar.id: calendar for calendar in self.calendars}

    @cached_property
    def forms_by_id(self) -> "Mapping[int, Form]":
        return {form.id: form for form in self.forms}

    def numbers_itself(self, kind: str) -> bool:
        """Whether records of a kind get their numbers by themselves; else they are typed."""
        return next((series.automatic for series in self.number_series if series.kind == kind), True)

    def employee(self, employee_id: int) -> Employee | None:
        """The employee with that id, also an archived one; None when unknown."""
        return self.employees_by_id.get(employee_id)

    def pool(self, calendar: Calendar) -> tuple[Employee, ...]:
        """Crew pool of a calendar: all active employees, or those of its groups (domain 1, derived)."""
        active = (employee for employee in self.employees if employee.state is EmployeeState.ACTIVE)
        if calendar.is_default:
            return tuple(active)
        members = {member for group in self.groups if group.id in calendar.group_ids for member in group.member_ids}
        return tuple(employee for employee in active if employee.id in members)

    def row_ids(self, calendar: Calendar) -> tuple[int, ...]:
        """Who has a row: the crew pool, and inactive employees while they still have jobs to come (domain 2)."""
        if calendar not in self._row_ids:  # kept: a step of the board's cursor asks
            pool = {employee.id for employee in self.pool(calendar)}
            pool |= self.inactive_with_jobs if calendar.is_default else set()
            self._row_ids[calendar] = tuple(each.id for each in self.employees if each.id in pool)
        return self._row_ids[calendar]

    @cached_property
    def _row_ids(self) -> dict[Calendar, tuple[int, ...]]:
        return {}

    def hue(self, color_id: int | None, service_type_id: int | None) -> str | None:
        """The hue that paints a job: its own color's, else its service type's, else None."""
        if color_id is None and service_type_id is not None:
            service_type = self.service_types_by_id.get(service_type_id)
            color_id = service_type.color_id if service_type else None
        return self.colors_by_id[color_id].hue if color_id is not None and color_id in self.colors_by_id else None
