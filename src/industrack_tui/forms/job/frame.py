"""What stands around the fields of the job form: heading, the line of its parts, keys. Pure."""

from industrack_core.domain.text.text import cell_width, clip
from industrack_tui.commands.command import key_text
from industrack_tui.commands.forms import FORM_KEYS
from industrack_tui.forms.job.names import SECTIONS, UNDER_ITEMS, entry_of
from industrack_tui.forms.job.state import JobState
from industrack_tui.forms.words import crew_text, new_name
from industrack_tui.widgets.form.edit_keys import EDITING_HELP
from industrack_tui.widgets.form.layout import Parts, Sheet

FOOT_KEYS = (
    ("f2", "save"), ("f3", "dispatch"), ("esc", "cancel"), ("f1", "keys"), ("ctrl+g", "parts"), ("tab", "next"),
)  # fmt: skip
"""What stands under the fields: key, what it does."""
_MORE_KEYS = (
    ("down up", "List: open the list of a field, and walk it"),
    ("space", "Box: tick it, or take the tick off"),
    ("delete", "Entry: take it off its list"),
    ("enter", "Entry: open what it is about"),
    ("backspace", "Crew: take off who was ticked last, in the empty crew field"),
    ("page keys", "Scroll: look at another part; the next key leads back"),
)


def heading(model: JobState, width: int, state: str) -> Parts:
    """Which job, whose, when; where it is long the names are shortened, and never what is known of the saving."""
    name = f"Job {model.job.number}" if model.job else new_name(model.origin) if model.origin else "Add Job"
    when = model.clock.start_text(model.planned)
    room = width - len(name) - len(state) - 10
    if room < 1:
        return ((f" {clip(name, max(0, width - len(state) - 6))} ", "panel_accent"), (f"{state} ", "panel_muted"))
    crew = crew_text(model.office, model.draft.crew)
    whose = clip(model.customer_name, max(0, room - len(when) - cell_width(crew) - 4))
    crew = clip(crew, max(0, room - len(when) - 2)) if when else crew
    where = "  ".join(part for part in (whose, crew, when) if part) or "for the queue"
    return ((f" {name}  ", "panel_accent"), (clip(where, room), "panel_strong"), (f"  {state} ", "panel_muted"))


def part_line(sheet: Sheet, focus: str | None, problems: dict[str, str], width: int) -> Parts:
    """The parts of the form with their keys; the one with the hand is marked, and those that need a look."""
    here = sheet.section_of(focus)
    wanting = {section.name for name in problems if (section := sheet.section_of(_shown(sheet, name)))}
    parts: list[tuple[str, str]] = []
    spelled = sum(len(label) + len(key) + 4 for _, label, key in SECTIONS) <= width
    for name, label, key in SECTIONS:
        mine = UNDER_ITEMS if name == "items" else (name,)
        role = "panel_error" if wanting & set(mine) else "panel_muted"
        if here is not None and here.name in mine:
            role = "pick_idle"
        shown_key = key if spelled or not parts else key.removeprefix("f")
        parts += [(f" {shown_key} ", "panel_accent"), (label if role != "panel_error" else f"{label}!", role)]
        parts.append((" ", "panel"))
    return tuple(parts)


def _shown(sheet: Sheet, name: str) -> str | None:
    """The field at which a problem is said: of an entry without a cell of that name, the entry."""
    if sheet.spot(name) is not None or (entry := entry_of(name)) is None:
        return name
    return f"{entry.list}.{entry.place}"


def key_lines() -> list[Parts]:
    """The keys of the form, for a page."""
    listed = [(" ".join(map(key_text, command.keys)), f"{command.label}: {command.help}") for command in FORM_KEYS]
    lines = (*listed, *_MORE_KEYS, *EDITING_HELP)
    return [((f" {keys:<16}", "panel_accent"), (said, "panel")) for keys, said in lines]
