"""The board and the queue with their keys, and the container that holds them."""

from typing import TypeGuard

from textual import events
from textual.containers import Container
from textual.widget import Widget

from industrack_tui.commands.board import keys_of
from industrack_tui.commands.command import Pane
from industrack_tui.commands.command_screen import CommandScreen
from industrack_tui.widgets.lines import Covered
from industrack_tui.widgets.period.pointing import PointedPeriod
from industrack_tui.widgets.queue_pane import QueuePane
from industrack_tui.widgets.timeline.pointing import PointedTimeline


class BoardPane(PointedTimeline):
    """The timeline with the board's keys."""

    def on_key(self, event: events.Key) -> None:
        run_key(self, Pane.BOARD, event)


class PeriodBoard(PointedPeriod):
    """Day, week and month with the board's keys."""

    def on_key(self, event: events.Key) -> None:
        run_key(self, Pane.BOARD, event)


class WaitingPane(QueuePane):
    """The queue with the queue's keys."""

    def on_key(self, event: events.Key) -> None:
        run_key(self, Pane.QUEUE, event)


class Work(Covered, Container):
    """Board and queue, beside each other or one above the other."""


_RUNS: dict[type[object], bool] = {}


def _runs_commands(screen: object) -> TypeGuard[CommandScreen]:
    """Whether it is one; what a protocol asks of each attribute is asked once of a class, and not at every key."""
    kind = type(screen)
    if kind not in _RUNS:
        _RUNS[kind] = isinstance(screen, CommandScreen)
    return _RUNS[kind]


def run_key(widget: Widget, pane: Pane, event: events.Key) -> None:
    """Run the command of a key that was pressed while `pane` had the keys."""
    screen = widget.screen
    if not _runs_commands(screen):
        return
    is_taken = screen.takes_key(event.key, event.character)
    command_id = None if is_taken else keys_of(pane).get(event.key)
    if is_taken or command_id is not None:
        event.stop()
        event.prevent_default()
    if command_id is not None:
        screen.action_command(command_id)
