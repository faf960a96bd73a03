"""Reports of technicians, written as the journal has them."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from industrack_core.domain.records.record import Record
from industrack_core.store.store import open_store
from industrack_core.store.writing import journal
from industrack_core.store.writing.transaction import Transaction, Written
from tests.store.small_company import NOW

R = TypeVar("R", bound=Record)


def reported(
    url: str, record_type: type[R], record_id: int, change: Callable[[R], R], *, act: str = "TakeReport"
) -> None:
    """A technician's report that changed a record so."""
    with closing(open_store(url)) as store, store.writing() as tx:
        record = tx.get(record_type, record_id)
        assert record is not None
        act_id = uuid4().hex
        written = tx.write([(record, change(record))], act_id)
        journal.write(tx, act_id=act_id, at=NOW, who="Ana Ruiz (phone)", act=act, line="A report.", changes=written)


def changed(url: str, record_type: type[R], record_id: int, *, act: str = "TakeReport", **columns: Any) -> None:
    """A report that put these columns."""
    reported(url, record_type, record_id, lambda record: replace(record, **columns), act=act)


def added(url: str, record: Record) -> int:
    """A report that made a record; answers its id."""
    with closing(open_store(url)) as store, store.writing() as tx:
        act_id = uuid4().hex
        written = tx.write([(None, replace(record, id=tx.reserve_ids(1)))], act_id)
        _journal(tx, act_id, "TakeReport", written)
        return written[0].change.id


def _journal(tx: Transaction, act_id: str, act: str, written: Sequence[Written]) -> None:
    journal.write(tx, act_id=act_id, at=NOW, who="Ana Ruiz (phone)", act=act, line="A report.", changes=written)
