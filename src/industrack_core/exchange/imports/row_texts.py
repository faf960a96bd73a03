"""Texts of one row of a file, by a map: cleaned, and every problem told with its column and value."""

from collections.abc import Collection, Mapping, Sequence

from industrack_core.domain.acts.limits import LINE_LIMIT, limit_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_parts import LIST_LIMIT
from industrack_core.domain.text.text import clean, clean_line, fold
from industrack_core.exchange.exports.cell_guard import (
    is_marked_number,
    unguarded,
    unmarked_number,
    unwrapped,
    whole_digits,
)
from industrack_core.exchange.imports.headings import places_of
from industrack_core.exchange.imports.import_report import BadRow, ImportFailed
from industrack_core.exchange.imports.map_file import FieldSource

_SHOWN = 60  # characters of a bad value in a report
_LONGER = {"tags": LIST_LIMIT * LINE_LIMIT}
"""Fields that hold a list in one text."""
_NUMBERS = {"phone": True, "mobile": True, "number": False, "customer_number": False, "sku": False}
"""Fields of which every digit counts, and whether a row without one is good for something."""
_NOTES = frozenset({"note", "internal_note", "site_note"})


class BadCell(Exception):
    """Why a row cannot become a record: the column, its value, the reason."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason

    def at(self, line: int) -> BadRow:
        """The same for the row that begins at that line; the value cleaned and cut to be shown."""
        shown = clean(self.value, limit=_SHOWN)
        return BadRow(line, self.column, shown.text + ("..." if shown.cut else ""), self.reason)


class TextReader:
    """Reads the fields of rows of one file. `choices` are the fields that hold one of a few words, and for each word
    that is known (folded) which of them it stands for. `lenient`, where columns were guessed: an unknown word is told
    and left out; else it makes a bad row.

    Raises ImportFailed when the file lacks a column that the map names, or has it twice.
    """

    def __init__(
        self,
        map_name: str,
        sources: Sequence[tuple[str, FieldSource]],
        columns: Collection[str],
        header: Sequence[str],
        choices: Mapping[str, Mapping[str, str]],
        *,
        lenient: bool = False,
    ) -> None:
        places = {name: places_of(name, header) for name in columns}
        missing = sorted(name for name in columns if not places[name])
        if missing:
            plural = "s" if len(missing) > 1 else ""
            raise ImportFailed(f"The file has no column{plural} {', '.join(missing)}, which the map {map_name} reads.")
        doubled = sorted(name for name in columns if len(places[name]) > 1)
        if doubled:
            raise ImportFailed(f"The file has the column {doubled[0]} twice: which one is meant?")
        self._index = {name: places[name][0] for name in columns}
        self._sources, self._choices = dict(sources), choices
        self._lenient = lenient
        self.remarks: list[str] = []
        """What to know about the row that was read last."""
        self._tables = {name: _folded(source.values) for name, source in sources}
        self._blanks = {name: frozenset(map(str.casefold, source.blank)) for name, source in sources}

    def cells(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells that the map reads, by column, without the mark that keeps a formula a text."""
        return {
            name: unguarded(unwrapped(unmarked_number(cells[index]))).strip() for name, index in self._index.items()
        }

    def are_numbers(self, name: str, cells: Sequence[str]) -> bool:
        """Whether the cells of a field hold a number with decimals, and not a text that says one."""
        return any(is_marked_number(cells[self._index[column]]) for column in self._sources[name].used)

    def texts(self, row: Mapping[str, str], decided: Mapping[str, str] | None = None) -> dict[str, str]:
        """The text of every mapped field; those `decided` already stay. Raises BadCell."""
        self.remarks.clear()
        texts = dict(decided or {})
        texts.update((name, self._text(name, row)) for name in self._sources if name not in texts)
        return texts

    def columns_of(self, name: str) -> str:
        """The columns that feed a field, as a report names them."""
        return ", ".join(self._sources[name].used)

    def _text(self, name: str, row: Mapping[str, str]) -> str:
        source, blanks, table = self._sources[name], self._blanks[name], self._tables[name]
        parts = [row[column] for column in source.used]
        filled = [part for part in parts if part and part.casefold() not in blanks]
        filled = filled[:1] if source.first_of else filled
        text = source.separator.join(filled) if source.constant is None else source.constant
        if table:
            known = table.get(text.casefold())
            if known is None and source.default is None and text:
                raise BadCell(self.columns_of(name), text, f"the map has no {name.replace('_', ' ')} for it")
            text = known or ""
        text = text or source.default or ""
        if text and name in self._choices:
            return self._chosen(name, text)
        if text and name in _NUMBERS:
            text = self._with_all_digits(name, text)
        if name == Kind.EMPLOYEE:
            text = "; ".join(filter(None, map(str.strip, text.splitlines())))  # one below the other are several
        return fitting_field(self.columns_of(name), name, text)

    def _chosen(self, name: str, text: str) -> str:
        """Which of the few words a text stands for."""
        found = self._choices[name].get(fold(text), self._choices[name].get(text.casefold()))
        if found is not None:
            return found
        column, words = self.columns_of(name), ", ".join(sorted(set(self._choices[name].values())))
        if not self._lenient:
            raise BadCell(column, text, f"no {name}; there are {words}")
        self.remarks.append(f"{column} {clean_line(text, _SHOWN)} is left out, because it is none of {words}")
        return ""

    def _with_all_digits(self, name: str, text: str) -> str:
        whole = whole_digits(text)
        if whole is not None:
            return whole
        column = self.columns_of(name)
        if not _NUMBERS[name]:
            raise BadCell(column, text, "a spreadsheet cut its digits off: format the column as text there")
        self.remarks.append(f"{column} {text} is left out, because a spreadsheet cut its digits off")
        return ""


def _folded(values: Mapping[str, str]) -> dict[str, str]:
    return {text.casefold(): value for text, value in values.items()}


def fitting_field(column: str, name: str, text: str) -> str:
    """The text cleaned, as long as the field may be. Raises BadCell."""
    return fitting(column, text, _LONGER.get(name, limit_of(name)), multiline=name in _NOTES)


def fitting(column: str, text: str, limit: int, *, multiline: bool) -> str:
    """The text cleaned. Raises BadCell when it is too long: nothing is cut without a word."""
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    tidy = clean(text.strip(), limit=limit + 1, multiline=multiline).text.strip()
    if len(tidy) > limit:
        raise BadCell(column, text, f"too long: {len(text):,} characters, {limit:,} at most")
    return tidy
