"""Companies to sit down at: each test gets a copy of its own."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.console.seat import NOW
from tests.exchange.offices import demo_desk, empty_desk


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
