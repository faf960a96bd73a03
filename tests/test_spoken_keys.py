"""Sentences name no key that a person may have changed: they ask the command which one it is now."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from industrack_tui.commands.command import use_keys
from industrack_tui.commands.spoken import _commands, key_of, with_keys

CONSOLE = Path(__file__).parent.parent / "src" / "industrack_tui"
OWN_WORDS = ("commands/", "terminal/", "cli/", "widgets/form/edit_keys.py")
"""Where keys are defined, and sentences about a terminal's own keys."""
_DOES = "undoes|adds|opens|marks|shows|lists|counts|brings|unfolds|goes|saves|finds|does it"
LITERAL = re.compile(rf"\b(f\d{{1,2}}|ctrl\+(?!q\b|c\b)\w)\b|(^|[ (:.,])[a-zA-Z] ({_DOES})\b|\([A-Z+=]\)")
"""A function key or chord, a letter that does something, a letter in brackets."""


def sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts with a blank in them that are no docstrings, by line."""
    docs = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs
            and " " in node.value
        ):
            yield node.lineno, node.value


def literal_keys() -> list[str]:
    found = []
    for path in sorted(CONSOLE.rglob("*.py")):
        name = path.relative_to(CONSOLE).as_posix()
        if not name.startswith(OWN_WORDS):
            for line, text in sentences(ast.parse(path.read_text("utf-8"))):
                if LITERAL.search(text):
                    found.append(f"{name}:{line}: {text}")
    return found


def test_no_sentence_names_a_key_that_may_be_another() -> None:
    assert literal_keys() == []


@pytest.mark.parametrize("text", ["f2 saves it", "press ctrl+o", "No items here. a adds one.", "the worst first (E)"])
def test_a_key_in_a_sentence_is_found(text: str) -> None:
    assert LITERAL.search(text)


@pytest.mark.parametrize("text", ["a job opens here", "what opens it", "ctrl+q leaves the console"])
def test_other_words_are_none(text: str) -> None:
    assert not LITERAL.search(text)


def test_what_sentences_call_a_command_is_the_key_of_now() -> None:
    try:
        use_keys({"form.save": ("f6",), "list.add": (), "board.exceptions": ("X",)})
        assert key_of("form.save") == "f6"
        assert (
            with_keys("No items here. [list.add] adds one; [x.y] stays.") == "No items here. Add adds one; [x.y] stays."
        )
    finally:
        use_keys({})
    assert key_of("form.save") == "f2"


def test_every_command_named_in_a_sentence_is_there() -> None:
    named = re.compile(r"key_of\(['\"]([\w.-]+)['\"]\)|[^\w]\[([a-z_]+\.[a-z-]+)\] ")
    for path in CONSOLE.rglob("*.py"):
        for found in named.finditer(path.read_text("utf-8")):
            if found[1] or path.parent.name == "office":
                assert (found[1] or found[2]) in _commands(), f"{path}: {found[0]}"
