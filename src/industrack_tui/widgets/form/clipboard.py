"""Copying and cutting what is selected to the terminal's clipboard, pasting what was copied here."""

from typing import Any

from textual.app import App

from industrack_tui.widgets.form.line_edit import Edit


def clip_key(app: App[Any], edit: Edit, key: str) -> bool:
    """Do what ctrl+c, ctrl+x and ctrl+v do to a text; answers whether it was one of them."""
    if key == "ctrl+v":
        edit.insert(app.clipboard)
    elif key in ("ctrl+c", "ctrl+x"):
        if edit.selected:
            app.copy_to_clipboard(edit.selected)
            if key == "ctrl+x":
                edit.erase(edit.cursor, at_once=True)
    else:
        return False
    return True
