"""The next free numbers of jobs, customers, estimates and orders: the counter's, those in use left out.

What was typed or imported may be in use for tens of thousands in a row. So numbers are not tried one by one: how
many of a stretch are in use is counted, and a stretch that is full is passed over whole. What was given by hand
or by an import is passed when it is written.
"""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    exists,
    func,
    select,
    type_coerce,
    update,
)

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row

_DIGITS = "0123456789"
_LISTED = 256
"""Stretches up to this long are looked at number by number."""
_LONGEST_STRETCH = 1 << 20

_series, _numbering = schema.number_series, schema.numbering

_TAKEN = Prepared(
    update(_numbering).where(_numbering.c.kind == bindparam("which")).values(next_number=bindparam("following"))
)


class Numbers(NamedTuple):
    """Free numbers with the prefix of their kind, and where the counter stands after them."""

    prefix: str
    free: tuple[int, ...]
    following: int

    @property
    def texts(self) -> list[str]:
        return [f"{self.prefix}{number}" for number in self.free]


@cache
def counter_of(kind: str) -> Prepared:
    """The prefix of a kind, the number that its counter stands at, and whether that one is in use."""
    prefix, first = func.coalesce(_series.c.prefix, _numbering.c.prefix), func.coalesce(_series.c.first_number, 0)
    counted = case((first > _numbering.c.next_number, first), else_=_numbering.c.next_number)
    number = schema.TABLES[kind].c.number
    return Prepared(
        select(prefix, counted, exists().where(number == prefix.concat(cast(counted, Text))))
        .select_from(_numbering.outerjoin(_series, _series.c.kind == _numbering.c.kind))
        .where(_numbering.c.kind == bindparam("which"))
    )


def next_numbers(
    connection: Connection, kind: str, count: int = 1, at_least: int = 0, counter: Row | None = None
) -> Numbers:
    """The next `count` free numbers of a kind, from the counter on, or from `at_least`; none is taken by it. `counter`
    is what `counter_of` answered, where it was asked before."""
    prefix, counted, is_used = counter or counter_of(kind).one(connection, which=kind)
    if count == 1 and at_least <= counted and not is_used:
        return Numbers(prefix, (counted,), counted + 1)
    free: list[int] = []
    following, width, halve = max(counted, at_least), count, False
    while len(free) < count:
        # as texts, numbers have the order of their values as long as they have the same length
        longest = 10 ** len(str(following)) - following
        stretch = range(following, following + min(width, longest, _LONGEST_STRETCH))
        if len(stretch) > _LISTED:
            used = _counting(kind).one(connection, **_bounds(prefix, stretch))[0]
            if used == len(stretch):
                following, width, halve = stretch.stop, 2 * width, False
                continue
            if used:
                # most often those in use stand together at the beginning
                width, halve = len(stretch) // 2 if halve else used, not halve
                continue
        taken = set(_listing(kind).column(connection, **_bounds(prefix, stretch)))
        free += [number for number in stretch if f"{prefix}{number}" not in taken][: count - len(free)]
        following = free[-1] + 1 if len(free) == count else stretch.stop
        width *= 2
    return Numbers(prefix, tuple(free), following)


def take_numbers(connection: Connection, kind: str, count: int, counter: Row) -> list[str]:
    """Take the next free numbers, under the write lock; `counter` as `counter_of` answered it there."""
    numbers = next_numbers(connection, kind, count, counter=counter)
    _TAKEN.run(connection, which=kind, following=numbers.following)
    return numbers.texts


def pass_numbers(connection: Connection, kinds: Iterable[str]) -> None:
    """Bring the counters of kinds that stand on a number in use, given by hand or by an import, behind it.

    Once for each import, under the lock that it has anyway, so that the next number need not go past all of them; and
    with an upgrade, since versions before 0.5 left counters where they were.
    """
    for kind in kinds:
        counter = counter_of(kind).one(connection, which=kind)
        _, _, is_used = counter
        if is_used:
            following = next_numbers(connection, kind, counter=counter).free[0]
            _TAKEN.run(connection, which=kind, following=following)


def statements_of(kind: str) -> tuple[Prepared, ...]:
    """What taking a number says."""
    return counter_of(kind), _TAKEN


def _between(kind: str) -> tuple[ColumnElement[bool], ...]:
    """The prefix with digits only behind it, so many that the order of texts is that of the numbers."""
    number = schema.TABLES[kind].c.number
    return (
        number >= bindparam("low", type_=Text),
        number <= bindparam("high", type_=Text),
        func.length(number) == bindparam("size", type_=Integer),
        func.rtrim(number, _DIGITS) == bindparam("stem", type_=Text),
    )


@cache
def _counting(kind: str) -> Prepared:
    return Prepared(select(type_coerce(func.count(), Integer)).select_from(schema.TABLES[kind]).where(*_between(kind)))


@cache
def _listing(kind: str) -> Prepared:
    return Prepared(select(schema.TABLES[kind].c.number).where(*_between(kind)))


def _bounds(prefix: str, stretch: range) -> dict[str, str | int]:
    low, high = f"{prefix}{stretch[0]}", f"{prefix}{stretch[-1]}"
    return {"low": low, "high": high, "size": len(low), "stem": prefix.rstrip(_DIGITS)}
