"""Forms: the list, their questions as text, the triggers of the whole company, and what was answered."""

from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.form import FormAnswer, answer_text
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as
from industrack_core.domain.time.span import clock_text
from industrack_tui.dialogs.dialog import Parts, wrapped
from industrack_tui.dialogs.page import Page
from industrack_tui.lists import drawing
from industrack_tui.lists.opening import show_list
from industrack_tui.lists.record_acts import with_record
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.form_editor import edit_form

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


def _triggers(value: Value, office: Office) -> str:
    """When new jobs get the form."""
    return ", ".join(
        Trigger(each["trigger"]).label + (" (blocks)" if each.get("blocks") else "")
        for each in drawing.kept_list(value)
    )


def _open(screen: "OpenList", row: ListRow) -> None:
    with_record(screen, row, lambda form: edit_form(screen, form))


def _add(screen: "OpenList") -> None:
    edit_form(screen, None)


def show_answers(screen: "OpenList", row: ListRow) -> None:
    """What was answered on jobs."""
    show_list(screen.session, ANSWERS, parent=row.id, of=str(row.values["name"]))


def _about(row: ListRow, office: Office) -> str:
    form = office.forms_by_id.get(row.id)
    if form is None:
        return str(row.values["name"])
    return f"{form.name}   {'   '.join(each.text for each in form.questions)}"


# -- answers -----------------------------------------------------------------------------------


def _open_answer(screen: "OpenList", row: ListRow) -> None:
    def show(answer: FormAnswer) -> None:
        lines = answer_lines(answer, screen.office, min(86, screen.app.size.width - 10))
        title = f"{screen.of or 'Form'} of job {row.values[Kind.JOB] or 'that is gone'}"
        screen.app.push_screen(Page(screen.look, screen.glyphs, title, lines))

    with_record(screen, row, show)


def answer_lines(answer: FormAnswer, office: Office, width: int) -> list[Parts]:
    """Who filled it and when; each question as it was then, its answer under it."""
    local = answer.at.astimezone(office.zone)
    when = f"{local:%a %d %b %Y} {clock_text(local)}"
    who = known_as(office.person, answer.who) or "nobody named"
    lines: list[Parts] = [[(f" Filled by {who}, {when}", "panel_muted")], [("", "panel")]]
    for question, kept in zip(answer.questions, answer.answers, strict=False):
        text = answer_text(question, kept)
        lines += [[(f" {line}", "panel_muted")] for line in wrapped(question.text, width)]
        said = [line for part in text.split("\n") for line in wrapped(part, width - 2)] if text else []
        lines += [[(f"   {line}", "panel_strong")] for line in said] or [[("   not answered", "panel_muted")]]
    return lines


FORMS = ListSpec(
    Kind.FORM, "Forms", Kind.FORM.noun,
    (
        Column("name", "Name", 20, 1.0),
        Column("questions", "Questions", 12, draw=drawing.as_count("question"), sort="-"),
        Column("presets", "New jobs get it on", 20, 1.0, rank=1, draw=_triggers, sort="-"),
    ),
    sort="name", filters=drawing.IN_USE, can_retire=True, about=_about,
    open=_open, add=_add, nothing="No forms here. [list.add] adds one.",
)  # fmt: skip

ANSWERS = ListSpec(
    Kind.FORM_ANSWER, "Answers", "filled form",
    (
        Column("at", "When", 16, draw=drawing.as_moment),
        Column(Kind.JOB, "Job", 9, sort="-"),
        Column(Kind.CUSTOMER, "Customer", 16, 1.0, sort="-"),
        Column("who", "Filled by", 14, 0.5, rank=1, sort="-", draw=drawing.as_person),
    ),
    sort="at", descending=True, deletes=False, open=_open_answer, kinds=(Kind.FORM, Kind.JOB, Kind.CUSTOMER),
    called=lambda row: f"of job {row.values[Kind.JOB] or 'that is gone'}",
    why_no_adding="a form is filled on its job", nothing="Nobody has filled this form yet.",
)  # fmt: skip
"""What was filled of one form, newest first."""
