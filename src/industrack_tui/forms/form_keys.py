"""What the keys of every form do: save, leave, show the keys, go to a part."""

from functools import partial

from industrack_tui.commands.forms import FIELD_KEYS, PARTS
from industrack_tui.dialogs.help import key_line, plain_line
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.forms.entry_form import EntryForm
from industrack_tui.forms.parts import part_of_key, parts_by_key, shown_key
from industrack_tui.widgets.form.edit_keys import EDITING_HELP

Form = EntryForm[object]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_IN_FIELDS = (
    ("down up", "List: open the list of a field, and walk it"),
    ("space", "Box: tick it, or take the tick off"),
    ("delete", "Entry: take it off its list"),
    ("enter", "Entry: open what it is about"),
    ("page keys", "Scroll: look at another part; the next key leads back"),
)


def save_form(form: Form) -> None:
    """Save, or show what is wrong with the typing; does nothing while a save is under way."""
    form.save()


def cancel(form: Form) -> None:
    """Leave; asks only when something was typed."""
    form.cancel()


def show_keys(form: Form) -> None:
    """The keys of the form: searched by typing, run by enter."""
    named = {key for command in form.commands for key in command.usual_keys}
    parts = [(key, each[0]) for key, each in parts_by_key(form.hand.sheet.sections).items() if key not in named]
    lines = [key_line(command, runs=bool(command.run)) for command in form.commands]
    said = [(shown_key(key) or PARTS.shown_key, f"to {part.label}") for key, part in parts]
    in_fields = [*_IN_FIELDS, *form.field_help, *EDITING_HELP]
    lines += [plain_line(key, text) for key, text in said]
    lines += [key_line(command) for command in FIELD_KEYS]
    lines += [plain_line(key, text) for key, text in in_fields]
    dialog = HelpDialog(form.look, form.glyphs, lines, form.why_not)
    dialog.heading = form.keys_title
    form.app.push_screen(dialog, lambda chosen: _run(form, chosen) if chosen else None)


def _run(form: Form, command_id: str) -> None:
    """What was chosen in the help."""
    form.run_command(next(each for each in form.commands if each.id == command_id))


def choose_part(form: Form) -> None:
    """A menu of all parts by letter."""
    sections = form.hand.sheet.sections
    if len(sections) < 2:
        return
    letters = [each.letter or letter for each, letter in zip(sections, _LETTERS, strict=False)]
    choices = [Choice(each.name, letter, each.label, "") for each, letter in zip(sections, letters, strict=False)]
    menu = Menu(form.look, form.glyphs, "Go to", choices)
    form.app.push_screen(menu, lambda name: go_to_part(form, name) if name else None)


def go_to_part(form: Form, name: str) -> None:
    """Scroll a part to the top, the hand in its first field."""
    sheet = form.hand.sheet
    part = next((each for each in sheet.sections if each.name == name), None)
    if part is None:
        return
    inside = (spot.name for spot in sheet.spots if sheet.section_of(spot.name) == part)
    form.hand.enter(part.first or next(inside, ""))
    form.pane.top = next((each.y for each in form.hand.sheet.sections if each.name == name), 0)
    form.draw()


def to_part_of(key: str, form: Form) -> None:
    """Go to the part that a key leads to, or the next of several."""
    part = part_of_key(form.hand.sheet, key, form.hand.focus)
    if part is not None:
        go_to_part(form, part.name)


f4, f5, f6, f7, f8, f9, f10 = (partial(to_part_of, f"f{number}") for number in range(4, 11))
