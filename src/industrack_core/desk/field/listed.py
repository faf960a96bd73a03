"""What is the same for every phone: company, settings, forms, reasons, items. Kept until an act changes some of it."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Generic, TypeVar

import msgspec

from industrack_core.domain.field.phone_lists import (
    FieldCompany,
    ListedForm,
    ListedItem,
    ListedQuestion,
    ListedReason,
    Lists,
    PageSettings,
)
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.office import Company
from industrack_core.domain.records.settings import HoldReason
from industrack_core.store.reads import field as reads
from industrack_core.store.reads.by_id import all_of
from industrack_core.store.store import Store

T = TypeVar("T")
_MOST_ITEMS = 500
LIST_KINDS = (Kind.COMPANY, Kind.FIELD_SETTINGS, Kind.FORM, Kind.HOLD_REASON, Kind.INVENTORY_ITEM)


class Remembered(Generic[T]):
    """A value that is read again once an act touched one of the kinds that it is made of. Safe between threads."""

    def __init__(self, store: Store, kinds: tuple[Kind, ...], read: Callable[[Store], T]) -> None:
        self._store, self._kinds, self._read = store, kinds, read
        self._lock = Lock()
        self._known: tuple[int, T] | None = None

    def get(self) -> T:
        """The value as it is now."""
        with self._lock:
            known = self._known
            with self._store.glancing() as connection:
                revision, touched = reads.touched_since(connection, known[0] if known else 0, self._kinds)
            value = self._read(self._store) if known is None or known[0] > revision or touched else known[1]
            self._known = (revision, value)
            return value


def read_company(store: Store) -> FieldCompany:
    """The company as phones know it."""
    with store.reading() as connection:
        company = next(iter(all_of(connection, Company)))
    return FieldCompany(company.name, company.zone, company.clock24, company.first_weekday, company.key)


def read_field_settings(store: Store) -> FieldSettings:
    """How the office works with phones."""
    with store.reading() as connection:
        return reads.field_settings(connection)


def read_lists(store: Store) -> Lists:
    """What every phone has beside its jobs, with a tag that names all of it."""
    with store.reading() as connection:
        forms, reasons = all_of(connection, Form), all_of(connection, HoldReason)
        items = reads.first_items(connection, _MOST_ITEMS)
        settings = reads.field_settings(connection)
    found = Lists(
        "",
        tuple(ListedReason(each.id, each.name) for each in reasons if each.in_field_app and not each.retired),
        tuple(map(_form, forms)),
        tuple(ListedItem(item, name, sku, price if settings.see_prices else None) for item, name, sku, price in items),
        PageSettings(
            "today" if settings.amend_today else "no", settings.see_prices, settings.wifi_only, settings.longest_edge,
            settings.auto_shift, settings.sync_s, settings.language,
        ),
        read_company(store),
    )  # fmt: skip
    return replace(found, tag=hashlib.sha256(msgspec.json.encode(found)).hexdigest()[:8])


def _form(form: Form) -> ListedForm:
    questions = (ListedQuestion(each.text, each.kind.value, each.choices, each.required) for each in form.questions)
    return ListedForm(form.id, form.version, form.name, tuple(questions))
