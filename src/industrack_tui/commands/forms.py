"""Keys of forms, for help and the key reference: those of every form, and those of the job form.

`run` is called with the form. What a field does with a key itself has none: it is looked up nowhere.
"""

from dataclasses import replace

from industrack_tui.commands.command import Command, Pane

SAVE = Command("form.save", ("f2",), "Save", "save it", "forms.form_keys:save_form", Pane.FORM, rank=1)
CANCEL = Command(
    "form.cancel", ("escape", "ctrl+q"), "Cancel", "leave; asks when something was typed", "forms.form_keys:cancel",
    Pane.FORM, rank=3,
)  # fmt: skip
HELP = Command("form.help", ("f1",), "Keys", "these keys", "forms.form_keys:show_keys", Pane.FORM, rank=4)
PARTS = Command(
    "form.parts", ("ctrl+g",), "Parts", "a menu of all parts by letter", "forms.form_keys:choose_part", Pane.FORM,
    rank=5,
)  # fmt: skip
EVERY_FORM = (SAVE, CANCEL, HELP, PARTS)

PART_KEYS: tuple[Command, ...] = (
    Command("form.customer", ("f4",), "Customer", "to the customer", "forms.form_keys:f4", Pane.FORM),
    Command("form.location", ("f5",), "Location", "to the service location", "forms.form_keys:f5", Pane.FORM),
    Command(
        "form.details", ("f6",), "Details", "to description, type, priority, color, status, number",
        "forms.form_keys:f6", Pane.FORM,
    ),
    Command(
        "form.schedule", ("f7",), "Schedule", "to start, end, duration and what repeats", "forms.form_keys:f7",
        Pane.FORM,
    ),
    Command(
        "form.items", ("f8",), "Items", "to items; again: equipment, attachments, forms, orders, tasks",
        "forms.form_keys:f8", Pane.FORM,
    ),
    Command("form.crew", ("f9",), "Crew", "to the crew", "forms.form_keys:f9", Pane.FORM),
    Command("form.notes", ("f10",), "Notes", "to the notes", "forms.form_keys:f10", Pane.FORM),
)  # fmt: skip
"""Keys that lead to the parts of a form. They are named as in the job form; in every other the key that is usually f4
leads to its first part, the next one to its second."""

FORM_KEYS: tuple[Command, ...] = (
    replace(SAVE, help="save the job"),
    Command(
        "form.dispatch", ("f3",), "Dispatch", "save it, and send it to the crew's phones",
        "forms.job.saving:save_and_dispatch", Pane.FORM, rank=2, right="job.dispatch",
    ),
    CANCEL,
    HELP,
    *PART_KEYS,
    Command(
        "form.pick-time", ("ctrl+t",), "Calendar", "pick start or end from a calendar, or a duration",
        "forms.job.opening:pick_time", Pane.FORM,
    ),
    Command(
        "form.work", ("ctrl+o",), "Their work", "list the customer's jobs and estimates, open one",
        "forms.job.opening:show_customers_work", Pane.FORM,
    ),
    PARTS,
)  # fmt: skip
"""Keys of the job form."""

NEXT = Command("form.next", ("tab",), "Next field", "the next field", pane=Pane.FORM)
FIELD_KEYS: tuple[Command, ...] = (
    NEXT,
    Command("form.previous", ("shift+tab",), "Previous field", "the field before", pane=Pane.FORM),
    Command("form.pick", ("enter",), "Pick", "take the highlighted entry, or go to the next field", pane=Pane.FORM),
)
"""What the fields of every form know themselves."""
