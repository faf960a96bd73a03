"""One line of text to type. A paste that is too long is cut and said, never dropped without a word."""

from textual import events
from textual.message import Message
from textual.widgets import Input

from industrack_core.domain.limits import LINE_LIMIT
from industrack_core.domain.text import clean
from industrack_tui.pastes import without_commands


class TextField(Input):
    """A compact input that takes clean text only. `limit` is in characters.

    With `replaces` the text is selected on entering, so that typing replaces it: right for a date, wrong for prose.
    """

    # Input's own `compact` styles the field again while it is made: ten times the cost of making it
    DEFAULT_CSS = """
    TextField, TextField:focus { border: none; height: 1; padding: 0; }
    """

    class Cut(Message):
        """A paste was longer than the field takes."""

        def __init__(self, field: "TextField", length: int) -> None:
            super().__init__()
            self.field, self.length = field, length

    class CutSeen(Message):
        """The first key after a paste was cut: whoever said so need not say it any longer."""

        def __init__(self, field: "TextField") -> None:
            super().__init__()
            self.field = field

    def __init__(self, *, id: str, placeholder: str = "", limit: int = LINE_LIMIT, replaces: bool = False) -> None:
        super().__init__(id=id, placeholder=placeholder, max_length=limit, select_on_focus=replaces)
        self.limit = limit
        self._shown_text = ""
        self._was_cut = False

    def show_text(self, text: str) -> None:
        """Set the text as the program's doing, not as somebody's typing."""
        self._shown_text = text
        self.value = text

    def is_shown_text(self, text: str) -> bool:
        """Whether `text` is what the program itself put there."""
        return text == self._shown_text

    @property
    def was_typed(self) -> bool:
        """Whether a person changed the text since the program set it."""
        return self.value != self._shown_text

    def on_key(self, event: events.Key) -> None:
        if self._was_cut:
            self._was_cut = False
            self.post_message(self.CutSeen(self))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = without_commands(event.text)
        selected = abs(self.selection.end - self.selection.start)
        room = self.limit - len(self.value) + selected
        tidy = clean(text, limit=max(1, room))
        if room < 1 or tidy.cut:
            self._was_cut = True
            self.post_message(self.Cut(self, len(text)))
        if room >= 1:
            start, end = sorted(self.selection)
            self.replace(tidy.text.replace("\n", " "), start, end)
