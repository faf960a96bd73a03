"""What the documents say of the program is what the program says of itself."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.make_docs import DOCS, PICTURED, PICTURES, keys_page, roles_page
from industrack_tui.cli.options import parser
from industrack_tui.palettes import built_in
from industrack_tui.surroundings import MILLIONS

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_the_key_reference_is_what_the_command_table_says() -> None:
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == keys_page(), "run: make docs"
    assert (DOCS / "roles.md").read_text(encoding="utf-8") == roles_page(), "run: make docs"


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Options and commands of a parser and of all below it."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield name
                yield from words_of(below)


def test_the_manual_page_tells_of_every_command_and_option() -> None:
    page = (DOCS / "industrack.1").read_text(encoding="utf-8").replace("\\-", "-")
    words = set(words_of(parser())) - {"--help"}
    assert {word for word in words if word not in page} == set(), "run: make docs"
    assert set(re.findall(r"--[a-z][a-z-]+", page)) <= words, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_local_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    local = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in local if link and not (page.parent / link).exists()] == []


def test_the_changes_begin_with_the_version_of_the_project() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    released = re.compile(r"^## (\S+)$", re.MULTILINE)  # what comes next says so behind its number
    versions = released.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert versions[0] == version


@pytest.mark.parametrize("name", [picture.name for picture in PICTURED])
def test_a_picture_asks_no_server_for_anything(name: str) -> None:
    svg = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "url(http" not in svg.replace('"', "")
    assert "@font-face" not in svg


def test_the_readme_shows_the_pictures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/pictures/{picture.name}.svg" in readme for picture in PICTURED)


def test_every_test_that_the_must_list_names_exists() -> None:
    lines = (DOCS / "must.md").read_text(encoding="utf-8").splitlines()
    named = [line.rsplit("|", 2)[1].strip() for line in lines if "::" in line and line.startswith("| ")]
    assert len(named) > 40
    for name in named:
        file, _, test = name.partition("::")
        assert f"def {test}(" in (DOCS.parent / "tests" / file).read_text(encoding="utf-8"), name


def test_the_walks_are_short_and_enter_no_file_twice() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    walks = page.partition("## Four walks")[2].partition("\n## ")[0].split("\n**")[1:]
    assert len(walks) == 4
    for walk in walks:
        files = [link for link in LINK.findall(walk) if link.endswith(".py")]
        assert len(files) == len(set(files)) < 12, walk.partition("**")[0]


def test_pictures_show_all_colors() -> None:
    """They were once made where a terminal has 16, and nobody looked."""
    ground = built_in("dark", MILLIONS).roles["ground"]
    for picture in PICTURED:
        assert ground in (PICTURES / f"{picture.name}.svg").read_text(encoding="utf-8"), picture.name
