"""A technician takes back a step of their own: everything it changed goes back, if it still is as the step left it."""

from collections.abc import Mapping

from industrack_core.domain.field.member import Effect, Review, Spell, SpellChange, VisitChange, VisitState, Why


def undone_step(
    done: Effect, visits: Mapping[int, VisitState], entries: Mapping[int, Spell], *, followed: bool = False
) -> Effect | Review:
    """What undoes `done`, whose new spells carry the ids that they were given.

    `visits` and `entries` are how those of `done` are now, by job and by id. `followed`: a later step of theirs was
    applied.
    """
    same_visits = all(visits.get(change.job) == change.after for change in done.visits)
    left = [change.after for change in done.entries if change.after is not None]
    if followed or not same_visits or any(entries.get(spell.id) != spell for spell in left):
        return Review(Why.FOLLOWED, "It is to be taken back, but something followed it.")
    return Effect(
        tuple(VisitChange(change.job, change.after, change.before) for change in done.visits),
        tuple(SpellChange(change.after, change.before) for change in done.entries),
    )
