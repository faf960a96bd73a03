"""A technician corrects a spell of their own time."""

from dataclasses import replace

from industrack_core.domain.field.entries import Mark
from industrack_core.domain.field.member import NOTHING_CHANGED, Effect, Review, Spell, SpellChange, Why


def amend(entry: Spell, starts: int, ends: int | None, *, now: int, earliest: int | None) -> Effect | Review:
    """The spell from `starts` to `ends` (None: it is still open), as said at `now`.

    `earliest` is the first instant that may be amended, None for any. An end that nobody tapped is missing no more.
    """
    if earliest is not None and min(entry.starts, starts) < earliest:
        return Review(Why.TIMES, "It corrects a time that is older than technicians may correct.")
    if max(starts, ends or starts) > now or (ends is not None and ends < starts):
        return Review(Why.TIMES, "The corrected time ends before it starts, or lies ahead.")
    if ends is None and entry.ends is not None:
        return Review(Why.TIMES, "It takes the end from a time that had ended.")
    if (starts, ends) == (entry.starts, entry.ends):
        return NOTHING_CHANGED
    said = {Mark.START_MISSING} if starts != entry.starts else set()
    said |= {Mark.END_MISSING} if ends != entry.ends else set()
    marks = (entry.marks - said) | {Mark.AMENDED}
    return Effect(entries=(SpellChange(entry, replace(entry, starts=starts, ends=ends, marks=marks)),))
