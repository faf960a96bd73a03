"""What the environment says of the terminal, and that everybody who asks is told the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from industrack_tui.chosen_theme import theme_for
from industrack_tui.cli.health import color_depth
from industrack_tui.glyphs import glyphs_for
from industrack_tui.surroundings import (
    FEW,
    MILLIONS,
    PALETTE,
    as_started,
    color_count,
    locale_name,
    shows_utf8,
)
from industrack_tui.terminal.compat import prepare_environment

COLORS: tuple[tuple[dict[str, str], int], ...] = (
    ({}, 0),
    ({"TERM": "dumb"}, 0),
    ({"TERM": "dumb", "COLORTERM": "truecolor"}, 0),
    ({"TERM": "vt100"}, FEW),
    ({"TERM": "no-such-terminal"}, FEW),
    ({"TERM": "xterm-256color"}, PALETTE),
    ({"TERM": "tmux-256color"}, PALETTE),
    ({"TERM": "screen.xterm-256color"}, PALETTE),
    ({"TERM": "alacritty"}, PALETTE),
    ({"TERM": "foot"}, PALETTE),
    ({"TERM": "foot-extra"}, PALETTE),
    ({"TERM": "xterm-kitty"}, PALETTE),
    ({"TERM": "xterm-ghostty"}, PALETTE),
    ({"TERM": "xterm-direct"}, MILLIONS),
    ({"TERM": "alacritty-direct"}, MILLIONS),
    ({"TERM": "xterm", "COLORTERM": "truecolor"}, MILLIONS),
    ({"TERM": "xterm", "COLORTERM": " 24bit"}, MILLIONS),
    ({"TERM": "xterm-256color", "COLORTERM": "yes"}, PALETTE),
    ({"TERM": "xterm-direct", "TEXTUAL_COLOR_SYSTEM": "standard"}, FEW),
    ({"TERM": "vt100", "TEXTUAL_COLOR_SYSTEM": "256"}, PALETTE),
    ({"TERM": "foot", "TEXTUAL_COLOR_SYSTEM": "auto"}, PALETTE),
)


@pytest.mark.parametrize(("environ", "count"), COLORS)
def test_colors_are_told_by_every_sign(environ: dict[str, str], count: int) -> None:
    assert color_count(environ) == count
    assert color_depth(environ) == {0: "none", FEW: "16", PALETTE: "256", MILLIONS: "16 million"}[count]
    prepare_environment(prepared := dict(environ))
    assert color_count(prepared) == count or not count
    assert theme_for(None, prepared) == ("dark" if count > FEW else "ansi")


@pytest.mark.parametrize(("number", "told"), [("8", "16"), ("256", "256"), ("0x1000000", "16 million")])
def test_terminfo_is_asked(tmp_path: Path, number: str, told: str) -> None:
    source = tmp_path / "ours.ti"
    source.write_text(f"ours|a terminal of ours,\n\tam, colors#{number}, cols#80, clear=\\E[H\\E[2J,\n")
    subprocess.run(["tic", "-x", "-o", tmp_path, source], check=True, capture_output=True)
    ask = [sys.executable, "-c", "from industrack_tui.cli.health import color_depth; print(color_depth())"]
    environ = {"PATH": os.environ["PATH"], "TERM": "ours", "TERMINFO": str(tmp_path)}
    assert subprocess.run(ask, check=True, capture_output=True, text=True, env=environ).stdout.strip() == told


LOCALES: tuple[tuple[dict[str, str], str, bool], ...] = (
    ({}, "C", False),
    ({"LANG": "C"}, "C", False),
    ({"LANG": "de_DE.ISO-8859-1"}, "de_DE.ISO-8859-1", False),
    ({"LANG": "de_DE.UTF-8"}, "de_DE.UTF-8", True),
    ({"LANG": "en_US.utf8"}, "en_US.utf8", True),
    ({"LC_CTYPE": "UTF-8"}, "UTF-8", True),
    ({"LC_CTYPE": "UTF-8", "LANG": "C"}, "UTF-8", True),
    ({"LC_CTYPE": "C", "LANG": "de_DE.UTF-8"}, "C", False),
    ({"LC_ALL": "C", "LC_CTYPE": "UTF-8", "LANG": "de_DE.UTF-8"}, "C", False),
    ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "C.UTF-8"}, "C.UTF-8", True),
)


@pytest.mark.parametrize(("environ", "name", "utf8"), LOCALES)
def test_the_locale_of_characters(environ: dict[str, str], name: str, utf8: bool) -> None:
    assert (locale_name(environ), shows_utf8(environ)) == (name, utf8)
    assert glyphs_for("auto", environ).name == ("unicode" if utf8 else "ascii")


@pytest.mark.parametrize(("environ", "name", "utf8"), LOCALES)
def test_what_python_makes_of_a_locale_is_not_what_was_asked_for(
    environ: dict[str, str], name: str, utf8: bool
) -> None:
    """Python replaces a locale that it knows to be plain, or does not know, in its own environment."""
    ask = (
        "from industrack_tui.surroundings import locale_name; from industrack_tui.glyphs import glyphs_for;"
        "print(locale_name(), glyphs_for('auto').name)"
    )
    run = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True, env=environ)
    assert run.stdout.split() == [name, "unicode" if utf8 else "ascii"]


def test_where_the_system_keeps_no_first_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_CTYPE", "C.UTF-8")
    assert "LC_CTYPE" not in as_started(tmp_path / "nothing")
    monkeypatch.setenv("LC_CTYPE", "UTF-8")
    assert as_started(tmp_path / "nothing")["LC_CTYPE"] == "UTF-8"
