"""Which theme a console begins with: what a person chose, and what the terminal can show."""

from collections.abc import Mapping, Sequence

from industrack_core.domain.errors import UsageError
from industrack_tui.surroundings import FEW, color_count, drawn_colors
from industrack_tui.themes import ANSI, THEME_NAMES


def theme_for(chosen: str | None, environ: Mapping[str, str], known: Sequence[str] = THEME_NAMES) -> str:
    """The theme a person chose; the terminal's own colors under NO_COLOR and where there are only 16; else dark.

    Raises UsageError for a theme that does not exist.
    """
    if chosen is not None and chosen not in known:
        raise UsageError(f"There is no theme {chosen!r}: choose one of {', '.join(known)}.")
    if "NO_COLOR" in environ or drawn_colors(environ) == FEW:
        return ANSI
    if chosen is not None:
        return chosen
    return "dark" if color_count(environ) > FEW else ANSI
