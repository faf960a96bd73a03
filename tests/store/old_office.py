"""An office as an older version of the program left it."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import industrack_core.store
from industrack_core.store.engine import sqlite_file
from industrack_core.store.engine.engine import database_place
from tests.store.small_company import plain_engine, rows

NAMES = ("Mora", "Lindqvist", "Okafor")


def tables_of(url: str, revision: str) -> None:
    """An empty database with the tables of an older schema."""
    path = database_place(url).path
    if path is not None:
        sqlite_file.create_file(path)
    config = Config()
    config.set_main_option("script_location", str(Path(industrack_core.store.__file__).parent / "migrations"))
    engine = plain_engine(url)
    with engine.connect() as connection, connection.begin():
        config.attributes.update(connection=connection, applied=lambda **_: None)
        command.upgrade(config, revision)
    engine.dispose()


def office_of_0_3(url: str, customers: int = 3) -> None:
    """A company with customers, and a job for each, every other one completed."""
    tables_of(url, "0003")
    rows(url, "INSERT INTO company VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0, '')")
    rows(url, "INSERT INTO calendar (id, version, name, opens, closes, job_minutes, slot_minutes, is_default)"
              " VALUES (2, 1, 'Default', 0, 1440, 60, 30, 1)")  # fmt: skip
    for place in range(customers):
        customer, job, name = 100 + place, 10_000 + place, f"{NAMES[place % 3]} {place}"
        rows(url, "INSERT INTO customer (id, version, number, kind, name)"
             " VALUES (:id, 1, :number, 'person', :name)",
             id=customer, number=f"C{place}", name=name)  # fmt: skip
        rows(url, "INSERT INTO job (id, version, number, customer_id, description, status, priority, minutes, crew,"
             " delivery, billing, overlap_accepted, in_queue) VALUES (:id, 1, :number, :customer, 'Boiler', :status,"
             " 'normal', 60, '', 'saved', 'none', 0, 1)",
             id=job, number=str(2001 + place), customer=customer,
             status="completed" if place % 2 else "not_started")  # fmt: skip
        rows(url, "INSERT INTO customer_word VALUES (:word, :id)", word=NAMES[place % 3].lower(), id=customer)
        rows(url, "INSERT INTO job_word VALUES ('boiler', :id)", id=job)
    rows(url, "UPDATE ledger SET next_id = 20000, longest_minutes = 60")
