"""How the job form reads from top to bottom: headings, labels, sentences and where the inputs stand. Pure."""

from dataclasses import dataclass

from industrack_tui.screens.form_layout import Laying, Parts, Sheet, Slot


@dataclass(frozen=True, slots=True)
class JobEntry:
    """What the sheet says of the job that is being entered.

    `number` is None until a saved job has come; `is_new` says that there is none to come. `crew` are names, `when`
    and `meaning` the planned time, short and in full. `about` are the lines on the picked customer, none while
    nobody is picked. `notice` is a sentence and its role.
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
    notice: tuple[str, str]


def job_sheet(entry: JobEntry, width: int, problems: dict[str, str]) -> Sheet:
    """The form `width` cells wide, each of the `problems` under the field that it names."""
    lay = Laying(width, problems)
    lay.heading(*_heading(entry))
    lay.blank()
    _lay_customer(lay, entry)
    lay.blank()
    lay.fields(Slot("description", "Description"))
    lay.fields(Slot("service_type", "Service type", 0.46), Slot("priority", "Priority", 0.26), Slot("color", "Color"))
    lay.blank()
    lay.fields(Slot("start", "Start", 0.46), Slot("end", "End", 0.28), Slot("duration", "Takes"))
    lay.text((entry.meaning, "panel_good"))
    lay.blank()
    lay.fields(Slot("crew", "Crew"))
    nobody = ("Nobody yet: the job waits in the queue.", "panel_muted")
    lay.text((entry.crew, "panel_strong") if entry.crew else nobody)
    lay.blank()
    sentence, role = entry.notice
    lay.heading((f" {sentence}", role))
    lay.heading((" f2 ", "panel_accent"), ("save   ", "panel"), ("tab ", "panel_accent"), ("next   ", "panel"),
                ("esc ", "panel_accent"), ("cancel", "panel"))  # fmt: skip
    return lay.done()


def _heading(entry: JobEntry) -> Parts:
    name = "Add Job" if entry.is_new else "Job" if entry.number is None else f"Job {entry.number}"
    where = "  ".join(part for part in (entry.crew, entry.when) if part) or "for the queue"
    state = "saving" if entry.is_saving else "not saved yet" if entry.is_new or entry.is_dirty else "saved"
    return ((f" {name}  ", "panel_accent"), (where, "panel_strong"), (f"  {state}", "panel_muted"))


def _lay_customer(lay: Laying, entry: JobEntry) -> None:
    lay.fields(Slot("customer", "Customer"))
    if entry.is_new_customer:
        lay.fields(Slot("contact", "Contact", 0.5), Slot("phone", "Phone", 0.5))
        lay.fields(Slot("email", "E-mail", 0.5), Slot("address", "Address", 0.5))
        return
    for parts in entry.about:
        lay.text(*parts)
    lay.fields(Slot("location", "Location"))
