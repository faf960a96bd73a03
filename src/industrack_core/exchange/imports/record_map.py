"""Imports of items and employees: which columns feed which fields, and what a row becomes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.office import EmployeeState
from industrack_core.domain.text.text import fold
from industrack_core.exchange.imports.guessing import FIRST_NAME, LAST_NAME, ColumnNames, by_folded_name, names_in
from industrack_core.exchange.imports.import_report import ImportFailed
from industrack_core.exchange.imports.map_file import Field, FieldSource, read_map, source_problems, sources_of


class ItemFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of an item that an import can fill; those left out keep what an item has."""

    name: Field
    sku: Field | None = None
    kind: Field | None = None
    price: Field | None = None
    cost: Field | None = None
    currency: Field | None = None
    on_hand: Field | None = None
    reorder_point: Field | None = None
    vendor: Field | None = None
    retired: Field | None = None


class EmployeeFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of an employee that an import can fill; `name` is `Last, First` or `First Last`."""

    name: Field | None = None
    first_name: Field | None = None
    last_name: Field | None = None
    phone: Field | None = None
    email: Field | None = None
    role: Field | None = None
    skills: Field | None = None
    state: Field | None = None


class _ItemMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    fields: ItemFields


class _EmployeeMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    fields: EmployeeFields


@dataclass(frozen=True)
class RecordKind:
    """A kind of records that is imported by its columns. `choices` are its fields of few words, with the words that
    are known (folded); `needed` are fields of which one must be mapped."""

    kind: str
    noun: str
    map_type: type[Any]
    names: ColumnNames
    choices: Mapping[str, Mapping[str, str]]
    needed: tuple[str, ...]


def _words(words: Mapping[str, str]) -> dict[str, str]:
    """By every word of a table, folded, what it stands for."""
    return {fold(word): meant for meant, each in words.items() for word in (meant, *each.split(", "))}


_YES_NO = _words({"yes": "true, 1, y, x, ja, oui, si", "no": "false, 0, n, nein, non"})
ITEMS = RecordKind(
    Kind.INVENTORY_ITEM, Kind.INVENTORY_ITEM.noun, _ItemMap,
    ColumnNames(
        {"name": "Name", "sku": "SKU", "kind": "Kind", "price": "Price", "cost": "Cost", "currency": "Currency",
         "on_hand": "On hand", "reorder_point": "Reorder point", "vendor": "Vendor", "retired": "Retired"},
        {
            "name": names_in(
                "item, item name, product, product name, product service, description, title, "
                "bezeichnung, artikel"
            ),
            "sku": names_in("item number, item no, item code, part number, part no, code, artikelnummer"),
            "kind": names_in("type, item type, category, art"),
            "price": names_in("sales price, selling price, unit price, rate, preis, verkaufspreis"),
            "cost": names_in("purchase cost, unit cost, purchase price, buying price, einkaufspreis"),
            "on_hand": names_in("quantity on hand, qty on hand, quantity, qty, stock, in stock, bestand"),
            "reorder_point": names_in("reorder at, reorder level, minimum stock, min, meldebestand"),
            "vendor": names_in("supplier, preferred vendor, manufacturer, lieferant"),
        },
    ),
    {
        "kind": _words({
            ItemKind.PART: "parts, material, materials, product, goods, inventory, teil, ersatzteil, ware",
            ItemKind.SERVICE: "services, leistung, dienstleistung", ItemKind.EQUIPMENT: "tool, machine, gerat",
            ItemKind.LABOR: "labour, work, hours, arbeit, arbeitszeit",
        }),
        "retired": _YES_NO,
    },
    ("name",),
)  # fmt: skip
EMPLOYEES = RecordKind(
    Kind.EMPLOYEE, Kind.EMPLOYEE.noun, _EmployeeMap,
    ColumnNames(
        {"name": "Name", "first_name": "First name", "last_name": "Last name", "phone": "Phone", "email": "E-mail",
         "role": "Role", "skills": "Skills", "state": "State"},
        {
            "name": names_in("employee, employee name, full name, display name, technician, mitarbeiter"),
            "first_name": FIRST_NAME, "last_name": LAST_NAME,
            "phone": names_in("phone number, mobile, mobile phone, cell, cell phone, telephone, telefon, handy"),
            "email": names_in("email, e mail address, email address, mail, work email"),
            "role": names_in("job title, title, position, funktion"),
            "skills": names_in("skill, qualifications, trades, kenntnisse"),
            "state": names_in("status, active"),
        },
    ),
    {"state": _words({
        EmployeeState.ACTIVE: "yes, true, 1, y, aktiv, current, ja",
        EmployeeState.INACTIVE: "no, false, 0, n, nein, inaktiv",
        EmployeeState.ARCHIVED: "left, former, terminated, ausgeschieden",
    })},
    ("name", "last_name"),
)  # fmt: skip
KINDS: Mapping[str, RecordKind] = {"items": ITEMS, "employees": EMPLOYEES}
"""By the word of the command line."""


@dataclass(frozen=True)
class RecordMap:
    """A map of one kind, read or guessed."""

    kind: RecordKind
    name: str
    fields: Any
    guessed: bool = False

    def sources(self) -> Iterator[tuple[str, FieldSource]]:
        """The fields that are mapped, each with where it comes from."""
        return sources_of(self.fields)

    def columns(self) -> frozenset[str]:
        """Every column that the map reads."""
        return frozenset(column for _, source in self.sources() for column in source.used)


def load_record_map(kind: RecordKind, name: str) -> RecordMap:
    """The map in the file at that path. Raises UsageError."""
    found, place = read_map(name, kind.map_type)
    record_map = RecordMap(kind, found.name, found.fields)
    problems = [problem for field, source in record_map.sources() for problem in _problems(kind, field, source)]
    if not any(getattr(found.fields, field) for field in kind.needed):
        problems.append(f"fields: name one of {', '.join(kind.needed)}.")
    if problems:
        raise UsageError(f"The map {place}: {problems[0]}")
    return record_map


def _problems(kind: RecordKind, field: str, source: FieldSource) -> Iterator[str]:
    yield from source_problems(field, source)
    words = sorted(set(kind.choices.get(field, {}).values()))
    for word in (*source.values.values(), source.default, source.constant):
        if word and words and word not in words:
            yield f"fields.{field}: {word} is no {field}; there are {', '.join(words)}."


def guessed_record_map(kind: RecordKind, header: Sequence[str], file: str) -> RecordMap:
    """A map by the names of the columns. Raises ImportFailed when no column can hold the name."""
    found = kind.names.guessed(by_folded_name(header))
    if not any(field in found for field in kind.needed):
        shown = ", ".join(column for column in header if column)[:200]
        article = "an" if kind.noun[0] in "aeiou" else "a"
        raise ImportFailed(
            f"The first line of {file} has no column for the name of {article} {kind.noun}, only: {shown}. "
            "Name a column Name, or say with --map which one it is."
        )
    fields: Any = kind.map_type.__annotations__["fields"]
    return RecordMap(kind, "by the names of the columns", msgspec.convert(found, fields), guessed=True)
