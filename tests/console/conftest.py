"""Companies to sit down at: each test gets a copy of its own."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from industrack_tui.terminal.key_order import KeysInOrder
from tests.console.companies import Companies, fill, fill_with_phones
from tests.console.pressing import Dropping
from tests.console.seat import NOW
from tests.exchange.offices import demo_desk, empty_desk
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def founded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as of the tests' moment."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    demo_desk(str(path), NOW).close()
    return path


@pytest.fixture
def demo(founded_demo: Path, tmp_path: Path) -> str:
    """A demo company of one's own."""
    return str(shutil.copy(founded_demo, tmp_path / "demo.sqlite"))


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """A company without employees."""
    path = str(tmp_path / "empty.sqlite")
    with closing(empty_desk(path, clock=lambda: NOW)):
        pass
    return path


@pytest.fixture(scope="session")
def founded_busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with something in each list."""
    path = tmp_path_factory.mktemp("busy") / "busy.sqlite"
    fill(str(path))
    return path


@pytest.fixture
def companies(founded_busy: Path, postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Companies]:
    """Copies of it on both engines."""
    made = Companies(founded_busy, postgres_server, tmp_path)
    yield made
    made.drop()


@pytest.fixture(scope="session")
def founded_with_phones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with phones."""
    path = tmp_path_factory.mktemp("phones") / "phones.sqlite"
    fill_with_phones(str(path))
    return path


@pytest.fixture
def companies_with_phones(
    founded_with_phones: Path, postgres_server: PostgresServer, tmp_path: Path
) -> Iterator[Companies]:
    """Copies of it on both engines."""
    made = Companies(founded_with_phones, postgres_server, tmp_path, "demo_company_with_phones", fill_with_phones)
    yield made
    made.drop()


@pytest.fixture
def dropping(monkeypatch: pytest.MonkeyPatch) -> Dropping:
    """Counts the keys that consoles leave out."""
    counting = Dropping()

    def drop(app: KeysInOrder) -> int:
        return counting.drop(app)

    monkeypatch.setattr(KeysInOrder, "drop_keys", drop)
    return counting
