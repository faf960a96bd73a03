"""Moving the cursor of a list."""

from industrack_tui.lists.row_window import PAGE
from industrack_tui.lists.shown import ShownList


def up(screen: ShownList) -> None:
    """One row up."""
    screen.step(-1)


def down(screen: ShownList) -> None:
    """One row down."""
    screen.step(1)


def page_up(screen: ShownList) -> None:
    """One screen up."""
    screen.step(-_page(screen))


def page_down(screen: ShownList) -> None:
    """One screen down."""
    screen.step(_page(screen))


def _page(screen: ShownList) -> int:
    return max(1, min(PAGE // 2, screen.height - 1))


def first(screen: ShownList) -> None:
    """To the first row."""
    if screen.window.has_before:
        screen.load()
    else:
        screen.step(-len(screen.window.rows))


def last(screen: ShownList) -> None:
    """To the last row."""
    if screen.window.has_after:
        screen.load(from_end=True)
    else:
        screen.step(len(screen.window.rows))
