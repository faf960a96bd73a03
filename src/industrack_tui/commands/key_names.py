"""Keys as people write them, and as the toolkit calls them."""

from functools import lru_cache

SIGNS = {
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$", "percent_sign": "%",
    "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(", "right_parenthesis": ")", "asterisk": "*",
    "plus": "+", "comma": ",", "minus": "-", "full_stop": ".", "slash": "/", "colon": ":", "semicolon": ";",
    "less_than_sign": "<", "equals_sign": "=", "greater_than_sign": ">", "question_mark": "?", "at": "@",
    "left_square_bracket": "[", "backslash": "\\", "right_square_bracket": "]", "circumflex_accent": "^",
    "underscore": "_", "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|",
    "right_curly_bracket": "}", "tilde": "~",
}  # fmt: skip
"""The names of the keys that are a sign."""
_SHORT = {"escape": "esc", "pageup": "page up", "pagedown": "page down", "delete": "del"}
_NAMED = frozenset((
    "enter", "tab", "escape", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up",
    "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
))  # fmt: skip
_READ = (
    {text: name for name, text in SIGNS.items()}
    | {text: name for name, text in _SHORT.items()}
    | {"return": "enter", "pgup": "pageup", "pgdn": "pagedown", "ins": "insert", "page_up": "pageup"}
)
_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "cmd")


@lru_cache(maxsize=256)
def key_text(key: str) -> str:
    """A key's name as people write it; of a sequence, one behind the other."""
    return " ".join(_SHORT.get(each, SIGNS.get(each, each)) for each in key.split())


def key_named(text: str) -> str:
    """The name of the key that somebody wrote: `P`, `?`, `esc`, `ctrl+p`, `page up`; or a sequence as `g b`. Empty when
    there is no such key. Letters are the ones that come: `P` is shift and p."""
    words = text.strip()
    if " " in words and _one(words) == "":
        parts = [_one(each) for each in words.split()]
        return " ".join(parts) if all(parts) else ""
    return _one(words)


def _one(text: str) -> str:
    """The name of one key, with its modifiers in the order in which the toolkit names them."""
    *modifiers, last = text.split("+") if text not in ("+", "") and not text.endswith("++") else [text]
    if text.endswith("++") and len(text) > 1:
        *modifiers, last = [*text[:-2].split("+"), "+"]
    lowered = [each.strip().lower() for each in modifiers]
    if any(each not in _MODIFIERS for each in lowered):
        return ""
    name = _plain(last)
    if not name:
        return ""
    if len(name) == 1 and lowered:
        if "shift" in lowered and lowered != ["shift"]:
            return "+".join([*sorted(set(lowered)), name.lower()])
        if lowered == ["shift"]:
            return name.upper()
        name = name.lower()
    return "+".join([*sorted(set(lowered)), name])


def _plain(text: str) -> str:
    lowered = text.strip().lower()
    if len(text) == 1 and text.isalnum():
        return text
    name = _READ.get(lowered, lowered)
    return name if name in _NAMED or name in SIGNS else ""
