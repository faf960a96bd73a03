"""Pasted text that would command a terminal: such sequences are taken out, whole and in place.

Importable without Textual.
"""

import re

_START, _END = "\x1b[200~", "\x1b[201~"
_COMMAND = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)"
)


def without_commands(text: str) -> str:
    """`text` without control sequences (CSI) and control strings (OSC, DCS and the like), 7-bit or 8-bit, and without
    what is left of escapes. Source: ECMA-48, 5.4 and 5.6."""
    if text.isascii() and "\x1b" not in text:
        return text
    return _COMMAND.sub("", text).replace("\x1b", "")


class PasteFilter:
    """Cleans the pastes in what a terminal sends, piece by piece, before keys are looked for in it.

    Textual takes an escape inside a paste for a key's: what follows it comes as keys, before the paste.
    """

    END = _END

    def __init__(self) -> None:
        self._held: list[str] | None = None  # a paste that has not ended yet
        self._tail = ""  # a mark may be cut in two by the end of a piece

    @property
    def is_open(self) -> bool:
        """Whether a paste has begun whose end has not come."""
        return self._held is not None

    def passed(self, piece: str) -> str:
        """What the next piece comes to: keys at once, a paste when its end has come."""
        out: list[str] = []
        while piece:
            mark = _START if self._held is None else _END
            joined = self._tail + piece
            found = joined.find(mark)
            end = len(piece) if found < 0 else found + len(mark) - len(self._tail)
            now, piece = piece[:end], piece[end:]
            self._tail = joined[-len(mark) + 1 :] if found < 0 else ""
            if self._held is None:
                out.append(now)
            else:
                self._held.append(now)
            if found >= 0:
                out.append(self._turned())
        return "".join(out)

    def _turned(self) -> str:
        """Begin to hold a paste, or let the one that ended go, clean."""
        if self._held is None:
            self._held = []
            return ""
        text = "".join(self._held).removesuffix(_END)
        self._held = None
        return without_commands(text) + _END
