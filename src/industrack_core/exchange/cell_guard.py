"""Text that a spreadsheet would take for a formula: marked as text on the way out, and unmarked on the way in."""

import re

# with the full-width letters that spreadsheets read as the plain ones; blanks before them do not count
_FORMULA = r"\s*[=+\-@\t\r＝＋－＠]"
_ACTS = re.compile(rf"'*(?:[\t\r]|{_FORMULA})")
_MARKED = re.compile(rf"'+(?:[\t\r]|{_FORMULA})")


def guarded(text: str) -> str:
    """The text with `'` before it, where it begins like a formula or like a text that was marked already."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _MARKED.match(text) else text


def guarded_where_read(text: str) -> str:
    """For a cell that is typed as text anyway: only what `unguarded` would take something from is marked."""
    return f"'{text}" if _MARKED.match(text) else text
