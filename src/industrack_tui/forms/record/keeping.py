"""Keeping a half-filled record's form on disk."""

import msgspec

from industrack_tui.drafts import DraftFile, KeptRecord
from industrack_tui.forms.form_keeping import FormKeeping
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.session import Session


class RecordKeeping(FormKeeping[KeptRecord]):
    """Writes a record's form as it stands, where its description says that it is worth it."""

    def __init__(self, form: RecordEntry, model: RecordModel, file: DraftFile | None) -> None:
        super().__init__(form, file if type(model.record) in model.spec.keeps else None)
        self._form, self._model = form, model

    def current(self) -> KeptRecord | None:
        form, model = self._form, self._model
        if not model.is_dirty:
            return None
        return KeptRecord(
            at=form.bridge.desk.clock(), day=model.clock.day, label=model.spec.title(model).replace("  ", ", "),
            kind=model.spec.kind, type=type(model.record).__name__, original=msgspec.to_builtins(model.original),
            record=msgspec.to_builtins(model.record), pending=dict(model.pending),
        )  # fmt: skip


async def record_since(session: Session, kept: KeptRecord) -> str:
    """Whether the record was changed since."""
    record_id, version = kept.original.get("id", 0), kept.original.get("version", 0)
    if not record_id:
        return ""
    found = await session.bridge.ask(lambda desk: desk.records(kept.kind, [record_id]))
    latest = found.get(record_id)
    if latest is None:
        return "; it was deleted since"
    return "; it was changed since" if latest.version != version else ""
