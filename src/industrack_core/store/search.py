"""Customer type-ahead: whole words are indexed, and a typed word matches those that begin with it.

The same index serves both engines. Each typed word is probed for how many entries it has (at most
`_PROBE`), the rarest drives the query and the others filter it, so a common word costs nothing.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz
from sqlalchemy import Connection, exists, func, select

from industrack_core.domain.customer import Customer, CustomerMatch, Location
from industrack_core.domain.text import fold, phone_digits, words
from industrack_core.store import schema

QUERY_LIMIT = 64
_PROBE = 400
_CANDIDATES = 50
_MAX_WORDS = 8
_MAX_WORD = 32


def words_of(customer: Customer, locations: Iterable[Location]) -> set[str]:
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


def _typed_words(query: str) -> list[str]:
    """The words to look up; a typed phone number counts as one word, however it is grouped."""
    query = query[:QUERY_LIMIT]
    digits = phone_digits(query)
    if len(digits) >= 5 and not any(character.isalpha() for character in query):
        return [digits[:_MAX_WORD]]
    return list(dict.fromkeys(word[:_MAX_WORD] for word in words(query)))[:_MAX_WORDS]


def _beginning(word: str) -> tuple[str, str]:
    """The half-open range of indexed words that begin with `word`; folded words are below U+10FFFF."""
    return word, word + "\U0010ffff"


def _candidate_ids(connection: Connection, typed: Sequence[str]) -> list[int]:
    index = schema.customer_word
    probes = []
    for word in typed:
        low, high = _beginning(word)
        some = select(index.c.customer_id).where(index.c.word >= low, index.c.word < high).limit(_PROBE).subquery()
        probes.append((connection.execute(select(func.count()).select_from(some)).scalar_one(), word))
    probes.sort()
    if probes[0][0] == 0:
        return []
    low, high = _beginning(probes[0][1])
    statement = select(index.c.customer_id).where(index.c.word >= low, index.c.word < high)
    for _, word in probes[1:]:
        other = index.alias()
        low, high = _beginning(word)
        statement = statement.where(
            exists().where(other.c.customer_id == index.c.customer_id, other.c.word >= low, other.c.word < high)
        )
    statement = statement.order_by(index.c.word, index.c.customer_id).limit(_CANDIDATES * 2)
    found: list[int] = list(connection.scalars(statement))
    return list(dict.fromkeys(found))[:_CANDIDATES]


def _recent_ids(connection: Connection) -> list[int]:
    customer = schema.customer
    return list(connection.scalars(select(customer.c.id).order_by(customer.c.id.desc()).limit(_CANDIDATES)))


def find_customers(connection: Connection, query: str, limit: int = 8) -> list[CustomerMatch]:
    """The best matches for what is typed, best first; the newest customers for nothing typed."""
    typed = _typed_words(query)
    ids = _candidate_ids(connection, typed) if typed else _recent_ids(connection)
    if not ids:
        return []
    customer, location = schema.customer, schema.location
    statement = (
        select(
            customer.c.id, customer.c.number, customer.c.name, customer.c.phone, customer.c.billing_address,
            location.c.address,
        )
        .outerjoin(location, (location.c.customer_id == customer.c.id) & (location.c.is_main == 1))
        .where(customer.c.id.in_(ids))
    )  # fmt: skip
    folded = fold(query[:QUERY_LIMIT])
    matches = [
        CustomerMatch(
            row.id,
            row.number,
            row.name,
            row.phone,
            row.address or row.billing_address,
            _score(folded, row.name),
        )
        for row in connection.execute(statement)
    ]
    rank = {customer_id: place for place, customer_id in enumerate(ids)}
    matches.sort(key=lambda match: (-match.score, rank[match.id]))
    return matches[:limit]


def _score(query: str, name: str) -> float:
    if not query:
        return 0.0
    folded = fold(name[:200])
    return 100.0 if folded.startswith(query) else fuzz.WRatio(query, folded)
