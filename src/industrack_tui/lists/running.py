"""Running the commands of a list: which hold, why one cannot run now, and the function it has."""

from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Command, Needs, Pane
from industrack_tui.commands.lists import commands_by_id
from industrack_tui.commands.spoken import key_of
from industrack_tui.late import late
from industrack_tui.lists.shown import ShownList
from industrack_tui.lists.spec import Rows


def why_not_in_list(screen: ShownList, command: Command) -> str:
    """Why a command cannot run now, empty when it can."""
    if command.id not in commands_by_id(screen.spec.name):
        return f"that is for the schedule: {key_of('go.board')} goes there"
    if _changes(command) and screen.bridge.desk.read_only:
        return "this console is read-only"
    rows = _needed(screen, command)
    if rows is not None and not rows:
        return "there is no record under the cursor"
    if not command.why_not:
        return ""
    why_not = late(command.why_not)
    said = (why_not(screen),) if rows is None else (why_not(screen, row) for row in rows)
    return next(filter(None, said), "")


def _needed(screen: ShownList, command: Command) -> Rows | None:
    """The rows that a command is for; None when it is about the list as a whole."""
    if command.needs is Needs.ROWS:
        return screen.chosen
    if command.needs is Needs.ROW:
        return tuple(filter(None, (screen.current,)))
    return None


def _changes(command: Command) -> bool:
    """Whether it changes records: commands of everywhere say so where they need something."""
    return command.writes and (command.pane is Pane.LIST or command.needs is Needs.WRITING)


def run_in_list(screen: ShownList, command_id: str) -> None:
    """Run a command of this list, or say why not. What was said before goes, unless the cursor only moved and not to
    another record."""
    status, said = screen.status, screen.status.said
    command = commands_by_id(screen.spec.name).get(command_id)
    moves = command is not None and command.moves
    if not moves and (command is None or not _changes(command)):
        status.pass_on()  # what comes of an act takes its place when it is done
    status.take_back()
    _run(screen, command or BY_ID[command_id])
    if moves and status.said == said:
        status.moved()


def _run(screen: ShownList, command: Command) -> None:
    reason = why_not_in_list(screen, command)
    if reason:
        screen.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
        return
    rows, run = _needed(screen, command), late(command.run)
    if rows is None:
        run(screen)
    elif command.needs is Needs.ROW:
        run(screen, rows[0])
    else:
        run(screen, rows)
