"""Running the commands of a list: which hold, why one cannot run now, and the function it has."""

from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Command, Needs, Pane
from industrack_tui.commands.lists import commands_by_id
from industrack_tui.late import late
from industrack_tui.lists.shown import ShownList
from industrack_tui.lists.spec import RowAction


def action_of(screen: ShownList, command_id: str) -> RowAction | None:
    """The row action of a command, None for the commands of every list."""
    return next((action for action in screen.spec.actions if action.id == command_id), None)


def why_not_in_list(screen: ShownList, command: Command) -> str:
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


def _why_not_action(screen: ShownList, action: RowAction) -> str:
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


def _why_not_here(screen: ShownList, command_id: str) -> str:
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


def run_in_list(screen: ShownList, command_id: str) -> None:
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


def _run(screen: ShownList, command: Command, action: RowAction | None) -> None:
    reason = why_not_in_list(screen, command)
    if reason:
        screen.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
    elif action is not None:
        action.run(screen, screen.chosen if action.many else tuple(filter(None, (screen.current,))))
    else:
        late(command.run)(screen)
