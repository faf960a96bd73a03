"""Write the statements and columns by which a board opens as text: `python -m tools.make_texts`."""

from collections.abc import Iterator
from importlib import import_module

import msgspec
from sqlalchemy.sql.compiler import SQLCompiler

from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.compiled import plain_dialect
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.schema import TABLES
from industrack_core.store.engine.texts import LIST_PLACE, PLACE, PLACE_OF_SERVERS, KeptText, ServerText, Texts

_MODULES = (
    "feed_statements", "reads.block_statements", "reads.board_statements", "reads.by_id_statements",
    "reads.card_statements", "reads.hours_statements", "reads.live_statements", "reads.office_statements",
    "reads.others_statements", "reads.phone_statements", "reads.queue_statements", "reads.since_statements",
)  # fmt: skip


def statements() -> Iterator[tuple[str, Prepared]]:
    """The statements that are kept as text, by where they are."""
    for module in _MODULES:
        for name, value in vars(import_module(f"industrack_core.store.{module}")).items():
            if isinstance(value, Prepared) and not isinstance(value, AsText):
                yield f"{module}:{name}", value
            elif isinstance(value, dict) and all(isinstance(each, Prepared) for each in value.values()):
                yield from ((f"{module}:{name}.{key}", each) for key, each in value.items())


def _text(statement: Prepared) -> KeptText:
    compiled = statement.statement.compile(dialect=plain_dialect("sqlite"))
    assert isinstance(compiled, SQLCompiler)
    sql, order, constants = str(compiled), tuple(compiled.positiontup or ()), dict[str, str | int]()
    for name, value in compiled.params.items():
        if isinstance(value, list | tuple):  # a list that is always the same
            places = tuple(f"{name}_{each}" for each in range(1, len(value) + 1))
            constants |= zip(places, value, strict=True)
            sql = sql.replace(LIST_PLACE.format(name), ", ".join("?" * len(places)))
            order = tuple(place for each in order for place in (places if each == name else (each,)))
        elif value is not None:
            constants[name] = value
    return KeptText(sql, constants, order)


def texts() -> Texts:
    """All that is kept, of the tables and the statements as they are."""
    assert TABLES  # all tables are known
    columns = {
        str(name): tuple(str(column.name) for column in table.columns)
        for name, table in sorted(metadata.tables.items())
    }
    return Texts(columns, {where: _text(statement) for where, statement in sorted(statements())})


def texts_of_servers() -> dict[str, ServerText]:
    """The same statements for servers."""
    dialect, found = plain_dialect("postgresql"), dict[str, ServerText]()
    for where, statement in sorted(statements()):
        made = statement._made(dialect, dict.fromkeys(statement.lists, 1))
        found[where] = ServerText(made.sql, dict(made.constants), made.arrays)
    return found


def main() -> None:
    """Write them."""
    PLACE_OF_SERVERS.write_bytes(msgspec.json.format(msgspec.json.encode(texts_of_servers()), indent=1) + b"\n")
    PLACE.write_bytes(msgspec.json.format(msgspec.json.encode(texts()), indent=1) + b"\n")


if __name__ == "__main__":
    main()
