"""Letters on all jobs in sight: typing those of one jumps to it."""

from industrack_core.domain.board.board import Block
from industrack_tui.board.frame import means
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.command import Command
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.timeline.canvas import visible_extent
from industrack_tui.widgets.timeline.overlay import hint_labels


class HintJump:
    """The mode while letters are shown; any key that is no letter of one ends it."""

    name = "JUMP"

    @property
    def keys(self) -> list[KeyHint]:
        """Letters, and back."""
        return [KeyHint("a-z", "letters of a job"), means("app.back", "back")]

    def __init__(self, screen: Schedule, blocks: list[Block]) -> None:
        self.screen, self.typed = screen, ""
        self.blocks = {(block.employee_id, block.job_id): block for block in blocks}
        self.labels = hint_labels(blocks)
        screen.timeline.show_hints(self.labels)

    def key(self, key: str, character: str | None) -> bool:
        """A letter goes on or jumps."""
        typed = self.typed + (character or "")
        found = [place for place, label in self.labels.items() if character and label.startswith(typed)]
        if not found:
            self.screen.enter_mode(None)
            return key == "escape"
        if len(found) == 1 and self.labels[found[0]] == typed:
            self.screen.enter_mode(None)
            self.screen.timeline.view.to_block(self.blocks[found[0]])
            self.screen.after_move()
        else:
            self.typed = typed
            self.screen.timeline.show_hints(self.labels, typed)
        return True

    def run(self, command: Command) -> bool:
        self.screen.enter_mode(None)
        return command.id == "app.back"

    def moved(self) -> None:
        """What is in sight changed under the letters."""

    def left(self) -> None:
        self.screen.timeline.show_hints({})


def jump(screen: Schedule) -> None:
    """Show the letters."""
    if not screen.in_timeline:
        screen.status.say("Jump: letters are for the timeline; here arrows, w and W go to jobs.", "panel_muted")
        return
    timeline = screen.timeline
    view, canvas = timeline.view, timeline.canvas
    blocks = [
        block
        for line in view.lines()
        if line.lane % view.tall == 0
        for block in view.lane(line)
        if visible_extent(canvas, block.start, block.end) is not None
        and (screen.state.filter.is_empty or screen.state.filter.shines(block))
    ]
    if not blocks:
        screen.status.say("No job is in sight.", "panel_muted")
        return
    screen.enter_mode(HintJump(screen, blocks))
