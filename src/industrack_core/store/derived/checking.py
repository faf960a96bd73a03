"""Looking whether what is kept beside the records agrees with them, and making anew what does not.

Records are looked at some at a time, each time in one snapshot, so that a big office takes no more memory than a small
one and others go on working. What differs is looked at again under the write lock before it is made anew. What cannot
be read is named first, and left out of all that follows.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection

from industrack_core.domain.upgrade import Progress, Tell
from industrack_core.domain.upkeep import MOST_EXAMPLES, Broken, Found, Mismatch, NotCompared, NotMended
from industrack_core.store.derived import check_sums, deletion_check, index_check, left_check
from industrack_core.store.derived.damage import Damaged, damages, is_a_text, read_any_letters
from industrack_core.store.derived.derived import DERIVED, Derived, Entry, correct, stored_entries
from industrack_core.store.derived.record_pages import HIGHEST, LOWEST, count_records, page_after, page_size, span_of
from industrack_core.store.engine.logins import is_held, owner_of
from industrack_core.store.reads.reads import read_revision
from industrack_core.store.store import Store
from industrack_core.store.writing.transaction import Transaction

Note = Callable[[Transaction, str], None]
"""Writes down what was made anew, in the transaction that did it."""


_OWNERS = frozenset({"Indexes", "Starts that jobs left", "Jobs in the queue", "Jobs of archives"})
"""What a server's guard lets nobody change by itself: indexes, rows of the log, records, archives."""


def mismatches(store: Store, tell: Tell, note: Note | None = None) -> Iterator[Found]:
    """What cannot be read, then what differs, table by table; with `note` that is made anew. Raises DatabaseError."""
    with store.reading() as connection:
        owner = owner_of(connection) if note is not None and is_held(connection) else ""
    for found in _differing(store, tell, note, only_ours=bool(owner)):
        yield found
        if owner and isinstance(found, Mismatch) and found.what in _OWNERS:
            yield NotMended(found.what, owner)


def _differing(store: Store, tell: Tell, note: Note | None, *, only_ours: bool) -> Iterator[Found]:
    owners_note = None if only_ours else note
    yield from _of_counters(store, note)  # first: what is written down takes the next number of them
    damaged = Damaged()
    yield from damages(store, damaged, tell)
    yield from _of_indexes(store, tell, owners_note)
    yield from _of_deletions(store, tell, note)
    yield from _of_left(store, tell, owners_note)
    for derived in DERIVED:
        found = _of_table(store, derived, tell, note, damaged.of(derived.kind))
        if found is not None:
            yield found
    if damaged.stock:
        yield NotCompared("The stock was not compared: jobs or orders that it is counted from cannot be read.")
    else:
        yield from _of_stock(store, tell, note)
    for what in check_sums.STATEMENTS:
        tell(Progress(f"Looking at the {what}"))
        with _reading(store) as connection:
            names = check_sums.differing(connection, what)
        if names:
            yield (differs := _difference(what, len(names), names))
            _mended(
                store, what, owners_note if differs.what in _OWNERS else note, partial(check_sums.mend_sum, what=what)
            )


def _of_indexes(store: Store, tell: Tell, note: Note | None) -> Iterator[Found]:
    tell(Progress("Looking for the indexes"))
    with store.reading() as connection:
        missing = index_check.missing_indexes(connection)
    if not missing:
        return
    yield _difference("indexes", len(missing), [f"{name} is missing" for name in missing])
    if note is not None:
        twice = [name for name in missing if not index_check.make_index(store.place, name)]
        if twice:
            yield Broken("Indexes of what is there twice and may be there once", len(twice), tuple(twice))
        if len(twice) < len(missing):
            _mended(store, "indexes", note, lambda tx: None)


@contextmanager
def _reading(store: Store) -> Iterator[Connection]:
    with store.reading() as connection:
        read_any_letters(connection)
        yield connection


def _difference(what: str, count: int, examples: list[str]) -> Mismatch:
    told = (each.encode("utf-8", "replace").decode() for each in examples[:MOST_EXAMPLES])
    return Mismatch(what[0].upper() + what[1:], count, tuple(told))


def _mended(store: Store, what: str, note: Note | None, mend: Callable[[Transaction], None]) -> None:
    if note is not None:
        with store.writing() as tx:
            mend(tx)
            note(tx, f"Made the {what} anew.")


def _of_deletions(store: Store, tell: Tell, note: Note | None) -> Iterator[Found]:
    """What was deleted; before what lists are sorted and found by, which follows from it."""
    what, count, low = "list of what was deleted", 0, 0
    examples: list[str] = []
    with store.reading() as connection:
        whole = deletion_check.highest_deleted(connection)
    while low < whole:
        high = low + deletion_check.SPAN
        with store.reading() as connection:
            found = deletion_check.compared_deletions(connection, low, high)
        yield from found.damages
        tell(Progress(f"Looking at the {what}", min(high, whole), whole))
        wrong = {row["id"]: f"{row['kind']} {row['label']}" for row in (*found.extra, *found.missing)}
        if wrong:
            count, examples = count + len(wrong), [*examples, *wrong.values()][:MOST_EXAMPLES]
            if note is not None:
                with store.writing() as tx:
                    deletion_check.mend_deletions(tx, low, high)
        low = high
    if count:
        yield _difference(what, count, examples)
        _mended(store, what, note, lambda tx: None)


def _of_left(store: Store, tell: Tell, note: Note | None) -> Iterator[Mismatch]:
    """The starts that jobs left, by which they are found in the past."""
    what, count = "starts that jobs left", 0
    examples: list[str] = []
    with store.reading() as connection:
        low, newest = left_check.span_of_log(connection)
    while low < newest:
        high = low + left_check.SPAN
        with _reading(store) as connection:
            wrong = list(left_check.wrong_left(connection, low, high))
        if wrong:
            count, examples = count + len(wrong), [*examples, *(f"in act {each.act}" for each in wrong)][:MOST_EXAMPLES]
            if note is not None:
                with store.writing() as tx:
                    read_any_letters(tx.connection)
                    left_check.mend_left(tx, low, high)
        low = high
        tell(Progress(f"Looking at the {what}", min(low, newest), newest))
    if count:
        yield _difference(what, count, examples)
        _mended(store, what, note, lambda tx: None)


def _of_table(store: Store, derived: Derived, tell: Tell, note: Note | None, damaged: Set[int]) -> Mismatch | None:
    """One derived table, as far as it is about one kind of records, but for those that cannot be read."""
    with store.reading() as connection:
        whole = count_records(connection, derived.kind)
    examples: list[str] = []
    count, done, low = 0, 0, LOWEST
    while low < HIGHEST:
        with _reading(store) as connection:
            rows = page_after(connection, derived.kind, low, derived.of_each)
            high = rows[-1]["id"] if len(rows) == page_size(derived.of_each) else HIGHEST
            extra, missing = _compared(connection, derived, low, high, damaged)
        done += len(rows)
        tell(Progress(f"Looking at the {derived.what}", done, whole))
        if extra or missing:
            count += len(extra) + len(missing)
            examples += _told(derived, extra, "is too much") + _told(derived, missing, "is missing")
            del examples[MOST_EXAMPLES:]
            if note is not None:
                with store.writing() as tx:
                    read_any_letters(tx.connection)
                    correct(tx.connection, derived, *_compared(tx.connection, derived, low, high, damaged))
                    tx.keep()
        low = high
    if count and note is not None:
        with store.writing() as tx:
            note(tx, f"Made the {derived.what} anew.")
    return _difference(derived.what, count, examples) if count else None


def _compared(
    connection: Connection, derived: Derived, low: int, high: int, damaged: Set[int]
) -> tuple[set[Entry], set[Entry]]:
    """Entries that are too many, and those that are missing; none of the `damaged` records or of no letters."""
    rows = span_of(connection, derived.kind, low, high)
    wanted = derived.entries(connection, [row for row in rows if row["id"] not in damaged] if damaged else rows)
    kept = stored_entries(connection, derived, low, high)
    place = derived.place
    return (
        {entry for entry in kept - wanted if entry[place] not in damaged and all(map(is_a_text, entry))},
        {entry for entry in wanted - kept if all(map(is_a_text, entry))},
    )


def _told(derived: Derived, entries: set[Entry], how: str) -> list[str]:
    few = sorted(entries, key=repr)[:MOST_EXAMPLES]
    return [f"{derived.told(entry)} {how}" for entry in few]


def _of_stock(store: Store, tell: Tell, note: Note | None) -> Iterator[Mismatch]:
    tell(Progress("Counting the stock"))
    with store.reading() as connection:
        off, revision = check_sums.stock_off(connection), read_revision(connection)
        names = check_sums.item_names(connection, list(off)[:MOST_EXAMPLES])
        lacking, stray = check_sums.moves_off(connection, off), check_sums.stray_moves(connection)
        moved = check_sums.item_names(connection, list(lacking)[:MOST_EXAMPLES])
    if off:
        yield _difference("amounts in stock", len(off), names)
        _mended(store, "amounts in stock", note, lambda tx: check_sums.add_to_stock(tx, off, revision))
    if lacking or stray:
        yield _difference("moves of stock", len(lacking) + stray, moved)
        _mended(store, "moves of stock", note, lambda tx: check_sums.add_moves(tx, lacking, revision))


def _of_counters(store: Store, note: Note | None) -> Iterator[Mismatch]:
    with store.reading() as connection:
        found = check_sums.counters(connection)
    wrong = [f"the {name} is {kept}, at least {least}" for name, (kept, least) in found.items() if kept < least]
    if wrong:
        yield _difference("counters", len(wrong), wrong)
        _mended(store, "counters", note, check_sums.set_counters)
