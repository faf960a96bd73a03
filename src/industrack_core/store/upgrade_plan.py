"""What bringing an older database up to date would do; nothing of it is done."""

from sqlalchemy import inspect, text

from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine import engine as engines
from industrack_core.store.engine.engine import DatabasePlace
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.schema_state import HEAD, SchemaState, schema_state
from industrack_core.store.migrating import copy_before, how_to_copy, require_known, require_leave


def upgrade_plan(place: DatabasePlace) -> tuple[str, ...]:
    """What bringing an existing database up to date would do, as sentences; empty where it is. Nothing is written.

    Raises as `bring_up_to_date` does.
    """
    state, revision = schema_state(place)
    require_known(place, state, revision)
    if state is not SchemaState.OLDER:
        return ()
    require_leave(place, Upgrade(uncopied=True))
    records = f"{_count_rows(place):,} rows"
    copying = f"Make a copy first, for example:\n\n    {how_to_copy(place)}\n\nThen run industrack upgrade --yes."
    if place.path is not None:
        size = place.path.stat().st_size / 1024**2
        records += f", {size:,.1f} MB"
        copying = f"A copy of it would be made first: {copy_before(place.path, revision)}."
    return (
        f"{place.label} would be brought up to date, from schema {revision or '0000'} to {HEAD}: {records}.",
        copying,
    )


def _count_rows(place: DatabasePlace) -> int:
    """How many rows the database has: the time that an upgrade takes goes by them."""
    engine = (
        engines.sqlite_engine(place.path, writes=False)
        if place.path is not None
        else engines.postgres_engine(place.url, writes=False, patient=True)
    )
    try:
        with translated(place.label), engine.connect() as connection:
            named = connection.dialect.identifier_preparer.quote
            names = [named(name) for name in inspect(connection).get_table_names()]
            counts = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names]  # noqa: S608
            return sum(counts)
    finally:
        engine.dispose()
