"""Every action that Textual brings along: none writes a file, starts a program or leaves the console."""

import os
import tempfile
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from industrack_tui.app import ConsoleApp
from industrack_tui.terminal.shut import NoWaysOut
from tests.console.seat import NOW, seated
from tests.exchange.offices import demo_desk

ON_THE_SCREEN = (
    "add_class", "back", "bell", "blur", "copy_text", "dismiss", "focus", "focus_next", "focus_previous", "help_quit",
    "hide_help_panel", "maximize", "minimize", "notify", "pop_screen", "push_screen", "remove_class",
    "show_help_panel", "switch_mode", "switch_screen", "toggle", "toggle_class", "toggle_dark", "quit",
    *(f"page_{way}" for way in ("down", "left", "right", "up")),
    *(f"scroll_{way}" for way in ("down", "end", "home", "left", "right", "up")),
)  # fmt: skip
"""Actions that change what the screen shows, or end the console, and reach nothing else."""
SHUT = ("change_theme", "command_palette", "screenshot", "simulate_key", "suspend_process")
"""Actions that would reach more: shut."""
REACHING = (
    ("deliver_text", ("/etc/hostname",)), ("deliver_binary", ("/etc/hostname",)), ("deliver_screenshot", ()),
    ("save_screenshot", ("picture.svg", "{here}")), ("open_url", ("file:///etc/passwd",)),
    ("action_screenshot", ("picture.svg", "{here}")), ("action_suspend_process", ()),
    ("action_simulate_key", ("q",)), ("action_command_palette", ()), ("action_change_theme", ()),
)  # fmt: skip


def test_every_action_that_the_toolkit_brings_is_looked_at() -> None:
    """A newer Textual with another action fails here, and somebody decides what it is."""
    brought = {
        name.removeprefix("action_")
        for kind in (App, Screen, Widget)
        for name in dir(kind)
        if name.startswith("action_")
    }
    assert brought == {*ON_THE_SCREEN, *SHUT}
    for name in dir(App):
        if name.startswith(("deliver_", "open_", "save_")):
            assert name in vars(NoWaysOut), name


async def test_what_would_reach_beyond_the_screen_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    for name in ("HOME", "XDG_DOWNLOAD_DIR", "TMPDIR"):
        monkeypatch.setenv(name, str(here))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("BROWSER", f"touch {here}/browser")
    place = str(tmp_path / "office.db")
    demo_desk(place, NOW).close()
    monkeypatch.chdir(here)
    async with seated(place) as seat:
        screen = seat.app.screen
        for name, arguments in REACHING:
            made = getattr(seat.app, name)(*(each.format(here=here) for each in arguments))
            if made is not None and not isinstance(made, str):
                await made
            await seat.settle()
            assert seat.app.screen is screen, name
            assert os.listdir(here) == [], name
        assert isinstance(seat.app, ConsoleApp)
        assert seat.app.is_running
