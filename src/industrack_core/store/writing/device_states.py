"""What is kept of phones beside the journal: when each was last heard of, and what reports said, for a while."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, update

from industrack_core.domain.acts.founding import HeardOf
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import deletion, insertion

_report = schema.field_report
_EMPTY = Prepared(
    update(_report).where(_report.c.received_s < bindparam("before"), _report.c.body != "").values(body="")
)


def put(connection: Connection, heard: Iterable[HeardOf]) -> None:
    """Replace the states of these devices."""
    rows: list[RowValues] = [
        {"device_id": device_id, "last_sync_s": at_s, "build": each.build, "skew_s": each.skew_s,
         "unsent_reports": each.unsent_reports, "unsent_files": each.unsent_files, "storage": each.storage}
        for device_id, at_s, each in heard
    ]  # fmt: skip
    deletion(schema.device_state, "device_id").run(connection, values=[row["device_id"] for row in rows])
    insertion(schema.device_state).run_many(connection, rows)


def empty_bodies(connection: Connection, before_s: int) -> None:
    """Let go of what reports said that came before an instant (seconds); their sentences stay."""
    _EMPTY.run(connection, before=before_s)
