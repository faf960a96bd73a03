"""Files, links and tools attached to a record: looked at, saved as a copy, chosen, copied in. For every form."""

import os
from collections.abc import Callable
from pathlib import Path

from industrack_core.domain.errors import IndustrackError, UsageError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from industrack_core.domain.text.text import clean
from industrack_tui.dialogs.dialog import Parts
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.entry_form import EntryForm
from industrack_tui.terminal.awaiting import Coming

Form = EntryForm[Done | None]
ADD_FIELD = "attachments.add"
"""The field of a form that takes a path, a link, or a tool."""
_MOST_NAMES = 200
_MOST_SHOWN = 64 * 1024
"""Most bytes of a text file that are shown."""


def size_text(size: int) -> str:
    """Bytes as people say them."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def attachment_text(part: Attachment) -> str:
    """A file with its size, a link's address, a tool's name."""
    if part.kind is AttachmentKind.FILE:
        return f"{part.name}  {size_text(part.size)}"
    return part.url or part.name if part.kind is AttachmentKind.LINK else part.name


def open_attachment(form: Form, attachment: Attachment, word: str, take_off: Callable[[], None] | None) -> None:
    """What can be done to it; `take_off` takes it off the record, a `word`, None where that cannot be changed."""
    choices = []
    if attachment.kind is AttachmentKind.FILE:
        kept = "to your folder out" if form.session.start.files.is_restricted else "to a folder of yours"
        choices += [Choice("view", "v", "View", "its text"), Choice("save", "s", "Save a copy", kept)]
    if attachment.kind is AttachmentKind.LINK:
        choices += [Choice("view", "v", "View", "the whole address")]
    if take_off is not None:
        choices += [Choice("remove", "x", "Take off", f"from this {word}")]

    def chosen(deed: str | None) -> None:
        if deed == "remove" and take_off is not None:
            take_off()
            form.hand.refresh()
            form.draw()
        elif deed == "view":
            form.bring(_view(form, attachment))
        elif deed == "save":
            _ask_where(form, attachment)

    if choices:
        form.app.push_screen(Menu(form.look, form.glyphs, attachment.name[:60], choices), chosen)


async def _view(form: Form, attachment: Attachment) -> None:
    if attachment.kind is AttachmentKind.LINK:
        form.app.push_screen(Page(form.look, form.glyphs, "Link", [[(f" {attachment.url}", "panel")]]))
        return
    content = await form.bridge.ask(lambda desk: desk.attachment_bytes(attachment))
    lines: list[Parts]
    text = _as_text(content)
    if text is None:
        lines = [[(f" {size_text(len(content))}; not a text. Save a copy to open it with a program.", "panel")]]
    else:
        lines = [[(f" {line}", "panel")] for line in text.split("\n")]
    form.app.push_screen(Page(form.look, form.glyphs, attachment.name, lines))


def _as_text(content: bytes) -> str | None:
    """The beginning of a text file, clean; None for what is no text."""
    head = content[:_MOST_SHOWN]
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8", errors="ignore" if len(content) > _MOST_SHOWN else "strict")
    except UnicodeDecodeError:
        return None
    return clean(text.expandtabs(4), limit=_MOST_SHOWN, multiline=True).text


def _ask_where(form: Form, attachment: Attachment) -> None:
    files = form.session.start.files

    def explain(text: str) -> tuple[str, bool]:
        try:
            path = files.target(text, attachment.name)
        except UsageError as error:
            return str(error), False
        if os.path.lexists(path):
            return f"{files.called(path)} is there already: choose another name.", False
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}.", False
        return f"Saves {files.told(path)}", True

    def typed(text: str | None) -> None:
        if text:
            form.bring(_save_copy(form, attachment, files.target(text, attachment.name)), Coming.FILLS)

    hint, suggested = ("a name", attachment.name) if files.is_restricted else ("a folder, or a path with a name", "")
    form.app.push_screen(
        Prompt(form.look, form.glyphs, f"Save {attachment.name}", hint, explain, text=suggested), typed
    )


async def _save_copy(form: Form, attachment: Attachment, path: Path) -> None:
    await form.bridge.ask(lambda desk: desk.save_attachment(attachment, str(path)))
    form.say(f"Saved {form.session.start.files.told(path)}.", "panel_good")


def pick_file(form: Form, chosen: Callable[[str], None]) -> None:
    """Look through the folders, or the one there is. The file that comes back is checked like a typed one."""
    if form.session.start.files.is_restricted:
        _pick_name(form, chosen)
        return
    from industrack_tui.dialogs.pick_file import PickFile

    def picked(path: Path | None) -> None:
        if path is not None:
            chosen(str(path))

    form.app.push_screen(PickFile(Path.home(), "Attach a file"), picked)


def _pick_name(form: Form, chosen: Callable[[str], None]) -> None:
    names = form.session.start.files.sources()
    choices = [Choice(name, "", name, "") for name in names[:_MOST_NAMES]]

    def picked(name: str | None) -> None:
        if name is not None:
            chosen(name)

    if choices:
        form.app.push_screen(Menu(form.look, form.glyphs, "Attach a file", choices), picked)
    else:
        form.say("There is no file in your folder in.", "panel_warning")


def source(form: Form, typed: str) -> str:
    """The path of the file that was typed, as the desk takes it. Raises UsageError."""
    files = form.session.start.files
    return str(files.source(typed)) if files.is_restricted else typed  # quotes and file:// are the desk's to read


async def attach(form: Form, path: str, add: Callable[[Attachment], None]) -> None:
    """Copy a file into the company's attachments, and `add` it to what the form is about.

    A path that leads nowhere stays in the field, and the reason is said at it.
    """
    form.say(f"Copying {path}", "panel_muted")
    try:
        attachment = await form.bridge.ask(lambda desk: desk.attach(source(form, path)))
    except IndustrackError as error:
        form.problems[ADD_FIELD] = str(error)
        form.pending[ADD_FIELD] = path
        form.hand.begin_again()
        form.say("The file is not attached.", "panel_error")
        return
    add(attachment)
    form.say(f"Attached {attachment.name}.", "panel_good")
