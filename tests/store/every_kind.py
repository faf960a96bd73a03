"""An office with a record of each kind, and a hand that writes past the program."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import text

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import login_name
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.field.records import FieldFile, FieldNote, Visit
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.store.engine.engine import database_place
from industrack_core.store.store import open_store
from industrack_core.store.writing import journal
from industrack_core.store.writing.transaction import Transaction, Written
from tests.desk.every_act import EVERY_ACT, loaded
from tests.desk.office import done
from tests.store.small_company import BEN, DISPATCHED, NOW, desk_at, plain_engine, rows


def every_kind(url: str) -> None:
    """Do every act in the small company, as who runs the tests. One record of each kind, that with the highest id, is
    changed last by an act."""
    with closing(desk_at(url, who=login_name())) as desk:
        done(desk.perform(BeginRoles()))
        for tried in EVERY_ACT:
            done(desk.perform(tried.make(desk)))
        loaded(desk, Visit(job_id=DISPATCHED, employee_id=BEN, since_at=NOW))
        loaded(desk, FieldNote(job_id=DISPATCHED, employee_id=BEN, key="k", at=NOW, text="Note"))
        loaded(desk, FieldFile(job_id=DISPATCHED, employee_id=BEN, key="f", name="a.jpg", digest="0" * 64, at=NOW))
    ids = {kind: newest(url, kind) for kind in RECORD_TYPES}
    with closing(open_store(url)) as store, store.writing() as tx:
        touched = [tx.get(RECORD_TYPES[kind], number) for kind, number in ids.items()]
        note(tx, tx.write([(each, each) for each in touched if each is not None], "touched"))


def newest(url: str, kind: str) -> int:
    """The highest id of a kind; there is one of each."""
    found = rows(url, f"SELECT max(id) FROM {kind}")[0][0]  # noqa: S608
    assert isinstance(found, int), kind
    return found


def behind(url: str, statements: Iterable[str]) -> None:
    """Change something by a hand that no reference stops."""
    path = database_place(url).path
    if path is not None:
        with closing(sqlite3.connect(path)) as file, file:
            for each in statements:
                file.execute(each)
        return
    engine = plain_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for each in statements:
            connection.execute(text(each.replace(":", r"\:")))
    engine.dispose()


def note(tx: Transaction, written: list[Written]) -> None:
    """Write an entry of what was written."""
    journal.write(tx, act_id="touched", at=utc_now(), who="mika", act="Touch", line="Touched.", changes=written)
