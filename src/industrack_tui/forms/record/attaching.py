"""What is attached to a record, as a part of its form: files by path or out of the folders, links, tools to bring."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from industrack_tui.forms.candidates import PICK_A_FILE, AttachPath, attachment_candidates
from industrack_tui.forms.files import attach, attachment_text, open_attachment, pick_file
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec, Opens, Owner
from industrack_tui.forms.record.spec import Beside, Entries, FormPart, section
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import SlotKind

if TYPE_CHECKING:
    from industrack_tui.forms.record.entry import RecordEntry

_WORDS = {AttachmentKind.FILE: "file", AttachmentKind.LINK: "link", AttachmentKind.TOOL: "bring"}


def _with(record: Owner, field: str, added: Attachment) -> tuple[Attachment, ...]:
    return (*getattr(record, field), added)


def _pick(field: str, record: Owner, value: Held) -> Owner | Opens:
    if isinstance(value, Attachment):
        return replace(record, **{field: _with(record, field, value)})
    if value == PICK_A_FILE:
        return Opens(lambda form: pick_file(form, lambda path: _copy_in(form, field, path)))
    if isinstance(value, AttachPath):
        return Opens(lambda form: _copy_in(form, field, str(value)))
    return record


def _copy_in(form: "RecordEntry", field: str, path: str) -> None:
    """Copying may take its time: it is done beside the form."""
    state = form.state
    added_to = attach(form, path, lambda added: state.set(**{field: _with(state.record, field, added)}))
    form.bring(added_to, Coming.FILLS)


def _press(field: str, part: Attachment, key: str) -> Opens | None:
    return Opens(lambda form: _open(form, field, part)) if key in ("enter", "space") else None


def _open(form: "RecordEntry", field: str, part: Attachment) -> None:
    state = form.state

    def take_off() -> None:
        if part in getattr(state.record, field):
            state.drop(field, getattr(state.record, field).index(part))

    open_attachment(form, part, form.word, None if state.why_fixed else take_off)


def _is_tool(part: Attachment) -> bool:
    return part.kind is AttachmentKind.TOOL


def _entry(field: str) -> tuple[Beside, FieldSpec]:
    itself = FieldSpec(
        "", "", SlotKind.LINE, role="panel", press=lambda model, part, key: _press(field, part, key),
        show=lambda model, part: Shown(attachment_text(part)),
    )  # fmt: skip
    return Beside(lambda model, part: ((f"{_WORDS[part.kind]:<6}", "panel_muted"),)), itself


def picture(field: str, label: str, placeholder: str) -> Entries:
    """A file kept in an attribute of its own, with a line to add it."""
    add = FieldSpec(
        field, label, SlotKind.PICK, stays=True, placeholder=placeholder,
        pick=lambda model, record, value: _pick(field, record, value),
        offer=lambda model, record, typed: [
            each for each in attachment_candidates(typed, model.files) if not isinstance(each.value, Attachment)
        ],
    )  # fmt: skip
    return Entries(field, _entry(field), add)


def attachments(*, in_field_app: bool = False) -> FormPart:
    """The part of a form about the record's `attachments`; `in_field_app` where jobs get them, and technicians too."""
    return section("attachments", "Attachments", attached(in_field_app=in_field_app, label="Add"))


def attached(*, in_field_app: bool, label: str) -> Entries:
    """The list of it, with the field that adds one."""
    cells: list[FieldSpec | Beside] = [
        *_entry("attachments"),
        replace(fields.number("quantity", "how many", 1, 9999, cells=5), is_for=_is_tool),
    ]  # fmt: skip
    if in_field_app:
        cells.append(fields.tick_box("in_field_app", "", "field app", cells=13))
    add = FieldSpec(
        "attachments", label, SlotKind.PICK, stays=True, placeholder="a file, a link, a tool to bring",
        pick=lambda model, record, value: _pick("attachments", record, value),
        offer=lambda model, record, typed: attachment_candidates(typed, model.files),
    )  # fmt: skip
    return Entries("attachments", tuple(cells), add)
