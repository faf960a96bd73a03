"""Small companies, as many as a soak asks for, on both engines."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.store import small_company

Fresh = Callable[[], str]
"""Makes another small company; answers its URL."""


@contextmanager
def on_both_engines() -> Iterator[Mapping[str, Fresh]]:
    """By an engine's name, what makes companies on it; all of them, and other files of the run's, go at the end."""
    end = postgres.begin_run()
    try:
        server = postgres.shared_server()
        yield {
            "SQLite": lambda: small_company.copy_of_file(Path(tempfile.mkdtemp())),
            "PostgreSQL": lambda: server.url(
                server.create_database(server.ensure_template("soak", small_company.fill))
            ),
        }
    finally:
        end()
