"""What menus say of saved layouts: each by its digit, and what it shows."""

from industrack_core.domain.text.text import clip
from industrack_tui.dialogs.menu import Choice
from industrack_tui.preferences import Layout, Preferences

_CHOSEN = "layout "
_NAME_CELLS = 20


def layout_choices(preferences: Preferences) -> list[Choice]:
    """The saved layouts, by digit."""
    return [
        Choice(f"{_CHOSEN}{name}", str(number), clip(name, _NAME_CELLS), layout_told(layout))
        for number, (name, layout) in enumerate(preferences.layouts.items(), 1)
    ]


def chosen_layout(choice: str) -> str:
    """The name of the layout that was chosen; empty when it was something else."""
    return choice.removeprefix(_CHOSEN) if choice.startswith(_CHOSEN) else ""


def layout_told(layout: Layout) -> str:
    """`week, Default calendar, filter high`."""
    days = "one day" if layout.days == 1 else f"{layout.days} days"
    parts = [
        layout.view or days,
        layout.calendar,
        f"filter {layout.filter}" if layout.filter else "",
        "without queue" if layout.queue_hidden else "",
    ]
    return ", ".join(filter(None, parts))
