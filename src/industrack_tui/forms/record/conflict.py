"""Two people, one record: what the second of them typed over the latest version. Nothing is merged by itself."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts.merge import NOTHING_DECIDED, Clash, Sides, differences, merge, settled
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.held import Held
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.telling import RecordTeller, label_of, value_said
from industrack_tui.forms.ways_out import conflict_rows, offer_as_new, savers, show_ways_out


async def show_record_conflict(form: RecordEntry, model: RecordModel, stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    spec = model.spec
    if await form.shows_other_conflict(stale):
        return
    latest = await form.latest()
    if latest is None:
        offer_as_new(form, spec.word, stale, lambda: _keep_as_new(form, model))
        return
    before, mine, theirs = form.versions(latest)
    rows = conflict_rows(RecordTeller(model, theirs), differences(before, theirs), differences(before, mine))
    by = await savers(form, model.clock, (spec.kind, *model.saved), stale.who)
    show_ways_out(
        form, spec.word, by, rows,
        latest=lambda: _load(form, latest), reapply=lambda sides: reapply(form, model, latest, sides),
    )  # fmt: skip


def _load(form: RecordEntry, latest: Held) -> None:
    """The latest version, as it is saved."""
    form.go_on_with(latest)
    form.say("The latest version, without what you typed.")


def reapply(form: RecordEntry, model: RecordModel, latest: Held, sides: Sides = NOTHING_DECIDED) -> None:
    """The latest version with what was typed on top, where nobody else changed it; still unsaved, clashes marked.

    What was marked earlier stays; the hand goes to the first way to take one's own.
    """
    earlier = dict(model.notes)
    merged, clashes = settled(*merge(*form.versions(latest)), sides)
    form.go_on_with(latest, merged)
    model.notes = earlier
    mark_clashes(model, clashes)
    form.hand.begin_again()
    sentence = f"The latest version with your changes on top, not saved yet: {key_of('form.save')} saves it."
    if clashes:
        form.hand.enter(f"clash.{next(iter(model.choices))}")
        names = ", ".join(dict.fromkeys(label_of(model, clash.name).lower() for clash in clashes))
        sentence = f"Both of you changed: {names}. Theirs is shown, and what you had is under it."
    form.say(sentence)


def mark_clashes(model: RecordModel, clashes: Sequence[Clash]) -> None:
    """A note at each field that both changed, of what this person had, and a way to take it."""
    for clash in clashes:
        had = value_said(model, clash.name, clash.mine) or "nothing"
        model.note_clash(_field_name(model, clash.name, clash.entry), had, clash)


def put_over(model: RecordModel, original: Held, mine: Held, latest: Held) -> None:
    """Put what was typed over the latest version, None for a record that is not saved or not there any more.

    Where both changed it theirs stands, and mine is noted beside it.
    """
    if latest is None:
        gone = {"id": 0, "version": 0}
        model.begin_with(replace(original, **gone), mine=replace(mine, **gone))
        return
    merged, clashes = merge(original, mine, latest)
    model.begin_with(latest, mine=merged)
    mark_clashes(model, clashes)


def _field_name(model: RecordModel, name: str, entry: int) -> str:
    """The field in the sheet at which a clash is said."""
    shown = [spot.name for spot in model.sheet(80).spots]
    if entry:
        place = next((at for at, part in enumerate(getattr(model.record, name)) if part.id == entry), None)
        if place is None:
            return f"{name}.add"
        line = f"{name}.{place}"
        return next((each for each in shown if each == line or each.startswith(f"{line}.")), line)
    ways = (model.spec.places.get(name, name), name.removesuffix("_id"), name.partition("_")[0])
    return next((way for way in ways if way in shown), ways[0])


def _keep_as_new(form: RecordEntry, model: RecordModel) -> None:
    form.keep_as_new()
    form.say(f"A new {model.spec.word} now, not saved yet: {key_of('form.save')} saves it.")
