"""Keeping a half-filled record's form on disk, and opening one that was left behind, over the record as it is now."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast, get_args

import msgspec

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records import SettingsRecord
from industrack_tui.acting import announce
from industrack_tui.drafts import DraftFile, KeptRecord
from industrack_tui.forms.form_keeping import FormKeeping
from industrack_tui.session import Session

if TYPE_CHECKING:
    from industrack_tui.forms.record.form import RecordForm

_TYPES: Mapping[str, type[Any]] = {each.__name__: each for each in get_args(SettingsRecord)}
_FORMS: Mapping[str, str] = {
    Kind.ESTIMATE: "estimate_form:ESTIMATE",
    Kind.CUSTOMER: "customer_form:CUSTOMER",
    Kind.LOCATION: "customer_parts:LOCATION",
    Kind.EQUIPMENT: "customer_parts:EQUIPMENT_CARD",
    Kind.INVENTORY_ITEM: "inventory:ITEM",
    Kind.PURCHASE_ORDER: "order_form:ORDER",
    Kind.EMPLOYEE: "employee_form:EMPLOYEE",
    Kind.TIME_OFF: "time_off:TIME_OFF_FORM",
    Kind.EMPLOYEE_GROUP: "group_form:GROUP",
}
"""Forms that are worth keeping, by the kind of their records; what a setting takes is typed again in a moment."""


def _type_of(name: str) -> type[Any] | None:
    """The type of that name, of a record or of one that is being entered; None when this program has none."""
    if name == "Entered":
        from industrack_tui.office.customer_form import Entered

        return Entered
    return _TYPES.get(name)


class RecordKeeping(FormKeeping[KeptRecord]):
    """Writes a record's form as it stands."""

    def __init__(self, form: "RecordForm", file: DraftFile | None) -> None:
        from industrack_tui.lists.opening import spec_at

        # a kind may have further forms, which ask something about a record that is shown: those begin anew
        described = _FORMS.get(form.spec.kind)
        is_kept = described is not None and spec_at(described) is form.spec
        is_kept = is_kept and type(form.model.record) is _type_of(type(form.model.record).__name__)
        super().__init__(cast(Any, form), file if is_kept else None)
        self._form = form

    def current(self) -> KeptRecord | None:
        form, model = self._form, self._form.model
        if not model.is_dirty:
            return None
        return KeptRecord(
            at=form.bridge.desk.clock(), day=model.clock.day, label=form.spec.title(model).replace("  ", ", "),
            kind=form.spec.kind, type=type(model.record).__name__, original=msgspec.to_builtins(model.original),
            record=msgspec.to_builtins(model.record), pending=dict(model.pending),
        )  # fmt: skip


def records_of(kept: KeptRecord) -> tuple[Any, Any] | None:
    """The record as it was opened, and as it stood in the form; None when this program knows them no more."""
    record_type = _type_of(kept.type)
    if record_type is None or kept.kind not in _FORMS:
        return None
    try:
        return msgspec.convert(kept.original, record_type), msgspec.convert(kept.record, record_type)
    except msgspec.ValidationError:
        return None


async def since(session: Session, kept: KeptRecord) -> str:
    """Whether the record was changed since."""
    record_id, version = kept.original.get("id", 0), kept.original.get("version", 0)
    if not record_id:
        return ""
    found = await session.bridge.ask(lambda desk: desk.records(kept.kind, [record_id]))
    latest = found.get(record_id)
    if latest is None:
        return "; it was deleted since"
    return "; it was changed since" if latest.version != version else ""


async def open_record(session: Session, file: DraftFile, kept: KeptRecord) -> None:
    """The form as it was left: what was typed is over the record as it is now, and nothing of it is saved."""
    from industrack_tui.forms.record.conflict import put_over
    from industrack_tui.forms.record.form import RecordForm
    from industrack_tui.lists.opening import spec_at

    found = records_of(kept)
    if found is None:
        session.home.say("What was left half filled cannot be read by this version.", "panel_warning")
        file.release()
        return
    original, mine = found
    latest: Any = None
    if original.id:
        latest = (await session.bridge.ask(lambda desk: desk.records(kept.kind, [original.id]))).get(original.id)
    form = RecordForm(session, spec_at(_FORMS[kept.kind]), original, file=file)
    put_over(form.model, original, mine, latest)
    form.model.pending = dict(kept.pending)
    form.notice = ("As you left it, not saved yet: f2 saves it.", "panel_warning")
    session.app.push_screen(form, lambda done: announce(session.home, done) if done is not None else None)
