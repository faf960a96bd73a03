"""What is done to the row of a list, the same for every list: opened, marked, deleted, brought back."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts.acts import DeleteRecord
from industrack_core.domain.records.listing import ListRow
from industrack_tui.acting import perform
from industrack_tui.commands.command import Command, key_text
from industrack_tui.commands.lists import LIST_COMMANDS, ROW_COMMANDS
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.lists import finding
from industrack_tui.lists.face import whole_text
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.shown import ShownList

_LETTERS = {"delete": "x", "enter": "o"}


def open_row(screen: ShownList) -> None:
    """Open the record under the cursor."""
    if screen.spec.open is not None and screen.current is not None:
        screen.spec.open(screen, screen.current)


def add(screen: ShownList) -> None:
    """Add a record to this list."""
    if screen.spec.add is not None:
        screen.spec.add(screen)


def show_row_menu(screen: ShownList) -> None:
    """The row's menu, the product's three dots: what can be done to it, dimmed with the reason what cannot."""
    row = screen.current
    if row is None:
        return
    shown = {action.id for action in screen.spec.actions if not action.needs_row or action.is_for(row)}
    own = [command for command in ROW_COMMANDS.get(screen.spec.name, ()) if command.id in shown]
    every = [command for command in LIST_COMMANDS if command.id in ("list.open", "list.delete", "list.bring-back")]
    if not (screen.spec.can_retire and row.values.get("retired")):
        every = [command for command in every if command.id != "list.bring-back"]
    if not screen.spec.deletes:
        every = [command for command in every if command.id != "list.delete"]
    choices, taken = [], set[str]()
    for command in (*own, *every):
        reason = screen.why_not(command)
        letter = _letter(command, taken)
        taken.add(letter)
        label = screen.spec.labels.get(command.id, command.label)
        choices.append(Choice(command.id, letter, label, command.help, f"{label}: {reason}." if reason else ""))
    title = f"{screen.spec.word.capitalize()} {screen.spec.called(row)}"
    menu = Menu(screen.look, screen.glyphs, title, choices)
    screen.app.push_screen(menu, lambda chosen: screen.action_command(chosen) if chosen else None)


def _letter(command: Command, taken: set[str]) -> str:
    key = command.keys[0] if command.keys else ""
    wanted = _LETTERS.get(key, key if len(key) == 1 else key_text(key))
    free = [letter for letter in (wanted, *command.label.lower(), *"123456789") if letter.strip() and len(letter) == 1]
    letter: str = next(letter for letter in free if letter not in taken)
    return letter


def mark(screen: ShownList) -> None:
    """Mark the row, or take its mark away; then on to the next."""
    row = screen.current
    if row is not None:
        if screen.marks.pop(row.id, None) is None:
            screen.marks[row.id] = row
        screen.step(1)
        screen.draw_top()


def delete(screen: ShownList) -> None:
    """Delete the record, after a question."""
    row = screen.current
    if row is not None and screen.spec.deleting is not None:
        screen.bring(_weigh_deleting(screen, row))
    elif row is not None:
        _ask_delete(screen, row, ())


async def _weigh_deleting(screen: ShownList, row: ListRow) -> None:
    weigh = screen.spec.deleting
    assert weigh is not None
    why_not, said = await screen.bridge.ask(lambda desk: weigh(desk, row))
    if why_not:
        screen.say(f"Delete: {why_not}.", "panel_warning")
    else:
        _ask_delete(screen, row, said)


def _ask_delete(screen: ShownList, row: ListRow, said: Sequence[str]) -> None:
    spec = screen.spec
    sentences = [f"{spec.word.capitalize()} {spec.called(row)}", *said]
    if spec.can_retire:
        sentences.append("It leaves the lists to pick from, and stays on what uses it.")

    def answered(yes: bool | None) -> None:
        if yes:
            act = DeleteRecord(spec.record_kind, row.id, row.version)
            perform(screen, act, "delete it")

    title = f"Delete this {spec.word}?"
    screen.app.push_screen(Question(screen.look, screen.glyphs, title, sentences, "delete it", loses=True), answered)


def bring_back(screen: ShownList) -> None:
    """A deleted record back into use."""
    row = screen.current
    if row is not None:
        change_record(screen, row, lambda record: replace(record, retired=False), "bring it back")


def yank_row(screen: ShownList) -> None:
    """The row's text to the terminal's clipboard."""
    text = whole_text(screen)
    screen.app.copy_to_clipboard(text)
    screen.say(f"Sent to the terminal's clipboard: {text}")


def one_level_back(screen: ShownList) -> None:
    """One level back: marks, what is found, the filter, the list."""
    query, first = screen.query_now, screen.spec.filters[0][0]
    if screen.marks:
        screen.marks = {}
        screen.draw()
    elif query.find:
        finding.stop(screen)
    elif query.filter != first:
        screen.ask_again(replace(query, filter=first))
    else:
        screen.dismiss(None)
