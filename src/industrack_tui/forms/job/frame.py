"""What stands in the frame of the job form. Pure."""

from industrack_core.domain.text.text import cell_width, clip
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.words import crew_text, new_name
from industrack_tui.widgets.form.sheet import Parts


def heading(model: JobModel, width: int, state: str) -> Parts:
    """Which job, whose, when; where it is long the names are shortened, and never what is known of the saving."""
    name = f"Job {model.job.number}" if model.job else new_name(model.origin) if model.origin else "Add Job"
    when = model.clock.start_text(model.planned)
    room = width - len(name) - len(state) - 10
    if room < 1:
        return ((f" {clip(name, max(0, width - len(state) - 6))} ", "panel_accent"), (f"{state} ", "panel_muted"))
    crew = crew_text(model.office, model.record.crew)
    whose = clip(model.customer_name, max(0, room - len(when) - cell_width(crew) - 4))
    crew = clip(crew, max(0, room - len(when) - 2)) if when else crew
    where = "  ".join(part for part in (whose, crew, when) if part) or "for the queue"
    return ((f" {name}  ", "panel_accent"), (clip(where, room), "panel_strong"), (f"  {state} ", "panel_muted"))
