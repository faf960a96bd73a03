"""Two people, one record: what the second of them typed over the latest version. Nothing is merged by itself."""

from dataclasses import replace

from industrack_core.domain.acts.merge import NOTHING_DECIDED, Sides, differences, merge, settled
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.telling import RecordTeller, value_said
from industrack_tui.forms.ways_out import conflict_rows, offer_as_new, savers, show_ways_out


async def show_record_conflict(form: RecordEntry, model: RecordModel, stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    spec, before, mine = model.spec, model.original, model.record
    if stale.kind != spec.kind:
        form.fetch()
        form.say(stale.sentence, "panel_error")
        return
    found = await form.bridge.ask(lambda desk: desk.records(spec.kind, [before.id]))
    latest: Held = found.get(before.id)
    if latest is None:
        offer_as_new(form, spec.word, stale, lambda: _keep_as_new(form, model))
        return
    tells = RecordTeller(model, latest)
    rows = conflict_rows(tells, differences(before, latest), differences(before, mine))
    by = await savers(form, model.clock, (spec.kind, before.id, before.version), stale.who)
    show_ways_out(
        form, spec.word, by, rows,
        latest=lambda: _load(form, model, latest), reapply=lambda sides: _reapply(form, model, latest, sides),
    )  # fmt: skip


def _load(form: RecordEntry, model: RecordModel, latest: Held) -> None:
    """The latest version, as it is saved."""
    model.begin_with(latest)
    _again(form, "The latest version, without what you typed.")


def _reapply(form: RecordEntry, model: RecordModel, latest: Held, sides: Sides) -> None:
    """The latest version with what was typed on top, where nobody else changed it; still unsaved."""
    clashes = put_over(model, model.original, model.record, latest, sides)
    sentence = "The latest version with your changes on top, not saved yet: f2 saves it."
    if clashes:
        sentence = f"{clashes} changed by both: theirs stands, yours is beside it. f2 saves."
    _again(form, sentence)


def put_over(model: RecordModel, original: Held, mine: Held, latest: Held, sides: Sides = NOTHING_DECIDED) -> int:
    """Put what was typed over the latest version, None for a record that is not saved or not there any more.

    Answers how many things both changed: theirs stands there, mine is noted beside it.
    """
    if latest is None:
        gone = {"id": 0, "version": 0}
        model.begin_with(replace(original, **gone), mine=replace(mine, **gone))
        return 0
    merged, clashes = settled(*merge(original, mine, latest), sides)
    model.begin_with(latest, mine=merged)
    for clash in clashes:
        name = _field_name(model, clash.name, clash.entry)
        model.note_clash(name, value_said(model, clash.name, clash.mine), clash)
    return len(clashes)


def _again(form: RecordEntry, sentence: str) -> None:
    form.changed_by = ""
    form.hand.begin_again()
    form.fetch()
    form.say(sentence)


def _field_name(model: RecordModel, name: str, entry: int) -> str:
    """The field in the sheet at which a clash is said."""
    shown = [spot.name for spot in model.sheet(80).spots]
    if entry:
        place = next((at for at, part in enumerate(getattr(model.record, name)) if part.id == entry), None)
        if place is None:
            return f"{name}.add"
        line = f"{name}.{place}"
        return next((each for each in shown if each == line or each.startswith(f"{line}.")), line)
    ways = (name, name.removesuffix("_id"), name.partition("_")[0])
    return next((way for way in ways if way in shown), name)


def _keep_as_new(form: RecordEntry, model: RecordModel) -> None:
    """The record is gone: what was typed lives on as a new one."""
    kept = replace(model.record, id=0, version=0, **({"number": ""} if hasattr(model.record, "number") else {}))
    model.begin_with(replace(model.original, id=0, version=0), mine=kept)
    _again(form, f"A new {model.spec.word} now, not saved yet: f2 saves it.")
