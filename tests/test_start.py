"""What a start costs, told without a clock: which modules stand between the command and the first frame."""

import ast
import gc
import subprocess
import sys

import pytest

from industrack_core.store.engine.texts import kept_texts, server_texts
from industrack_tui.cli.options import parser
from industrack_tui.cli.program import plain_console
from tests.console.seat import seated
from tests.test_house import trees
from tools.make_texts import texts, texts_of_servers

MOST_OF_OURS = 122
"""Modules of ours that are loaded before the first frame."""


def test_frozen_values_are_made_the_quick_way() -> None:
    """The standard library compiles six functions for each, which was a fifth of a start: `domain/dataclass.py`."""
    slow = [
        f"{name}: {node.name}"
        for name, tree in trees().items()
        if any(_names(each, "dataclasses", "dataclass") for each in tree.body)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("frozen=True" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert slow == []


def test_named_tuples_are_made_the_quick_way() -> None:
    """The standard library compiles a function for each of more than a hundred: `domain/named_tuple.py`."""
    own = "industrack_core.domain.named_tuple"
    slow = [name for name, tree in trees().items() for each in tree.body if _names(each, "typing", "NamedTuple")]
    assert slow == [own]


def _names(node: ast.stmt, module: str, name: str) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == module and any(each.name == name for each in node.names)


@pytest.mark.parametrize(
    "arguments",
    [
        "", "--db x", "--db=x", "--demo", "--readonly --db x", "--config c --db=a=b", "--db= --readonly",
        "--db x --db y", "--demo --db x",
    ],
)  # fmt: skip
def test_what_opens_a_console_is_read_as_the_parser_reads_it(arguments: str) -> None:
    plain = plain_console(arguments.split())
    assert plain is not None
    assert vars(plain) == vars(parser().parse_args(arguments.split()))


@pytest.mark.parametrize(
    "arguments",
    ["--db", "--db --demo", "--db -x", "--demo=1", "--data x", "--help", "--version", "demo", "--db x demo", "x", "--"],
)
def test_all_else_is_left_to_the_parser(arguments: str) -> None:
    assert plain_console(arguments.split()) is None
    assert plain_console(["--db", ""]) is None


_LOADED = """
import sys
from industrack_tui.cli.program import plain_console
plain_console(["--db", "x"])
import industrack_tui.cli.console
from industrack_tui.terminal.compat import without_the_unused
with without_the_unused():
    import industrack_tui.app
print(*sys.modules)
import industrack_core.desk.desk
import industrack_tui.board.moves, industrack_tui.board.today, industrack_tui.widgets.timeline.paint
print(*sys.modules)
"""


def test_what_the_first_frame_and_a_filled_board_do_without_is_not_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True).stdout
    first, filled = (set(line.split()) for line in told.splitlines())
    ours = {name for name in first if name.startswith("industrack")}
    assert len(ours) <= MOST_OF_OURS, sorted(ours)
    unseen = (
        "argparse", "tomllib", "sqlalchemy", "shlex", "importlib.metadata", "zoneinfo", "sysconfig",
        "ssl", "textual.command", "textual.types", "textual.widgets._", "textual.validation", "rich.table",
        "industrack_core.store",
        "industrack_core.desk", "industrack_tui.dialogs", "industrack_tui.forms", "industrack_tui.lists",
        "industrack_tui.office", "industrack_tui.widgets.form", "industrack_core.domain.board.block_words",
        "industrack_tui.widgets.timeline.paint",
    )  # fmt: skip
    assert [name for name in sorted(first) if name.startswith(unseen)] == []
    unused = (
        "ssl", "textual.command", "textual.widgets._", "sqlalchemy", "alembic", "rapidfuzz", "babel", "phonenumbers",
        "industrack_core.store.engine.tables", "industrack_core.store.store", "industrack_core.store.lists",
        "industrack_core.store.writing.transaction", "industrack_core.desk.jobs",
        "industrack_core.domain.acts.acts", "industrack_core.store.reads.day_reads", "industrack_tui.dialogs",
    )  # fmt: skip
    assert [name for name in sorted(filled) if name.startswith(unused)] == []


def test_texts_by_which_a_board_opens_are_those_of_the_tables_and_statements() -> None:
    assert server_texts() == texts_of_servers(), "the schema or a statement is another one: python -m tools.make_texts"
    assert kept_texts() == texts(), "the schema or a statement is another one: python -m tools.make_texts"


_COLLECTS = """
import gc, sys
from industrack_tui.__main__ import main
sys.argv = ["industrack", *sys.argv[1:]]
main()
print(gc.isenabled())
"""


@pytest.mark.parametrize("arguments", ["--version", "keys", "demo --help"])
def test_what_is_no_console_looks_for_garbage(arguments: str) -> None:
    run = [sys.executable, "-c", _COLLECTS, *arguments.split()]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.endswith("True\n")


async def test_a_board_that_is_there_looks_for_garbage(sqlite_company: str) -> None:
    gc.disable()
    try:
        async with seated(sqlite_company) as seat:
            await seat.settle()
            assert gc.isenabled()
    finally:
        gc.enable()
