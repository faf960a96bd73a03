"""A QR code in a dialog, where there is room for it."""

from rich.segment import Segment
from rich.style import Style

from industrack_core.exchange.qr_code import qr_lines
from industrack_tui.dialogs.dialog import Dialog
from industrack_tui.widgets.lines import LinePane

_PAPER = Style.parse("#ffffff on #000000")
"""A code is read by its contrast, whatever the theme is."""


def qr_pane(dialog: Dialog[str], text: str, others: int) -> LinePane | None:
    """The code of a text; None where the box, with so many lines besides, has no room, or the extra is missing."""
    drawn = qr_lines(text)
    if drawn is None or len(drawn) > dialog.inner_height(len(drawn), others):
        return None
    pane = LinePane(dialog.look, dialog.glyphs, id="qr")
    pane.styles.height = len(drawn)
    pane.show_lines([[Segment("   ", dialog.look["panel"]), Segment(line, _PAPER)] for line in drawn])
    return pane
