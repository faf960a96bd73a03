"""Settings lists that feed the job form, and who works in the office. What is retired leaves the pickers and stays on
what uses it."""

from datetime import date
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import Priority
from industrack_core.domain.records.job_parts import FormOnJob, JobItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word that customers are marked with."""

    id: int = 0
    version: int = 0
    name: str
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReason:
    """Why a job is paused."""

    id: int = 0
    version: int = 0
    name: str
    in_field_app: bool = True
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """Checklist lines to put on a job at once."""

    id: int = 0
    version: int = 0
    name: str
    lines: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTemplate:
    """What a job of a common kind begins with; parts in it have no ids."""

    id: int = 0
    version: int = 0
    name: str
    description: str = ""
    service_type_id: int | None = None
    priority: Priority = Priority.MEDIUM
    color_id: int | None = None
    minutes: int = 60
    items: tuple[JobItem, ...] = ()
    forms: tuple[FormOnJob, ...] = ()
    tasks: tuple[str, ...] = ()
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSeries:
    """How records of a kind (`job`, `customer`, `estimate`, `purchase_order`) get their numbers.

    Not `automatic`: the number is typed. The next number itself is a counter of the store's; `first_number` is
    what it is raised to.
    """

    id: int = 0
    version: int = 0
    kind: str
    automatic: bool = True
    prefix: str = ""
    first_number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day that has a name; nobody works on one that is `closed`. `country` says whose it is (`DE-BE`), empty: the
    office's own."""

    id: int = 0
    version: int = 0
    day: date
    name: str
    closed: bool = True
    country: str = ""


class BaseRole(StrEnum):
    """The roles that every office has; an own one is built on one of them, and may what that may."""

    VIEWER = "viewer"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRole:
    """What its users may do: what the base may, and these `rights` (`domain/rights.py`) beside, but
    not what is among them with a `-` before it."""

    id: int = 0
    version: int = 0
    name: str
    base: BaseRole = BaseRole.VIEWER
    rights: tuple[str, ...] = ()
    retired: bool = False

    @property
    def is_built_in(self) -> bool:
        """Whether it is one of those that every office has, which stay as they are."""
        return self.name == self.base.value


class UserState(StrEnum):
    """Whether somebody may work in the office: `asks` waits for an admin, `off` may do nothing any more."""

    ASKS = "asks"
    ACTIVE = "active"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeUser:
    """Somebody who works in the office. `login` is who the system says they are, and never changes.

    `calendar_ids` are the calendars that they may open; empty: all. Without a role they may do nothing. One that
    `is_gateway` is no person: it writes what phones say, under the names of technicians, and has no role.
    """

    id: int = 0
    version: int = 0
    name: str
    login: str
    role_id: int | None = None
    calendar_ids: tuple[int, ...] = ()
    state: UserState = UserState.ACTIVE
    note: str = ""
    is_gateway: bool = False
