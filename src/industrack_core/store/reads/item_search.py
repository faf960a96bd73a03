"""Inventory type-ahead, by the words of name, SKU, kind and vendor; the index is kept in step by `reindex_items`."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, and_, bindparam, exists, select

from industrack_core.domain.records.inventory import InventoryItem, StockedItem
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import fold, words
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, parts_of
from industrack_core.store.engine.statements import deletion, insertion
from industrack_core.store.reads.card_reads import read_stock

_CANDIDATES = 60
_MAX_WORDS = 6
_MAX_WORD = 32
_index, _item = schema.item_word, schema.inventory_item

_NEWEST = Prepared(select(_item.c.id).where(_item.c.retired == 0).order_by(_item.c.name, _item.c.id).limit(_CANDIDATES))


@cache
def _with_words(count: int) -> Prepared:
    """Items in use that have so many typed words, each given as the range of words that begin with it."""
    statement = select(_index.c.item_id).where(_index.c.word >= bindparam("low_0"), _index.c.word < bindparam("high_0"))
    for place in range(1, count):
        other = _index.alias()
        begins = and_(other.c.word >= bindparam(f"low_{place}"), other.c.word < bindparam(f"high_{place}"))
        statement = statement.where(exists().where(other.c.item_id == _index.c.item_id, begins))
    return Prepared(statement.order_by(_index.c.word, _index.c.item_id).limit(_CANDIDATES))


def item_words(item: InventoryItem) -> set[str]:
    """Every word that an item is found by."""
    found = {word[:_MAX_WORD] for text in (item.name, item.sku, item.kind.value, item.vendor) for word in words(text)}
    found.add(fold(item.sku).replace(" ", "")[:_MAX_WORD])
    found.discard("")
    return found


def find_items(connection: Connection, query: str, limit: int) -> list[StockedItem]:
    """The best matches with their stock, best first; by name for nothing typed. What is retired is left out."""
    typed = list(dict.fromkeys(word[:_MAX_WORD] for word in words(query[:64])))[:_MAX_WORDS]
    if typed:
        longest_first = sorted(typed, key=len, reverse=True)
        values = {f"low_{place}": word for place, word in enumerate(longest_first)}
        values |= {f"high_{place}": word + "\U0010ffff" for place, word in enumerate(longest_first)}
        ids = _with_words(len(typed)).column(connection, **values)
    else:
        ids = _NEWEST.column(connection)
    stocked = read_stock(connection, ids)
    wanted = fold(query)
    found = [each for item_id in dict.fromkeys(ids) if (each := stocked.get(item_id)) and not each.item.retired]
    if wanted:
        found.sort(key=lambda each: (-_score(wanted, each.item), each.item.name, each.item.id))
    return found[:limit]


def _score(wanted: str, item: InventoryItem) -> float:
    name = fold(item.name)
    if name.startswith(wanted) or fold(item.sku) == wanted:
        return 100.0
    from rapidfuzz import fuzz

    return fuzz.WRatio(wanted, name)


def reindex_items(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring the words of all items up to date that `changes` (already written) touch."""
    touched = [each for change in changes for each in change if isinstance(each, InventoryItem)]
    if not touched:
        return
    for part in parts_of(sorted({item.id for item in touched})):
        deletion(_index, "item_id").run(connection, values=part)
    standing = [after for _, after in changes if isinstance(after, InventoryItem)]
    insertion(_index).run_many(connection, [word for item in standing for word in item_words_of(item)])


def item_words_of(item: InventoryItem) -> list[RowValues]:
    """What an item is found by: rows of `item_word`."""
    return [{"word": word, "item_id": item.id} for word in sorted(item_words(item))]
