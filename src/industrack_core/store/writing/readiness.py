"""What the first act of a process needs, made ready before it comes: a connection that may write, its statements.

Compiling what an act says costs more than the act; who begins to type one leaves time for it.
"""

from sqlalchemy import Connection

from industrack_core.domain.kinds import Kind
from industrack_core.store.derived.crew_sums import CREW_SUMS_KEPT
from industrack_core.store.derived.job_overlaps import OVERLAPS_KEPT
from industrack_core.store.derived.job_sums import SUMS_KEPT
from industrack_core.store.engine import schema
from industrack_core.store.engine.statements import insertion, rows_by
from industrack_core.store.reads.people_reads import SITTER
from industrack_core.store.writing.ledger import LOCK, SETTLE
from industrack_core.store.writing.numbers import statements_of

_WRITTEN = (
    schema.job, schema.job_crew, schema.job_word, schema.list_key, schema.list_word, schema.journal,
    schema.journal_change,
)  # fmt: skip
"""What a new job goes into; every act is in the journal."""
_FOUND = ((schema.customer, "id"), (schema.location, "id"), (schema.location, "customer_id"))
"""What it is about."""


def get_ready(connection: Connection) -> None:
    """Compile what a new job, and nearly every act, says when it is written. Nothing is asked and nothing locked."""
    for table, column in _FOUND:
        rows_by(table, column).sql(connection, values=[0])
    for prepared in (
        LOCK,
        SITTER,
        SETTLE,
        *SUMS_KEPT,
        *CREW_SUMS_KEPT,
        *OVERLAPS_KEPT,
        *statements_of(Kind.JOB),
        *map(insertion, _WRITTEN),
    ):
        prepared.compile(connection.dialect)
