"""Forms of the office: a menu of them, and each as a small text to edit."""

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import TextArea

from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.entry import EntryError
from industrack_core.domain.form import Form
from industrack_core.domain.form_text import EXAMPLE, format_form, parse_form
from industrack_core.domain.outcomes import Done
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.dialogs import Choice, Dialog, Menu, Question
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

_LETTERS = "abcdefghijklmopqrstuvwxyz"
_NEW = "New form\non complete\nWhat was done? *\nIs the work finished? * (yes/no)\n"


class FormEditor(Dialog[str]):
    """Dismissed with the text to save, or None. What is wrong with the text is said while it is typed."""

    BINDINGS: ClassVar = [Binding("f2", "save", show=False, priority=True)]

    def __init__(self, look: Look, glyphs: Glyphs, title: str, text: str) -> None:
        super().__init__(look, glyphs, title)
        self.text = text

    def compose(self) -> ComposeResult:
        self._area = TextArea(self.text, id="text", soft_wrap=True)
        self._area.styles.height = max(4, min(20, self.app.size.height - 10))
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self._area
            yield self.pane([[("", "panel")]], "said")
            yield self.pane(
                [[(" f2 ", "panel_accent"), ("save   ", "panel"), ("esc ", "panel_accent"), ("leave", "panel")]]
            )

    def on_mount(self) -> None:
        self._area.focus()
        self._say()

    def on_text_area_changed(self) -> None:
        self._say()

    def _say(self) -> None:
        sentence, role = f"A question a line: {EXAMPLE}", "panel_muted"
        try:
            parse_form(self._area.text)
        except EntryError as error:
            sentence, role = str(error), "panel_warning"
        self.query_one("#said", LinePane).show_lines([[Segment(f" {sentence}", self.look[role])]])

    def action_save(self) -> None:
        try:
            parse_form(self._area.text)
        except EntryError:
            self._say()
        else:
            self.dismiss(self._area.text)

    def action_leave(self) -> None:
        if self._area.text == self.text:
            self.dismiss(None)
            return
        question = Question(
            self.look, self.glyphs, "Leave the form?", ["What you typed is not saved."], "leave", loses=True
        )
        self.app.push_screen(question, self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


def choose_form(screen: "ScheduleScreen") -> None:
    """A menu of the forms, and a new one."""
    forms = screen.office.forms if screen.office else ()
    listed = [form for form in forms if not form.retired]
    choices = [Choice("new", "n", "New form", "begin one")]
    choices += [
        Choice(str(form.id), letter, form.name, f"{len(form.questions)} questions")
        for letter, form in zip(_LETTERS, listed, strict=False)
    ]

    def chosen(name: str | None) -> None:
        if name is not None:
            edit_form(screen, next((form for form in listed if str(form.id) == name), None))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Forms", choices), chosen)


def edit_form(screen: "ScheduleScreen", form: Form | None, text: str | None = None) -> None:
    """A form as text; saved with f2. A refusal leaves the text as it is."""
    begun = text if text is not None else format_form(form) if form else _NEW

    def typed(written: str | None) -> None:
        if written is not None:
            screen.spawn(_save(screen, form, written))

    editor = FormEditor(screen.look, screen.glyphs, form.name if form else "New form", begun)
    screen.app.push_screen(editor, typed)


async def _save(screen: "ScheduleScreen", form: Form | None, text: str) -> None:
    from industrack_tui.screens.schedule_acts import announce

    outcome = await screen.bridge.perform(SaveRecord(parse_form(text, form)))
    if isinstance(outcome, Done):
        announce(screen, outcome)
        screen.show_done(outcome)
        return
    screen.status.say(outcome.sentence, "panel_error")
    edit_form(screen, form, text)
