"""Two people, one record: what the second of them sees, and the ways out. Nothing is merged by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from industrack_core.domain.acts.merge import DraftDifference
from industrack_core.domain.acts.record_merge import merge_records, record_differences
from industrack_core.domain.outcomes import Stale
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog, conflict_sentence
from industrack_tui.forms.record.spec import FieldSpec
from industrack_tui.forms.words import moment_text

if TYPE_CHECKING:
    from industrack_tui.forms.record.entry import RecordEntry
    from industrack_tui.forms.record.model import RecordModel


async def show_record_conflict(form: "RecordEntry", model: "RecordModel", stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    spec = model.spec
    if stale.kind != spec.kind:
        form.fetch()
        form.say(stale.sentence, "panel_error")
        return
    found = await form.bridge.ask(lambda desk: desk.records(spec.kind, [model.original.id]))
    latest: Any = found.get(model.original.id)
    if latest is None:
        _offer_as_new(form, model, stale)
        return
    before, mine = model.original, model.record
    rows = record_conflict_rows(model, record_differences(before, latest), record_differences(before, mine), latest)
    when = f" ({moment_text(model.clock, stale.at)})" if stale.at else ""
    by = f"{stale.who or 'Somebody'}{when} saved it. Theirs stands; yours is in this form only."

    def chosen(way: str | None) -> None:
        if way == "latest":
            model.begin_with(latest)
            _again(form, "The latest version, without what you typed.")
        elif way == "reapply":
            _reapply(form, model, latest)
        else:
            sentence = f"Not saved: somebody else changed this {spec.word} meanwhile. f2 shows the ways out again."
            form.say(sentence, "panel_error")

    dialog = ConflictDialog(form.look, form.glyphs, by, rows, conflict_sentence(spec.word))
    form.app.push_screen(dialog.unasked(), chosen)


def _reapply(form: "RecordEntry", model: "RecordModel", latest: Any) -> None:
    """The latest version with what was typed on top, where nobody else changed it; still unsaved."""
    clashes = put_over(model, model.original, model.record, latest)
    sentence = "The latest version with your changes on top, not saved yet: f2 saves it."
    if clashes:
        sentence = f"{clashes} changed by both: theirs stands, yours is beside it. f2 saves."
    _again(form, sentence)


def put_over(model: "RecordModel", original: Any, mine: Any, latest: Any) -> int:
    """Put what was typed over the latest version, None for a record that is not saved or not there any more.

    Answers how many things both changed: theirs stands there, mine is noted beside it.
    """
    if latest is None:
        gone = {"id": 0, "version": 0}
        model.begin_with(replace(original, **gone), mine=replace(mine, **gone))
        return 0
    merged, clashes = merge_records(original, mine, latest)
    model.begin_with(latest, mine=merged)
    for clash in clashes:
        name = _field_name(model, clash.name, clash.entry)
        model.notes[name] = f"You had: {value_said(model, clash.name, clash.mine)}"
        model.choices[name] = clash
    return len(clashes)


def _again(form: "RecordEntry", sentence: str) -> None:
    form.changed_by = ""
    form.hand.begin_again()
    form.fetch()
    form.say(sentence)


def _field_name(model: "RecordModel", name: str, entry: int) -> str:
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


def record_conflict_rows(
    model: "RecordModel", theirs: Sequence[DraftDifference], mine: Sequence[DraftDifference], latest: Any
) -> list[tuple[str, str, str]]:
    """Field by field what they made of it and what was typed; what is one thing to both stands in one line."""
    rows: dict[tuple[str, int | str], list[str]] = {}
    for side, changes in ((0, theirs), (1, mine)):
        for change in changes:
            one = change.entry or (f"{side}{change.after}" if _is_entry(change) else 0)
            key: tuple[str, int | str] = (change.name, one)
            row = rows.setdefault(key, ["", ""])
            row[side] = _change_said(model, change, latest if side == 0 else model.record) or "nothing"
    return [(label_of(model, name), theirs_said, mine_said) for (name, _), (theirs_said, mine_said) in rows.items()]


def _change_said(model: "RecordModel", change: DraftDifference, owner: Any) -> str:
    """What it is now; of a list, what came and what went."""
    before, after = change.before, change.after
    if not (isinstance(before, tuple) and isinstance(after, tuple)):
        return value_said(model, change.name, after, owner)
    came = tuple(each for each in after if each not in before)
    went = tuple(each for each in before if each not in after)
    texts = [value_said(model, change.name, each, replace(owner, **{change.name: each})) for each in (came, went)]
    parts = [text for text, word in zip(texts, (came, went), strict=True) if word]
    if not parts:
        return value_said(model, change.name, after, owner)
    return f"without {parts[0]}" if not came else ", without ".join(parts)


def _is_entry(change: DraftDifference) -> bool:
    """Whether it is about an entry of a list: several of them are several things, also while they have no id."""
    return hasattr(change.after if change.after is not None else change.before, "id")


def label_of(model: "RecordModel", name: str) -> str:
    """What a person calls an attribute of the record."""
    spec = model.spec.field(name) or model.spec.field(name.removesuffix("_id"))
    label = spec.label if spec is not None and spec.label else name.removesuffix("_id").replace("_", " ")
    return model.spec.labels.get(name, label)


def value_said(model: "RecordModel", name: str, value: Any, owner: Any = None) -> str:
    """A value of the record as its field shows it."""
    spec = model.spec.field(name) or model.spec.field(name.removesuffix("_id"))
    entries = model.spec.entries(name)
    if spec is not None and owner is not None and entries is None and getattr(owner, name, None) == value:
        return spec.show(model, owner).text
    if isinstance(value, tuple):
        return ", ".join(value_said(model, name, part) for part in value)
    if isinstance(value, datetime):
        return moment_text(model.clock, value)
    if entries is not None and value is not None:
        return _entry_said(model, entries.cells, value)
    return "" if value is None else _called(value) or str(value)


def _entry_said(model: "RecordModel", cells: Sequence[FieldSpec], entry: Any) -> str:
    """An entry of a list by what it is called, and what stands in its cells beside that."""
    itself = next((cell for cell in cells if not cell.name), None)
    called = _called(entry) or (itself.show(model, entry).text if itself is not None else "")
    shown = [(cell.label, cell.show(model, entry).text) for cell in cells if cell.name and cell.is_shown(model)]
    parts = [f"{label} {text}".strip() for label, text in shown if text and text != called]
    return ", ".join([*([called] if called else []), *parts])


def _called(value: Any) -> str:
    texts = (getattr(value, attribute, None) for attribute in ("label", "text", "name"))
    return next((text for text in texts if isinstance(text, str)), "")


def _offer_as_new(form: "RecordEntry", model: "RecordModel", stale: Stale) -> None:
    """The record is gone: what was typed may live on as a new one."""
    who, word = stale.who or "Somebody", model.spec.word
    sentences = [conflict_sentence(word), f"{who} deleted this {word} meanwhile.", "Keep what this form holds as new?"]

    def answered(yes: bool | None) -> None:
        if not yes:
            form.say(f"Not saved: this {word} was deleted meanwhile.", "panel_error")
            return
        kept = replace(model.record, id=0, version=0, **({"number": ""} if hasattr(model.record, "number") else {}))
        model.begin_with(replace(model.original, id=0, version=0), mine=kept)
        _again(form, f"A new {word} now, not saved yet: f2 saves it.")

    question = Question(form.look, form.glyphs, "Error", sentences, f"keep as a new {word}")
    form.app.push_screen(question.unasked(), answered)
