"""Finding jobs of any date: by number, description, customer, address, phone, service type, employee.

Each typed word may stand for any of them, and a job is found when it has all words. The rarest word drives
the search, the others are checked on what it finds. Where every word is a common one (a service type, an
employee), the jobs around now are looked through, not all there ever were.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Column, Connection, Integer, Text, bindparam, func, literal_column, select

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import fold, words
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Rows, one_of, parts_of
from industrack_core.store.engine.repeated import Repeated
from industrack_core.store.reads.search import customer_query_words

_job, _crew, _customer, _location = schema.job, schema.job_crew, schema.customer, schema.location
_word, _customer_word = schema.job_word, schema.customer_word
_PROBE = 2000
"""So many jobs or customers of one word are looked through at most; people or types of one name share them."""
_DEEP_PROBE = 3 * _PROBE
"""The jobs of people or types, where another word was typed and sorts out most of them."""
_LEAST = 4
"""Of each of them so many at least, before now and after it."""
_AT_ONCE = 16
"""Of so many people or service types the nearest jobs are read in one statement."""
_NOBODY = 0

_LOW, _HIGH = bindparam("low", type_=Text), bindparam("high", type_=Text)
_MOST = bindparam("most", type_=Integer)
_JOBS_WITH = Prepared(select(_word.c.job_id).distinct().where(_word.c.word >= _LOW, _word.c.word < _HIGH).limit(_MOST))
_CUSTOMERS_WITH = Prepared(
    select(_customer_word.c.customer_id)
    .distinct()
    .where(_customer_word.c.word >= _LOW, _customer_word.c.word < _HIGH)
    .limit(_MOST)
)
_STARTS = Prepared(select(_job.c.id, _job.c.starts_at).where(one_of(_job.c.id, "values")), "values")
_OF_CUSTOMERS = Prepared(
    select(_job.c.id, _job.c.starts_at)
    .where(one_of(_job.c.customer_id, "values"))
    .order_by(_job.c.id.desc())
    .limit(_MOST),
    "values",
)


def _around(job_id: Column[int], whose: Column[int], start: Column[int]) -> tuple[Repeated, Repeated]:
    """Jobs of some employees or service types from `now` on, and before it, the nearest of each first."""
    owned = select(job_id, start).where(whose == bindparam("record")).limit(_MOST)
    later = owned.where(start >= bindparam("now")).order_by(start)
    earlier = owned.where(start < bindparam("now")).order_by(start.desc())
    return Repeated(later, _AT_ONCE, ("record",)), Repeated(earlier, _AT_ONCE, ("record",))


_OF_CREW = _around(_crew.c.job_id, _crew.c.employee_id, _crew.c.starts_at)
_OF_TYPE = _around(_job.c.id, _job.c.service_type_id, _job.c.starts_at)
_OF_TYPE_UNPLANNED = Prepared(
    select(_job.c.id, _job.c.starts_at)
    .where(_job.c.service_type_id == bindparam("of_service_type"), _job.c.in_queue == literal_column("1"))
    .limit(_MOST)
)
_DETAILS = Prepared(
    select(
        _job.c.id, _job.c.number, _job.c.description, _customer.c.name, _job.c.status, _job.c.starts_at, _job.c.crew,
        _job.c.service_type_id, _customer.c.id, func.coalesce(_location.c.address, ""),
        _customer.c.kind, _job.c.calendar_id,
    )
    .select_from(
        _job.join(_customer, _customer.c.id == _job.c.customer_id)
        .outerjoin(_location, _location.c.id == _job.c.location_id)
    )
    .where(one_of(_job.c.id, "values")),
    "values",
)  # fmt: skip
_WORDS_OF = Prepared(
    select(_customer_word.c.customer_id, _customer_word.c.word).where(one_of(_customer_word.c.customer_id, "values")),
    "values",
)


class _Reading(NamedTuple):
    """What one typed word may stand for, as far as it is looked up."""

    word: str
    jobs: list[int]
    customers: list[int]
    employees: list[int]
    service_types: list[int]

    @property
    def is_common(self) -> bool:
        """Whether it stands for more jobs than can be looked through."""
        return bool(self.employees or self.service_types) or max(len(self.jobs), len(self.customers)) >= _PROBE

    @property
    def breadth(self) -> tuple[bool, int]:
        return self.is_common, len(self.jobs) + 3 * len(self.customers)


Shows = Callable[[int | None, Sequence[int], int | None], bool]
"""Whether somebody sees a job: by its start, its crew and its calendar."""


def find_jobs(
    connection: Connection, office: Office, query: str, now: int, limit: int, shows: Shows | None = None
) -> list[FoundJob]:
    """Jobs that have every typed word, by start; of more than `limit` those nearest to `now` (minutes, UTC).

    Only those that it `shows`, where that is said.
    """
    typed = customer_query_words(query)
    if not typed:
        return []
    readings = sorted((_read(connection, office, word) for word in typed), key=lambda each: each.breadth)
    starts = _candidates(connection, readings[0], now, _PROBE if len(typed) == 1 else _DEEP_PROBE)
    # those with a time nearest to now, then what waits
    nearest = sorted(starts, key=lambda each: (starts[each] is None, abs((starts[each] or 0) - now), each))
    found: list[FoundJob] = []
    for part in parts_of(nearest):
        if len(found) >= limit:
            break
        found += _checked(connection, office, part, typed, shows)
    found.sort(key=lambda each: (each.start is None, abs((each.start or 0) - now), each.job_id))
    return sorted(found[:limit], key=lambda each: (each.start is None, each.start or 0, each.job_id))


def _read(connection: Connection, office: Office, word: str) -> _Reading:
    low, high = word, word + "\U0010ffff"
    people = [each.id for each in office.employees if _begins(word, each.first_name, each.last_name)]
    types = [each.id for each in office.service_types if _begins(word, each.name)]
    return _Reading(
        word, _JOBS_WITH.column(connection, low=low, high=high, most=_PROBE),
        _CUSTOMERS_WITH.column(connection, low=low, high=high, most=_PROBE), people, types,
    )  # fmt: skip


def _begins(word: str, *texts: str) -> bool:
    return any(each.startswith(word) for text in texts for each in words(text))


def _candidates(connection: Connection, reading: _Reading, now: int, most: int) -> dict[int, int | None]:
    """Jobs that the word may stand for, each with its start, None without one; of people or types `most` of them."""
    rows: Rows = []
    for part in parts_of(reading.jobs):
        rows += _STARTS.rows(connection, values=part)
    for part in parts_of(reading.customers):
        rows += _OF_CUSTOMERS.rows(connection, values=part, most=_PROBE)
    rows += _nearest_of(connection, _OF_CREW, reading.employees, now, most)
    rows += _nearest_of(connection, _OF_TYPE, reading.service_types, now, most)
    for service_type in reading.service_types:
        rows += _OF_TYPE_UNPLANNED.rows(connection, of_service_type=service_type, most=_PROBE // 2)
    return dict(rows)


def _nearest_of(connection: Connection, around: Sequence[Repeated], whose: Sequence[int], now: int, most: int) -> Rows:
    """The jobs nearest to `now` of people or service types, who share the `most` that are looked through."""
    rows: Rows = []
    each_of = max(_LEAST, most // (2 * max(1, len(whose))))
    for begin in range(0, len(whose), _AT_ONCE):
        some = [*whose[begin : begin + _AT_ONCE], *[_NOBODY] * _AT_ONCE][:_AT_ONCE]
        values = {f"record{place}": record for place, record in enumerate(some)}
        for statement in around:
            rows += statement.rows(connection, now=now, most=each_of, **values)
    return rows


def _checked(
    connection: Connection, office: Office, candidates: Sequence[int], typed: Sequence[str], shows: Shows | None
) -> list[FoundJob]:
    """The candidates that have every word, of those that are shown."""
    rows = [
        row[:-1]
        for part in parts_of(candidates)
        for row in _DETAILS.rows(connection, values=part)
        if shows is None or shows(row[5], [int(each) for each in row[6].split(",") if each], row[-1])
    ]
    of_customers: dict[int, set[str]] = {}
    if len(typed) > 1:
        for part in parts_of(sorted({row[8] for row in rows})):
            for customer, word in _WORDS_OF.rows(connection, values=part):
                of_customers.setdefault(customer, set()).add(word)
    found = []
    for job_id, number, description, customer, status, start, crew, type_id, customer_id, address, kind in rows:
        ids = [int(each) for each in crew.split(",")] if crew else []
        if len(typed) > 1:
            people = [employee.name for each in ids if (employee := office.employee(each)) is not None]
            service_type = office.service_types_by_id.get(type_id or 0)
            texts = [number, description, address, service_type.name if service_type else "", *people]
            have = {word for text in texts for word in words(text)} | of_customers.get(customer_id, set())
            have.add(fold(number).replace(" ", ""))
            if not all(any(each.startswith(word) for each in have) for word in typed):
                continue
        first = ids[0] if ids and start is not None else None
        found.append(FoundJob(job_id, number, description, customer, status, start, first, address, kind))
    return found
