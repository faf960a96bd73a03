"""Running the commands of a list: which hold, why one cannot run now, and the function it has."""

from industrack_core.domain.acts.row_rights import RIGHTS
from industrack_core.domain.kinds import Kind
from industrack_core.domain.rights import may
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
    if _changes(command) and screen.session.closed:
        return screen.session.why_closed
    if reason := _not_theirs(screen, command):
        return reason
    rows = _needed(screen, command)
    if rows is not None and not rows:
        return "there is no record under the cursor"
    if not command.why_not:
        return ""
    why_not = late(command.why_not)
    said = (why_not(screen),) if rows is None else (why_not(screen, row) for row in rows)
    return next(filter(None, said), "")


ON_RECORDS = frozenset({
    "list.add", "list.delete", "list.bring-back", "field_report.apply", "field_report.dismiss", "waiting.again",
})  # fmt: skip
"""Commands that change a record of the list's kind: the table of rights says what that takes."""


def _not_theirs(screen: ShownList, command: Command) -> str:
    """Why the person may not run a command; empty where there are no roles."""
    person, kind = screen.office.person, screen.spec.record_kind
    if person is None:
        return ""
    if command.right:
        return person.why_not(command.right)
    spec = screen.spec
    opens_to_end = command.id == "list.open" and spec.open is not None and spec.open is spec.delete
    rights = RIGHTS.get(Kind(kind)) if (command.id in ON_RECORDS or opens_to_end) and kind in set(Kind) else None
    if rights is None:
        return ""
    deletes = (command.id == "list.delete" or opens_to_end) and not spec.can_retire
    needs = (rights.create if command.id == "list.add" else rights.delete if deletes else ()) or rights.otherwise
    return "" if may(person, *needs) else person.why_not(needs[0])


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
