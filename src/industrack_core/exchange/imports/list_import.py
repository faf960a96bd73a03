"""Imports of the records of lists by their name: customers, items, employees; columns by a map, else by their names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event

from industrack_core.desk.desk import Desk
from industrack_core.exchange.imports.customer_import import import_customers, open_customers
from industrack_core.exchange.imports.customer_map import load_customer_map
from industrack_core.exchange.imports.import_report import ImportReport
from industrack_core.exchange.imports.import_run import Progress
from industrack_core.exchange.imports.record_import import import_records, open_records
from industrack_core.exchange.imports.record_map import KINDS, load_record_map

Run = Callable[..., ImportReport]
"""Imports the open file; takes the desk (None for a look without a database), `dry_run`, `progress` and `stop`."""
Opened = tuple[Run, str]


@contextmanager
def open_list(kind: str, path: Path, map_name: str | None = None, sheet: str | None = None) -> Iterator[Opened]:
    """The file at `path` ready to be imported, once, and which columns were guessed.

    Raises ImportFailed for one that cannot be imported at all, UsageError for a map.
    """
    if kind == "customers":
        customer_map = load_customer_map(map_name) if map_name else None
        with open_customers(path, customer_map, sheet) as customers:
            yield partial(_with_file, import_customers, customers), customers.told
        return
    record_map = load_record_map(KINDS[kind], map_name) if map_name else None
    with open_records(path, KINDS[kind], record_map, sheet) as records:
        yield partial(_with_file, import_records, records), records.told


def _with_file(run: Run, file: object, desk: Desk | None, **options: object) -> ImportReport:
    return run(desk, file, **options)


def import_list(
    desk: Desk, kind: str, path: Path, *, dry_run: bool, progress: Progress, stop: Event | None = None
) -> ImportReport:
    """Import the file at `path`, its columns known by their names. Raises ImportFailed and DatabaseError."""
    with open_list(kind, path) as (run, _):
        return run(desk, dry_run=dry_run, progress=progress, stop=stop)
