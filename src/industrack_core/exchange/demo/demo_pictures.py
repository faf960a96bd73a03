"""Pictures of the demo's technicians: small, but real, so that whoever opens one sees it."""

import zlib
from functools import cache

_WIDE, _TALL = 96, 64
_SKY, _STEEL, _MARK = (205, 214, 224), (74, 85, 99), (214, 96, 60)
_SHAPES = {
    "Name plate": ((12, 16, 84, 48, _STEEL), (20, 24, 76, 28, _SKY), (20, 34, 60, 38, _SKY)),
    "Before": ((0, 24, 96, 40, _STEEL), (40, 40, 48, 64, _MARK)),
    "After": ((0, 24, 96, 40, _STEEL), (36, 20, 52, 44, _SKY)),
    "Crack in the flange": ((24, 0, 72, 64, _STEEL), (8, 24, 88, 40, _STEEL), (46, 24, 49, 40, _MARK)),
    "Meter reading": ((16, 12, 80, 52, _STEEL), (24, 24, 72, 40, _SKY), (60, 24, 72, 40, _MARK)),
}
"""By caption, rectangles one over the other: left, top, right, bottom, color."""
CAPTIONS = tuple(_SHAPES)


@cache
def demo_picture(caption: str) -> bytes:
    """The picture with a caption of the demo, as PNG: a few hundred bytes, always the same."""
    rows = [[_SKY] * _WIDE for _ in range(_TALL)]
    for left, top, right, bottom, color in _SHAPES[caption]:
        for row in rows[top:bottom]:
            row[left:right] = [color] * (right - left)
    pixels = b"".join(b"\0" + bytes(part for color in row for part in color) for row in rows)
    head = _WIDE.to_bytes(4, "big") + _TALL.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
