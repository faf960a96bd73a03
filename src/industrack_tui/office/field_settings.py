"""How the office works with phones: the form of the one record of it."""

from industrack_core.domain.field.messages import PLACEHOLDERS
from industrack_core.domain.kinds import Kind
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import RecordSpec, Said, across, section
from industrack_tui.lists.opening import open_record
from industrack_tui.session import Session
from industrack_tui.widgets.form.pick import Candidate

_LANGUAGES = (
    Candidate("", "As the phone", "the browser's language"),
    Candidate("en", "English"),
    Candidate("de", "German"),
)


def _number(name: str, label: str) -> FieldSpec:
    """Whole; what is too much is said by the rules of the record."""
    return fields.number(name, label, 0, 100_000, share=0.5)


FIELD_SETTINGS = RecordSpec(
    Kind.FIELD_SETTINGS, "phone settings",
    (
        section(
            "phones", "Phones",
            across(fields.text("address", "Address", replaces=True, placeholder="https://field.example.com")),
            across(picks.chosen("language", "Language", lambda model: _LANGUAGES)),
            across(_number("window_s", "Undo secs"), _number("sync_s", "Sync secs")),
            across(_number("days_back", "Days back"), _number("days_ahead", "Ahead")),
            across(_number("past_visits", "Visits"), _number("longest_edge", "Photo px")),
            across(_number("bodies_days", "Keep days"), _number("silent_minutes", "Silent min")),
        ),
        section(
            "technicians", "Technicians",
            across(fields.tick_box("amend_today", "May", "amend their own times of today")),
            across(fields.tick_box("see_prices", "", "see prices")),
            across(fields.tick_box("wifi_only", "", "send photos over Wi-Fi only")),
            across(fields.tick_box("completes_all", "", "complete a job for the whole crew")),
            across(fields.tick_box("auto_shift", "", "begin the shift with the first step")),
            across(fields.tick_box("paid_breaks", "", "breaks are paid")),
        ),
        section(
            "messages", "Messages",
            across(fields.text("dispatch_text", "Dispatch")),
            across(fields.text("recall_text", "Recall")),
            across(fields.text("travel_text", "On the way")),
            Said(lambda model: [((" ".join(f"{{{each}}}" for each in PLACEHOLDERS), "panel_muted"),)]),
        ),
    ),
    title=lambda model: "Phones", first="address",
)  # fmt: skip


async def open_field_settings(session: Session) -> None:
    """The form, over whatever is shown."""
    record = await session.bridge.ask(lambda desk: desk.field_settings())
    open_record(session, FIELD_SETTINGS, record)
