"""Customer type-ahead: whole words are indexed, and a typed word matches those that begin with it.

The same index serves both engines. Each typed word is probed for how many entries it has (at most
`_PROBE`), the rarest drives the query and the others filter it, so a common word costs nothing.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, select

from industrack_core.domain.records.customer import Customer, CustomerMatch, Location
from industrack_core.domain.text.text import fold, phone_digits, words
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of

QUERY_LIMIT = 64
_PROBE = 400
_CANDIDATES = 50
_MAX_WORDS = 8
_MAX_WORD = 32
_READINGS = 5
_SHORTEST_MENDED = 4
_LONG_WORD = 8
_COMPARED = 4000
_TELLING = 3
"""How many of a name's words are looked up, the longest first: who is the same has at least one of them."""
_ALIKE = 88
"""From how many percent two names are alike enough to ask about (rapidfuzz's token_sort_ratio)."""


def customer_words_of(customer: Customer, locations: Iterable[Location]) -> set[str]:
    """Every word a customer is found by: number, name, contact, e-mail, phones (also their ends), addresses."""
    texts = [customer.number, customer.name, customer.contact, customer.email, customer.billing_address]
    texts += [part for location in locations for part in (location.name, location.address)]
    found = {word[:_MAX_WORD] for text in texts for word in words(text)}
    found.add(fold(customer.number).replace(" ", "")[:_MAX_WORD])
    for phone in (customer.phone, customer.mobile):
        digits = phone_digits(phone)
        found.update(digits[-tail:] for tail in (4, 7, 10) if len(digits) > tail)
        found.add(digits[:_MAX_WORD])
    found.discard("")
    return found


def customer_query_words(query: str) -> list[str]:
    """The words to look up; a typed phone number counts as one word, however it is grouped."""
    query = query[:QUERY_LIMIT]
    digits = phone_digits(query)
    if len(digits) >= 5 and not any(character.isalpha() for character in query):
        return [digits[:_MAX_WORD]]
    return list(dict.fromkeys(word[:_MAX_WORD] for word in words(query)))[:_MAX_WORDS]


def _beginning(word: str) -> tuple[str, str]:
    """The half-open range of indexed words that begin with `word`; folded words are below U+10FFFF."""
    return word, word + "\U0010ffff"


def _begins(word: ColumnElement[str], place: int) -> ColumnElement[bool]:
    """The word begins with the one typed at a place, given by its `_beginning`."""
    return and_(word >= bindparam(f"low_{place}"), word < bindparam(f"high_{place}"))


_index, _customer, _location = schema.customer_word, schema.customer, schema.location

_COUNTED = Prepared(
    select(func.count()).select_from(
        select(_index.c.customer_id).where(_begins(_index.c.word, 0)).limit(_PROBE).subquery()
    )
)
_WORDS_FROM = Prepared(
    select(_index.c.word).where(_begins(_index.c.word, 0)).distinct().order_by(_index.c.word).limit(_COMPARED)
)
_RECENT = Prepared(select(_customer.c.id).order_by(_customer.c.id.desc()).limit(_CANDIDATES))
_MATCHES = Prepared(
    select(
        _customer.c.id, _customer.c.number, _customer.c.name, _customer.c.phone, _customer.c.billing_address,
        _location.c.address,
    )
    .outerjoin(_location, (_location.c.customer_id == _customer.c.id) & (_location.c.is_main == 1))
    .where(one_of(_customer.c.id, "ids")),
    "ids",
)  # fmt: skip


@cache
def _with_words(count: int) -> Prepared:
    """Entries of customers that have so many typed words, by the word at place 0."""
    statement = select(_index.c.customer_id).where(_begins(_index.c.word, 0))
    for place in range(1, count):
        other = _index.alias()
        statement = statement.where(
            exists().where(other.c.customer_id == _index.c.customer_id, _begins(other.c.word, place))
        )
    return Prepared(statement.order_by(_index.c.word, _index.c.customer_id).limit(_CANDIDATES * 2))


def _ranges(typed: Sequence[str]) -> dict[str, str]:
    values = {}
    for place, word in enumerate(typed):
        values[f"low_{place}"], values[f"high_{place}"] = _beginning(word)
    return values


def _candidate_ids(connection: Connection, typed: Sequence[str]) -> list[int]:
    """Customers that have every typed word; a word that nobody has is taken for a mistyped one."""
    counts = {word: _COUNTED.one(connection, **_ranges([word]))[0] for word in typed}
    found: list[int] = []
    for words_meant in _meant(connection, typed, counts):
        rarest_first = sorted(words_meant, key=lambda word: (counts.get(word, 1), word))
        found += _with_words(len(words_meant)).column(connection, **_ranges(rarest_first))
    return list(dict.fromkeys(found))[:_CANDIDATES]


def _meant(connection: Connection, typed: Sequence[str], counts: dict[str, int]) -> list[list[str]]:
    """The typed words, or what they may stand for where one of them is in no customer."""
    readings = [list[str]()]
    for word in typed:
        ways = [word] if counts[word] else near_words(connection, word)
        readings = [[*reading, way] for reading in readings for way in ways][:_READINGS]
    return readings


def near_words(connection: Connection, word: str) -> list[str]:
    """Indexed words that differ from a mistyped one by a letter, or by two where it is long; the nearest first.

    A letter left out, added, wrong or swapped with the next. Not the whole index is compared: only words that
    begin as the typed one does, or as it would with its first letters mended.
    """
    if len(word) < _SHORTEST_MENDED:
        return []
    from rapidfuzz.distance import OSA

    beginnings = {word[:2], word[1] + word[0], word[0] + word[2], word[1:3]}
    most = 2 if len(word) >= _LONG_WORD else 1
    near: dict[str, int] = {}
    for beginning in sorted(beginnings):
        for other in _WORDS_FROM.column(connection, **_ranges([beginning])):
            # a word that is still being typed is compared with as much of the other
            for tried in {other, other[: len(word)]}:
                distance = OSA.distance(word, tried, score_cutoff=most)
                if distance <= most and distance < near.get(other, most + 1):
                    near[other] = distance
    return sorted(near, key=lambda other: (near[other], abs(len(other) - len(word)), other))[:_READINGS]


def find_customers(connection: Connection, query: str, limit: int = 8) -> list[CustomerMatch]:
    """The best matches for what is typed, best first; the newest customers for nothing typed."""
    typed = customer_query_words(query)
    ids = _candidate_ids(connection, typed) if typed else _RECENT.column(connection)
    if not ids:
        return []
    folded = fold(query[:QUERY_LIMIT])
    matches = [
        CustomerMatch(customer_id, number, name, phone, address or billing_address, _score(folded, name))
        for customer_id, number, name, phone, billing_address, address in _MATCHES.rows(connection, ids=ids)
    ]
    rank = {customer_id: place for place, customer_id in enumerate(ids)}
    matches.sort(key=lambda match: (-match.score, rank[match.id]))
    return matches[:limit]


def similar_customers(connection: Connection, name: str, phone: str, email: str, limit: int = 3) -> list[CustomerMatch]:
    """Customers that are probably the same: of nearly that name, with that phone number or that e-mail address."""
    from rapidfuzz import fuzz

    digits = phone_digits(phone)
    by_phone = find_customers(connection, digits[-10:], limit) if len(digits) >= 7 else []
    by_email = find_customers(connection, email, limit) if "@" in email else []
    wanted = fold(name)
    by_name = [
        match
        for word in sorted(words(name), key=len, reverse=True)[:_TELLING]
        for match in find_customers(connection, word, 8)
        if wanted and fuzz.token_sort_ratio(wanted, fold(match.name)) >= _ALIKE
    ]
    found = {match.id: match for match in (*by_phone, *by_email, *by_name)}
    return list(found.values())[:limit]


def _score(query: str, name: str) -> float:
    if not query:
        return 0.0
    folded = fold(name[:200])
    if folded.startswith(query):
        return 100.0
    from rapidfuzz import fuzz

    return fuzz.WRatio(query, folded)
