"""What connections that read a file keep of it."""

from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.store.engine import driver_reading
from industrack_core.store.engine.driver_reading import USUAL_KIB, FileReaders
from industrack_core.store.engine.speaking import Driver, driver_of
from industrack_core.store.engine.sqlite_file import MUCH_KIB, sqlite_module


def taken(readers: FileReaders, *, much: bool) -> tuple[Driver, int]:
    """A connection, and how much it keeps, in KiB."""
    with readers.snapshot(much=much) as connection:
        driver = driver_of(connection)
        return driver, -driver.execute("PRAGMA cache_size").fetchone()[0]


def test_who_goes_through_much_again_has_it_kept_until_nobody_did_for_a_while(sqlite_company: str) -> None:
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    with closing(FileReaders(path)) as readers:
        usual = taken(readers, much=True)  # once: as a board does that is opened
        assert usual[1] == USUAL_KIB
        much = taken(readers, much=True)
        assert much[1] == MUCH_KIB
        assert taken(readers, much=False) == usual
        assert taken(readers, much=True) == much


def test_what_was_kept_is_let_go_of(sqlite_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, now = Path(sqlite_company.removeprefix("sqlite:///")), 0.0
    monkeypatch.setattr(driver_reading, "monotonic", lambda: now)
    with closing(FileReaders(path)) as readers:
        usual, (much, kept) = taken(readers, much=True), taken(readers, much=True)
        assert kept == MUCH_KIB
        now += driver_reading.KEEPS_SECONDS
        assert taken(readers, much=True) == (much, kept)
        now += driver_reading.KEEPS_SECONDS + 1
        assert taken(readers, much=False) == usual
        with pytest.raises(sqlite_module().ProgrammingError):
            much.execute("SELECT 1")
        assert taken(readers, much=True) == usual
        assert taken(readers, much=True)[1] == MUCH_KIB
