"""Lists by pages: what Python sorts, forwards and backwards, filtered, found, and while others write."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.listing import COUNT_LIMIT, ListQuery, Position
from industrack_core.domain.records.settings import Tag
from industrack_core.domain.text.text import words
from industrack_core.store.lists import list_statements
from industrack_core.store.lists.list_conditions import THEIRS, Bound, ListAsked
from industrack_core.store.lists.list_kinds import LISTS
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import kept_values
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.list_office import EACH, Shadow, fill, shadow_of
from tests.store.small_company import BEN, desk_at, reading_engine

ORDERS = [(name, by) for name, kind in LISTS.items() for by in kind.sorts]
FILTERS = [(name, each) for name, kind in LISTS.items() for each in kind.filters]


class Office:
    """A filled office: a desk, and its lists in Python."""

    def __init__(self, url: str, desk: Desk, shadow: Shadow) -> None:
        self.url, self.desk, self.shadow = url, desk, shadow


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if request.param == "sqlite":
        url = small_company.copy_of_file(Path(tmp_path_factory.mktemp("lists")))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.url(server.create_database(server.ensure_template("small_company", small_company.fill)))
    with closing(desk_at(url)) as desk:
        fill(desk)
        yield Office(url, desk, shadow_of(url))


def forwards(desk: Desk, query: ListQuery, limit: int) -> list[int]:
    """All ids, page after page from the beginning."""
    found: list[int] = []
    after: Position | None = None
    while True:
        page = desk.list_page(query, after, limit=limit)
        found += [row.id for row in page.rows]
        assert len(page.rows) == limit or not page.more
        if not page.more:
            return found
        after = page.rows[-1].position


def backwards(desk: Desk, query: ListQuery, limit: int) -> list[int]:
    """All ids, page before page from the end."""
    found: list[int] = []
    before: Position | None = None
    while True:
        page = desk.list_page(query, before, backwards=True, limit=limit)
        found = [row.id for row in page.rows] + found
        if not page.more:
            return found
        before = page.rows[0].position


# -- order -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(LISTS))
def test_pages_are_what_python_sorts(office: Office, name: str) -> None:
    for by in LISTS[name].sorts:
        for descending in (False, True):
            query = ListQuery(name, by, descending)
            wanted = office.shadow.ids(query)
            assert len(wanted) >= EACH // 2
            assert forwards(office.desk, query, 11) == wanted, query
            assert backwards(office.desk, query, 11) == wanted, query
            assert len(set(wanted)) == len(wanted)
    assert office.desk.list_count(ListQuery(name, by)) == len(wanted)


def test_a_row_says_what_its_record_says(office: Office) -> None:
    for name, kind in LISTS.items():
        query = ListQuery(name, next(iter(kind.sorts)))
        for row in office.desk.list_page(query, limit=100).rows:
            record = office.shadow.by_id[row.id]
            assert row.version == record["version"]
            own = {column: record[column] for column in kind.columns if column in record}
            assert own == {column: row.values[column] for column in own}, name
            if name in ("estimate", "job"):
                assert row.values["customer"] == office.shadow.by_id[record["customer_id"]]["name"]
            if name == "inventory_item":
                assert row.values["on_hand"] == office.shadow.stock[row.id]["on_hand"]


@pytest.mark.parametrize(("name", "by"), [("estimate", "customer"), ("estimate", "total"), ("customer", "name")])
def test_pages_of_any_length_fit_together(office: Office, name: str, by: str) -> None:
    for descending in (False, True):
        query = ListQuery(name, by, descending)
        wanted = office.shadow.ids(query)
        for limit in (1, 2, len(wanted) - 1, len(wanted), len(wanted) + 1, 1000):
            assert forwards(office.desk, query, limit) == wanted
            assert backwards(office.desk, query, limit) == wanted


# -- narrowed ----------------------------------------------------------------------------------


def test_filters_leave_what_they_say(office: Office) -> None:
    hit = 0
    for name, each in FILTERS:
        query = ListQuery(name, list(LISTS[name].sorts)[-1], filter=each)
        wanted = office.shadow.ids(query)
        assert forwards(office.desk, query, 9) == wanted, query
        hit += bool(wanted)
        assert office.desk.list_count(query) == len(wanted)
    assert hit > 0.9 * len(FILTERS)


def test_words_find_what_begins_with_them(office: Office) -> None:
    found = 0
    for name, kind in LISTS.items():
        for typed in ("OAK 9", "ångs", "東", "0199", "nobody"):
            query = ListQuery(name, next(iter(kind.sorts)), find=typed)
            wanted = office.shadow.ids(query, words(typed))
            assert forwards(office.desk, query, 9) == wanted, query
            assert office.desk.list_count(query) == len(wanted)
            found += len(wanted)
    assert found > 100


def test_a_number_is_found_as_it_is_written_and_as_one_word(office: Office) -> None:
    some = office.shadow.tables["estimate"][5]
    for typed in (some["number"], some["number"].replace("-", ""), some["number"].lower()):
        if len(words(typed)) <= 5:
            query = ListQuery("estimate", "number", find=typed)
            assert some["id"] in forwards(office.desk, query, 9), typed


def test_what_holds_no_word_finds_nothing(office: Office) -> None:
    for typed in ("---", "\u200b", "  .  "):
        query = ListQuery("tag", "name", find=typed)
        assert (office.desk.list_page(query).rows, office.desk.list_count(query)) == ((), 0)
    assert office.desk.list_count(ListQuery("tag", "name", find="   ")) == len(
        office.shadow.ids(ListQuery("tag", "name"))
    )


def test_lists_of_one_record(office: Office) -> None:
    """A customer's locations, a form's answers, the time off of one employee."""
    for name, kind in LISTS.items():
        if kind.parent is None:
            continue
        parents = {row[kind.parent.name] for row in office.shadow.rows(name)}
        assert len(parents) > 1
        for parent in sorted(parents)[:3]:
            for by in kind.sorts:
                query = ListQuery(name, by, parent=parent, descending=True)
                wanted = office.shadow.ids(query)
                assert wanted
                assert forwards(office.desk, query, 4) == wanted
                assert backwards(office.desk, query, 4) == wanted
        assert office.desk.list_count(query) == len(wanted)
        assert office.desk.list_page(ListQuery(name, by, parent=999_999)).rows == ()


WAYS = {
    "row by row": {"STRETCH": 4000},
    "row by row for a while, then by ids": {"STRETCH": 2, "SEVERAL": 1, "LONG_STRETCH": 3},
    "among all ids": {"STRETCH": 2},
    "among all ids from the beginning": {"FEW": 3000},
    "among all ids for a while, then by ids": {"STRETCH": 2, "LONG_STRETCH": 5},
}


@pytest.mark.parametrize("way", list(WAYS))
def test_where_many_are_left_the_list_is_walked(office: Office, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """The ways to narrow a list, by ids and by walking, answer alike: what a plain look through everything does."""
    for number, value in {"A_PAGEFUL": 3, "FEW": 3, **WAYS[way]}.items():
        monkeypatch.setattr(list_statements, number, value)
    turn = list(WAYS).index(way)
    narrow = [ListQuery(name, next(iter(LISTS[name].sorts)), True, find="a", filter=each) for name, each in FILTERS]
    found = [ListQuery(name, by, find="9") for name, by in ORDERS]
    both = [ListQuery(name, by, bool(turn % 2), find="9 oak") for name, by in ORDERS]
    hit = 0
    for query in (*narrow[turn::5], *found[turn::5], *both[turn::5]):
        wanted = office.shadow.ids(query, words(query.find))
        assert forwards(office.desk, query, 5) == wanted, query
        assert backwards(office.desk, query, 5) == wanted, query
        assert office.desk.list_count(query) == len(wanted), query
        hit += len(wanted) > 3
    assert hit > 10


def test_two_words_of_one_record_are_found_on_a_walk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the list of one customer, one of whose words is the record's and one the customer's."""
    for number, value in {"A_PAGEFUL": 1, "FEW": 1, "STRETCH": 1, "LONG_STRETCH": 2}.items():
        monkeypatch.setattr(list_statements, number, value)
    for name in ("estimate", "job"):
        parents = {row["customer_id"] for row in office.shadow.rows(name)}
        for parent in sorted(parents)[:3]:
            for by in LISTS[name].sorts:
                query = ListQuery(name, by, find="9 a", parent=parent)
                assert forwards(office.desk, query, 2) == office.shadow.ids(query, ["9", "a"]), query


def test_who_is_kept_to_a_calendar_has_the_rows_of_its_people(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """By any order, filter and words; taken by their ids and walked; and counted."""
    with closing(desk_at(office.url, "nora")) as nora:
        kept = nora.kept_to()
        assert kept is not None
        left_out = []
        for name, kind in LISTS.items():
            rows = office.shadow.rows(name)
            theirs = {
                each["id"] for each in rows if office.shadow.is_theirs(name, each, kept.people, kept.calendar_ids)
            }
            assert theirs, name
            left_out += [name] if len(theirs) < len(rows) else []
            assert (kind.theirs is not None) is (len(theirs) < len(rows)), name
            for few in (list_statements.FEW, 3):
                monkeypatch.setattr(list_statements, "FEW", few)
                monkeypatch.setattr(list_statements, "A_PAGEFUL", few)
                _like_the_shadow(office, nora, name, theirs)
    assert set(left_out) == {
        "job", "form_answer", "device", "calendar_link", "field_report", "time_entry", "waiting", "time_off",
        "deletion",
    }  # fmt: skip


def test_a_list_of_who_is_kept_goes_through_an_index(office: Office) -> None:
    """Walked in its order, or by the ids of their people."""
    if not office.url.startswith("sqlite"):
        return
    kept = KeptTo((1,), frozenset({BEN}))
    asked = [
        ListAsked(name, by, "", 0, False, True)
        for name, kind in LISTS.items() if kind.theirs is not None for by in kind.sorts
    ]  # fmt: skip
    engine, walked = reading_engine(office.url), 0
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for each in asked:
            for lead in (None, *({THEIRS} & {*list_statements.leads_of(each)})):
                page = list_statements.page_of(each, lead, False, Bound.NONE, False, 9)
                sql, values = page.sql(connection, **kept_values(kept))
                lines = [str(line[-1]) for line in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
                scans = [
                    line for line in lines if line.startswith("SCAN") and "USING" not in line and line != "SCAN page"
                ]
                assert not scans, (each, lead, lines)
                if lead is None and each.kind.ids is None:
                    assert "TEMP B-TREE" not in "".join(lines[: lines.index("SCAN page")]), (each, lines)
                    walked += 1
    engine.dispose()
    assert walked > 8


def _like_the_shadow(office: Office, desk: Desk, name: str, theirs: set[int]) -> None:
    """Pages and counts of a list are those of the shadow without all others' rows."""
    kind = LISTS[name]
    queries = [ListQuery(name, by, descending) for by in kind.sorts for descending in (False, True)]
    queries += [ListQuery(name, next(iter(kind.sorts)), find=find, filter=each)
                for each in ("", *kind.filters) for find in ("", "9", "a")]  # fmt: skip
    if kind.theirs is None:
        queries = queries[:1]
    for query in queries:
        wanted = [each for each in office.shadow.ids(query, words(query.find)) if each in theirs]
        assert forwards(desk, query, 7) == wanted, query
        assert backwards(desk, query, 7) == wanted, query
        assert desk.list_count(query) == len(wanted), query
        for gone in set(office.shadow.ids(query, words(query.find))) - theirs:
            around = desk.list_around(query, gone, None, 2, 3)
            assert [row.id for row in around.rows] == wanted[:3], query
            break


@pytest.mark.parametrize(
    "query", [ListQuery("dogs", "name"), ListQuery("tag", "price"), ListQuery("tag", "name", filter="blue")]
)
def test_a_list_that_is_not_there_is_a_mistake(office: Office, query: ListQuery) -> None:
    with pytest.raises(UsageError, match=r"^There is no list "):
        office.desk.list_page(query)
    with pytest.raises(UsageError, match=r"^There is no list "):
        office.desk.list_count(query)


# -- while others write ------------------------------------------------------------------------


@pytest.mark.parametrize("descending", [False, True])
def test_pages_while_others_insert_and_delete(desk: Desk, company_url: str, descending: bool) -> None:
    """What was there all the time comes exactly once; what came ahead comes too, what came behind does not."""
    rng = random.Random(8)
    stays = {done(desk.perform(SaveRecord(Tag(name=f"Tag {each:03}")))).changes[0].id for each in range(0, 120, 2)}
    query, seen, after = ListQuery("tag", "name", descending), list[int](), None
    with closing(desk_at(company_url, "bo")) as other:
        while True:
            page = desk.list_page(query, after, limit=7)
            seen += [row.id for row in page.rows]
            if not page.more:
                break
            after = page.rows[-1].position
            for _ in range(3):
                added = done(other.perform(SaveRecord(Customer(name=f"C {rng.random()}"))))
                done(other.perform(DeleteRecord("customer", added.changes[0].id, 1)))
                other.perform(SaveRecord(Tag(name=f"Tag {rng.randrange(1, 120, 2):03}")))
    assert len(seen) == len(set(seen))
    assert stays <= set(seen)
    names = [desk.records("tag", [each])[each].name for each in seen]  # type: ignore[union-attr]
    assert names == sorted(names, reverse=descending)


@pytest.mark.parametrize("several", [12_000, 100])
def test_counting_stops_where_nobody_reads_on(desk: Desk, monkeypatch: pytest.MonkeyPatch, several: int) -> None:
    from industrack_core.domain.acts.founding import LoadRecords

    monkeypatch.setattr(list_statements, "FEW", several)
    monkeypatch.setattr(list_statements, "SEVERAL", several)

    first = desk.reserve_ids(COUNT_LIMIT + 50)
    tags = tuple(Tag(id=first + each, name=f"T{each}") for each in range(COUNT_LIMIT + 50))
    done(desk.perform(LoadRecords(tags, "Loaded.")))
    assert desk.list_count(ListQuery("tag", "name")) == COUNT_LIMIT + 1
    assert desk.list_count(ListQuery("tag", "name", find="t")) == COUNT_LIMIT + 1
    assert desk.list_count(ListQuery("tag", "name", find="t104")) == 11


# -- plans -------------------------------------------------------------------------------------


def plans(office: Office, queries: list[ListQuery]) -> list[tuple[ListQuery, str]]:
    """How SQLite goes about the pages of these queries: the first, one in the middle, and one before it."""
    from industrack_core.store.lists.list_pages import read_page

    engine = reading_engine(office.url)
    found = []
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for query in queries:
            sent: list[str] = []
            driver.set_trace_callback(sent.append)
            page = read_page(connection, query, None, backwards=False, limit=9)
            place = page.rows[-1].position
            for back in (False, True):
                read_page(connection, query, place, backwards=back, limit=9)
            driver.set_trace_callback(None)
            selects = [each for each in sent if each.startswith("SELECT")]
            assert 3 <= len(selects) <= 5  # a position among equals is two looks
            for statement in selects:
                lines = driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                # the page itself: what is done with its few rows afterwards is no matter of indexes
                page_is = next(line[0] for line in lines if line[-1].endswith(" page"))
                found += [(query, str(line[-1])) for line in lines if line[1] == page_is]
    engine.dispose()
    return found


def test_every_order_goes_through_an_index(office: Office) -> None:
    if not office.url.startswith("sqlite"):
        return
    # what waits is taken by its ids (test_waiting_list.py)
    orders = [(name, by) for name, by in ORDERS if name != "waiting"]
    queries = [ListQuery(name, by, descending) for name, by in orders for descending in (False, True)]
    # an index that covers a list's order is walked from its beginning for the first page: that is no scan of a table
    wrong = [
        (query.name, query.sort, line)
        for query, line in plans(office, queries)
        if "TEMP B-TREE" in line or (line.startswith("SCAN") and " USING " not in line)
    ]
    assert wrong == []


@pytest.mark.parametrize("by", ["sku", "reserved", "on_hand"])
def test_what_is_in_use_is_not_walked_to_past_what_is_retired(office: Office, by: str) -> None:
    """Retired items may stand together where an order begins: each kind of what is left is a range of its own."""
    if not office.url.startswith("sqlite"):
        return
    sent = selects_of(office, ListQuery("inventory_item", by, filter="in use"))
    assert "'retired'" not in "".join(sent)
    assert all(each.count("facet = ") == 4 for each in sent)


def selects_of(office: Office, query: ListQuery) -> list[str]:
    """The statements of a first page, values filled in."""
    from industrack_core.store.lists.list_pages import read_page

    engine, sent = reading_engine(office.url), list[str]()
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(sent.append)
        read_page(connection, query, None, backwards=False, limit=9)
        driver.set_trace_callback(None)
    engine.dispose()
    return [each for each in sent if each.startswith("SELECT")]
