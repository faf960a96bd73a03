"""Which records a list shows, and in which order: sorting, filters."""

from dataclasses import replace

from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.lists.shown import ShownList
from industrack_tui.lists.spec import Column


def choose_order(screen: ShownList) -> None:
    """Ask by which column to sort."""
    choices = []
    taken = set[str]()
    for column in screen.spec.columns:
        if column.sort != "-":
            letter = next(
                each for each in (*column.label.lower(), *"123456789") if each.isalnum() and each not in taken
            )
            taken.add(letter)
            here = (column.sort or column.name) == screen.query_now.sort
            choices.append(Choice(column.name, letter, column.label, "the other way round" if here else ""))
    by_name = {column.name: column for column in screen.spec.columns}
    sorted_by = (name for name, column in by_name.items() if (column.sort or name) == screen.query_now.sort)
    menu = Menu(screen.look, screen.glyphs, "Sort by", choices, at=next(sorted_by, ""))
    screen.app.push_screen(menu, lambda name: sort_by(screen, by_name[name]) if name else None)


def sort_by(screen: ShownList, column: Column) -> None:
    """Sort by a column; by the one it is sorted by already: the other way round."""
    sort = column.sort or column.name
    if sort == "-":
        screen.say(f"The list cannot be sorted by {column.label}.", "panel_warning")
        return
    turned = not screen.query_now.descending if screen.query_now.sort == sort else False
    screen.ask_again(replace(screen.query_now, sort=sort, descending=turned))


def reverse(screen: ShownList) -> None:
    """The other way round."""
    screen.ask_again(replace(screen.query_now, descending=not screen.query_now.descending))


def choose_filter(screen: ShownList) -> None:
    """Ask which records to show."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    choices = [
        Choice(str(index), letters[index], label, "shown now" if name == screen.query_now.filter else "")
        for index, (name, label) in enumerate(screen.spec.filters)
    ]

    def chosen(index: str | None) -> None:
        if index is not None:
            screen.ask_again(replace(screen.query_now, filter=screen.spec.filters[int(index)][0]))

    names = [name for name, _ in screen.spec.filters]
    here = str(names.index(screen.query_now.filter)) if screen.query_now.filter in names else ""
    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Show", choices, at=here), chosen)


def why_not_filter(screen: ShownList) -> str:
    """Not every list has filters."""
    return "" if len(screen.spec.filters) > 1 else "this list has no filters"


def next_filter(screen: ShownList) -> None:
    """The next filter."""
    _step_filter(screen, 1)


def previous_filter(screen: ShownList) -> None:
    """The filter before."""
    _step_filter(screen, -1)


def _step_filter(screen: ShownList, by: int) -> None:
    names = [name for name, _ in screen.spec.filters]
    at = names.index(screen.query_now.filter) if screen.query_now.filter in names else 0
    screen.ask_again(replace(screen.query_now, filter=names[(at + by) % len(names)]))
