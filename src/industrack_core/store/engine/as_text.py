"""Statements that are kept as text: they are not built, nor is loaded what they are built of."""

from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.texts import CompiledText, kept_texts, server_texts

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class AsText(Prepared):
    """A statement that is kept as text (`texts.json`, `server_texts.json`): it is not built, nor is what it is built of
    loaded. `where` it is says `module:name` within the store, with a further name for one of several."""

    def __init__(self, where: str, *lists: str) -> None:
        self._where = where
        super().__init__(None, *lists)  # type: ignore[arg-type]

    def _made(self, dialect: "Dialect", sizes: Mapping[str, int]) -> CompiledText:
        if dialect.name == "sqlite":
            kept = kept_texts().statements.get(self._where)
            found = kept.of_sizes(sizes) if kept is not None else None
        else:
            of_server = server_texts().get(self._where)
            found = of_server.compiled() if of_server is not None else None
        return found if found is not None else self.built()._made(dialect, sizes)

    def built(self) -> Prepared:
        """The statement as it was built."""
        return built_statement(self._where)


def built_statement(where: str) -> Prepared:
    """The statement at `module:name` within the store, `module:name.key` in a table of several."""
    module, _, name = where.partition(":")
    name, _, key = name.partition(".")
    found = attrgetter(name)(import_module(f"industrack_core.store.{module}"))
    return cast("Prepared", found[key] if key else found)
