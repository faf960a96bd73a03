"""What keys do to a text under the hand: the same wherever somebody types. Keys are Textual's names."""

from collections.abc import Callable
from unicodedata import category

from industrack_tui.widgets.form.graphemes import JOINERS, step_back, step_on
from industrack_tui.widgets.form.line_edit import Edit

EDITING_HELP = (
    ("ctrl+a ctrl+e", "start and end of the line; ctrl+a again selects all"),
    ("alt+b alt+f", "a word back or on, as ctrl+left and ctrl+right"),
    ("alt+bksp alt+d", "erase the word before or after; ctrl+u ctrl+k the line"),
    ("alt+u alt+U", "undo and redo typing, as ctrl+_ and ctrl+y"),
    ("shift+arrows", "select; ctrl+c copies, ctrl+x cuts, ctrl+v pastes"),
)  # fmt: skip
"""Keys and what they do, for the help of everything in which one types."""


def press(edit: Edit, key: str) -> bool:
    """Do what an editing key does; answers whether it is one."""
    if key in _ERASING:
        edit.erase(_ERASING[key](edit), at_once=key not in _BY_CHARACTER)
        return True
    if key in _DEEDS:
        _DEEDS[key](edit)
        return True
    plain = key.replace("shift+", "")
    move = _MOVES.get(plain) or (_LINE_MOVES.get(plain) if edit.rows > 1 else None)
    if move is None:
        return False
    if plain == key and edit.anchor is not None and plain in ("left", "right"):
        edit.go_to(edit.selection[plain == "right"])
    else:
        edit.go_to(move(edit), selects=plain != key, vertical=plain in _LINE_MOVES)
    return True


def typed(edit: Edit, key: str, character: str | None) -> tuple[bool, int]:
    """A key in a text: whether it meant anything there, and how many characters had no room."""
    if character and is_text(key, character):
        return True, edit.insert(" " if is_blank(character) else character)
    return press(edit, key), 0


def is_text(key: str, character: str | None) -> bool:
    """Whether a key writes its character: held with alt it is a command, though Textual hands the letter over."""
    if not character or not _CHORDS.isdisjoint(key.split("+")[:-1]):
        return False
    return character.isprintable() or character in JOINERS or is_blank(character)


def is_blank(character: str) -> bool:
    """Whether it is a blank, of whatever width: many keyboards put one between thousands, and a number without it
    would be another number."""
    return category(character) == "Zs"


_CHORDS = frozenset(("alt", "ctrl", "super", "hyper", "meta"))
_ERASING: dict[str, Callable[[Edit], int]] = {
    "backspace": lambda edit: step_back(edit.text, edit.cursor),
    "shift+backspace": lambda edit: step_back(edit.text, edit.cursor),
    "delete": lambda edit: step_on(edit.text, edit.cursor),
    "ctrl+d": lambda edit: step_on(edit.text, edit.cursor),
    **dict.fromkeys(("ctrl+w", "alt+backspace", "ctrl+backspace"), lambda edit: edit.word(-1)),
    **dict.fromkeys(("alt+d", "alt+delete", "ctrl+delete"), lambda edit: edit.word(1)),
    "ctrl+u": lambda edit: edit.line_edge(end=False),
    "ctrl+k": lambda edit: edit.line_edge(end=True),
}
_BY_CHARACTER = ("backspace", "shift+backspace", "delete", "ctrl+d")
_MOVES: dict[str, Callable[[Edit], int]] = {
    "left": lambda edit: step_back(edit.text, edit.cursor),
    "right": lambda edit: step_on(edit.text, edit.cursor),
    "home": lambda edit: edit.line_edge(end=False),
    "end": lambda edit: edit.line_edge(end=True),
    "ctrl+home": lambda _: 0,
    "ctrl+end": lambda edit: len(edit.text),
    **dict.fromkeys(("ctrl+left", "alt+left", "alt+b"), lambda edit: edit.word(-1)),
    **dict.fromkeys(("ctrl+right", "alt+right", "alt+f"), lambda edit: edit.word(1)),
    "ctrl+e": lambda edit: edit.line_edge(end=True),
}
_LINE_MOVES: dict[str, Callable[[Edit], int]] = {
    "up": lambda edit: edit.row_away(-1),
    "down": lambda edit: edit.row_away(1),
}
_DEEDS: dict[str, Callable[[Edit], None]] = {
    "ctrl+a": Edit.start_or_all,
    **dict.fromkeys(("ctrl+underscore", "ctrl+slash", "ctrl+minus", "alt+u"), Edit.undo),
    **dict.fromkeys(("ctrl+y", "alt+shift+u", "alt+U"), Edit.redo),
}
