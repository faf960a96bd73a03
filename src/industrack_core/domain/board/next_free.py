"""When somebody is free next, as one reads it beside the name. Pure; minutes since 1970 UTC."""

from collections.abc import Callable

from industrack_core.domain.board.board import Row

_OVER = ("completed", "declined")


def next_free(row: Row, now: int, clock: Callable[[int], str]) -> str:
    """`free now`, `free 16:15`, `till 16:15, then off`, the reason of a time off, `off`; `clock` writes a minute."""
    minute, going_on = now, True
    blocks = [block for lane in row.lanes for block in lane if block.status not in _OVER and block.end > now]
    while going_on:
        ends = [block.end for block in blocks if block.start <= minute < block.end]
        going_on = bool(ends)
        minute = max([minute, *ends])
    off = next((shade for shade in reversed(row.shades) if shade.start <= minute < shade.end), None)
    if minute > now:
        return f"till {clock(minute)}, then off" if off is not None else f"free {clock(minute)}"
    return "free now" if off is None else off.reason or "off"
