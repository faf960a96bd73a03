"""Themes of one's own: a TOML file each, beside the config file in `themes/`, named as the theme.

    base = "dark"                 # what is not said is as in this one
    [roles]
    ground = "#101418"
    [body]                        # jobs by color; also [badge] and [edge]
    red = "#8a1020"
    [at256.roles]                 # for 256 colors, 16 to 255; else the nearest to what is said above
    ground = 233

A file that cannot be read as one is said in a sentence, and is no theme.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.palettes import BUILT_IN, HUES, Palette, Triple, built_in, named_color, triple
from industrack_tui.surroundings import MILLIONS

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_TABLES = ("roles", "body", "badge", "edge")
Colors = dict[str, str | int]


class _AtDepth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    roles: Colors = {}
    body: Colors = {}
    badge: Colors = {}
    edge: Colors = {}


class OwnTheme(_AtDepth, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    base: str = "dark"
    at256: _AtDepth = _AtDepth()

    def palette(self, name: str, depth: int) -> Palette:
        """Its colors at MILLIONS or PALETTE."""
        found = built_in(self.base, depth)
        roles, body, badge, edge = ({**getattr(found, table), **self._table(table, depth)} for table in _TABLES)
        return replace(found, name=name, roles=roles, body=body, badge=badge, edge=edge)

    def _table(self, table: str, depth: int) -> dict[str, str]:
        said: Mapping[str, str | int] = getattr(self, table)
        if depth == MILLIONS:
            return {role: str(color).lower() for role, color in said.items()}
        near = {role: named_color(str(nearest(triple(str(color))))) for role, color in said.items()}
        return near | {role: named_color(str(number)) for role, number in getattr(self.at256, table).items()}


class OwnThemes(NamedTuple):
    """The themes by name, and what is wrong with those that are none."""

    themes: Mapping[str, OwnTheme]
    told: tuple[str, ...]


def nearest(color: Triple) -> int:
    """The number of the 256, from 16 on, that is nearest to a color."""
    return min(
        range(16, 256),
        key=lambda number: sum((a - b) ** 2 for a, b in zip(triple(f"color({number})"), color, strict=True)),
    )


def read_themes(folder: Path | None) -> OwnThemes:
    """The themes in a folder, by name; none when there is none."""
    themes: dict[str, OwnTheme] = {}
    told: list[str] = []
    for path in sorted(folder.glob("*.toml")) if folder is not None else ():
        try:
            themes[path.stem] = _read(path)
        except ValueError as error:
            told.append(f"The theme {path.name} is left out: {error}")
    return OwnThemes(themes, tuple(told))


def _read(path: Path) -> OwnTheme:
    """Raises ValueError with what is wrong, in a sentence."""
    import tomllib

    if path.stem in (*BUILT_IN, "ansi") or not _NAME.fullmatch(path.stem):
        raise ValueError("name it with small letters, and not as one of the program's.")
    try:
        theme = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8-sig")), OwnTheme)
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError("it cannot be read.") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{error}.") from error
    if theme.base not in BUILT_IN:
        raise ValueError(f"base: there are {', '.join(BUILT_IN)}.")
    for table in _TABLES:
        _check(table, getattr(theme, table), is_number=False)
        _check(f"at256.{table}", getattr(theme.at256, table), is_number=True)
    return theme


def _check(table: str, said: Mapping[str, str | int], *, is_number: bool) -> None:
    known = built_in("dark", MILLIONS).roles.keys() if table.endswith("roles") else HUES
    for role, color in said.items():
        if role not in known:
            raise ValueError(f"{table}.{role} is nothing that has a color.")
        if is_number and not (isinstance(color, int) and 16 <= color <= 255):
            raise ValueError(f"{table}.{role} is a number from 16 to 255.")
        if not is_number and not (isinstance(color, str) and _HEX.fullmatch(color)):
            raise ValueError(f'{table}.{role} is a color as "#8a1020".')
