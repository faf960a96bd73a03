"""Keys of the job form, for help and the key reference; the form binds them itself."""

from industrack_tui.commands.command import Command, Pane

FORM_KEYS: tuple[Command, ...] = (
    Command("form.save", ("f2",), "Save", "save the job", Pane.FORM),
    Command("form.dispatch", ("f3",), "Dispatch", "save it, and send it to the crew's phones", Pane.FORM),
    Command("form.cancel", ("escape",), "Cancel", "leave; asks when something was typed", Pane.FORM),
    Command("form.help", ("f1",), "Keys", "these keys", Pane.FORM),
    Command("form.customer", ("f4",), "Customer", "to the customer", Pane.FORM),
    Command("form.location", ("f5",), "Location", "to the service location", Pane.FORM),
    Command("form.details", ("f6",), "Details", "to description, type, priority, color, status, number", Pane.FORM),
    Command("form.schedule", ("f7",), "Schedule", "to start, end, duration and what repeats", Pane.FORM),
    Command("form.items", ("f8",), "Items", "to items; again: equipment, attachments, forms, orders, tasks", Pane.FORM),
    Command("form.crew", ("f9",), "Crew", "to the crew", Pane.FORM),
    Command("form.notes", ("f10",), "Notes", "to the notes", Pane.FORM),
    Command("form.pick-time", ("ctrl+t",), "Calendar", "pick start or end from a calendar, or a duration", Pane.FORM),
    Command("form.work", ("ctrl+o",), "Their work", "list the customer's jobs and estimates, open one", Pane.FORM),
    Command("form.parts", ("ctrl+g",), "Parts", "a menu of all parts by letter", Pane.FORM),
    Command("form.next", ("tab",), "Next field", "the next field", Pane.FORM),
    Command("form.previous", ("shift+tab",), "Previous field", "the field before", Pane.FORM),
    Command("form.pick", ("enter",), "Pick", "take the highlighted entry, or go to the next field", Pane.FORM),
)
