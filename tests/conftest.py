"""What every test stands on: fresh databases on both engines, still cursors, snapshots in one place."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.location import PyTestLocation
from textual.widgets import Input, TextArea

from industrack_core.desk.desk import Desk
from tests import office_door, postgres
from tests.page import browsers
from tests.postgres import PostgresServer
from tests.store import small_company

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
# The settings of whoever runs the tests must not change what the tests see.
FOREIGN_SETTINGS = ("INDUSTRACK_", "PG", "TEXTUAL_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
OURS = (postgres.HOME_VARIABLE, "TEXTUAL_SNAPSHOT_TEMPDIR")
# How long one example takes says how busy the machine is, not whether it is right.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def is_worker(config: pytest.Config) -> bool:
    """True in a process that runs a share of the tests for another."""
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("update_snapshots") and os.environ.get("CI"):
        raise pytest.UsageError("Snapshots are accepted by a person, who looks at them: not where CI is set.")
    for name in list(os.environ):
        if name.startswith(FOREIGN_SETTINGS) and name not in OURS:
            del os.environ[name]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # what a shell starts in the background ignores interrupts, and the programs that tests interrupt would, too
        signal.signal(signal.SIGINT, signal.default_int_handler)
    office_door.guard()
    patch = pytest.MonkeyPatch()
    patch.setattr(SVGImageExtension, "dirname", staticmethod(snapshot_directory))
    config.add_cleanup(patch.undo)
    if not is_worker(config) and not config.option.collectonly:
        config.add_cleanup(postgres.begin_run())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if browsers.left_out():
        terminalreporter.write_line(
            "Left out, as there is no browser here (apt-get install chromium): the tests of the page."
        )


def snapshot_directory(*, test_location: PyTestLocation) -> str:
    """Snapshots of tests/visual/test_board.py are kept in snapshots/test_board."""
    return str(SNAPSHOTS / test_location.basename)


@pytest.fixture(autouse=True)
def still_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blinking cursor makes a picture depend on the moment it was taken."""
    for widget in (Input, TextArea):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The one PostgreSQL server of this run, shared by all its processes."""
    return postgres.shared_server()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """URL of a fresh, empty PostgreSQL database, gone after the test."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'company.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a fresh, empty database; the test runs once on each engine."""
    chosen = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(chosen)
    return url


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[str]:
    """Name of a fresh copy of the small company (tests/store/small_company.py) on the server."""
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", small_company.fill))
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def postgres_company(postgres_server: PostgresServer, database: str) -> str:
    """URL of a fresh copy of the small company, on PostgreSQL only."""
    return postgres_server.url(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def company_url(request: pytest.FixtureRequest) -> str:
    """URL of a fresh copy of the small company, once on each engine."""
    chosen = "sqlite_company" if request.param == "sqlite" else "postgres_company"
    url: str = request.getfixturevalue(chosen)
    return url


@pytest.fixture
def sqlite_company(tmp_path: Path) -> str:
    """URL of a fresh copy of the small company, on SQLite only."""
    return small_company.copy_of_file(tmp_path)


@pytest.fixture
def desk(company_url: str) -> Iterator[Desk]:
    """Mika's desk in the small company."""
    with closing(small_company.desk_at(company_url)) as opened:
        yield opened
