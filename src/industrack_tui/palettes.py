"""The colors of the themes: final values, for 16 million colors and for the 256 that most terminals have.

Nothing is rounded: what is shown at 256 is chosen for 256, as numbers from 16 on, because the first 16 are whatever a
terminal makes of them. Every pair of text and ground has a contrast that a test holds (4.5 at least, 7 in `contrast`).
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from industrack_core.domain.dataclass import dataclass
from industrack_tui.surroundings import MILLIONS, PALETTE

Triple = tuple[int, int, int]

BUILT_IN: Final = ("dark", "light", "contrast", "safe")
HUES: Final = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "brown", "grey", "none")
"""What a job's color can be; `none` is the color of jobs that have none."""
HEATS: Final = tuple(f"heat{step}" for step in range(6))

# One line a role: dark, light, contrast, safe; then the same at 256. `=` is as in dark.
_ROLES = """
ground      #12161d #f4f5f7 #000000 =        234 231  16   =
free        #1b212b #ffffff #000000 =        235 231  16   =
off         #0c0f14 #e9ebef #262626 =        232 254 235   =
line        #2a323f #e6e9ee #303030 =        238 254 237   =
panel       #222a37 #e7eaef #1a1a1a =        237 255 234   =
fg          #e6ebf2 #1b2129 #ffffff =        254 234 231   =
muted       #a3aebd #4f5965 #d8d8d8 =        249 239 253   =
faint       #4d596b #aab2bc #505050 =        240 246 239   =
accent      #7cc4ff #0b57b0 #8fd3ff #8fd0ff  117  25 117 117
on_accent   #0b1017 #ffffff #000000 #0b1017   16 231  16  16
alarm       #ff7a6b #b3161b #ff9a90 #ff8a4c  209 124 217 208
on_alarm    #000000 #ffffff #000000 #000000   16 231  16  16
warn        #ffc857 #ffc233 #ffd75f #f7e463  221 220 221 227
on_warn     #000000 #000000 #000000 #000000   16  16  16  16
warn_text   #ffc857 #7d4400 #ffd75f #f7e463  221  94 221 227
good        #86d993 #1a6329 #8cff9a #8fd0ff  114  22 120 117
cursor      #ffffff #10151b #ffffff =        231 233 231   =
on_cursor   #000000 #ffffff #000000 =         16 231  16   =
done        #262d38 #d6dae1 #1f1f1f =        237 252 234   =
on_done     #a9b3c1 #434c57 #d8d8d8 =        251 238 253   =
dim         #8f9aaa #5f6874 #c4c4c4 =        247 242 251   =
on_body     #ffffff #14181d #ffffff =        231 233 231   =
heat0       #161b23 #ffffff #000000 =        234 231  16   =
heat1       #1a2733 #eef4fb #00141f =        236 255 233   =
heat2       #1d3346 #dce9f7 #002438 =         17 195  17   =
heat3       #214059 #c8dcf2 #003452 =         18 153  17   =
heat4       #264e6d #b2cfed #00446b =         24 117  18   =
heat5       #2b5c81 #9bc1e7 #005080 =         25 111  18   =
"""

# In the order of HUES: dark, light, contrast, safe; then the same at 256.
_BODY = """
#aa1833 #6d3900 #876600 #00562d #00767f #086aca #642b89 #8b0553 #856354 #686a6e #2c4a59
#ffac98 #ffb05f #ffe976 #cef4b0 #3dbbc9 #aebeff #fbd7ff #ffa8bf #ffe3d5 #aeb3bb #a6c5d7
#a31a37 #6a2500 #754b00 #156038 #005d65 #002759 #4249aa #9b1f61 #3c2115 #404246 #092c39
#b02433 #a55800 #494700 #2c7a4d #046460 #004592 #461652 #aa2e69 #422417 #3b3f42 #5b6e83
124 130 58 22 23 25 55 126 95 242 60
217 215 220 156 44 153 177 211 223 248 110
124 88 237 22 23 24 54 89 52 240 17
131 130 58 29 23 25 53 125 88 239 243
"""
_BADGE = """
#feb4b1 #d4862c #e3c556 #98b878 #22b8b5 #518ff5 #e7a6ff #f877ac #ae8879 #8c9195 #adcbde
#d3646b #762900 #8e8a12 #36844c #075550 #004087 #7c7be4 #7c1c43 #665137 #83878b #57667c
#fe7482 #ffa987 #ffe976 #7fae52 #5fd7c6 #769dff #cbbaff #feb7cf #ffe4c8 #9aa1a7 #ceedff
#ffdbd0 #fb934e #fde271 #55832a #31837c #1477d9 #f49fff #c8487a #a4896b #99a0a6 #c7e7f9
217 172 221 108 37 33 147 205 137 245 153
131 88 100 29 23 26 104 125 94 102 60
203 208 221 108 159 110 141 205 223 251 153
224 208 221 28 30 32 139 198 137 248 153
"""
_EDGE = """
#feb4b1 #d4862c #e3c556 #98b878 #22b8b5 #5b96f6 #e7a6ff #f877ac #b18d7e #93989b #adcbde
#94464b #762900 #63610d #2b6a3d #075550 #004087 #5756a0 #7c1c43 #665137 #5c5e61 #505e72
#fe8793 #ffa987 #ffe976 #8eb867 #5fd7c6 #86a9ff #cbbaff #feb7cf #ffe4c8 #a6acb2 #ceedff
#ffdbd0 #fb934e #fde271 #7ea15d #62a19b #519ae3 #f49fff #d6789d #ab9277 #99a0a6 #c7e7f9
217 208 221 107 123 75 182 211 223 252 153
125 124 239 22 23 24 18 53 52 236 232
217 208 228 113 86 111 189 218 223 248 195
224 208 221 107 80 75 176 218 180 248 153
"""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of one theme at one depth, as the drawing library names them: `#rrggbb`, or `color(117)`.

    `roles` are named in the table above; `body`, `badge` and `edge` are a job's colors by hue.
    """

    name: str
    depth: int
    is_dark: bool
    roles: Mapping[str, str]
    body: Mapping[str, str]
    badge: Mapping[str, str]
    edge: Mapping[str, str]


def named_color(text: str) -> str:
    """A number of the 256 as the drawing library names it; a color of the millions as it is."""
    return text if text.startswith("#") else f"color({int(text)})"


def _role_columns() -> dict[str, list[str]]:
    lines = [line.split() for line in _ROLES.split("\n") if line]
    return {name: [named_color(values[place // 4 * 4] if each == "=" else each) for place, each in enumerate(values)]
            for name, *values in lines}  # fmt: skip


def _hue_rows(table: str) -> list[dict[str, str]]:
    return [dict(zip(HUES, map(named_color, line.split()), strict=True)) for line in table.split("\n") if line]


@cache
def built_in(name: str, depth: int) -> Palette:
    """A theme of the program's own, at MILLIONS or PALETTE colors."""
    place = BUILT_IN.index(name) + (0 if depth == MILLIONS else len(BUILT_IN))
    roles = {role: values[place] for role, values in _role_columns().items()}
    body, badge, edge = (_hue_rows(table)[place] for table in (_BODY, _BADGE, _EDGE))
    return Palette(name, MILLIONS if depth == MILLIONS else PALETTE, name != "light", roles, body, badge, edge)


def triple(color: str) -> Triple:
    """Red, green and blue (0-255) of a color of a palette."""
    if color.startswith("#"):
        return (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16))
    index = int(color[6:-1])
    if index >= 232:
        return (8 + 10 * (index - 232),) * 3
    steps = (0, 95, 135, 175, 215, 255)
    index -= 16
    return (steps[index // 36], steps[index // 6 % 6], steps[index % 6])


def hex_of(color: str) -> str:
    """A color of a palette as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*triple(color))


def _luminance(color: str) -> float:
    parts = (value / 255 for value in triple(color))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colors stand apart in light, as WCAG 2 counts it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mark_on(ground: str, depth: int) -> str:
    """Black or white, whichever can be read better on a badge."""
    black, white = ("#000000", "#ffffff") if depth == MILLIONS else (named_color("16"), named_color("231"))
    return max(black, white, key=lambda ink: contrast(ink, ground))
