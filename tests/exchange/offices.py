"""Desks on fresh databases, and CSV files, for the tests of what goes in and out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.founding import empty_company, suggested_company
from industrack_core.domain.acts import LoadRecords
from industrack_core.exchange.demo import demo_company
from industrack_core.exchange.job_map import JobMap
from industrack_core.exchange.job_map_check import load_job_map

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # Tuesday, 10:30 in New York
MADE = Path(__file__).parent / "nyc311-made.csv"


def demo_desk(url: str, now: datetime = NOW) -> Desk:
    """A desk on a new demo company, told as of `now`."""

    def founding(desk: Desk) -> LoadRecords:
        return demo_company(desk.reserve_ids, desk.clock())

    return open_desk(url, create=True, who="dora", clock=lambda: now, founding_act=founding)


def empty_desk(url: str, zone: str = "America/New_York", clock: Callable[[], datetime] = lambda: NOW) -> Desk:
    """A desk on a new company without jobs."""
    return open_desk(
        url, create=True, who="dora", clock=clock,
        founding_act=lambda desk: empty_company(
            desk.reserve_ids, replace(suggested_company(zone), name="Small office")
        ),
    )  # fmt: skip


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
