"""What must hold after the soak: everything acknowledged is there, whole, and the journal tells how it came to be."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from industrack_core.store.engine import engine as engines
from industrack_core.store.engine.codec import digest
from industrack_core.store.engine.schema import TABLES

Rows = dict[tuple[str, int], dict[str, Any]]


def connect(url: str) -> Connection:
    """A plain connection for looking; the caller closes it."""
    place = engines.database_place(url)
    if place.path is not None:
        return engines.sqlite_engine(place.path, writes=False).connect()
    return create_engine(place.url, poolclass=NullPool).connect()


def records(connection: Connection) -> Rows:
    """Every record there is, by kind and id."""
    found: Rows = {}
    for kind, table in TABLES.items():
        for row in connection.execute(table.select()).mappings():
            found[kind, row["id"]] = {str(name): value for name, value in row.items()}
    return found


def faults(url: str, founded: Rows, logs: Iterable[Path], since: int = 0) -> list[str]:
    """What is wrong, in sentences; nothing when all is well. `founded` is how the company was at `since`."""
    with connect(url) as connection:
        return [
            *_unacknowledged(connection, logs),
            *_gaps(connection),
            *_replayed(connection, founded, since),
            *_crews(connection),
            *_stock(connection),
        ]


def acknowledged(logs: Iterable[Path]) -> list[dict[str, Any]]:
    """What the workers wrote down; a line cut by a kill was not yet acknowledged to anybody."""
    said = []
    for log in logs:
        for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            if line.endswith("}"):
                said.append(json.loads(line))
    return said


def _unacknowledged(connection: Connection, logs: Iterable[Path]) -> list[str]:
    lines = dict(tuple(row) for row in connection.execute(text("SELECT revision, line FROM journal")))
    found = []
    for said in acknowledged(logs):
        if said["answer"] == "error":
            found.append(f"a person was shown: {said['text']}")
        elif said["answer"] == "done" and said["wrote"] and lines.get(said["revision"]) != said["line"]:
            found.append(f"act {said['revision']} was acknowledged and is not in the journal")
    return found


def _gaps(connection: Connection) -> list[str]:
    count, newest = connection.execute(text("SELECT count(*), max(revision) FROM journal")).one()
    (revision,) = connection.execute(text("SELECT revision FROM ledger")).one()
    half = connection.execute(
        text("SELECT count(*) FROM journal_change WHERE revision NOT IN (SELECT revision FROM journal)")
    ).scalar_one()
    found = [f"{half} changes belong to no act"] if half else []
    if not count == newest == revision:
        found.append(f"revisions have gaps: {count} entries, the newest is {newest}, the ledger says {revision}")
    return found


def _replayed(connection: Connection, founded: Rows, since: int) -> list[str]:
    """The records as the journal tells them, from how they were on, against the records as they are."""
    now = {key: dict(row) for key, row in founded.items()}
    changes = connection.execute(
        text(
            "SELECT kind, record_id, version_after, after, digest_before, digest_after FROM journal_change"
            " WHERE revision > :since ORDER BY revision, position"
        ),
        {"since": since},
    )
    found = []
    for kind, record_id, version, after, digest_before, digest_after in changes:
        key = (kind, record_id)
        if digest(now.get(key)) != digest_before:
            found.append(f"{kind} {record_id}: an act began from another state than the one before left")
        if after is None:
            now.pop(key, None)
        else:
            now[key] = {**(now.get(key) or {}), **json.loads(after), "version": version}
        if digest(now.get(key)) != digest_after:
            found.append(f"{kind} {record_id}: the journal does not lead to what it says")
    there = records(connection)
    if there != now:
        differ = [key for key in there.keys() | now.keys() if there.get(key) != now.get(key)]
        found.append(f"{len(differ)} records are not what the journal tells: {sorted(differ)[:3]}")
    return found


def _crews(connection: Connection) -> list[str]:
    kept = {tuple(row) for row in connection.execute(text("SELECT job_id, employee_id FROM job_crew"))}
    crews = connection.execute(text("SELECT id, crew FROM job WHERE crew <> ''"))
    wanted = {(job_id, int(person)) for job_id, crew in crews for person in crew.split(",")}
    return [] if kept == wanted else ["the index of crews is not what the jobs say"]


def _stock(connection: Connection) -> list[str]:
    counted: dict[int, list[int]] = {}
    for status, items in connection.execute(text("SELECT status, items FROM job WHERE items <> '[]'")):
        for item in json.loads(items):
            if item["kind"] in ("part", "equipment"):
                counted.setdefault(item["item_id"], [0, 0])[status == "completed"] += item["quantity"]
    rows = connection.execute(text("SELECT item_id, reserved, used FROM item_stock"))
    kept = {item: [reserved, used] for item, reserved, used in rows if reserved or used}
    return [] if kept == counted else ["the stock is not what the jobs say"]
