"""The house's own rules, read from the syntax trees: no import circles, one caller of `perform`, names defined once.

Late imports and those for types alone count: what a module names, it knows. Migrations are kept as they were written.
"""

import ast
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.schema_state import REVISIONS

LONG, TOO_LONG = 250, 400
MOST_LONG = 2
"""Modules over 250 lines, each of one subject; over 400 there is none."""
MOST_ANY = 95
"""How often `Any` is said. Where something takes whatever there is, `object` says so, or a name for it."""

SRC = Path(__file__).parents[1] / "src"
Trees = Mapping[str, ast.Module]


@cache
def trees() -> Trees:
    """Every module of ours by its name; a package is its `__init__`."""
    found = {}
    for path in SRC.rglob("*.py"):
        name = ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(name: str, known: Trees) -> set[str]:
    """The modules of `known` that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(known[name]):
        if isinstance(node, ast.Import):
            found |= {_module(each.name, known) for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {_module(f"{base}.{each.name}", known) for each in node.names}
    return found - {"", name}


def _module(dotted: str, known: Trees) -> str:
    while dotted and dotted not in known:
        dotted = dotted.rpartition(".")[0]
    return dotted


def ring(known: Trees) -> list[str]:
    """Modules that import each other in a ring, the first one once more at the end; empty when there is none."""
    try:
        TopologicalSorter({name: imports(name, known) for name in known}).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def callers_of(word: str, known: Trees) -> set[str]:
    """Modules that call a method of that name on a bridge."""
    return {
        name
        for name, tree in known.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == word
        and ast.unparse(node.func.value).rpartition(".")[2] == "bridge"
    }


def printing(known: Trees) -> set[str]:
    """Modules that print."""
    return {
        name
        for name, tree in known.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }


def writes_of_state(known: Trees) -> list[str]:
    """Assignments to a field of somebody's `state`."""
    return [
        f"{name}: {ast.unparse(target)}"
        for name, tree in known.items()
        for target in _targets(tree)
        if _of_state(target)
    ]


def _targets(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from target.elts if isinstance(target, ast.Tuple) else (target,)
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            yield node.target
        elif isinstance(node, ast.Delete):
            yield from node.targets


def _of_state(target: ast.expr) -> bool:
    while isinstance(target, ast.Subscript):
        target = target.value
    return isinstance(target, ast.Attribute) and ast.unparse(target.value).rpartition(".")[2] == "state"


def defined_twice(known: Trees) -> dict[str, list[str]]:
    """Public names that two modules define at their top level; migrations are kept as they were written."""
    where = defaultdict(list)
    for name, tree in known.items():
        for node in tree.body if ".migrations." not in name else ():
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith(
                "_"
            ):
                where[node.name].append(name)
    return {word: modules for word, modules in where.items() if len(modules) > 1}


def kind_words(known: Trees) -> list[str]:
    """Texts that are the name of a kind of record, outside the enum and the list of what the schema has."""
    return [
        f"{name}:{node.lineno}: {node.value}"
        for name, tree in known.items()
        if ".migrations." not in name and not name.endswith((".kinds", ".schema"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in set(Kind)
    ]


def anys(known: Trees) -> list[str]:
    """Where `Any` is said, once for each time."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in known.items()
        if ".migrations." not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "Any"
    ]


def longer_than(lines: int) -> list[str]:
    """Modules of more lines, the longest first."""
    found = {path: path.read_text(encoding="utf-8").count("\n") for path in SRC.rglob("*.py")}
    long = sorted((count, str(path.relative_to(SRC))) for path, count in found.items() if count > lines)
    return [f"{path}: {count}" for count, path in reversed(long) if "/versions/" not in path]


# -- the house ---------------------------------------------------------------------------------


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert ring(trees()) == []


def test_a_public_name_is_defined_once() -> None:
    assert defined_twice(trees()) == {}


def test_the_board_is_imported_by_itself_and_by_the_app_alone() -> None:
    others = {name for name in trees() if not name.startswith("industrack_tui.board")} - {"industrack_tui.app"}
    assert [
        name for name in others if any(each.startswith("industrack_tui.board") for each in imports(name, trees()))
    ] == []


def test_acts_are_done_by_acting_alone() -> None:
    assert callers_of("perform", trees()) == {"industrack_tui.acting"}


def test_the_command_line_prints_through_one_module() -> None:
    """It takes out what a terminal would obey; scripts for shells and servers, the table of keys and the version are
    our own."""
    own = {f"industrack_tui.cli.{name}" for name in ("completion", "grant", "print_keys", "program")}
    known = {name: tree for name, tree in trees().items() if name.startswith("industrack_tui.cli.")}
    assert printing(known) - own == {"industrack_tui.cli.guarding"}


def test_nobody_writes_the_state_of_the_board_from_outside() -> None:
    assert writes_of_state({name: tree for name, tree in trees().items() if name.startswith("industrack_tui.")}) == []


def test_kinds_of_records_are_named_by_the_enum() -> None:
    assert kind_words(trees()) == []


def test_any_is_said_seldom() -> None:
    found = anys(trees())
    assert len(found) <= MOST_ANY, found


def test_modules_have_one_subject_and_few_lines() -> None:
    assert longer_than(TOO_LONG) == []
    assert len(longer_than(LONG)) <= MOST_LONG, longer_than(LONG)


# -- and the measures themselves ----------------------------------------------------------------


def _trees(**sources: str) -> Trees:
    return {name.replace("__", "."): ast.parse(source) for name, source in sources.items()}


@pytest.mark.parametrize(
    "source",
    [
        "from a.two import f",
        "def late():\n    from a.two import f",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import two",
        "import a.two",
    ],
)
def test_a_ring_is_found_however_it_is_imported(source: str) -> None:
    assert set(ring(_trees(a="", a__one=source, a__two="from a.one import g"))) == {"a.one", "a.two"}


def test_a_row_of_imports_is_no_ring() -> None:
    assert ring(_trees(a="", a__one="from a.two import f", a__two="from a.three import g", a__three="")) == []


def test_what_is_not_allowed_is_found() -> None:
    assert callers_of("perform", _trees(a="await self.bridge.perform(act)", b="session.bridge.ask(f)")) == {"a"}
    written = "screen.state.day = 1\nscreen.state.marks[1] = 2\ndel board.state.marks[1]\nstate.zoom += 1\nstate = 3"
    assert len(writes_of_state(_trees(a=written))) == 4
    assert kind_words(_trees(a='f("visit", "visits")', b__kinds='VISIT = "visit"')) == ["a:1: visit"]
    assert anys(_trees(a="from typing import Any\nx: dict[str, Any] = {}\ndef f(y: Any) -> None: ...")) == [
        "a:2",
        "a:3",
    ]
    assert defined_twice(_trees(a="def f(): ...", b="class f: ...", c="def _g(): ...", d="def _g(): ...")) == {
        "f": ["a", "b"]
    }


@pytest.mark.parametrize(
    "violation",
    [
        "from industrack_tui.board.schedule import Schedule",
        "def late():\n    from industrack_tui.board.schedule import Schedule",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from industrack_tui.board.schedule import Schedule",
    ],
    ids=["plain", "late", "for types"],
)
def test_an_import_against_the_layers_is_told_however_it_is_made(violation: str, tmp_path: Path) -> None:
    copytree(SRC, tmp_path / "src", ignore=ignore_patterns("__pycache__"))
    (tmp_path / "pyproject.toml").write_text(
        (SRC.parent / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    broken = tmp_path / "src/industrack_tui/widgets/header.py"
    broken.write_text(f"{broken.read_text(encoding='utf-8')}\n{violation}\n", encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert "industrack_tui.widgets is not allowed to import industrack_tui.board" in told.stdout


def test_migrations_are_numbered_one_by_one_each_after_the_one_before() -> None:
    folder = SRC / "industrack_core/store/migrations/versions"
    said = []
    for path in sorted(folder.glob("*.py")):
        names = {
            node.targets[0].id: node.value.value
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign)
            if isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)
        }
        said.append((path.name.partition("_")[0], names["revision"], names["down_revision"]))
    assert [name for name, _, _ in said] == list(REVISIONS)
    assert said == [(each, each, before) for each, before in zip(REVISIONS, (None, *REVISIONS), strict=False)]
