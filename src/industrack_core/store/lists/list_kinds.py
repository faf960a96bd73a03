"""What each list is made of: its columns, what it can be sorted by, its filters, and the words it is found by.

A new list is a new entry here: tables, columns and conditions, all read by `list_pages`.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Column, ColumnElement, Integer, Table, and_, exists, func, literal_column, select

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.store.engine import schema
from industrack_core.store.engine.columns import TableColumn
from industrack_core.store.engine.prepared import Expression
from industrack_core.store.lists.field_lists import FIELD_LISTS
from industrack_core.store.lists.list_parts import Filter, ListKind, Sort, WordIndex
from industrack_core.store.reads.kept_rows import THEIR_ANSWERS, THEIR_DELETIONS, THEIR_JOBS, their_rows

_key, _word = schema.list_key, schema.list_word


def _texts(table: Table, *names: str) -> dict[str, Sort]:
    """Sorted by the texts' keys: one range of `list_key` for each."""
    keys = _key.alias("sorted")
    return {
        name: Sort((keys.c.key, keys.c.record_id), keys, keys.c.list == f"{table.name}.{name}", keys.c.facet)
        for name in names
    }


def _plain(table: Table, *names: str, facets: Collection[str] = ()) -> dict[str, Sort]:
    """Sorted by columns that have an index of their own."""
    return {name: Sort((table.c[name], table.c.id), table, facets=frozenset(facets)) for name in names}


def _each(column: Column[str], *values: str) -> dict[str, Filter]:
    """A filter for each value of a column."""
    return {value: Filter(column == value, value) for value in values}


def _retirement(table: Table) -> dict[str, Filter]:
    return {"in use": Filter(table.c.retired == 0, "0"), "retired": Filter(table.c.retired == 1, "1")}


def _own_words(table: Table) -> WordIndex:
    return WordIndex(_word.c.word, _word.c.record_id, table.c.id, _word.c.list == table.name)


def _customers_words(column: TableColumn) -> WordIndex:
    return WordIndex(schema.customer_word.c.word, schema.customer_word.c.customer_id, column)


def _columns(table: Table, *names: str) -> dict[str, Expression]:
    return {name: table.c[name] for name in names}


def _settings(table: Table, *names: str) -> ListKind:
    """A list of the settings: by name, without what is retired."""
    return ListKind(
        table,
        _columns(table, "name", *names),
        _texts(table, "name"),
        _retirement(table),
        (_own_words(table),),
    )


_estimate, _customer, _item, _stock = schema.estimate, schema.customer, schema.inventory_item, schema.item_stock
_order, _job, _employee, _location = schema.purchase_order, schema.job, schema.employee, schema.location
_gone, _user, _holiday = schema.deletion, schema.office_user, schema.holiday
_GONE = (Kind.JOB, Kind.CUSTOMER, Kind.ESTIMATE, Kind.PURCHASE_ORDER, Kind.INVENTORY_ITEM, "people", "settings")
_equipment, _off, _answer = schema.equipment, schema.time_off, schema.form_answer
_OFFERED = ("draft", "pending", "won", "lost", "scheduled", "invoiced")
_ORDERED = ("open", "sent", "partially_received", "received", "billed", "void")
_ITEM_FILTERS: Mapping[str, ItemKind] = {
    "parts": ItemKind.PART, "services": ItemKind.SERVICE, ItemKind.LABOR: ItemKind.LABOR,
    ItemKind.EQUIPMENT: ItemKind.EQUIPMENT,
}  # fmt: skip
_OF_CUSTOMER = ((_customer, _customer.c.id == _estimate.c.customer_id, False),)
_OF_JOB = ((_customer, _customer.c.id == _job.c.customer_id, False),)
_ON_JOB = (
    (_job, _job.c.id == _answer.c.job_id, True),
    (_customer, _customer.c.id == _job.c.customer_id, True),
)
_ONE: ColumnElement[int] = literal_column("1", Integer)
"""Said and not bound, as the condition of an index says it."""
_levels = _stock.alias("levels")
_IS_SHORT = exists().where(_levels.c.item_id == _item.c.id, _levels.c.short == _ONE)
_WITH_STOCK = ((_stock, _stock.c.item_id == _item.c.id, False),)

LISTS: Mapping[str, ListKind] = {
    Kind.ESTIMATE: ListKind(
        _estimate,
        {
            "number": _estimate.c.number,
            Kind.CUSTOMER: _customer.c.name,
            "description": _estimate.c.description,
            "status": _estimate.c.status,
            "total": _estimate.c.total,
            "made_on": _estimate.c.made_on,
        },
        {
            **_texts(_estimate, "number", "description", Kind.CUSTOMER),
            **_plain(_estimate, "made_on", "status", "total", facets=_OFFERED),
        },
        _each(_estimate.c.status, *_OFFERED),
        (_own_words(_estimate), _customers_words(_estimate.c.customer_id)),
        _OF_CUSTOMER,
        parent=_estimate.c.customer_id,
    ),
    Kind.CUSTOMER: ListKind(
        _customer,
        _columns(_customer, "number", "name", "contact", "phone", "email", "billing_address"),
        _texts(_customer, "number", "name", "contact", "phone", "email", "billing_address"),
        {
            "companies": Filter(_customer.c.kind == CustomerKind.COMPANY, CustomerKind.COMPANY),
            "people": Filter(_customer.c.kind == "person", "person"),
        },
        (_customers_words(_customer.c.id),),
    ),
    Kind.LOCATION: ListKind(
        _location,
        _columns(_location, "name", "address", "is_main", "site_note", "retired"),
        _texts(_location, "name", "address"),
        _retirement(_location),
        (_own_words(_location),),
        parent=_location.c.customer_id,
    ),
    Kind.EQUIPMENT: ListKind(
        _equipment,
        {
            **_columns(_equipment, "name", "maker", "model", "serial", "service_note", "retired"),
            Kind.LOCATION: func.coalesce(func.nullif(_location.c.name, ""), _location.c.address),
        },
        _texts(_equipment, "name", "maker", "model", "serial"),
        _retirement(_equipment),
        (_own_words(_equipment),),
        ((_location, _location.c.id == _equipment.c.location_id, True),),
        parent=_equipment.c.customer_id,
    ),
    Kind.INVENTORY_ITEM: ListKind(
        _item,
        {
            **_columns(_item, "name", "sku", "kind", "vendor", "price", "cost", "reorder_point", "retired"),
            "on_hand": _stock.c.on_hand,
            "reserved": _stock.c.reserved,
            "short": _stock.c.short,
        },
        {
            **_texts(_item, "name", "sku", "vendor"),
            **_plain(_item, "kind", "price", "cost", "reorder_point", facets=(*_ITEM_FILTERS.values(), "retired")),
            **{
                name: Sort((_stock.c[name], _stock.c.item_id), _stock, facet=_stock.c.facet)
                for name in ("on_hand", "reserved")
            },
        },
        {
            "in use": Filter(_item.c.retired == 0, but="retired", others=tuple(_ITEM_FILTERS.values())),
            "short": Filter(_IS_SHORT, ids=select(_stock.c.item_id).where(_stock.c.short == _ONE)),
            "retired": Filter(_item.c.retired == 1, "retired"),
            **{
                name: Filter(and_(_item.c.kind == kind, _item.c.retired == 0), kind)
                for name, kind in _ITEM_FILTERS.items()
            },
        },
        (WordIndex(schema.item_word.c.word, schema.item_word.c.item_id, _item.c.id),),
        _WITH_STOCK,
    ),
    Kind.PURCHASE_ORDER: ListKind(
        _order,
        {**_columns(_order, "number", "vendor", "status", "due_on", "total"), Kind.JOB: _job.c.number},
        {**_texts(_order, "number", "vendor", "due_on"), **_plain(_order, "status", "total", facets=_ORDERED)},
        _each(_order.c.status, *_ORDERED),
        (_own_words(_order),),
        ((_job, _job.c.id == _order.c.job_id, True),),
    ),
    Kind.JOB: ListKind(
        _job,
        {
            "number": _job.c.number,
            Kind.CUSTOMER: _customer.c.name,
            "description": _job.c.description,
            "starts_at": _job.c.starts_at,
            "billing": _job.c.billing,
            "items": _job.c["items"],
            "customer_id": _job.c.customer_id,
        },
        {
            **_texts(_job, "number", "description", "starts_at", Kind.CUSTOMER),
            **_plain(_job, "billing", facets=("none", "approved", "invoiced")),
        },
        {"to approve": Filter(_job.c.billing == "none", "none"), **_each(_job.c.billing, "approved", "invoiced")},
        (
            WordIndex(schema.job_word.c.word, schema.job_word.c.job_id, _job.c.id),
            _customers_words(_job.c.customer_id),
        ),
        _OF_JOB,
        always=_job.c.status == literal_column("'completed'"),
        parent=_job.c.customer_id, theirs=THEIR_JOBS,
    ),
    Kind.EMPLOYEE: ListKind(
        _employee,
        _columns(_employee, "last_name", "first_name", "role", "phone", "email", "state"),
        _texts(_employee, "last_name", "first_name", "role", "phone", "email", "state"),
        _each(_employee.c.state, "active", "inactive", "archived"),
        (_own_words(_employee),),
    ),
    "deletion": ListKind(
        _gone,
        _columns(_gone, "kind", "label", "who", "at"),
        {**_texts(_gone, "label", "who", "kind"), **_plain(_gone, "at", facets=_GONE)},
        _each(_gone.c.part, *_GONE),
        (_own_words(_gone),), theirs=THEIR_DELETIONS,
    ),
    Kind.TIME_OFF: ListKind(
        _off, _columns(_off, "starts_at", "ends_at", "reason"), _plain(_off, "starts_at"), words=(_own_words(_off),),
        parent=_off.c.employee_id, theirs=their_rows(_off),
    ),
    Kind.HOLIDAY: ListKind(
        _holiday, _columns(_holiday, "day", "name", "closed", "country"),
        {**_plain(_holiday, "day"), **_texts(_holiday, "name")}, words=(_own_words(_holiday),),
    ),
    **FIELD_LISTS,
    Kind.EMPLOYEE_GROUP: _settings(schema.employee_group, "member_ids", "supervisor_id", "retired"),
    Kind.CALENDAR: _settings(
        schema.calendar, "opens", "closes", "job_minutes", "slot_minutes", "is_default", "retired"
    ),
    Kind.JOB_COLOR: _settings(schema.job_color, "hue", "retired"),
    Kind.SERVICE_TYPE: _settings(schema.service_type, "color_id", "skills", "retired"),
    Kind.TAG: _settings(schema.tag, "retired"),
    Kind.HOLD_REASON: _settings(schema.hold_reason, "in_field_app", "retired"),
    Kind.TASK_TEMPLATE: _settings(schema.task_template, "lines", "retired"),
    Kind.JOB_TEMPLATE: _settings(schema.job_template, "description", "minutes", "retired"),
    Kind.FORM: _settings(schema.form, "questions", "presets", "retired"),
    Kind.OFFICE_ROLE: _settings(schema.office_role, "base", "rights", "retired"),
    Kind.OFFICE_USER: ListKind(
        _user, _columns(_user, "name", "login", "role_id", "calendar_ids", "state", "is_gateway"),
        _texts(_user, "name", "login"),
        _each(_user.c.state, "active", "asks", "off"), (_own_words(_user),),
    ),
    Kind.FORM_ANSWER: ListKind(
        _answer,
        {"at": _answer.c.at, Kind.JOB: _job.c.number, Kind.CUSTOMER: _customer.c.name, "who": _answer.c.who},
        _plain(_answer, "at"),
        words=(_own_words(_answer), WordIndex(schema.job_word.c.word, schema.job_word.c.job_id, _answer.c.job_id)),
        joined=_ON_JOB,
        parent=_answer.c.form_id, theirs=THEIR_ANSWERS,
    ),
}  # fmt: skip
