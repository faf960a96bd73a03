"""The parts of a form that keys lead to: which key, and the line that shows them. Pure."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from industrack_core.domain.text.text import cell_width
from industrack_tui.commands.forms import PART_KEYS
from industrack_tui.widgets.form.sheet import Parts, Section, Sheet


@lru_cache(maxsize=32)
def parts_by_key(sections: tuple[Section, ...]) -> dict[str, list[Section]]:
    """The parts that each key leads to, in the order of the keys; one that leads to several walks through them."""
    found: dict[str, list[Section]] = {}
    for section in sections:
        if section.key:
            found.setdefault(section.key, []).append(section)
    return dict(sorted(found.items(), key=lambda each: int(each[0][1:])))


def part_of_key(sheet: Sheet, key: str, focus: str | None) -> Section | None:
    """Where a key leads from the field with the keys."""
    parts = [section for section in sheet.sections if section.key == key]
    here = sheet.section_of(focus)
    place = parts.index(here) if here in parts else -1
    return parts[(place + 1) % len(parts)] if parts else None


def usual_key(pressed: str) -> str:
    """The key by which a part is known, of one that was pressed to go there; empty when it leads to none."""
    return next((each.usual_keys[0] for each in PART_KEYS if pressed in each.keys), "")


def shown_key(key: str) -> str:
    """What leads now to the part that is known by a key, as a person reads it; empty where only the menu does."""
    return next((each.shown_key for each in PART_KEYS if key in each.usual_keys), key)


def part_line(sheet: Sheet, focus: str | None, problems: Iterable[str], width: int) -> tuple[Parts, ...]:
    """The parts of the form with the keys that lead there now; the one with the hand is marked, and those that need a
    look."""
    by_key = parts_by_key(sheet.sections)
    if len(by_key) < 2:
        return ()
    here = sheet.section_of(focus)
    wanting = {section.key for name in problems if (section := _said_in(sheet, name))}
    line: list[tuple[str, str]] = []
    is_spelled = _width(sheet.sections) <= width
    for key, (first, *_) in by_key.items():
        role = "panel_error" if key in wanting else "panel_muted"
        if here is not None and here.key == key:
            role = "pick_idle"
        own = shown_key(key)
        short = own if is_spelled or not line else own.removeprefix("f")
        line += [
            (f" {short} " if short else " ", "panel_accent"),
            (f"{first.label}{'!' * (role == 'panel_error')}", role),
        ]
        line.append((" ", "panel"))
    return (tuple(line),)


def thing_at(line: Parts, each: int, column: int) -> int | None:
    """Which thing of a line a cell belongs to, of those that take `each` parts of it; None beside them."""
    end = 0
    for index, (text, _) in enumerate(line):
        end += cell_width(text)
        if column < end:
            return index // each
    return None


def part_at(sheet: Sheet, lines: Sequence[Parts], column: int) -> str:
    """The key of the part that stands in a cell of the line of parts; empty beside them."""
    keys = list(parts_by_key(sheet.sections))
    place = thing_at(lines[0], 3, column) if lines else None
    return keys[place] if place is not None else ""


@lru_cache(maxsize=32)
def _width(sections: tuple[Section, ...]) -> int:
    """Cells of the line of parts with their keys spelled out."""
    return sum(cell_width(parts[0].label) + len(key) + 4 for key, parts in parts_by_key(sections).items())


def _said_in(sheet: Sheet, name: str) -> Section | None:
    """The part in which a problem is said: of an entry without a cell of that name, that of the entry."""
    while name and sheet.spot(name) is None:
        name = name.rpartition(".")[0]
    return sheet.section_of(name)
