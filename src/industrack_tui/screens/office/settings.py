"""The settings: a menu of the company, the lists that everything draws on, and numbering."""

from typing import TYPE_CHECKING

from industrack_tui.screens.dialogs import Choice, Menu

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen


def choose_settings(schedule: "ScheduleScreen") -> None:
    """What can be set."""
    choices = [Choice("groups", "g", "Groups", "who works together, and who heads them")]
    schedule.app.push_screen(Menu(schedule.look, schedule.glyphs, "Settings", choices))
