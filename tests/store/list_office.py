"""An office with some records of every list, with texts that are hard to sort; and the lists reckoned in Python."""

import random
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import DeleteRecord
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import CalendarLink, Device, DeviceState, FieldReport, TimeEntry, Verdict
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer, CustomerKind, Equipment, Location
from industrack_core.domain.records.deletions import ListedDeletion
from industrack_core.domain.records.estimate import Estimate, EstimateStatus
from industrack_core.domain.records.form import Form, FormAnswer, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import (
    Calendar,
    Employee,
    EmployeeState,
    Group,
    JobColor,
    ServiceType,
    TimeOff,
)
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.records.settings import (
    BaseRole,
    HoldReason,
    Holiday,
    JobTemplate,
    OfficeRole,
    OfficeUser,
    Tag,
    TaskTemplate,
    UserState,
)
from industrack_core.domain.text.list_words import (
    BY_CUSTOMER,
    DELETION_KEYS,
    DELETION_WORDS,
    KEYED,
    WORDED,
    customer_key,
    facet_of,
    list_words,
    sort_key,
)
from industrack_core.domain.text.text import fold, job_words, words
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, from_row
from industrack_core.store.lists.list_kinds import LISTS
from industrack_core.store.reads.item_search import item_words
from industrack_core.store.reads.search import customer_words_of
from tests.store.small_company import BEN, GROUP, LINDQVIST, NOW, plain_engine

EACH = 40
TEXTS = (
    "", "a", "A", "á", "Ångström 2", "angstrom 10", "Ørsted", "orsted", "Zürich", "zurich 9", "E-999", "E-1000",
    "E 0999", "10 Oak St", "9 Oak St", "9 oak st.", "東京", "x" * 90 + "1", "x" * 90 + "2", "-", "O'Brien", "obrien",
    "\u00df", "ss", "0", "00", "1" * 70, "2" * 60, "~tilde", "\u2126", "\ufb01", "fi",
)  # fmt: skip


def fill(desk: Desk, seed: int = 3) -> None:
    """Load some records of every list."""
    rng = random.Random(seed)
    ids = iter(range(first := desk.reserve_ids(40 * EACH), first + 40 * EACH))

    def said() -> str:
        return rng.choice(TEXTS)

    def some(make: Callable[[int], Any]) -> list[Any]:
        return [make(next(ids)) for _ in range(EACH)]

    customers = some(lambda id_: Customer(
        id=id_, number=f"K{id_}{said()[:50]}", name=said() or "n", contact=said(), phone=rng.choice(("", "555 0199")),
        kind=rng.choice(list(CustomerKind)), billing_address=said(), email=said()))  # fmt: skip

    some_customers = [LINDQVIST, *(int(each.id) for each in customers[:8])]

    def theirs() -> int:
        return rng.choice(some_customers)

    def when() -> datetime:
        return datetime(2026, 11, rng.randrange(1, 28), rng.randrange(24), tzinfo=UTC)

    items = some(lambda id_: InventoryItem(
        id=id_, name=said() or "n", sku=said(), kind=rng.choice(list(ItemKind)), price=rng.randrange(5),
        cost=rng.choice((0, 7, 10**11)), counted=rng.randrange(4000), reorder_point=rng.randrange(2500), vendor=said(),
        retired=rng.random() < 0.2))  # fmt: skip
    people = some(lambda id_: Employee(
        id=id_, first_name=said(), last_name=said() or "n", role=said(), email=said(), phone=said(),
        state=rng.choice(list(EmployeeState))))  # fmt: skip
    forms = some(
        lambda id_: Form(id=id_, name=said() or "n", questions=(FormQuestion(text="?"),), retired=id_ % 3 == 0)
    )
    north, south, group = next(ids), next(ids), next(ids)
    ends = (WorkStatus.COMPLETED, WorkStatus.COMPLETED, WorkStatus.NOT_STARTED)
    jobs = some(lambda id_: Job(
        id=id_, number=f"{said()[:50]}{id_}", customer_id=theirs(), description=said(), status=rng.choice(ends),
        billing=rng.choice((Billing.NONE, *Billing)), starts_at=rng.choice((None, when())),
        crew=((BEN,), (people[1].id,), ())[id_ % 3], calendar_id=(None, north, south, south)[id_ // 3 % 4],
        items=(JobItem(id=next(ids), item_id=rng.choice(items).id, name="x", quantity=rng.randrange(1, 3000)),),
    ))  # fmt: skip
    records = [
        *customers, *items, *people, *forms, *jobs,
        *some(lambda id_: Location(id=id_, customer_id=theirs(), name=said(), address=said(), retired=id_ % 4 == 0)),
        *some(lambda id_: Equipment(id=id_, customer_id=theirs(), name=said() or "n", maker=said(), model=said(),
                                    serial=said(), retired=id_ % 4 == 0)),
        *some(lambda id_: Estimate(
            id=id_, number=f"{said()[:50]}{id_}", customer_id=theirs(), description=said(), total=rng.randrange(4),
            status=rng.choice(list(EstimateStatus)), made_on=date(2026, 1, rng.randrange(1, 9)))),
        *some(lambda id_: PurchaseOrder(
            id=id_, number=f"{said()[:50]}{id_}", vendor=said() or "n", job_id=rng.choice((None, rng.choice(jobs).id)),
            due_on=rng.choice((None, date(2026, 1, rng.randrange(1, 29)))), status=rng.choice(list(OrderStatus)),
            total=rng.randrange(3), lines=(OrderLine(id=next(ids), item_id=rng.choice(items).id, name="x",
                                                     quantity=3000, received=rng.randrange(3000)),))),
        *some(lambda id_: TimeOff(id=id_, employee_id=rng.choice(people[:5]).id, starts_at=(start := when()),
                                  ends_at=start + timedelta(days=1), reason=said())),
        *some(lambda id_: FormAnswer(id=id_, form_id=rng.choice(forms[:5]).id, job_id=rng.choice(jobs).id, who=said(),
                                     at=NOW + timedelta(minutes=rng.randrange(50)))),
        *some(lambda id_: Group(id=id_, name=said(), retired=id_ % 3 == 0)),
        Group(id=group, name="North", member_ids=(BEN, people[0].id, people[2].id)),
        Calendar(id=north, name="North", group_ids=(group,)), Calendar(id=south, name="South", group_ids=(GROUP,)),
        *some(lambda id_: Calendar(id=id_, name=said(), group_ids=(GROUP,), retired=id_ % 3 == 0)),
        *some(lambda id_: JobColor(id=id_, name=said(), hue="red", retired=id_ % 3 == 0)),
        *some(lambda id_: ServiceType(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: Tag(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: HoldReason(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: TaskTemplate(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: JobTemplate(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: OfficeRole(id=id_, name=said(), retired=id_ % 3 == 0)),
        *some(lambda id_: Holiday(id=id_, day=date(2026, 1, rng.randrange(1, 29)), name=said() or "n")),
        *_users(some, rng, said, next(ids), OfficeUser(id=next(ids), name="Nora", login="nora", calendar_ids=(north,))),
        *_of_phones(some, rng, [each.id for each in people[:5]], theirs, said),
    ]  # fmt: skip
    outcome = desk.perform(LoadRecords(tuple(records), "Loaded."))
    assert isinstance(outcome, Done), outcome
    founder = Desk(desk._store, "founder", desk.clock)  # nothing that the person whose desk it is can undo
    for kind, made in (
        (
            "time_off",
            some(
                lambda id_: TimeOff(
                    id=id_,
                    employee_id=(BEN, people[1].id)[id_ % 2],
                    starts_at=NOW,
                    ends_at=NOW + timedelta(days=1),
                    reason=said(),
                )
            ),
        ),
        (
            "estimate",
            some(
                lambda id_: Estimate(
                    id=id_, number=f"G{id_}", customer_id=LINDQVIST, description=said(), made_on=date(2026, 1, 1)
                )
            ),
        ),
    ):
        assert isinstance(desk.perform(LoadRecords(tuple(made), "Loaded.")), Done)
        for each in made:
            assert isinstance(founder.perform(DeleteRecord(kind, each.id, 1)), Done)


def _users(
    some: Callable[[Callable[[int], Any]], list[Any]],
    rng: random.Random,
    said: Callable[[], str],
    admin: int,
    nora: OfficeUser,
) -> list[Any]:
    """Users, those who act in the tests among them: admins, and Nora, who is kept to the north."""
    logins = iter(("mika", "founder"))
    return [
        OfficeRole(id=admin, name="admin", base=BaseRole.ADMIN), replace(nora, role_id=admin),
        *some(lambda id_: OfficeUser(
            id=id_, name=said() or "n", login=(login := next(logins, "")) or f"{said()}{id_}", role_id=admin,
            state=UserState.ACTIVE if login else rng.choice(list(UserState)))),
    ]  # fmt: skip


def _of_phones(
    some: Callable[[Callable[[int], Any]], list[Any]], rng: random.Random, people: list[int],
    theirs: Callable[[], int], said: Callable[[], str],
) -> list[Any]:  # fmt: skip
    """Devices, reports, times, and jobs that wait in the outbox."""
    sent = some(lambda id_: Job(
        id=id_, number=f"S{id_}", customer_id=theirs(), description=said(), delivery=Delivery.DISPATCHED,
        starts_at=NOW, crew=(rng.choice(people),)))  # fmt: skip
    waiting = iter(sent)

    def entry(id_: int) -> OutboxEntry:
        job = next(waiting)
        return OutboxEntry(
            id=id_, job_id=job.id, job_number=job.number, employee_id=job.crew[0], errand=Errand.DISPATCH,
            written_at=NOW, due_s=rng.randrange(1, 20), sent_s=rng.choice((0, 0, 0, 7)),
        )  # fmt: skip

    return [
        *sent, *some(entry),
        *some(lambda id_: OutboxEntry(
            id=id_, job_id=(job := rng.choice(sent)).id, job_number=job.number, employee_id=job.crew[0],
            errand=rng.choice(list(Errand)), written_at=NOW, due_s=rng.randrange(1, 20), sent_s=rng.choice((0, 0, 7)),
            channel=Channel.NOTIFY, address="mail:x", payload=said(), next_s=rng.choice((0, 9)))),
        *some(lambda id_: Device(id=id_, employee_id=rng.choice(people), name=said(), token_hash=f"{id_:064}",
                                 state=rng.choice(list(DeviceState)), paired_at=NOW)),
        *some(lambda id_: CalendarLink(id=id_, employee_id=rng.choice(people), name=said() or "n",
                                       secret_hash=f"{id_:064}", made_at=NOW)),
        *some(lambda id_: FieldReport(
            id=id_, device_id=1, seq=id_, employee_id=people[id_ % 2], job_id=rng.choice(sent).id, kind="note", at_s=5,
            said_s=5, received_s=rng.randrange(1, 20), verdict=rng.choice(list(Verdict)), text=said())),
        *some(lambda id_: TimeEntry(
            id=id_, employee_id=rng.choice(people), kind=rng.choice(list(EntryKind)), job_id=rng.choice(sent).id,
            starts_at=NOW + timedelta(minutes=rng.randrange(30)), mark=rng.choice(((), (Mark.AUTO,))))),
    ]  # fmt: skip


_KEYED, _WORDED = {**KEYED, "deletion": DELETION_KEYS}, {**WORDED, "deletion": DELETION_WORDS}
_INDEXES = ("list_key", "list_word", "customer_word", "job_word", "item_word")


class Shadow:
    """Every list's rows, read whole and sorted, filtered and searched in Python."""

    def __init__(self, connection: Connection) -> None:
        listed = (*schema.TABLES, "deletion")
        self.tables = {name: _dicts(connection, f"SELECT * FROM {name}") for name in listed}  # noqa: S608
        self.by_id = {row["id"]: row for found in self.tables.values() for row in found}
        self.indexes = {name: _dicts(connection, f"SELECT * FROM {name}") for name in _INDEXES}  # noqa: S608
        self.crews = _dicts(connection, "SELECT * FROM job_crew")
        gone = _dicts(connection, "SELECT kind, record_id, before FROM journal_change WHERE before <> ''")
        self.gone = {(each["kind"], each["record_id"]): columns_of(each["before"]) for each in gone}
        self.stock = {row["item_id"]: row for row in _dicts(connection, "SELECT * FROM item_stock")}

    def rows(self, name: str) -> list[RowValues]:
        """The rows of a list, in no order."""
        if name == "waiting":
            newest = {each["entry_id"] for each in self.crews}
            live = {row["id"] for row in self.tables["job"] if row["status"] != "completed"}
            listed = [
                row
                for row in self.tables["outbox"]
                if row["channel"] == "notify" or (row["id"] in newest and row["job_id"] in live)
            ]
            return [row for row in listed if not row["sent_s"]]
        return [row for row in self.tables[name] if name != "job" or row["status"] == "completed"]

    def is_theirs(self, name: str, row: RowValues, people: Collection[int], calendars: Collection[int]) -> bool:
        """Whether somebody sees it who is kept to these calendars, with these people."""
        if name == "form_answer":
            row = self.by_id[row["job_id"]]
        if name == "deletion":
            row = self.gone[row["kind"], -row["id"]] if row["kind"] in ("job", "time_off") else {}
        if "employee_id" in row:
            return row["employee_id"] in people
        if "crew" not in row:
            return True
        if row["starts_at"] is None or not row["crew"]:
            return row["calendar_id"] is None or row["calendar_id"] in calendars
        return any(int(each) in people for each in row["crew"].split(","))

    def place(self, name: str, by: str, row: RowValues) -> tuple[Any, ...]:
        """Where a row stands in the order."""
        if by == "customer":
            customer = self.by_id[row["customer_id"]]
            return sort_key(customer["name"]), customer["id"], row["id"]
        if by in ("on_hand", "reserved"):
            return self.stock[row["id"]][by], row["id"]
        return (sort_key(row[by]) if by in _KEYED.get(name, ()) else row[by]), row["id"]

    def ids(self, query: ListQuery, typed: Iterable[str] = ()) -> list[int]:
        """The ids of a query in its order; `typed` are the words that each have to begin one of the record's."""
        parent = LISTS[query.name].parent
        found = [
            (self.place(query.name, query.sort, row), row["id"])
            for row in self.rows(query.name)
            if (not query.filter or self.has(query.name, query.filter, row))
            and (not query.parent or (parent is not None and row[parent.name] == query.parent))
            and all(any(word.startswith(each) for word in self.words(query.name, row)) for each in typed)
        ]
        return [record_id for _, record_id in sorted(found, reverse=query.descending)]

    def has(self, name: str, wanted: str, row: RowValues) -> bool:
        """Whether a filter lets a row through."""
        if name == "customer":
            return bool(row["kind"] == {"companies": "company", "people": "person"}[wanted])
        if name in ("employee", "deletion"):
            return bool(row["state" if name == "employee" else "part"] == wanted)
        if name == "job":
            return bool(row["billing"] == {"to approve": "none"}.get(wanted, wanted))
        if name in ("device", "office_user", "field_report"):
            return bool(row["verdict" if name == "field_report" else "state"] == wanted)
        if name == "time_entry":
            return bool(row["mark"] != "[]" if wanted == "marked" else row["kind"] == wanted)
        if name in ("estimate", "purchase_order"):
            return bool(row["status"] == wanted)
        if wanted in ("in use", "retired"):
            return bool(row["retired"]) is (wanted == "retired")
        if wanted == "short":
            return self.is_short(row)
        return bool(row["kind"] == wanted.removesuffix("s") and not row["retired"])

    def is_short(self, row: RowValues) -> bool:
        """Whether less is left of an item than should be."""
        stock = self.stock[row["id"]]
        left = stock["on_hand"] - stock["reserved"]
        return row["kind"] in ("part", "equipment") and not row["retired"] and (left < 0 or left < row["reorder_point"])

    def customer_words(self, customer_id: int) -> set[str]:
        """The words by which a customer is found."""
        places = [from_row(Location, row) for row in self.tables["location"] if row["customer_id"] == customer_id]
        return customer_words_of(from_row(Customer, self.by_id[customer_id]), places)

    def words(self, name: str, row: RowValues) -> set[str]:
        """The words by which a row is found in its list."""
        if name == "customer":
            return self.customer_words(row["id"])
        if name == "inventory_item":
            return item_words(from_row(InventoryItem, row))
        if name == "job":
            return job_words(row["number"], row["description"]) | self.customer_words(row["customer_id"])
        if name in ("field_report", "time_entry", "waiting"):
            job = self.by_id.get(row["job_id"])
            return job_words(job["number"], job["description"]) if job else set()
        found = {word[:32] for column in _WORDED[name] for word in words(row[column])}
        found |= {fold(row[column]).replace(" ", "")[:32] for column in _WORDED[name] if len(row[column]) <= 32}
        if name == "estimate":
            found |= self.customer_words(row["customer_id"])
        if name == "form_answer" and (job := self.by_id.get(row["job_id"])):
            found |= job_words(job["number"], job["description"])
        return found

    def faults(self) -> list[str]:
        """Where the indexes of the lists do not say what the rows do."""
        keys = {
            (f"{name}.{column}", sort_key(row[column]), row["id"], _facet(name, row))
            for name, columns in _KEYED.items() for row in self.rows(name) for column in columns
        }  # fmt: skip
        for name in BY_CUSTOMER:
            for row in self.rows(name):
                key = customer_key(self.by_id[row["customer_id"]]["name"], row["customer_id"])
                keys.add((f"{name}.customer", key, row["id"], _facet(name, row)))
        lists = {
            (name, word, row["id"])
            for name, columns in _WORDED.items() for row in self.tables[name]
            for word in list_words([row[column] for column in columns])
        }  # fmt: skip
        known: dict[str, set[tuple[Any, ...]]] = {
            "list_key": keys, "list_word": lists,
            "customer_word": {(word, row["id"]) for row in self.tables["customer"]
                              for word in self.customer_words(row["id"])},
            "job_word": {(word, row["id"]) for row in self.tables["job"]
                         for word in job_words(row["number"], row["description"])},
            "item_word": {(word, row["id"]) for row in self.tables["inventory_item"]
                          for word in item_words(from_row(InventoryItem, row))},
        }  # fmt: skip
        found = []
        for table, wanted in known.items():
            kept = {tuple(row.values()) for row in self.indexes[table]}
            found += [f"{table} lacks {entry}" for entry in sorted(wanted - kept)[:3]]
            found += [f"{table} has {entry} too many" for entry in sorted(kept - wanted)[:3]]
        return found


def _facet(name: str, row: RowValues) -> str:
    """What a row's list is filtered by."""
    return facet_of(name, from_row(RECORD_TYPES[name], row) if name in RECORD_TYPES else ListedDeletion(**row))


def _dicts(connection: Connection, statement: str) -> list[RowValues]:
    return [dict(row) for row in connection.execute(text(statement)).mappings()]


def shadow_of(url: str) -> Shadow:
    """The lists of a company as they are now."""
    engine = plain_engine(url)
    with engine.connect() as connection:
        shadow = Shadow(connection)
    engine.dispose()
    return shadow
