"""What is kept as one sum of many records: stock, estimates, totals, the ledger's counters. What they must come to.

Each look is one snapshot. Stock is kept as differences, so what it is off by stays the same while others go on working:
it is found in a snapshot, and added under the write lock.
"""

from collections.abc import Iterator, Set

import msgspec
from sqlalchemy import Connection, text

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_parts import STOCKED
from industrack_core.domain.time.minute import QUARTER, instant_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.writing.ledger import Counts
from industrack_core.store.writing.transaction import Transaction

Off = dict[int, tuple[int, int, int]]
"""By item, what received, used and reserved must be more than they are."""
Moved = dict[int, tuple[int, int, int, int]]
"""By item, what is counted, received, used and reserved beyond what its moves add up to."""
_PAGE = 2000
_STRAY = "item_id NOT IN (SELECT id FROM inventory_item)"
_MOVES_LACK = text(
    "SELECT i.id, i.counted - coalesce(m.c, 0), coalesce(s.received, 0) - coalesce(m.r, 0),"
    " coalesce(s.used, 0) - coalesce(m.u, 0), coalesce(s.reserved, 0) - coalesce(m.o, 0) FROM inventory_item i"
    " LEFT JOIN item_stock s ON s.item_id = i.id LEFT JOIN (SELECT item_id, CAST(sum(counted) AS BIGINT) AS c,"
    " CAST(sum(received) AS BIGINT) AS r, CAST(sum(used) AS BIGINT) AS u, CAST(sum(reserved) AS BIGINT) AS o"
    " FROM stock_move GROUP BY item_id) m ON m.item_id = i.id"
)
_ADD_MOVE = text(
    "INSERT INTO stock_move (item_id, revision, cause, cause_id, counted, received, used, reserved)"
    " SELECT id, CAST(:act AS INTEGER), 'inventory_item', id, CAST(:counted AS BIGINT), CAST(:received AS BIGINT),"
    " CAST(:used AS BIGINT), CAST(:reserved AS BIGINT) FROM inventory_item WHERE id = :item"
)
_END_OF_JOURNAL = text("SELECT at, chain FROM journal WHERE revision = (SELECT max(revision) FROM journal)")
_REPAIRED = text("SELECT 1 FROM journal WHERE revision > :revision AND act = 'Repair' AND line LIKE '%stock%'")
_JOB_SUMS = (
    "SELECT starts_at / 15 AS quarter, status, delivery, count(*) AS jobs, CAST(sum(minutes * members) AS BIGINT)"
    " AS minutes FROM (SELECT j.starts_at, j.status, j.delivery, j.minutes, (SELECT count(*) FROM job_crew c"
    " WHERE c.job_id = j.id) AS members FROM job j WHERE j.starts_at IS NOT NULL) planned WHERE members > 0"
    " GROUP BY starts_at / 15, status, delivery"
)
_SUMS = {
    "sums of estimates": (
        "SELECT coalesce(w.status, s.status) AS id FROM (SELECT status, count(*) AS n, sum(total) AS t FROM estimate"
        " GROUP BY status) w FULL JOIN estimate_sum s ON s.status = w.status WHERE coalesce(w.n, 0) <>"
        " coalesce(s.count, 0) OR coalesce(w.t, 0) <> coalesce(s.total, 0)",
        ("DELETE FROM estimate_sum",
         "INSERT INTO estimate_sum (status, count, total) SELECT status, count(*), sum(total) FROM estimate"
         " GROUP BY status"),
    ),
    "sums of jobs": (
        f"SELECT coalesce(w.quarter, s.quarter) AS id FROM ({_JOB_SUMS}) w"  # noqa: S608
        " FULL JOIN (SELECT * FROM job_sum WHERE jobs <> 0 OR minutes <> 0) s"
        " ON s.quarter = w.quarter AND s.status = w.status AND s.delivery = w.delivery"
        " WHERE coalesce(w.jobs, 0) <> coalesce(s.jobs, 0) OR coalesce(w.minutes, 0) <> coalesce(s.minutes, 0)",
        ("DELETE FROM job_sum", f"INSERT INTO job_sum (quarter, status, delivery, jobs, minutes) {_JOB_SUMS}"),
    ),
    "jobs of archives": (
        "SELECT name FROM archive WHERE jobs <> (SELECT count(*) FROM archived_job WHERE archive_id = archive.id)",
        ("UPDATE archive SET jobs = (SELECT count(*) FROM archived_job WHERE archive_id = archive.id)",),
    ),
    "jobs in the queue": (
        "SELECT number FROM job WHERE in_queue <> CASE WHEN starts_at IS NULL OR crew = '' THEN 1 ELSE 0 END",
        ("UPDATE job SET in_queue = CASE WHEN starts_at IS NULL OR crew = '' THEN 1 ELSE 0 END WHERE in_queue <>"
         " CASE WHEN starts_at IS NULL OR crew = '' THEN 1 ELSE 0 END",),
    ),
    "stock of items": (
        "SELECT i.name FROM inventory_item i LEFT JOIN item_stock s ON s.item_id = i.id WHERE s.item_id IS NULL"
        " OR s.on_hand <> i.counted + s.received - s.used"
        " OR s.facet <> CASE i.retired WHEN 1 THEN 'retired' ELSE i.kind END OR s.short <> CASE WHEN i.retired = 0"
        " AND i.kind IN ('part', 'equipment') AND (s.on_hand < s.reserved"
        " OR s.on_hand - s.reserved < i.reorder_point) THEN 1 ELSE 0 END",
        ("INSERT INTO item_stock (item_id) SELECT id FROM inventory_item"
         " WHERE id NOT IN (SELECT item_id FROM item_stock)",
         "UPDATE item_stock SET on_hand = (SELECT counted FROM inventory_item WHERE id = item_id) + received - used",
         "UPDATE item_stock SET facet = (SELECT CASE retired WHEN 1 THEN 'retired' ELSE kind END FROM inventory_item"
         " WHERE id = item_id), short = CASE WHEN EXISTS (SELECT 1 FROM inventory_item i WHERE i.id = item_id"
         " AND i.retired = 0 AND i.kind IN ('part', 'equipment') AND (on_hand < reserved"
         " OR on_hand - reserved < i.reorder_point)) THEN 1 ELSE 0 END"),
    ),
}  # fmt: skip
STATEMENTS = tuple(_SUMS)


def differing(connection: Connection, what: str) -> list[str]:
    """Names of what differs, each once, by one statement."""
    found = [row[0] for row in connection.execute(text(_SUMS[what][0]))]
    if what == "sums of jobs":
        found = [_when(quarter) for quarter in found]
    return list(dict.fromkeys(map(str, found)))


def _when(quarter: int) -> str:
    """A quarter of an hour; what nobody's calendar has is of a damaged job, and stays a number."""
    try:
        return f"{instant_of(quarter * QUARTER):%Y-%m-%d %H:%M} UTC"
    except OverflowError:
        return str(quarter)


def fill_sums(connection: Connection, tables: Set[str]) -> None:
    """Make those of the sums anew that are tables of their own, in a transaction in which nobody else writes."""
    for what, table in (("sums of estimates", "estimate_sum"), ("sums of jobs", "job_sum")):
        for statement in _SUMS[what][1] if table in tables else ():
            connection.execute(text(statement))


def mend_sum(tx: Transaction, what: str) -> None:
    """Make it anew, by a few statements."""
    for statement in _SUMS[what][1]:
        tx.connection.execute(text(statement))


def stock_off(connection: Connection) -> Off:
    """What the stock of each item is off by: jobs and orders are read some at a time."""
    away = connection.execute(text("SELECT item_id, used, reserved FROM stock_away"))
    wanted: dict[int, list[int]] = {item: [0, used, reserved] for item, used, reserved in away}
    for status, items in _pages(connection, Kind.JOB, "status, items", "items <> '[]'"):
        place = 1 if status == "completed" else 2
        for item in items:
            if item["item_id"] is not None and item["kind"] in STOCKED:
                used = item.get("used") if status == "completed" else None
                wanted.setdefault(item["item_id"], [0, 0, 0])[place] += item["quantity"] if used is None else used
    for _, lines in _pages(connection, Kind.PURCHASE_ORDER, "status, lines", "lines <> '[]'"):
        for line in lines:
            if line["item_id"] is not None:
                wanted.setdefault(line["item_id"], [0, 0, 0])[0] += line["received"]
    off: Off = {}
    kept = text("SELECT id, coalesce(received, 0), coalesce(used, 0), coalesce(reserved, 0) FROM inventory_item"
                " LEFT JOIN item_stock ON item_id = id")  # fmt: skip
    for item, *sums in connection.execute(kept):
        less = [want - have for want, have in zip(wanted.get(item, (0, 0, 0)), sums, strict=True)]
        if any(less):
            off[item] = (less[0], less[1], less[2])
    return off


def _pages(connection: Connection, table: str, columns: str, condition: str) -> Iterator[tuple[str, list[RowValues]]]:
    page = text(f"SELECT id, {columns} FROM {table} WHERE id > :low AND {condition} ORDER BY id LIMIT {_PAGE}")  # noqa: S608
    low = -(2**31)
    while rows := connection.execute(page, {"low": low}).fetchall():
        for _, status, entries in rows:
            yield status, msgspec.json.decode(entries)
        low = rows[-1][0]


def add_to_stock(tx: Transaction, off: Off, revision: int) -> None:
    """Add what the stock was off by at a revision; if somebody has repaired since then, what it is off by now."""
    if tx.connection.execute(_REPAIRED, {"revision": revision}).first():
        off = stock_off(tx.connection)
    mend_sum(tx, "stock of items")
    more = text("UPDATE item_stock SET received = received + :received, used = used + :used,"
                " reserved = reserved + :reserved WHERE item_id = :item")  # fmt: skip
    for item, (received, used, reserved) in off.items():
        tx.connection.execute(more, {"item": item, "received": received, "used": used, "reserved": reserved})
    mend_sum(tx, "stock of items")


def moves_off(connection: Connection, off: Off) -> Moved:
    """What the moves of each item lack to what is counted and in stock, once that has been brought right by `off`."""
    lacking: Moved = {}
    for item, counted, *sums in connection.execute(_MOVES_LACK):
        lacks = (counted, *(less + more for less, more in zip(sums, off.get(item, (0, 0, 0)), strict=True)))
        if any(lacks):
            lacking[item] = lacks
    return lacking


def stray_moves(connection: Connection) -> int:
    """How many moves are of items that are not there."""
    return int(connection.execute(text(f"SELECT count(*) FROM stock_move WHERE {_STRAY}")).scalar_one())  # noqa: S608


def add_moves(tx: Transaction, lacking: Moved, revision: int) -> None:
    """Write down what the moves lacked at a revision, as one move of the act that is being written; what was moved
    stands. If somebody has repaired since then, what they lack now."""
    if tx.connection.execute(_REPAIRED, {"revision": revision}).first():
        lacking = moves_off(tx.connection, {})
    tx.connection.execute(text(f"DELETE FROM stock_move WHERE {_STRAY}"))  # noqa: S608
    for item, amounts in lacking.items():
        given = dict(zip(("counted", "received", "used", "reserved"), amounts, strict=True))
        tx.connection.execute(_ADD_MOVE, {"item": item, "act": tx.revision + 1, **given})


def item_names(connection: Connection, items: list[int]) -> list[str]:
    """What items are called, by id."""
    rows = connection.execute(schema.inventory_item.select().where(schema.inventory_item.c.id.in_(items)))
    return [str(row.name) for row in rows]


def counters(connection: Connection) -> dict[str, tuple[int, int]]:
    """The ledger's counters: what each is, and the least that it must be."""
    kept = connection.execute(text("SELECT revision, longest_minutes, next_record_id FROM ledger")).one()
    ids = [connection.execute(text(f"SELECT max(id) FROM {name}")).scalar() or 0 for name in schema.TABLES]  # noqa: S608
    newest = connection.execute(text("SELECT coalesce(max(revision), 0) FROM journal")).scalar_one()
    longest = connection.execute(text("SELECT coalesce(max(minutes), 0) FROM job")).scalar_one()
    return {
        "newest act": (kept[0], newest),
        "longest job": (kept[1], longest),
        "next id": (kept[2], max(ids) + 1),
    }


def set_counters(tx: Transaction) -> None:
    """Bring the ledger's counters to the least that they must be."""
    revision, longest, next_id = (max(pair) for pair in counters(tx.connection).values())
    counts = Counts(revision, longest, next_id, tx.last_at, tx.chain)
    if counts.revision > tx.revision:
        last_at, chain = tx.connection.execute(_END_OF_JOURNAL).one()
        counts = counts._replace(last_at=last_at, chain=chain)
    tx.raise_counters(counts)
