"""Desks on fresh databases, and CSV files, for the tests of what goes in and out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.records.founding import empty_company, suggested_company
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.exchange.demo.demo import demo_company
from industrack_core.exchange.imports.job_map import JobMap
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_core.store.engine.engine import database_place

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # Tuesday, 10:30 in New York
WEEK = timedelta(days=7)
MADE = Path(__file__).parent / "nyc311-made.csv"


def demo_desk(url: str, now: datetime = NOW) -> Desk:
    """A desk on a new demo company, told as of `now`, and founded a week before: the log's time never goes back, and
    what others did a while ago is done afterwards.
    """
    return _new_desk(url, lambda desk: demo_company(desk.reserve_ids, now), lambda: now, f"demo of {now}", WEEK)


def empty_desk(url: str, zone: str = "America/New_York", clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A desk on a new company without jobs."""
    company = replace(suggested_company(zone), name="Small office")
    return _new_desk(url, lambda desk: empty_company(desk.reserve_ids, company), clock, zone)


def _new_desk(
    url: str, founding: Callable[[Desk], LoadRecords], clock: Callable[[], datetime], what: str,
    before: timedelta = timedelta(0),
) -> Desk:  # fmt: skip
    """A company in a new database, founded so long `before`; a file is a copy of the first of its kind."""
    path = database_place(url).path

    def then() -> datetime:
        return clock() - before

    if path is None:
        open_desk(url, create=True, who="dora", clock=then, founding_act=founding).close()
        return open_desk(url, who="dora", clock=clock)
    key = (what, clock())
    if key not in _FOUNDED:
        with TemporaryDirectory() as directory:
            made = Path(directory, "made.db")
            open_desk(str(made), create=True, who="dora", clock=then, founding_act=founding).close()
            _FOUNDED[key] = made.read_bytes()
    path.touch(0o600, exist_ok=False)
    path.write_bytes(_FOUNDED[key])
    return open_desk(url, who="dora", clock=clock)


_FOUNDED: dict[tuple[str, datetime], bytes] = {}
"""Contents of files, by company and moment."""


PLAIN_MAP = """
name = "test"
zone = "America/New_York"
key = { prefix = "t-", columns = ["Id"] }
fields = { customer = "Customer", employee = "Who", description = "What", note = "Note" }
start = { columns = ["When"], formats = ["%Y-%m-%d %H:%M"] }
"""
HEADER = "Id,Customer,Who,What,Note,When"


def plain_map(directory: Path, text: str = PLAIN_MAP) -> JobMap:
    """The map in `text`, by way of a file."""
    file = directory / "map.toml"
    file.write_text(text, encoding="utf-8")
    return load_job_map(str(file))


def csv_file(directory: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A CSV file with the columns of the plain map, and these lines."""
    file = directory / "jobs.csv"
    file.write_bytes("".join(f"{line}\n" for line in (HEADER, *lines)).encode(encoding))
    return file
