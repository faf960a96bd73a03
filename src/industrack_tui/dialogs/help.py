"""The lines of help, written from the command table: the focused pane first, then what holds everywhere."""

from collections.abc import Sequence

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.commands.forms import FIELD_KEYS, FORM_KEYS
from industrack_tui.commands.key_names import key_text
from industrack_tui.commands.lists import LIST_COMMANDS, commands_of
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.glyphs import Glyphs, legend

Parts = list[tuple[str, str]]


class HelpLine(NamedTuple):
    """A line as (text, role); `command` is what enter runs, `keys` what it is found by when a key is typed."""

    parts: Parts
    command: Command | None = None
    keys: tuple[str, ...] = ()
    is_heading: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _ in self.parts)


def help_lines(pane: Pane, glyphs: Glyphs, *, phones: bool = False) -> list[HelpLine]:
    """Keys of the pane, of everywhere, of the other panes, and what the marks mean."""
    order = [pane, Pane.ANY, *(each for each in (Pane.BOARD, Pane.QUEUE) if each is not pane)]
    lines: list[HelpLine] = []
    for each in order:
        lines.append(_heading(each.value.capitalize()))
        lines.extend(key_line(command, runs=True) for command in COMMANDS if command.pane is each)
    lines.append(_heading("In the job form"))
    lines.extend(key_line(command) for command in (*FORM_KEYS, *FIELD_KEYS))
    return [*lines, _heading("Marks"), *(HelpLine(parts) for parts in mark_lines(glyphs, phones=phones))]


def list_help_lines(list_name: str, glyphs: Glyphs) -> list[HelpLine]:
    """What can be done to a row of this list, then the keys of every list."""
    own, every = ROW_COMMANDS.get(list_name, ()), LIST_COMMANDS
    rest = [command for command in commands_of(list_name) if command not in own and command not in every]
    lines: list[HelpLine] = []
    for title, commands in (("This list", own), ("Every list", every), ("Anywhere", rest)):
        if commands:
            lines.append(_heading(title))
            lines.extend(key_line(command, runs=True) for command in commands)
    return lines


def mark_lines(glyphs: Glyphs, *, phones: bool) -> list[Parts]:
    """Every mark of a job with what it says; with `phones` how far a dispatch got, too."""
    told = legend(glyphs, phones=phones)
    return [[(f"   {mark}              ", "panel_accent"), (word, "panel")] for mark, word in told]


def narrowed(lines: Sequence[HelpLine], typed: str) -> list[HelpLine]:
    """The lines that have every typed word, under their headings."""
    words = typed.casefold().split()
    found: list[HelpLine] = []
    heading: HelpLine | None = None
    for line in lines:
        if line.is_heading:
            heading = line
        elif all(word in line.text.casefold() for word in words):
            if heading is not None:
                found.append(heading)
                heading = None
            found.append(line)
    return found


def place_in(lines: Sequence[HelpLine], typed: str) -> int:
    """Where the cursor begins: on the line whose key was typed, else on the first that is no heading."""
    key = typed.strip()
    places = [at for at, line in enumerate(lines) if not line.is_heading]
    return next((at for at in places if key in lines[at].keys), places[0] if places else 0)


def _heading(title: str) -> HelpLine:
    return HelpLine([(f" {title}", "panel_strong")], is_heading=True)


def plain_line(keys: str, said: str) -> HelpLine:
    """Keys that are no command's, and what they do."""
    return HelpLine([(f"   {keys:<15}", "panel_accent"), (said, "panel")], None, tuple(keys.split()))


def key_line(command: Command, *, runs: bool = False) -> HelpLine:
    """A command's keys, what it does, and which keys others took from it; `runs`: enter runs it."""
    keys = tuple(map(key_text, command.keys))
    shown = " ".join(keys) or BY_ID["app.palette"].shown_key
    lost = ", ".join(f"{key_text(key)}, {taker} took it" for key, taker in command.lost)
    told = [(f"   no key: {lost}" if not command.keys else f"   not {lost}", "panel_warning")] if lost else []
    parts = [(f"   {shown:<15}", "panel_accent"), (f"{command.label}: {command.help}", "panel"), *told]
    return HelpLine(parts, command if runs else None, keys)
