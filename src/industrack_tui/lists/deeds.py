"""What is done to the row of a list, the same for every list: opened, marked, deleted, brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from industrack_core.domain.acts.acts import DeleteRecord
from industrack_core.domain.records.listing import ListRow
from industrack_tui.acting import perform
from industrack_tui.commands.command import Command, Needs
from industrack_tui.commands.key_names import key_text
from industrack_tui.commands.lists import BY_ID
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.late import late
from industrack_tui.lists import finding
from industrack_tui.lists.face import whole_text
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.shown import ShownList

_LETTERS = {"delete": "x", "enter": "o"}


def open_row(screen: ShownList, row: ListRow) -> None:
    """Open the record under the cursor."""
    if screen.spec.open is not None:
        screen.spec.open(screen, row)


def add(screen: ShownList) -> None:
    """Add a record to this list."""
    if screen.spec.add is not None:
        screen.spec.add(screen)


def why_not_add(screen: ShownList) -> str:
    """Why nothing is added to this list."""
    return "" if screen.spec.add is not None else screen.spec.why_no_adding


def why_not_export(screen: ShownList) -> str:
    """Not every list is written to a file."""
    return "" if screen.spec.export or screen.spec.write else "there is no file for this list"


def show_row_menu(screen: ShownList, row: ListRow) -> None:
    """The row's menu, the product's three dots: what can be done to it, dimmed with the reason what cannot."""
    choices, taken = [], set[str]()
    for command in _in_menu(screen, row):
        reason = screen.why_not(command)
        letter = _letter(command, taken)
        taken.add(letter)
        label = screen.spec.labels.get(command.id, command.label)
        choices.append(Choice(command.id, letter, label, command.help, f"{label}: {reason}." if reason else ""))
    title = f"{screen.spec.word.capitalize()} {screen.spec.called(row)}"
    menu = Menu(screen.look, screen.glyphs, title, choices)
    screen.app.push_screen(menu, lambda chosen: screen.action_command(chosen) if chosen else None)


def _in_menu(screen: ShownList, row: ListRow) -> Iterable[Command]:
    """What the list has of its own for this row, then what every list has."""
    for command in ROW_COMMANDS.get(screen.spec.name, ()):
        if not command.only_for or late(command.only_for)(row):
            yield command
    yield BY_ID["list.open"]
    if screen.spec.deletes:
        yield BY_ID["list.delete"]
    if not why_not_bring_back(screen, row):
        yield BY_ID["list.bring-back"]


def _letter(command: Command, taken: set[str]) -> str:
    key = command.keys[0] if command.keys else ""
    wanted = _LETTERS.get(key, key if len(key) == 1 else key_text(key))
    free = [letter for letter in (wanted, *command.label.lower(), *"123456789") if letter.strip() and len(letter) == 1]
    letter: str = next(letter for letter in free if letter not in taken)
    return letter


def mark(screen: ShownList, row: ListRow) -> None:
    """Mark the row, or take its mark away; then on to the next."""
    if screen.marks.pop(row.id, None) is None:
        screen.marks[row.id] = row
    screen.step(1)
    screen.draw_top()


def why_not_mark(screen: ShownList, row: ListRow) -> str:
    """Rows are marked for what is done to several."""
    is_any = any(command.needs is Needs.ROWS for command in ROW_COMMANDS.get(screen.spec.name, ()))
    return "" if is_any else "nothing in this list is done to several at once"


def delete(screen: ShownList, row: ListRow) -> None:
    """Delete the record, after a question; or what the list does instead."""
    if screen.spec.delete is not None:
        screen.spec.delete(screen, row)
    elif screen.spec.deleting is not None:
        screen.bring(_weigh_deleting(screen, row))
    else:
        _ask_delete(screen, row, ())


def why_not_delete(screen: ShownList, row: ListRow) -> str:
    """Of some lists nothing is deleted."""
    return "" if screen.spec.deletes else "nothing is deleted here"


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


def bring_back(screen: ShownList, row: ListRow) -> None:
    """A deleted record back into use."""
    change_record(screen, row, lambda record: replace(record, retired=False), "bring it back")


def why_not_bring_back(screen: ShownList, row: ListRow) -> str:
    """Only what is deleted is brought back."""
    return "" if screen.spec.can_retire and row.values.get("retired") else "it is not deleted"


def yank_row(screen: ShownList, row: ListRow) -> None:
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
