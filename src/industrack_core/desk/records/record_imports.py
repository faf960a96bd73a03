"""Items and employees from files: whom a row means, and what becomes of the record by the rules of its form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.desk.records.customer_look import RowState
from industrack_core.desk.records.employees import USUAL_HOURS
from industrack_core.desk.records.settings_acts import save_record
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.imported import ImportedEmployee, ImportedItem, ImportRecords
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.acts.who import Known, Signs, Unclear, same_name, who_is_meant
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, Weight
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import clean_line, fold
from industrack_core.store.reads.card_reads import read_stock
from industrack_core.store.reads.exchange_reads import read_items_alike
from industrack_core.store.writing.transaction import Transaction

R = TypeVar("R", InventoryItem, Employee)
_SAME = ("row", "on_hand")
"""What a row says that is no field of the record."""


@dataclass(frozen=True, slots=True)
class RecordLook:
    """What becomes of a row: `problem` is why it is refused, `remark` what to know of it, `name` what it is called."""

    row: int
    state: RowState
    name: str = ""
    problem: str = ""
    remark: str = ""


# -- who is meant ------------------------------------------------------------------------------


class _Items:
    """The items that rows may mean: by their SKU, else by their name."""

    noun = "item"

    def __init__(self, tx: Transaction, rows: Sequence[ImportedItem]) -> None:
        self._found = read_items_alike(tx.connection, [row.name for row in rows], [row.sku for row in rows if row.sku])
        self._stock = read_stock(tx.connection, [item.id for item in self._found])

    def meant(self, row: ImportedItem) -> InventoryItem | None:
        """Raises Unclear."""
        state = bool(row.retired)
        coded = [each for each in self._found if row.sku and each.sku.strip().casefold() == row.sku.casefold()]
        named = [each for each in self._found if fold(each.name) == fold(row.name)]
        found = coded or named
        in_use = [each for each in found if each.retired == state]
        if not in_use and row.retired is None:
            return None  # what was deleted is not brought back by a list that does not speak of it
        found = in_use or found
        if len(found) > 1:
            raise Unclear(f"it could be {' or '.join(map(_item_label, found[:4]))}: which one is meant?")
        if found and not coded and row.sku and found[0].sku:
            raise Unclear(f"{_item_label(found[0])} has the name: is it the same?")
        return found[0] if found else None

    def filled(self, before: InventoryItem | None, row: ImportedItem) -> InventoryItem:
        """The item with what the row says; where the name says which it is, how it is written says nothing."""
        if before is None:
            made = _with(InventoryItem(name=row.name), row, ())
            return replace(made, counted=row.on_hand or 0) if made.kind.is_stocked else _unstocked(made)
        after = _with(before, row, ("name",) if fold(before.name) == fold(row.name) else ())
        if not after.kind.is_stocked:
            return replace(after, reorder_point=before.reorder_point)
        if row.on_hand is None:
            return after
        counted = self._stock[before.id].recounted(row.on_hand).counted
        return replace(after, counted=counted)


def _unstocked(item: InventoryItem) -> InventoryItem:
    return replace(item, reorder_point=0)


def _item_label(item: InventoryItem) -> str:
    return f"item {item.name}" + (f" ({item.sku})" if item.sku else "")


class _Employees:
    """The employees that rows may mean: by their e-mail address, which signs a person in, else by name and phone."""

    noun = Kind.EMPLOYEE.noun

    def __init__(self, tx: Transaction, rows: Sequence[ImportedEmployee]) -> None:
        self._found = {each.id: each for each in tx.everything(Employee)}
        self._known = [_known(each) for each in self._found.values()]

    def meant(self, row: ImportedEmployee) -> Employee | None:
        """Raises Unclear."""
        name = f"{row.first_name or ''} {row.last_name}".strip()
        email = (row.email or "").strip().casefold()
        by_mail = [each for each in self._known if email and each.signs.email.casefold() == email]
        if by_mail:
            namesakes = [each for each in self._known if same_name(each.signs.name, name) and each not in by_mail]
            if namesakes and not same_name(by_mail[0].signs.name, name):
                raise Unclear(
                    f"the e-mail is {by_mail[0].label}, the name is {namesakes[0].label}: which one is meant?"
                )
            return self._found.get(by_mail[0].id)
        found = who_is_meant(Signs(name, "", email, (row.phone,) if row.phone else ()), self._known)
        if found and email and found.signs.email:
            raise Unclear(f"{found.label} has the e-mail {found.signs.email}: is it the same?")
        if found and found.id not in self._found:
            raise Unclear(f"it may be the {found.label}")
        return self._found[found.id] if found else None

    def add(self, row: int, made: Employee) -> None:
        """One that a row makes: the rows after it are compared with them, too."""
        known = _known(made)
        self._known.append(Known(-row, f"employee {made.short_name} in line {row}", known.signs))

    def filled(self, before: Employee | None, row: ImportedEmployee) -> Employee:
        """The employee with what the row says."""
        if before is None:
            return _with(Employee(last_name=row.last_name, hours=USUAL_HOURS), row, ())
        same = same_name(before.short_name, f"{row.first_name or ''} {row.last_name}")
        return _with(before, row, ("first_name", "last_name") if same else ())


def _known(employee: Employee) -> Known:
    more = employee.phone or employee.email
    label = f"employee {employee.short_name}" + (f" ({more})" if more else "")
    phones = (employee.phone,) if employee.phone else ()
    return Known(employee.id, label, Signs(employee.short_name, "", employee.email.strip(), phones))


def _with(record: R, row: Held, without: Iterable[str]) -> R:
    """The record with what a row says of its fields."""
    said = {
        name: value
        for name in row.__dataclass_fields__
        if name not in (*_SAME, *without) and (value := getattr(row, name)) is not None
    }
    return replace(record, **said)


# -- what becomes of rows ----------------------------------------------------------------------


def _decided(tx: Transaction, act: ImportRecords, setting: Setting) -> tuple[list[RecordLook], list[Change], str]:
    """What becomes of the rows, the changes, and what one record is called."""
    rows: list[Held] = [cleaned(row) for row in act.rows]
    known: Held = _Employees(tx, rows) if rows and isinstance(rows[0], ImportedEmployee) else _Items(tx, rows)
    looks: list[RecordLook] = []
    changes: list[Change] = []
    for row in rows:
        try:
            before = known.meant(row)
        except Unclear as several:
            looks.append(RecordLook(row.row, RowState.REFUSED, problem=str(several)))
            continue
        after = known.filled(before, row)
        name = after.short_name if isinstance(after, Employee) else after.name
        decision: Decision = Done(0, "") if after == before else save_record(tx, SaveRecord(after), setting)
        if isinstance(decision, Plan):
            if before is None and isinstance(after, Employee):
                known.add(row.row, after)
            changes += decision.changes
            remark = " ".join(finding.text for finding in decision.warnings)
            looks.append(RecordLook(row.row, RowState.CHANGED if before else RowState.NEW, name, remark=remark))
        elif isinstance(decision, Refused | Stale):
            looks.append(RecordLook(row.row, RowState.REFUSED, name, problem=decision.sentence))
        else:
            looks.append(RecordLook(row.row, RowState.UNCHANGED, name))
    return looks, changes, known.noun


def look_at_records(tx: Transaction, act: ImportRecords, setting: Setting) -> list[RecordLook]:
    """What importing these rows would come to, in their order."""
    return _decided(tx, act, setting)[0]


def import_record_rows(tx: Transaction, act: ImportRecords, setting: Setting) -> Decision:
    """Create the rows' records, or bring those that are there up to date; unchanged rows change nothing."""
    looks, changes, noun = _decided(tx, act, setting)
    wrong = [look for look in looks if look.state is RowState.REFUSED]
    if wrong:
        return Refused(tuple(Finding(FindingKind.ENTRY, Weight.STOPS, look.problem, str(look.row)) for look in wrong))
    if not changes:
        return Done(tx.revision, "Nothing new to import.")
    states = [look.state for look in looks]
    new, changed = states.count(RowState.NEW), states.count(RowState.CHANGED)
    line = f"Imported {new} new and {changed} changed {noun}s from {clean_line(act.source)}."
    return Plan(tuple(changes), line, (), clean_line(act.batch))
