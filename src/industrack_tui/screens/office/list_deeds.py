"""What the commands of a list do: the same for every list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts import DeleteRecord, Redo, Undo
from industrack_core.domain.listing import ListRow
from industrack_tui.acting import perform
from industrack_tui.commands import Command, key_text
from industrack_tui.list_commands import LIST_COMMANDS, ROW_COMMANDS, commands_by_id
from industrack_tui.screens import everywhere
from industrack_tui.screens.dialogs import Choice, Menu, Page, Question
from industrack_tui.screens.office import modules
from industrack_tui.screens.office.list_acts import change_record
from industrack_tui.screens.office.list_face import whole_text
from industrack_tui.screens.office.list_kind import Column, RowAction
from industrack_tui.screens.office.list_rows import PAGE

if TYPE_CHECKING:
    from industrack_tui.screens.office.list_screen import ListScreen

Deed = Callable[["ListScreen"], None]
_WRITES = frozenset({"list.add", "list.delete", "list.bring-back", "edit.undo", "edit.redo"})
_NEEDS_ROW = frozenset({"list.open", "list.menu", "list.mark", "list.delete", "list.bring-back", "list.yank"})
_MOTIONS = frozenset(f"list.{way}" for way in ("up", "down", "page-up", "page-down", "first", "last"))
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
    if command.id in _NEEDS_ROW and screen.current is None:
        return "there is no record under the cursor"
    if command.id in _WRITES and screen.bridge.desk.read_only:
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
    if command_id in _MOTIONS:
        status.take_back()
        _run(screen, command_id)
        if status.said == said:
            status.moved()
    else:
        action = action_of(screen, command_id)
        if command_id not in _WRITES and not (action is not None and action.writes):
            status.pass_on()  # what comes of an act takes its place when it is done
        status.take_back()
        _run(screen, command_id)


def _run(screen: "ListScreen", command_id: str) -> None:
    command = commands_by_id(screen.spec.name).get(command_id)
    action = action_of(screen, command_id)
    if command is None:
        from industrack_tui.commands import BY_ID

        screen.say(f"{BY_ID[command_id].label}: that is for the schedule; g, then b goes there.", "panel_warning")
        screen.refuse()
        return
    reason = why_not(screen, command)
    if reason:
        screen.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
    elif action is not None:
        action.run(screen, screen.chosen if action.many else tuple(filter(None, (screen.current,))))
    elif command_id in DEEDS:
        DEEDS[command_id](screen)


# -- commands of every list --------------------------------------------------------------------


def _open(screen: "ListScreen") -> None:
    if screen.spec.open is not None and screen.current is not None:
        screen.spec.open(screen, screen.current)


def _add(screen: "ListScreen") -> None:
    if screen.spec.add is not None:
        screen.spec.add(screen)


def _menu(screen: "ListScreen") -> None:
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


def _sort(screen: "ListScreen") -> None:
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


def _reverse(screen: "ListScreen") -> None:
    screen.ask_again(replace(screen.query_now, descending=not screen.query_now.descending))


def _filter(screen: "ListScreen") -> None:
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


def _mark(screen: "ListScreen") -> None:
    row = screen.current
    if row is not None:
        if screen.marks.pop(row.id, None) is None:
            screen.marks[row.id] = row
        screen.step(1)
        screen.draw_top()


def _delete(screen: "ListScreen") -> None:
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


def _bring_back(screen: "ListScreen") -> None:
    row = screen.current
    if row is not None:
        change_record(screen, row, lambda record: replace(record, retired=False), "bring it back")


def _yank(screen: "ListScreen") -> None:
    text = whole_text(screen)
    screen.app.copy_to_clipboard(text)
    screen.say(f"Sent to the terminal's clipboard: {text}")


def _export(screen: "ListScreen") -> None:
    from industrack_tui.screens.office.printing import export

    export(screen)


def _back(screen: "ListScreen") -> None:
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


def _first(screen: "ListScreen") -> None:
    if screen.window.has_before:
        screen.load()
    else:
        screen.step(-len(screen.window.rows))


def _last(screen: "ListScreen") -> None:
    if screen.window.has_after:
        screen.load(from_end=True)
    else:
        screen.step(len(screen.window.rows))


def _help(screen: "ListScreen") -> None:
    from industrack_tui.screens.help import list_help_lines

    screen.app.push_screen(Page(screen.look, screen.glyphs, "Keys", list_help_lines(screen.spec.name, screen.glyphs)))


def _palette(screen: "ListScreen") -> None:
    from industrack_tui.screens.palette import Palette

    palette = Palette(screen.look, screen.glyphs, screen)
    screen.app.push_screen(palette, lambda chosen: screen.action_command(chosen) if chosen else None)


def _going(way: modules.Way) -> Deed:
    return lambda screen: way(screen.session)


def _page(by: int) -> Deed:
    return lambda screen: screen.step(by * max(1, min(PAGE // 2, screen.height - 1)))


DEEDS: Mapping[str, Deed] = {
    "list.open": _open,
    "list.add": _add,
    "list.menu": _menu,
    "list.find": lambda screen: screen.start_finding(),
    "list.sort": _sort,
    "list.reverse": _reverse,
    "list.filter": _filter,
    "list.next-filter": _step_filter(1),
    "list.previous-filter": _step_filter(-1),
    "list.mark": _mark,
    "list.delete": _delete,
    "list.bring-back": _bring_back,
    "list.yank": _yank,
    "list.export": _export,
    "list.up": lambda screen: screen.step(-1),
    "list.down": lambda screen: screen.step(1),
    "list.page-up": _page(-1),
    "list.page-down": _page(1),
    "list.first": _first,
    "list.last": _last,
    "edit.undo": lambda screen: perform(screen, Undo(), "undo it"),
    "edit.redo": lambda screen: perform(screen, Redo(), "redo"),
    "go.menu": lambda screen: modules.choose(screen.session),
    **{command_id: _going(way) for command_id, way in modules.WAYS.items()},
    "app.back": _back,
    "app.help": _help,
    "app.palette": _palette,
    "app.quit": everywhere.leave,
    "app.repaint": everywhere.repaint,
    "view.theme": everywhere.next_theme,
}
