"""Text that a spreadsheet would take for a formula: marked as text on the way out, and unmarked on the way in. What is
a number and no text in a sheet: marked as such between its reader and the rows."""

import re

# with the full-width letters that spreadsheets read as the plain ones; blanks before them do not count
_FORMULA = r"\s*[=+\-@\t\r＝＋－＠]"
_ACTS = re.compile(rf"'*(?:[\t\r]|{_FORMULA})")
_MARKED = re.compile(rf"'+(?:[\t\r]|{_FORMULA})")

_NUMBER_MARK = "\u2060"
_EXACT = re.compile(r"-?\d+\.\d+")
_WRAPPED = re.compile(r'\s*="(?P<text>(?:[^"]|"")*)"\s*')
_SHORTENED = re.compile(r"(?P<first>[1-9])(?:[.,](?P<decimals>\d+))?[eE]\+(?P<power>\d{1,3})")


def guarded(text: str) -> str:
    """The text with `'` before it, where it begins like a formula or like a text that was marked already."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _MARKED.match(text) else text


def unwrapped(text: str) -> str:
    """What a formula that is nothing but a text says: `="0212"`, which keeps a spreadsheet from reading a number."""
    found = _WRAPPED.fullmatch(text)
    return found["text"].replace('""', '"') if found else text


def whole_digits(text: str) -> str | None:
    """A number as a spreadsheet shows it where its column is narrow, `5.55012E+09`, with all its digits.

    None where digits are lost; any other text is answered as it is.
    """
    found = _SHORTENED.fullmatch(text)
    if found is None:
        return text
    decimals = found["decimals"] or ""
    zeros = int(found["power"]) - len(decimals)
    return f"{found['first']}{decimals}" if zeros == 0 else None


def guarded_where_read(text: str) -> str:
    """For a cell that is typed as text anyway: only what `unguarded` would take something from is marked."""
    return f"'{text}" if _MARKED.match(text) else text


def marked_number(digits: str) -> str:
    """A number with a point before its decimals, from a cell that holds no text: `1.234` is no thousand there."""
    return f"{digits}{_NUMBER_MARK}" if _EXACT.fullmatch(digits) else digits


def is_marked_number(text: str) -> bool:
    """Whether `marked_number` marked it."""
    return text.endswith(_NUMBER_MARK) and _EXACT.fullmatch(text[:-1]) is not None


def unmarked_number(text: str) -> str:
    """What `marked_number` was given."""
    return text[:-1] if is_marked_number(text) else text
