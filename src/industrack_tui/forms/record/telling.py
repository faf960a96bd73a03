"""Values of a record in words, as its fields show them, for the conflict dialog and the notes at fields."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from industrack_core.domain.acts.merge import Difference
from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.words import moment_text


class RecordTeller:
    """Says what somebody else (in `latest`) and the form's person changed of the record."""

    def __init__(self, model: RecordModel, latest: Held) -> None:
        self._model, self._latest = model, latest

    def label(self, name: str) -> str:
        """What a person calls an attribute."""
        return label_of(self._model, name)

    def change(self, change: Difference, *, is_mine: bool) -> str:
        """What it is now, `took off` what is gone; of a list as a whole, what came and what went."""
        model, before, after = self._model, change.before, change.after
        owner = model.record if is_mine else self._latest
        if after is None and change.entry:
            return f"took off {value_said(model, change.name, before)}"
        if change.name in model.spec.says or not (isinstance(before, tuple) and isinstance(after, tuple)):
            return value_said(model, change.name, after, owner)
        came = tuple(each for each in after if each not in before)
        went = tuple(each for each in before if each not in after)
        texts = [value_said(model, change.name, each, replace(owner, **{change.name: each})) for each in (came, went)]
        parts = [text for text, word in zip(texts, (came, went), strict=True) if word]
        if not parts:
            return value_said(model, change.name, after, owner)
        return f"without {parts[0]}" if not came else ", without ".join(parts)


def label_of(model: RecordModel, name: str) -> str:
    """What a person calls an attribute."""
    spec = _field(model, name)
    label = spec.label if spec is not None and spec.label else name.removesuffix("_id").replace("_", " ")
    return model.spec.labels.get(name, label)


def _field(model: RecordModel, name: str) -> FieldSpec | None:
    return model.spec.fields.get(name) or model.spec.fields.get(name.removesuffix("_id"))


def value_said(model: RecordModel, name: str, value: Held, owner: Held = None) -> str:
    """A value of the record in one line, as its field shows it; empty for nothing."""
    if value is None or value in ("", ()):
        return ""
    says = model.spec.says.get(name)
    said = says(model, value) if says is not None else _as_shown(model, name, value, owner)
    return " ".join(said.split())


def _as_shown(model: RecordModel, name: str, value: Held, owner: Held) -> str:
    spec = _field(model, name)
    entries = model.spec.entries(name)
    if spec is not None and owner is not None and entries is None and getattr(owner, name, None) == value:
        return spec.show(model, owner).text
    if isinstance(value, tuple):
        return ", ".join(value_said(model, name, part) for part in value)
    if isinstance(value, datetime):
        return moment_text(model.clock, value)
    if entries is not None:
        return _entry_said(model, [each for each in entries.cells if isinstance(each, FieldSpec)], value)
    return _called(value) or str(value)


def _entry_said(model: RecordModel, cells: Sequence[FieldSpec], entry: Held) -> str:
    """An entry of a list by what it is called, and what stands in its cells beside that."""
    itself = next((cell for cell in cells if not cell.name), None)
    called = _called(entry) or (itself.show(model, entry).text if itself is not None else "")
    shown = [(cell.label, cell.show(model, entry).text) for cell in cells if cell.name and cell.is_in(model, entry)]
    parts = [f"{label} {text}".strip() for label, text in shown if text and text != called]
    return ", ".join([*([called] if called else []), *parts])


def _called(value: Held) -> str:
    texts = (getattr(value, attribute, None) for attribute in ("label", "text", "name"))
    return next((text for text in texts if isinstance(text, str)), "")
