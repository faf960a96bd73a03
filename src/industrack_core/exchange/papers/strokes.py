"""A signature that was drawn on a phone, as lines on a paper. Pure.

Its path is `M x y l dx dy ...`: a stroke begins at a point, and goes on by steps; whole numbers in both.
"""

from collections.abc import Iterator

Point = tuple[float, float]
Stroke = list[Point]
_LONGEST = 7
"""Digits of a number that a drawing may have: no pad is wider."""


def strokes_of(path: str) -> list[list[tuple[int, int]]]:
    """The strokes of a path, each from point to point; none where the path is not one."""
    strokes: list[list[tuple[int, int]]] = []
    command, numbers = "", _numbers(path)
    for word in numbers:
        if word in ("M", "l"):
            command = word
            continue
        x, y = _whole(word), _whole(next(numbers, ""))
        if x is None or y is None or not command or (command == "l" and not strokes):
            return []
        if command == "M":
            strokes.append([(x, y)])
            command = "l"
        else:
            before = strokes[-1][-1]
            strokes[-1].append((before[0] + x, before[1] + y))
    return strokes


def _numbers(path: str) -> Iterator[str]:
    return iter(path.replace("M", " M ").replace("l", " l ").split())


def _whole(word: str) -> int | None:
    digits = word.removeprefix("-")
    return int(word) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST else None


def strokes_within(path: str, left: float, top: float, width: float, height: float) -> list[Stroke]:
    """The strokes of a path as large as a box has room for, from its upper left corner, as high as wide as drawn."""
    strokes = strokes_of(path)
    xs, ys = [x for stroke in strokes for x, _ in stroke], [y for stroke in strokes for _, y in stroke]
    if not xs:
        return []
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(width / max(wide, 1), height / max(high, 1), 1.0)
    return [[(left + (x - min(xs)) * scale, top + (y - min(ys)) * scale) for x, y in stroke] for stroke in strokes]
