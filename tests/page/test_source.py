"""What the page's own texts must be and never may be, as they lie in the folder."""

import json
import re
from pathlib import Path

import pytest

from industrack_field.shell import PAGE, read_shell

SOURCES = sorted(PAGE.glob("*.js"))
NEVER = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(\s*[\"'`]|DOMParser"
)
WORDS = re.compile(r"""\bt\(\s*"(\w+)\"""")


def words_of(language: str) -> dict[str, str]:
    """The table of a language: its keys, and what stands behind each."""
    table = json.loads((PAGE / f"words_{language}.json").read_text(encoding="utf-8"))
    return {key: json.dumps(words, ensure_ascii=False) for key, words in table.items()}


@pytest.mark.parametrize("path", [*SOURCES, PAGE / "index.html"], ids=lambda path: path.name)
def test_no_text_can_become_markup_or_a_script(path: Path) -> None:
    assert NEVER.findall(path.read_text(encoding="utf-8")) == []
    assert not re.search(r"\son\w+\s*=\s*\"|\sstyle\s*=\s*\"|<script(?![^>]*\bsrc=)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_module_has_one_subject_and_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    assert "TODO" not in text


def test_the_shell_is_small_in_every_language() -> None:
    shell = read_shell()
    always = sum(each.weight for path, each in shell.files.items() if path not in shell.words)
    assert max(always + shell.files[path].weight for path in shell.words) <= 40_000


def test_every_language_has_every_key_with_the_same_gaps() -> None:
    english, german = words_of("en"), words_of("de")
    assert sorted(english) == sorted(german)
    assert list(english) == sorted(english)

    def gaps(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{(\w+)\}", text)))

    assert {key: gaps(text) for key, text in english.items()} == {key: gaps(text) for key, text in german.items()}


def test_every_word_that_is_asked_for_is_in_the_table_and_no_other() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES if not path.name.startswith("words"))
    known = set(words_of("en"))
    assert set(WORDS.findall(text)) <= known
    families = tuple(re.findall(r"t\(`(\w+_)\$\{", text))
    unused = {key for key in known if f'"{key}"' not in text and not key.startswith(families)}
    assert unused == set()
