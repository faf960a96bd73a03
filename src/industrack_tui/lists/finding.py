"""Finding in a list: words are typed over it, and the list follows."""

from dataclasses import replace

from textual import events

from industrack_tui.lists.shown import ShownList
from industrack_tui.widgets.form.clipboard import clip_key
from industrack_tui.widgets.form.edit_keys import typed
from industrack_tui.widgets.form.line_edit import Edit

_LIMIT = 60
_LEAVES = ("enter", "up", "down", "tab", "escape")


def start(screen: ShownList) -> None:
    """Words are typed from now on, and the list follows."""
    screen.edit = Edit.on(screen.query_now.find, _LIMIT, 1, selects=True)
    screen.draw_top()


def stop(screen: ShownList) -> None:
    """The whole list again, the cursor on the record that was found."""
    row = screen.current
    screen.edit = None
    if screen.query_now.find:
        screen.query_now, screen.count = replace(screen.query_now, find=""), None
        screen.load(row.id if row else 0)
    screen.draw_top()


def goes_on(screen: ShownList, event: events.Event) -> bool:
    """Whether a key or a paste is for the words."""
    leaves = isinstance(event, events.Key) and event.key in _LEAVES
    return screen.edit is not None and isinstance(event, events.Key | events.Paste) and not leaves


def takes_key(screen: ShownList, key: str, character: str | None) -> bool:
    """While words are typed, keys are theirs."""
    edit = screen.edit
    if edit is None:
        return False
    if key in ("enter", "up", "down", "tab"):
        screen.edit = None
        screen.draw_top()
        return key in ("enter", "tab")
    if key == "escape":
        stop(screen)
        return True
    before = edit.text
    if not clip_key(screen.app, edit, key):
        typed(edit, key, character)
    _follow(screen, edit, before)
    return True


def paste(screen: ShownList, text: str) -> None:
    """A paste, while words are typed."""
    if screen.edit is not None:
        before = screen.edit.text
        screen.edit.insert(" ".join(text.split()))
        _follow(screen, screen.edit, before)


def _follow(screen: ShownList, edit: Edit, before: str) -> None:
    if edit.text != before:
        screen.ask_again(replace(screen.query_now, find=edit.text))
    screen.draw_top()
    screen.top.refresh()  # a frame takes the terminal's cursor along, also where nothing else changed
