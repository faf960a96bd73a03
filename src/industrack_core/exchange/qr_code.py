"""A QR code as text, for a phone that is held before a terminal."""

_BORDER = 2
"""Light modules around it: scanners ask for four, and read it with two."""
_HALVES = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""Which character shows a dark or light module over another; light is drawn, as on a dark terminal."""


def qr_lines(text: str) -> tuple[str, ...] | None:
    """The lines of the code, two rows of modules each; None where the extra `field` is not installed."""
    try:
        import segno
    except ModuleNotFoundError:
        return None
    dark = [[bool(each) for each in row] for row in segno.make(text, error="l", micro=False).matrix]
    across = len(dark) + 2 * _BORDER
    empty = [False] * across
    rows = [empty] * _BORDER + [[False] * _BORDER + row + [False] * _BORDER for row in dark] + [empty] * _BORDER
    if len(rows) % 2:
        rows.append(empty)
    return tuple(
        "".join(_HALVES[upper, lower] for upper, lower in zip(rows[at], rows[at + 1], strict=True))
        for at in range(0, len(rows), 2)
    )
