"""Rows of items and employees: texts of a file as what the desk takes. Amounts as the company writes them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from industrack_core.desk.values.money import currency_marks, money_text, parse_money, parse_quantity, quantity_text
from industrack_core.domain.acts.imported import ImportedEmployee, ImportedItem
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.office import Company, EmployeeState
from industrack_core.domain.text.number_column import ColumnNotation
from industrack_core.domain.text.number_entry import Notation
from industrack_core.domain.time.entry import EntryError
from industrack_core.exchange.exports.customer_columns import split_tags
from industrack_core.exchange.imports.import_report import MOST_NAMED
from industrack_core.exchange.imports.record_map import RecordMap
from industrack_core.exchange.imports.row_texts import BadCell, TextReader

_OF_A_SHEET = Notation(".", is_sure=True)
_MONEY, _QUANTITIES = ("price", "cost"), ("on_hand", "reorder_point")


class RecordReader:
    """Reads rows of one file by one map. Raises ImportFailed for a column that is missing or there twice."""

    def __init__(self, record_map: RecordMap, header: Sequence[str]) -> None:
        self._map = record_map
        self.reader = TextReader(
            record_map.name, list(record_map.sources()), record_map.columns(), header, record_map.kind.choices,
            lenient=record_map.guessed,
        )  # fmt: skip
        self._seen: dict[str, ColumnNotation] = {}
        self._company = Company(name="")
        self._numbers: frozenset[str] = frozenset()
        self._doubtful = Counter[str]()

    def begin(self, company: Company) -> None:
        """Whose file it is: in which currency and notation amounts are."""
        self._company = company
        marks = currency_marks(company.currency, company.country)
        self._seen = {name: ColumnNotation(marks) for name in (*_MONEY, *_QUANTITIES)}

    def learn(self, cells: Sequence[str]) -> None:
        """A row of the file, before any is read: how its columns write numbers."""
        row = self.reader.cells(cells)
        for name, source in self._map.sources():
            if name in self._seen and not self.reader.are_numbers(name, cells):
                for column in source.used:
                    self._seen[name].see(row[column])

    def read(self, line: int, cells: Sequence[str]) -> tuple[Held, str]:
        """What a row says, and a remark; an empty cell says nothing. Raises BadCell."""
        self._numbers = frozenset(
            name for name in self._seen if self.has(name) and self.reader.are_numbers(name, cells)
        )
        texts = {name: text for name, text in self.reader.texts(self.reader.cells(cells)).items() if text}
        row = _ROWS[self._map.kind.kind](self, line, texts)
        return row, "; ".join(self.reader.remarks)

    def has(self, name: str) -> bool:
        """Whether a field is mapped."""
        return any(field == name for field, _ in self._map.sources())

    def amount(self, name: str, text: str) -> int:
        """Minor units, or thousandths. Raises BadCell."""
        company = self._company
        notation = _OF_A_SHEET if name in self._numbers else self._seen[name].notation
        try:
            if name in _MONEY:
                value = parse_money(text, company.currency, company.country, notation=notation)
                shown = money_text(value, company.currency, symbol=False)
            else:
                value = parse_quantity(text, company.country, zero=True, notation=notation)
                shown = quantity_text(value)
        except EntryError as error:
            raise BadCell(self.reader.columns_of(name), text, str(error).rstrip(".")) from None
        self._tell(name, text, shown)
        return value

    def _tell(self, name: str, text: str, shown: str) -> None:
        """Say of the first numbers of a column that they are read by what others in it say, and count them all."""
        decider = "" if name in self._numbers else self._seen[name].decides(text)
        if decider:
            self._doubtful[name] += 1
        if decider and self._doubtful[name] <= MOST_NAMED:
            column = self.reader.columns_of(name)
            self.reader.remarks.append(f"{column} {text} is read as {shown}, because the column has {decider} in it")

    def untold(self) -> list[str]:
        """What to know of the whole file: how many numbers were read so, where not all of them were told."""
        return [
            f"{self.reader.columns_of(name)}: {count:,} numbers in all are read by what others in the column say,"
            f" the first {MOST_NAMED} of them are told"
            for name, count in self._doubtful.items()
            if count > MOST_NAMED
        ]

    def refuse_other_currency(self, text: str) -> None:
        """An amount in another currency is no amount here."""
        if text.strip().upper() != self._company.currency:
            raise BadCell(self.reader.columns_of("currency"), text, f"prices here are in {self._company.currency}")


def _item(reader: RecordReader, line: int, texts: Mapping[str, str]) -> ImportedItem:
    if "name" not in texts:
        raise BadCell(reader.reader.columns_of("name"), "", "an item needs a name")
    if "currency" in texts:
        reader.refuse_other_currency(texts["currency"])
    amounts = {name: reader.amount(name, texts[name]) for name in (*_MONEY, *_QUANTITIES) if name in texts}
    return ImportedItem(
        row=line, name=texts["name"], sku=texts.get("sku"), vendor=texts.get("vendor"),
        kind=ItemKind(texts["kind"]) if "kind" in texts else None,
        retired=texts["retired"] == "yes" if "retired" in texts else None, **amounts,
    )  # fmt: skip


def _employee(reader: RecordReader, line: int, texts: Mapping[str, str]) -> ImportedEmployee:
    first, last = texts.get("first_name", ""), texts.get("last_name", "")
    if not last:
        name, comma, after = texts.get("name", "").partition(",")
        before, _, word = name.strip().rpartition(" ")
        first, last = (after.strip() or first, name.strip()) if comma else (before.strip() or first, word)
    if not last:
        first, last = "", first
    if not last:
        column = next(name for name in ("last_name", "name", "first_name") if reader.has(name))
        raise BadCell(reader.reader.columns_of(column), "", "an employee needs a name")
    return ImportedEmployee(
        row=line, last_name=last, first_name=first or None, phone=texts.get("phone"), email=texts.get("email"),
        role=texts.get("role"), skills=split_tags(texts["skills"]) if "skills" in texts else None,
        state=EmployeeState(texts["state"]) if "state" in texts else None,
    )  # fmt: skip


_ROWS: Mapping[str, Callable[[RecordReader, int, Mapping[str, str]], Held]] = {
    Kind.INVENTORY_ITEM: _item, Kind.EMPLOYEE: _employee,
}  # fmt: skip
