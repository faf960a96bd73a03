"""What the commands of a list do: the same for every list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts import DeleteRecord
from industrack_core.domain.listing import ListRow
from industrack_tui.acting import perform
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Command, Needs, Pane, key_text
from industrack_tui.commands.lists import LIST_COMMANDS, ROW_COMMANDS, commands_by_id
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.late import late
from industrack_tui.lists.face import whole_text
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.row_window import PAGE
from industrack_tui.lists.spec import Column, RowAction

if TYPE_CHECKING:
    from industrack_tui.lists.screen import ListScreen

Deed = Callable[["ListScreen"], None]
_LETTERS = {"delete": "x", "enter": "o"}


# -- which commands hold -----------------------------------------------------------------------


def action_of(screen: "ListScreen", command_id: str) -> RowAction | None:
    """The row action of a command, None for the commands of every list."""
    return next((action for action in screen.spec.actions if action.id == command_id), None)


def why_not(screen: "ListScreen", command: Command) -> str:
    """Why a command cannot run now, empty when it can."""
    action = action_of(screen, command.id)
    if action is not None:
        return _why_not_action(screen, action)
    if command.id not in commands_by_id(screen.spec.name):
        return "that is for the schedule: g, then b goes there"
    if command.needs is Needs.ROW and screen.current is None:
        return "there is no record under the cursor"
    if _changes(command) and screen.bridge.desk.read_only:
        return "this console is read-only"
    return _why_not_here(screen, command.id)


def _why_not_action(screen: "ListScreen", action: RowAction) -> str:
    if action.writes and screen.bridge.desk.read_only:
        return "this console is read-only"
    if not action.needs_row:
        return ""
    rows = screen.chosen if action.many else tuple(filter(None, (screen.current,)))
    if not rows:
        return "there is no record under the cursor"
    return next((reason for row in rows if (reason := action.why_not(row, screen.office))), "")


def _changes(command: Command) -> bool:
    """Whether it changes records: commands of everywhere say so where they need something."""
    return command.writes and (command.pane is Pane.LIST or command.needs is Needs.WRITING)


def _why_not_here(screen: "ListScreen", command_id: str) -> str:
    spec, row = screen.spec, screen.current
    if command_id == "list.add" and spec.add is None:
        return spec.why_no_adding
    if command_id == "list.mark" and not any(action.many for action in spec.actions):
        return "nothing in this list is done to several at once"
    if command_id == "list.export" and not spec.export:
        return "there is no file for this list"
    if command_id == "list.delete" and not spec.deletes:
        return "nothing is deleted here"
    if command_id == "list.bring-back" and not (spec.can_retire and row and row.values.get("retired")):
        return "it is not deleted"
    if command_id in ("list.filter", "list.next-filter", "list.previous-filter") and len(spec.filters) < 2:
        return "this list has no filters"
    return ""


def run(screen: "ListScreen", command_id: str) -> None:
    """Run a command of this list, or say why not. What was said before goes, unless the cursor only moved and not to
    another record."""
    status, said = screen.status, screen.status.said
    command, action = commands_by_id(screen.spec.name).get(command_id), action_of(screen, command_id)
    moves = command is not None and command.moves
    writes = action.writes if action is not None else command is not None and _changes(command)
    if not (moves or writes):
        status.pass_on()  # what comes of an act takes its place when it is done
    status.take_back()
    _run(screen, command or BY_ID[command_id], action)
    if moves and status.said == said:
        status.moved()


def _run(screen: "ListScreen", command: Command, action: RowAction | None) -> None:
    reason = why_not(screen, command)
    if reason:
        screen.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
    elif action is not None:
        action.run(screen, screen.chosen if action.many else tuple(filter(None, (screen.current,))))
    else:
        late(command.run)(screen)


# -- commands of every list --------------------------------------------------------------------


def open_record(screen: "ListScreen") -> None:
    """Open the record under the cursor."""
    if screen.spec.open is not None and screen.current is not None:
        screen.spec.open(screen, screen.current)


def add(screen: "ListScreen") -> None:
    """Add a record to this list."""
    if screen.spec.add is not None:
        screen.spec.add(screen)


def show_row_menu(screen: "ListScreen") -> None:
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


def choose_order(screen: "ListScreen") -> None:
    """Ask by which column to sort."""
    choices = []
    taken = set[str]()
    for column in screen.spec.columns:
        if column.sort != "-":
            letter = next(
                each for each in (*column.label.lower(), *"123456789") if each.isalnum() and each not in taken
            )
            taken.add(letter)
            here = (column.sort or column.name) == screen.query_now.sort
            choices.append(Choice(column.name, letter, column.label, "the other way round" if here else ""))
    by_name = {column.name: column for column in screen.spec.columns}
    sorted_by = (name for name, column in by_name.items() if (column.sort or name) == screen.query_now.sort)
    menu = Menu(screen.look, screen.glyphs, "Sort by", choices, at=next(sorted_by, ""))
    screen.app.push_screen(menu, lambda name: sort_by(screen, by_name[name]) if name else None)


def sort_by(screen: "ListScreen", column: Column) -> None:
    """Sort by a column; by the one it is sorted by already: the other way round."""
    sort = column.sort or column.name
    if sort == "-":
        screen.say(f"The list cannot be sorted by {column.label}.", "panel_warning")
        return
    turned = not screen.query_now.descending if screen.query_now.sort == sort else False
    screen.ask_again(replace(screen.query_now, sort=sort, descending=turned))


def reverse(screen: "ListScreen") -> None:
    """The other way round."""
    screen.ask_again(replace(screen.query_now, descending=not screen.query_now.descending))


def choose_filter(screen: "ListScreen") -> None:
    """Ask which records to show."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    choices = [
        Choice(str(index), letters[index], label, "shown now" if name == screen.query_now.filter else "")
        for index, (name, label) in enumerate(screen.spec.filters)
    ]

    def chosen(index: str | None) -> None:
        if index is not None:
            screen.ask_again(replace(screen.query_now, filter=screen.spec.filters[int(index)][0]))

    names = [name for name, _ in screen.spec.filters]
    here = str(names.index(screen.query_now.filter)) if screen.query_now.filter in names else ""
    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Show", choices, at=here), chosen)


def _step_filter(by: int) -> Deed:
    def step(screen: "ListScreen") -> None:
        names = [name for name, _ in screen.spec.filters]
        at = names.index(screen.query_now.filter) if screen.query_now.filter in names else 0
        screen.ask_again(replace(screen.query_now, filter=names[(at + by) % len(names)]))

    return step


def mark(screen: "ListScreen") -> None:
    """Mark the row, or take its mark away; then on to the next."""
    row = screen.current
    if row is not None:
        if screen.marks.pop(row.id, None) is None:
            screen.marks[row.id] = row
        screen.step(1)
        screen.draw_top()


def delete(screen: "ListScreen") -> None:
    """Delete the record, after a question."""
    row = screen.current
    if row is not None and screen.spec.deleting is not None:
        screen.bring(_weigh_deleting(screen, row))
    elif row is not None:
        _ask_delete(screen, row, ())


async def _weigh_deleting(screen: "ListScreen", row: ListRow) -> None:
    weigh = screen.spec.deleting
    assert weigh is not None
    why_not, said = await screen.bridge.ask(lambda desk: weigh(desk, row))
    if why_not:
        screen.say(f"Delete: {why_not}.", "panel_warning")
    else:
        _ask_delete(screen, row, said)


def _ask_delete(screen: "ListScreen", row: ListRow, said: Sequence[str]) -> None:
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


def bring_back(screen: "ListScreen") -> None:
    """A deleted record back into use."""
    row = screen.current
    if row is not None:
        change_record(screen, row, lambda record: replace(record, retired=False), "bring it back")


def yank(screen: "ListScreen") -> None:
    """The row's text to the terminal's clipboard."""
    text = whole_text(screen)
    screen.app.copy_to_clipboard(text)
    screen.say(f"Sent to the terminal's clipboard: {text}")


def export(screen: "ListScreen") -> None:
    """All of the list, as a file."""
    from industrack_tui.office.printing import export_list

    export_list(screen)


def go_back(screen: "ListScreen") -> None:
    """One level back: marks, what is found, the filter, the list."""
    query, first = screen.query_now, screen.spec.filters[0][0]
    if screen.marks:
        screen.marks = {}
        screen.draw()
    elif query.find:
        screen.stop_finding()
    elif query.filter != first:
        screen.ask_again(replace(query, filter=first))
    else:
        screen.dismiss(None)


def first(screen: "ListScreen") -> None:
    """To the first row."""
    if screen.window.has_before:
        screen.load()
    else:
        screen.step(-len(screen.window.rows))


def last(screen: "ListScreen") -> None:
    """To the last row."""
    if screen.window.has_after:
        screen.load(from_end=True)
    else:
        screen.step(len(screen.window.rows))


def find(screen: "ListScreen") -> None:
    """Words are typed from now on, and the list follows."""
    screen.start_finding()


def up(screen: "ListScreen") -> None:
    """One row up."""
    screen.step(-1)


def down(screen: "ListScreen") -> None:
    """One row down."""
    screen.step(1)


def _page(by: int) -> Deed:
    return lambda screen: screen.step(by * max(1, min(PAGE // 2, screen.height - 1)))


next_filter, previous_filter = _step_filter(1), _step_filter(-1)
page_up, page_down = _page(-1), _page(1)
