"""Pasted text that would command a terminal: such sequences are taken out, whole and in place.

Importable without Textual.
"""

from industrack_core.domain.text.late_pattern import late_pattern

_START, _END = "\x1b[200~", "\x1b[201~"
_GIVE_UP = frozenset({"\x1b", "\x1b\x1b", "\x03", "\x1b[27u", "\x1b[27;1u", "\x1b[99;5u", "\x1b[27;5;99~"})
"""esc and ctrl+c, as terminals send them when they are pressed: alone."""
_COMMAND = late_pattern(
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
        self._last = ""  # its newest piece
        self._cut = False  # whether an end was taken for the key that begins like it
        self._tail = ""  # a mark may be cut in two by the end of a piece

    @property
    def is_open(self) -> bool:
        """Whether a paste has begun whose end has not come."""
        return self._held is not None

    @property
    def is_given_up(self) -> bool:
        """Whether the newest piece of an open paste is esc or ctrl+c alone: with some silence after it, a key."""
        return self._held is not None and self._last in _GIVE_UP

    def given_up(self) -> str:
        """The paste as far as it came, ended by the key in its newest piece."""
        if self._held:
            self._held.pop()
        self._tail, self._cut = "", self._last == _END[0]
        return self._turned()

    def passed(self, piece: str) -> str:
        """What the next piece comes to: keys at once, a paste when its end has come."""
        out: list[str] = []
        self._last = piece
        if self._cut:  # a very slow line: the end was no key
            self._cut, piece = False, piece.removeprefix(_END[1:])
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
