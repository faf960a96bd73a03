"""Where the list under a field lies: pure arithmetic over cells and rows."""

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.widgets.form.pick import LIST_ROWS
from industrack_tui.widgets.form.picture import FormPicture

_LIST_WIDTH = 76


class ListPlace(NamedTuple):
    """Where the open list lies: cells and rows inside the frame."""

    x: int
    y: int
    width: int
    rows: int


def list_place(picture: FormPicture, offset: int, bounds: tuple[int, int], width: int) -> ListPlace | None:
    """Under the field with the keys, or above it where there is more room; None while the list is closed.

    `offset` turns lines of the sheet into rows, `bounds` are the rows that the fields have.
    """
    spot = picture.sheet.spot(picture.focus)
    if spot is None or not picture.picks.is_open:
        return None
    y = spot.y + offset
    if not bounds[0] <= y < bounds[1]:
        return None  # its field is out of sight
    below, above = bounds[1] - y - 1, y - bounds[0]
    wanted = min(LIST_ROWS, len(picture.picks.offered))
    wide = min(_LIST_WIDTH, width - spot.x)
    if below >= min(wanted, 3) or below >= above:
        rows = max(0, min(wanted, below))
        return ListPlace(spot.x, y + 1, wide, rows) if rows else None
    rows = min(wanted, above)
    return ListPlace(spot.x, y - rows, wide, rows)
