"""What a console is started with: which database, and at what time. Loads neither console nor store."""

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.text import typed_path
from industrack_core.domain.time.told_clock import ToldClock
from industrack_tui.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse

    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.founding import LoadRecords

PROGRAM = "industrack"
HOW_TO_FOUND = "To found a company: industrack new --name NAME --country DE [--zone Europe/Berlin] [--currency EUR]."
"""What a script is told where there is no company yet."""


class Files:
    """The one way from what a person types to a file of theirs: here a path, in a restricted console a name."""

    is_restricted = False

    def source(self, typed: str) -> Path:
        """The file to read. Raises UsageError."""
        return typed_path(typed.strip())

    def sources(self) -> list[str]:
        """The files to choose from, where they are few enough to be listed."""
        return []

    def target(self, typed: str, name: str = "") -> Path:
        """The file to write; in a folder that is typed, one of this `name`. Raises UsageError."""
        path = typed_path(typed.strip())
        return path / Path(name).name if name and path.is_dir() else path

    def called(self, path: Path) -> str:
        """A file to write as it is called where a person reads of it."""
        return os.path.abspath(path)

    def told(self, path: Path) -> str:
        """The same, and where it is to be had once it is written."""
        return self.called(path)

    def explain_source(self, typed: str) -> tuple[str, bool]:
        """Which file would be read, as `explain`."""
        try:
            return os.path.abspath(self.source(typed)), True
        except UsageError as error:
            return str(error), False

    def explain(self, typed: str, endings: Sequence[str] = ()) -> tuple[str, bool]:
        """Which file is written, and whether it can be one: it has one of these `endings`, where there are any. Nothing
        of the disk is asked: it is asked at each key."""
        try:
            path = self.target(typed)
            if endings:
                from industrack_core.domain.text.file_endings import require_ending

                require_ending(path.name, endings)
            return self.told(path), True
        except UsageError as error:
            return str(error), False


@dataclass(frozen=True)
class Start:
    """Everything `run_console` needs to know.

    `url` is a database URL or file path; `create` makes the database when it is missing, founded by
    `founding` (None: an empty company). `clock` answers aware UTC. `who` is the office user's name (None: the
    operating system's user). `drafts` is the folder for half-filled forms, `state` the one for what was
    chosen while working, `log` the file for when it ran and what was slow (None: they are not kept).
    `themes` is the folder of the person's own themes, `files` how they reach files of theirs.
    """

    url: str
    create: bool
    read_only: bool
    founding: "Callable[[Desk], LoadRecords] | None"
    settings: Settings
    clock: Callable[[], datetime]
    who: str | None = None
    drafts: Path | None = None
    state: Path | None = None
    log: Path | None = None
    themes: Path | None = None
    files: Files = Files()


def drafts_folder() -> Path:
    """Where half-filled forms are kept."""
    return state_folder() / "drafts"


def state_folder() -> Path:
    """Where a person's choices are kept."""
    from platformdirs import user_state_path

    return user_state_path(PROGRAM, appauthor=False)


def config_file(given: "argparse.Namespace") -> Path:
    """Where the config file is looked for: at `--config`, else in the platform's directory."""
    if hasattr(given, "config"):
        return typed_path(given.config)
    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False) / "config.toml"


def settings_of(given: "argparse.Namespace") -> Settings:
    """The settings of a command; a config file that `--config` names must be there. Raises UsageError."""
    return read_settings(config_file(given), required=hasattr(given, "config"))


def default_database() -> Path:
    """The SQLite file of a console that nobody told which database to use."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "industrack.sqlite"


def log_file() -> Path:
    """Where the traceback of an unexpected failure goes."""
    from platformdirs import user_log_path

    return user_log_path(PROGRAM, appauthor=False) / "industrack.log"


def demo_database() -> Path:
    """Where the demo company's records are."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "demo.sqlite"


def database_url(given: "argparse.Namespace", environ: Mapping[str, str], settings: Settings) -> tuple[str, str]:
    """The database to use and who says so: `--demo` or `--db`, INDUSTRACK_DB, the config file, else the default file.

    Raises UsageError for both options, and for a demo that nobody has opened yet.
    """
    if getattr(given, "demo", False):
        if hasattr(given, "db"):
            raise UsageError("--demo and --db each name a database: leave one of them out.")
        if not demo_database().exists():
            raise UsageError("There is no demo company yet: industrack demo makes it.")
        return str(demo_database()), "--demo"
    if hasattr(given, "db"):
        return str(given.db), "--db"
    if environ.get("INDUSTRACK_DB"):
        return environ["INDUSTRACK_DB"], "INDUSTRACK_DB"
    if settings.database is not None:
        return settings.database, "config file"
    return str(default_database()), "default"


def clock_of(environ: Mapping[str, str]) -> Callable[[], datetime]:
    """The machine's clock; or, for pictures and tests, one that stands still at INDUSTRACK_NOW.

    What is shown goes by it; what is done in a company that is not invented bears the machine's time all the same.
    INDUSTRACK_NOW is ISO 8601 (`2026-11-24T10:30`), in the machine's local time unless it has an offset.
    Raises UsageError when it cannot be read.
    """
    text = environ.get("INDUSTRACK_NOW", "")
    if not text:
        return lambda: datetime.now(UTC)
    try:
        fixed = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"INDUSTRACK_NOW is no time: {text!r}. Write for example 2026-11-24T10:30.") from error
    return ToldClock(fixed)


def collect_again(*, for_a_day: bool) -> None:
    """Everything is loaded: look for garbage again; what lasts `for_a_day` need not be walked each time."""
    if for_a_day:
        gc.freeze()
    gc.enable()


def is_terminal() -> bool:
    """Whether a person sits at both ends: keys come in and pictures go out."""
    return all(os.isatty(stream) for stream in (0, 1))
