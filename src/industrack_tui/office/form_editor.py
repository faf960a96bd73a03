"""A form of the office as a small text to edit: saved in the version that was seen, and nothing typed is lost."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.merge import merge
from industrack_core.domain.errors import IndustrackError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.form_text import EXAMPLE, format_form, parse_form
from industrack_core.domain.time.entry import EntryError
from industrack_tui.acting import attempt
from industrack_tui.commands.forms import SAVE
from industrack_tui.commands.spoken import key_of
from industrack_tui.dialogs.dialog import TypingDialog, wrapped
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog, ConflictRow, Way, conflict_sentence
from industrack_tui.glyphs import Glyphs
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.themes import Look
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList

_PARTS = ("Name", "Triggers", "Questions", "State")
_LIMIT = 20_000
_NEW = "New form\non complete\nWhat was done? *\nIs the work finished? * (yes/no)\n"


class FormEditor(TypingDialog[str]):
    """Dismissed with the text to save, or None. What is wrong with the text is said while it is typed.

    `saved` is the text that leaving loses nothing of, where the editor begins with another one; `said` is a
    sentence to begin with.
    """

    mode_name = "FORM"

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, text: str, *, saved: str | None = None, said: str = ""
    ) -> None:
        super().__init__(look, glyphs, title)
        self.text, self.said = text, said
        self.saved = text if saved is None else saved
        keys = {**dict.fromkeys(SAVE.keys, self.action_save), "escape": self.action_leave}
        self.entry = LineField(look, glyphs, keys, self._typed, text=text, limit=_LIMIT, rows=20, id="text")

    def compose(self) -> ComposeResult:
        self.entry.edit.rows = max(4, min(20, self.app.size.height - 10))
        self.entry.styles.height = self.entry.edit.rows
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self.entry
            yield self.pane([[("", "panel")]], "said")
            yield self.pane(
                [
                    [
                        (f" {SAVE.shown_key} ", "panel_accent"),
                        ("save   ", "panel"),
                        ("esc ", "panel_accent"),
                        ("leave", "panel"),
                    ]
                ]
            )

    def on_mount(self) -> None:
        self.entry.focus()
        self._say()

    def _typed(self, text: str) -> None:
        if text != self.text:
            self.said = ""
        self._say()

    def _say(self) -> None:
        sentence, role = f"A question a line: {EXAMPLE}", "panel_muted"
        try:
            parse_form(self.entry.text)
        except EntryError as error:
            sentence, role = str(error), "panel_warning"
        if self.said:
            sentence, role = self.said, "panel_error"
        lines, pane = wrapped(sentence, min(88, self.app.size.width - 8)), self.query_one("#said", LinePane)
        pane.styles.height = len(lines)
        pane.show_lines([[Segment(f" {line}", self.look[role])] for line in lines])

    def action_save(self) -> None:
        self.said = ""
        try:
            parse_form(self.entry.text)
        except EntryError:
            self._say()
        else:
            self.dismiss(self.entry.text)

    def action_leave(self) -> None:
        if self.entry.text == self.saved:
            self.dismiss(None)
            return
        question = Question(
            self.look, self.glyphs, "Leave the form?", ["What you typed is not saved."], "leave", loses=True
        )
        self.app.push_screen(question, self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


def edit_form(screen: "OpenList", form: Form | None, text: str | None = None, said: str = "") -> None:
    """A form as text, over the list of forms; saved as every form is. `text` is what was typed before, `said`
    why it is back."""
    saved = format_form(form) if form else _NEW

    def typed(written: str | None) -> None:
        if written is not None:
            screen.bring(_save(screen, form, written), Coming.SAVES)

    title = form.name if form else "New form"
    editor = FormEditor(screen.look, screen.glyphs, title, saved if text is None else text, saved=saved, said=said)
    screen.app.push_screen(editor, typed)


async def _save(screen: "OpenList", form: Form | None, text: str) -> None:
    try:
        await _saved(screen, form, text)
    except IndustrackError as error:
        edit_form(screen, form, text, said=str(error))


async def _saved(screen: "OpenList", form: Form | None, text: str) -> None:
    outcome = await attempt(screen.session, SaveRecord(parse_form(text, form)))
    if isinstance(outcome, Done):
        screen.after_form(outcome)
    elif isinstance(outcome, Stale) and form is not None:
        await _show_conflict(screen, form, text, outcome)
    else:
        edit_form(screen, form, text, said=outcome.sentence)


async def _show_conflict(screen: "OpenList", form: Form, text: str, stale: Stale) -> None:
    """Somebody saved the form meanwhile: both versions, and the ways out."""
    latest = (await screen.bridge.ask(lambda desk: desk.records(Kind.FORM, [form.id]))).get(form.id)
    if not isinstance(latest, Form):
        edit_form(screen, None, text, said="The form was deleted meanwhile: this text is a new one now.")
        return
    mine = parse_form(text, form)

    def chosen(way: Way | None) -> None:
        if way is not None and not way.with_mine:
            edit_form(screen, latest)
        elif way is not None:
            merged, clashes = merge(form, mine, latest)
            both = f" Both of you changed the name: {merged.name} stands." if clashes else ""
            said = f"The latest version with your changes on top, not saved yet.{both}"
            edit_form(screen, latest, format_form(merged), said=said)
        else:
            edit_form(screen, form, text, said=f"Not saved: {key_of('form.save')} shows the ways out again.")

    by = f"{stale.who or 'Somebody'} saved it. Theirs stands; yours is in this form only."
    rows = _differences(form, mine, latest)
    dialog = ConflictDialog(screen.look, screen.glyphs, by, rows, conflict_sentence(Kind.FORM.noun))
    screen.app.push_screen(dialog.unasked(), chosen)


def _differences(before: Form, mine: Form, theirs: Form) -> list[ConflictRow]:
    """(part, what they made of it, what was typed), where either is not as it was."""
    rows = []
    for part, was, their, my in zip(_PARTS, *map(_parts, (before, theirs, mine)), strict=True):
        row = ConflictRow(part, _changed(was, their), _changed(was, my))
        if row.theirs or row.yours:
            rows.append(row)
    return rows


def _parts(form: Form) -> tuple[list[str], ...]:
    name, *lines = format_form(form).splitlines()
    count = len(form.presets)
    return [name], lines[:count], lines[count:], ["deleted"] if form.retired else []


def _changed(was: list[str], now: list[str]) -> str:
    """Lines that came, and lines that went."""
    came = [each for each in now if each not in was]
    went = [f"without: {each}" for each in was if each not in now] if len(was) > 1 or not came else []
    return ", ".join([*came, *went])
