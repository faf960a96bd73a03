"""The help page, written from the command table: the focused pane first, then what holds everywhere."""

from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.commands.forms import FIELD_KEYS, FORM_KEYS
from industrack_tui.commands.key_names import key_text
from industrack_tui.commands.lists import LIST_COMMANDS, commands_of
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.glyphs import Glyphs, legend

Parts = list[tuple[str, str]]


def help_lines(pane: Pane, glyphs: Glyphs) -> list[Parts]:
    """Lines of (text, role): keys of the pane, of everywhere, of the other panes, and what the marks mean."""
    order = [pane, Pane.ANY, *(each for each in (Pane.BOARD, Pane.QUEUE) if each is not pane)]
    lines: list[Parts] = []
    for each in order:
        lines.append([(f" {each.value.capitalize()}", "panel_strong")])
        lines.extend(_key_line(command) for command in COMMANDS if command.pane is each)
        lines.append([("", "panel")])
    lines.append([(" In the job form", "panel_strong")])
    lines.extend(_key_line(command) for command in (*FORM_KEYS, *FIELD_KEYS))
    lines += [[("", "panel")], [(" Marks", "panel_strong")]]
    lines += [[(f"   {mark}              ", "panel_accent"), (word, "panel")] for mark, word in legend(glyphs)]
    return lines


def list_help_lines(list_name: str, glyphs: Glyphs) -> list[Parts]:
    """Lines of (text, role): what can be done to a row of this list, then the keys of every list."""
    own, every = ROW_COMMANDS.get(list_name, ()), LIST_COMMANDS
    rest = [command for command in commands_of(list_name) if command not in own and command not in every]
    lines: list[Parts] = []
    for title, commands in (("This list", own), ("Every list", every), ("Anywhere", rest)):
        if commands:
            lines.append([(f" {title}", "panel_strong")])
            lines.extend(_key_line(command) for command in commands)
            lines.append([("", "panel")])
    return lines


def _key_line(command: Command) -> Parts:
    keys = " ".join(map(key_text, command.keys)) or BY_ID["app.palette"].shown_key
    lost = ", ".join(f"{key_text(key)}, {taker} took it" for key, taker in command.lost)
    told = [(f"   no key: {lost}" if not command.keys else f"   not {lost}", "panel_warning")] if lost else []
    return [(f"   {keys:<15}", "panel_accent"), (f"{command.label}: {command.help}", "panel"), *told]
