"""The office at which the monkey sits: a demo company on each engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests import postgres
from tests.exchange.offices import demo_desk

NOW = datetime(2026, 11, 24, 15, 37, tzinfo=UTC)
ENGINES = ("demo", "SQLite", "PostgreSQL")


@contextmanager
def office(engine: str, folder: Path) -> Iterator[str]:
    """URL of a fresh demo company; empty where the command makes its own."""
    if engine == "demo":
        yield ""
    elif engine == "SQLite":
        demo_desk(f"sqlite:///{folder / 'office.db'}", NOW).close()
        yield f"sqlite:///{folder / 'office.db'}"
    else:
        server = postgres.shared_server()
        name = server.create_database()
        demo_desk(server.url(name), NOW).close()
        yield server.url(name)
        server.drop_database(name)
