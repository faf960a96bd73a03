"""The table that the page's rules are held against is what the rules here say now."""

from tests.field.make_cases import CASES, table


def test_the_table_of_cases_is_up_to_date() -> None:
    assert CASES.read_text(encoding="utf-8") == table(), "run: python -m tests.field.make_cases"
