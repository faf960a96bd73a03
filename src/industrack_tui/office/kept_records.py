"""Opening a record's form that was left half filled, over the record as it is now."""

from collections.abc import Mapping

import msgspec

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_tui.acting import announce
from industrack_tui.commands.spoken import key_of
from industrack_tui.drafts import UNREADABLE, DraftFile, KeptForm
from industrack_tui.forms.record.conflict import put_over
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import RecordSpec
from industrack_tui.late import late
from industrack_tui.session import Session

FORMS: Mapping[str, str] = {
    Kind.ESTIMATE: "office.estimate_form:ESTIMATE",
    Kind.CUSTOMER: "office.customer_form:CUSTOMER",
    Kind.LOCATION: "office.locations:LOCATION",
    Kind.EQUIPMENT: "office.equipment:EQUIPMENT_CARD",
    Kind.INVENTORY_ITEM: "office.inventory:ITEM",
    Kind.PURCHASE_ORDER: "office.order_form:ORDER",
    Kind.EMPLOYEE: "office.employee_form:EMPLOYEE",
    Kind.TIME_OFF: "office.time_off:TIME_OFF_FORM",
    Kind.EMPLOYEE_GROUP: "office.groups:GROUP",
}
"""The forms that are kept, by the kind of their records."""


def _spec_of(kind: str) -> RecordSpec:
    found: RecordSpec = late(FORMS[kind])
    return found


def records_of(kept: KeptForm) -> tuple[Held, Held] | None:
    """The record as it was opened, and as it stood in the form; None when this program knows them no more."""
    if kept.kind not in FORMS:
        return None
    record_type = next((each for each in _spec_of(kept.kind).keeps if each.__name__ == kept.type), None)
    if record_type is None:
        return None
    try:
        return msgspec.convert(kept.original, record_type), msgspec.convert(kept.record, record_type)
    except msgspec.ValidationError:
        return None


def open_kept_record(session: Session, file: DraftFile, kept: KeptForm) -> None:
    """The form as it was left: what was typed is over the record as it is now, and nothing of it is saved."""
    session.home.bring(_open(session, file, kept))


async def _open(session: Session, file: DraftFile, kept: KeptForm) -> None:
    found = records_of(kept)
    if found is None:
        session.home.status.add(UNREADABLE, "panel_warning")
        file.release()
        return
    original, mine = found
    latest: Held = None
    if original.id:
        latest = (await session.bridge.ask(lambda desk: desk.records(kept.kind, [original.id]))).get(original.id)
    form = RecordForm(session, _spec_of(kept.kind), original, file=file)
    put_over(form.model, original, mine, latest)
    form.state.put_back(kept.pending)
    form.notice = (f"As you left it, not saved yet: {key_of('form.save')} saves it.", "panel_warning")
    session.app.push_screen(form, lambda done: announce(session.home, done) if done is not None else None)
