"""How colors look to people: differences by CIEDE2000, and what is left of them for eyes without red or green.

The matrices are those of Machado, Oliveira and Fernandes (2009) for a full deficiency.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin

from industrack_tui.palettes import Triple

Vector = tuple[float, float, float]

MATRICES: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
}  # fmt: skip


def _linear(color: Triple) -> Vector:
    parts = [value / 255 for value in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return (red, green, blue)


def _seen(color: Triple, sight: str) -> Vector:
    linear = _linear(color)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in MATRICES[sight]
    )
    return (red, green, blue)


def _lab(color: Triple, sight: str) -> Vector:
    red, green, blue = _seen(color, sight)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def distance(one: Triple, other: Triple, sight: str = "normal") -> float:
    """CIEDE2000 between two colors as somebody sees them; 1 is just noticeable."""
    return ciede2000(_lab(one, sight), _lab(other, sight))


def ciede2000(one: Vector, other: Vector) -> float:
    """The difference of two CIELAB colors, after Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    gain = 0.5 * (1 - (mean_chroma**7 / (mean_chroma**7 + 25**7)) ** 0.5)
    a1, a2 = a1 * (1 + gain), a2 * (1 + gain)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    lightness, chroma, hue = l2 - l1, c2 - c1, 2 * (c1 * c2) ** 0.5 * sin(radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = h1 + turn / 2 if c1 * c2 else h1 + h2
    weight = (
        1 - 0.17 * cos(radians(mean_h - 30)) + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6)) - 0.20 * cos(radians(4 * mean_h - 63))
    )  # fmt: skip
    scale_l = 1 + 0.015 * (mean_l - 50) ** 2 / (20 + (mean_l - 50) ** 2) ** 0.5
    scale_c, scale_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * weight
    bend = 30 * exp(-(((mean_h % 360 - 275) / 25) ** 2))
    rotation = -2 * (mean_c**7 / (mean_c**7 + 25**7)) ** 0.5 * sin(radians(2 * bend))
    parts = (lightness / scale_l, chroma / scale_c, hue / scale_h)
    return float((sum(part**2 for part in parts) + rotation * parts[1] * parts[2]) ** 0.5)
