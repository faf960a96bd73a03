"""What is imported within a function, and why: the one place where the reasons are."""

import ast
from collections.abc import Mapping

from tests.test_house import Trees, trees

LATE: Mapping[str, tuple[str, ...]] = {
    "the store, its drivers and what decides on acts load beside the first frame, or at the first act": (
        "industrack_core.desk", "industrack_core.store", "industrack_core.domain.acts",
        "industrack_core.domain.rights", "sqlalchemy", "alembic", "pysqlite3", "sqlite3",
    ),
    "files are read and written by few, and their libraries are large": (
        "industrack_core.exchange", "industrack_core.domain.text.file_endings", "fpdf", "icalendar", "python_calamine",
        "uharfbuzz", "xlsxwriter",
    ),
    "tables of countries, phones and dates are large": ("babel", "phonenumbers", "dateutil", "zoneinfo"),
    "what opens over the board loads when it is first opened": (
        "industrack_tui.board", "industrack_tui.dialogs", "industrack_tui.forms", "industrack_tui.lists",
        "industrack_tui.widgets", "industrack_core.domain.board",
    ),
    "few have keys of their own": ("industrack_tui.commands.key_map",),
    "help, version and completion load no console, and no database": (
        "industrack_tui.app", "industrack_tui.cli", "industrack_tui.failure", "industrack_tui.start",
        "industrack_core.domain.errors", "importlib.metadata", "shtab",
        "platformdirs", "industrack_tui.version",
    ),
    "textual is looked at before it is there, or after": ("textual", "industrack_tui.terminal", "wcwidth"),
    "not every system has it": ("curses", "pwd"),
    "a config file is seldom there, and seldom wrong": ("tomllib", "shlex"),
    "searching what sounds alike begins with the first search": ("rapidfuzz",),
    "it belongs to an extra": ("apprise", "holidays", "segno"),
}  # fmt: skip
"""Why a module is imported in a function: the reasons, and what may be imported so. All else stands at the top."""
FROM_THE_OFFICE = "files are read and written by few, and their libraries are large"
"""The only reason in the office, whose modules load when their list is first shown."""


def late_imports(known: Trees) -> set[tuple[str, str]]:
    """Which module imports what within a function."""
    return {
        (name, dotted)
        for name, tree in known.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        for dotted in _imported(node)
    }


def _imported(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Import):
        return tuple(each.name for each in node.names)
    return (node.module or "",) if isinstance(node, ast.ImportFrom) else ()


def _is_of(dotted: str, roots: tuple[str, ...]) -> bool:
    return any(dotted == root or dotted.startswith(f"{root}.") for root in roots)


def test_what_is_imported_late_has_a_reason() -> None:
    allowed = tuple(root for roots in LATE.values() for root in roots)
    found = {each for each in late_imports(trees()) if ".migrations." not in each[0]}
    assert [each for each in sorted(found) if not _is_of(each[1], allowed)] == []
    office = [each for each in sorted(found) if each[0].startswith("industrack_tui.office")]
    assert [each for each in office if not _is_of(each[1], LATE[FROM_THE_OFFICE])] == []
    assert [root for root in allowed if not any(_is_of(dotted, (root,)) for _, dotted in found)] == []


def test_an_import_in_a_function_is_found() -> None:
    known = {"a": ast.parse("import b"), "c": ast.parse("def f():\n    from d.e import g")}
    assert late_imports(known) == {("c", "d.e")}
