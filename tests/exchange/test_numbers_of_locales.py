"""Amounts of thirty locales in files, as texts and as a sheet's numbers: never another value without a word."""

import csv
import os
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from babel.numbers import format_decimal

from industrack_core.desk.values.countries import currency_of
from industrack_core.desk.values.money import decimals_of
from industrack_core.domain.records.office import Company
from industrack_core.exchange.imports.record_import import open_records
from industrack_core.exchange.imports.record_map import KINDS
from industrack_core.exchange.imports.row_texts import BadCell
from tests.locales import LOCALES

TEXTS = int(os.environ.get("LOCALE_TEXTS", "20"))
"""Rows for each locale, and in the whole run once: `LOCALE_TEXTS=1000`."""
pytestmark = pytest.mark.timeout(120 + TEXTS)
HEADER = ("Name", "Price", "Qty")
Row = tuple[str, str | float, str | float, int, int]
"""A name, an amount and a quantity as they stand in the file, and what they mean."""


def rows_of(dice: random.Random, company: str, how: str) -> Iterator[Row]:
    """Items with amounts as the company's locale writes them, one of all for each (`mixed`), or as numbers."""
    decimals = decimals_of(currency_of(company[-2:]))
    for number in range(TEXTS):
        minor, units = dice.randrange(10 ** dice.randint(1, 8)), dice.randrange(10 ** dice.randint(1, 8))
        price, quantity = Decimal(minor).scaleb(-decimals), Decimal(units).scaleb(-3)
        if how == "numbers" and number % 4:
            yield f"N{number}", float(price), float(quantity), minor, units
            continue
        locale = dice.choice(LOCALES) if how == "mixed" else company
        digits = "default" if number % 2 else "latn"
        texts = [format_decimal(each, locale=locale, numbering_system=digits) for each in (price, quantity)]
        yield f"N{number}", texts[0], texts[1], minor, units


def written(directory: Path, form: str, rows: list[Row]) -> Path:
    """A file of these rows."""
    file = directory / f"items.{form}"
    if form == "csv":
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=";").writerows([HEADER, *(row[:3] for row in rows)])
        return file
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, *(each[:3] for each in rows)]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                else:
                    sheet.write_number(place, column, cell)
    return file


@pytest.mark.parametrize(("form", "how"), [("csv", "own"), ("csv", "mixed"), ("xlsx", "own"), ("xlsx", "numbers")])
@pytest.mark.parametrize("company", LOCALES)
def test_no_amount_of_any_locale_becomes_another_one_in_a_file(
    tmp_path: Path, form: str, how: str, company: str
) -> None:
    rows = list(rows_of(random.Random(f"{company} {form} {how}"), company, how))
    read = told = 0
    with open_records(written(tmp_path, form, rows), KINDS["items"]) as records:
        reader = records.reader
        reader.begin(Company(name="One", country=company[-2:], currency=currency_of(company[-2:])))
        cells = [row[1] for row in records.csv.rows() if isinstance(row, tuple)]
        for each in cells:
            reader.learn(each)
        for (_, price, quantity, minor, units), each in zip(rows, cells, strict=True):
            try:
                item, remark = reader.read(2, each)
            except BadCell:
                continue
            told, read = told + bool(remark), read + 1
            is_meant = (item.price, item.on_hand) == (minor, units)
            assert is_meant or (how == "mixed" and remark), (company, price, quantity, item)
    assert read > TEXTS // 3, company
