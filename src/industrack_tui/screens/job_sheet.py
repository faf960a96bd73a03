"""How the job form reads from top to bottom: headings, labels, sentences and where the inputs stand. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from industrack_core.domain.text import clip
from industrack_tui.commands import FORM_KEYS, key_text
from industrack_tui.screens.form_layout import Laying, Parts, Sheet, Slot, flowed

_FOOT_KEYS = (("f2", "save"), ("esc", "cancel"), ("tab", "next"), ("f1", "keys"))
_MORE_KEYS = (
    ("down up", "List: open the list of a field, and walk it"),
    ("backspace", "Crew: take off who was ticked last, in the empty crew field"),
)


@dataclass(frozen=True, slots=True)
class JobEntry:
    """What the sheet says of the job that is being entered.

    `number` is None until a saved job has come; `is_new` says that there is none to come. `crew` are names, `when`
    and `meaning` the planned time, short and in full. `about` are the lines on the picked customer, none while
    nobody is picked.
    """

    number: str | None
    is_new: bool
    is_dirty: bool
    is_saving: bool
    is_new_customer: bool
    about: tuple[Parts, ...]
    crew: str
    when: str
    meaning: str


def job_sheet(
    entry: JobEntry, width: int, problems: Mapping[str, str], notes: Mapping[str, str] | None = None
) -> Sheet:
    """The form `width` cells wide, each of the `problems` and `notes` under the field that it names."""
    lay = Laying(width, problems, notes)
    lay.heading(*_heading(entry, width))
    lay.blank()
    _lay_customer(lay, entry)
    lay.blank()
    lay.fields(Slot("description", "Description"))
    lay.fields(Slot("service_type", "Service type", 0.46), Slot("priority", "Priority", 0.26), Slot("color", "Color"))
    lay.blank()
    lay.fields(Slot("start", "Start", 0.44), Slot("end", "End", 0.334), Slot("duration", "Takes"))
    lay.text((entry.meaning, "panel_good"))
    lay.blank()
    lay.fields(Slot("crew", "Crew"))
    nobody = ("Nobody yet: the job waits in the queue.", "panel_muted")
    lay.text((entry.crew, "panel_strong") if entry.crew else nobody)
    return lay.done()


def foot_lines(notice: tuple[str, str], width: int) -> list[Parts]:
    """What always stands under the fields: the notice in as many lines as it needs, and the keys that fit."""
    sentence, role = notice
    lines: list[Parts] = [((" ", role), *line) for line in flowed(((sentence, role),), width - 2)]
    keys: list[tuple[str, str]] = []
    used = 0
    for key, deed in _FOOT_KEYS:
        used += len(key) + len(deed) + 2
        if used < width:
            keys += [(f" {key} ", "panel_accent"), (f"{deed}  ", "panel")]
            used += 2
    return [*lines, tuple(keys)]


def key_lines() -> list[Parts]:
    """The keys of the form, for a page."""
    listed = [(" ".join(map(key_text, command.keys)), f"{command.label}: {command.help}") for command in FORM_KEYS]
    return [((f" {keys:<12}", "panel_accent"), (said, "panel")) for keys, said in (*listed, *_MORE_KEYS)]


def _heading(entry: JobEntry, width: int) -> Parts:
    """The title; where it is long the names are shortened, then the time, and never what is known of the saving."""
    name = "Add Job" if entry.is_new else "Job" if entry.number is None else f"Job {entry.number}"
    state = "saving" if entry.is_saving else "not saved yet" if entry.is_new or entry.is_dirty else "saved"
    room = width - len(name) - len(state) - 6
    if room < 1:
        return ((f" {clip(name, max(0, width - len(state) - 2))} ", "panel_accent"), (state, "panel_muted"))
    crew = clip(entry.crew, max(0, room - len(entry.when) - 2)) if entry.when else entry.crew
    where = "  ".join(part for part in (crew, entry.when) if part) or "for the queue"
    return ((f" {name}  ", "panel_accent"), (clip(where, room), "panel_strong"), (f"  {state}", "panel_muted"))


def _lay_customer(lay: Laying, entry: JobEntry) -> None:
    lay.fields(Slot("customer", "Customer"))
    if entry.is_new_customer:
        lay.fields(Slot("contact", "Contact", 0.5), Slot("phone", "Phone", 0.5))
        lay.fields(Slot("email", "E-mail", 0.5), Slot("address", "Address", 0.5))
        return
    for parts in entry.about:
        lay.text(*parts)
    lay.fields(Slot("location", "Location"))
