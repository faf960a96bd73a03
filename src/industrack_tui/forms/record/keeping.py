"""What is kept on disk of a half-filled record's form, and what became of its record since."""

from datetime import datetime

import msgspec

from industrack_tui.drafts import KeptForm
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.session import Session


def kept_record(model: RecordModel, at: datetime) -> KeptForm | None:
    """The form as it stands `at` an instant; None while nothing was typed."""
    if not model.is_dirty:
        return None
    return KeptForm(
        at=at, day=model.clock.day, label=model.spec.title(model).replace("  ", ", "), kind=model.spec.kind,
        type=type(model.record).__name__, id=model.saved[0], version=model.saved[1], origin=model.origin,
        original=msgspec.to_builtins(model.original), record=msgspec.to_builtins(model.record),
        pending=dict(model.pending),
    )  # fmt: skip


async def record_since(session: Session, kept: KeptForm) -> str:
    """Whether the record was changed since."""
    if not kept.id:
        return ""
    found = await session.bridge.ask(lambda desk: desk.records(kept.kind, [kept.id]))
    latest = found.get(kept.id)
    if latest is None:
        return "; it was deleted since"
    return "; it was changed since" if latest.version != kept.version else ""
