"""A company small enough to know by heart, on any database: what store and desk tests stand on.

Its ids are constants: a fresh database hands out ids from 1.
"""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.office import (
    Calendar,
    Company,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    ServiceType,
    Shift,
    TimeOff,
)
from industrack_core.domain.records.record import Record
from industrack_core.domain.time.minute import DAY_MINUTES
from industrack_core.domain.time.span import Span, day_span
from industrack_core.store.engine import schema
from industrack_core.store.engine.engine import database_place, postgres_engine, sqlite_engine
from industrack_core.store.store import open_store

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAY = day_span(TODAY, ZONE)

COMPANY, CALENDAR, ANA, BEN, CHO, DEE, OFF, GROUP = range(1, 9)
RED, BLUE, REPAIR, CLEANING, LINDQVIST, OAK_STREET, MILL_ROAD, MORA, MORA_HOME = range(9, 18)
DISPATCHED, RUNNING, FOUNDED = 18, 19, 20


def at(clock: str, day: int = 24) -> datetime:
    """The wall-clock time `9:30` of a day of November 2026 in the company's zone, as UTC."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def records() -> tuple[Record, ...]:
    """Ana works Monday to Friday 8 to 17 and is off on the 26th; Ben's hours are unknown; Dee is archived."""
    hours = tuple(Shift(weekday, 480, 1020) for weekday in range(5))
    return (
        Company(id=COMPANY, name="Small Company", zone=ZONE.key),
        Calendar(id=CALENDAR, name="Default calendar", opens=0, closes=DAY_MINUTES, is_default=True),
        Employee(id=ANA, first_name="Ana", last_name="Ruiz", hours=hours, skills=("Gas",)),
        Employee(id=BEN, first_name="Ben", last_name="Okafor"),
        Employee(id=CHO, first_name="Cho", last_name="Kim", state=EmployeeState.INACTIVE),
        Employee(id=DEE, first_name="Dee", last_name="Aras", state=EmployeeState.ARCHIVED),
        TimeOff(id=OFF, employee_id=ANA, starts_at=at("0:00", 26), ends_at=at("0:00", 27), reason="dentist"),
        Group(id=GROUP, name="Heating", member_ids=(ANA, BEN), supervisor_id=ANA),
        JobColor(id=RED, name="Red", hue="red"),
        JobColor(id=BLUE, name="Blue", hue="blue"),
        ServiceType(id=REPAIR, name="Furnace repair", color_id=RED, skills=("gas",)),
        ServiceType(id=CLEANING, name="Cleaning"),
        Customer(id=LINDQVIST, number="C1", name="Lindqvist", phone="555 0134", billing_address="12 Oak St"),
        Location(id=OAK_STREET, customer_id=LINDQVIST, address="12 Oak St", is_main=True, site_note="Ring twice"),
        Location(id=MILL_ROAD, customer_id=LINDQVIST, name="Mill", address="9 Mill Rd"),
        Customer(id=MORA, number="C2", name="Mora", phone="555 0177"),
        Location(id=MORA_HOME, customer_id=MORA, address="4 Elm Ave", is_main=True),
        Job(
            id=DISPATCHED, number="11", customer_id=MORA, location_id=MORA_HOME, description="Boiler",
            starts_at=at("8:00", 25), crew=(BEN,), delivery=Delivery.DISPATCHED,
        ),
        Job(
            id=RUNNING, number="12", customer_id=MORA, location_id=MORA_HOME, description="Leak",
            starts_at=at("8:00", 23), minutes=120, crew=(BEN,), delivery=Delivery.DISPATCHED,
            status=WorkStatus.STARTED,
        ),
    )  # fmt: skip


def found(desk: Desk) -> LoadRecords:
    """The act that founds the small company in an empty database."""
    company = records()
    first = desk.reserve_ids(len(company))
    assert first == 1, "the small company's ids are constants, so it needs an empty database"
    return LoadRecords(company, "Founded the small company.")


def fill(url: str) -> None:
    """Found the small company at `url`, leaving no connection open."""
    open_desk(url, create=True, founding_act=found, who="founder", clock=lambda: NOW).close()


def copy_of_file(directory: Path) -> str:
    """URL of a fresh SQLite copy of the small company in `directory`."""
    template = Path(os.environ["INDUSTRACK_TEST_POSTGRES"]) / f"small-company-{os.getpid()}.db"
    if not template.exists():
        fill(str(template))
    path = directory / "company.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def desk_at(url: str, who: str = "mika", clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A desk on an existing database, at a fixed time."""
    return open_desk(url, who=who, clock=clock)


def draft(**changes: object) -> JobDraft:
    """A furnace job for Lindqvist on Tuesday 24 November 2026, 9:00 to 10:30, for Ana."""
    usual: dict[str, object] = {
        "customer": LINDQVIST, "description": "Furnace", "starts_at": at("9:00"), "minutes": 90, "crew": (ANA,),
    }  # fmt: skip
    return JobDraft(**{**usual, **changes})  # type: ignore[arg-type]


def plain_engine(url: str) -> Engine:
    """An engine that opens a connection per use: it holds nothing open between statements."""
    place = database_place(url)
    if place.path is not None:
        return sqlite_engine(place.path, writes=True)
    return create_engine(place.url, poolclass=NullPool)


def reading_engine(url: str) -> Engine:
    """An engine as the desk reads with."""
    place = database_place(url)
    return sqlite_engine(place.path, writes=False) if place.path else postgres_engine(place.url, writes=False)


def rows(url: str, statement: str, **parameters: object) -> list[tuple[object, ...]]:
    """Rows of a plain SQL statement."""
    engine = plain_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(statement), parameters)
        answer = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return answer


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything the records and their indexes say, without versions and tags: equal contents, equal company."""
    engine = plain_engine(url)
    indexes = (
        schema.job_crew, schema.customer_word, schema.job_word, schema.item_word, schema.list_key, schema.list_word,
        schema.item_stock, schema.job_overlap,
    )  # fmt: skip
    tables = {**schema.TABLES, **{table.name: table for table in indexes}}
    said: dict[str, list[tuple[object, ...]]] = {}
    with engine.begin() as connection:
        for name, table in tables.items():
            columns = [column for column in table.columns if column.name not in ("version", "tag")]
            said[name] = sorted((tuple(row) for row in connection.execute(table.select().with_only_columns(*columns))),
                                key=repr)  # fmt: skip
    engine.dispose()
    return said


def schema_only(url: str) -> None:
    """Bring an empty database to the program's schema, without a company."""
    open_store(url, create=True).close()


def window(starts: str, ends: str, day: int = 24) -> Span:
    """Two wall-clock times of one day as a span."""
    return Span(at(starts, day), at(ends, day))
