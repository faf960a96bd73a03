"""A job under the mouse: the same as a job in the hand, the pointer being the cursor."""

from industrack_core.domain.board.board import Block
from industrack_tui.board.carrying import Carry
from industrack_tui.board.held import Held
from industrack_tui.board.schedule import Schedule


def grab(screen: Schedule, block: Block, minute: int, at_end: bool) -> None:
    """A job was grabbed on the board; at its end it is lengthened or shortened."""
    if screen.bridge.desk.read_only:
        looks_back = screen.session.past is not None
        said = "Move: nothing can be changed in the past." if looks_back else "This console is read-only."
        screen.status.say(said, "panel_warning")
        return
    if reason := screen.session.not_theirs("job.plan"):
        screen.status.say(f"Move: {reason}.", "panel_warning")
        return
    screen.enter_mode(Carry(screen, Held.of(block), offset=block.start - minute, resizing=at_end))


def from_queue(screen: Schedule, screen_x: int, screen_y: int) -> None:
    """The queue's job is dragged; over the board it is in the hand."""
    entry, timeline = screen.queue.selected, screen.timeline
    if entry is None or screen.bridge.desk.read_only or not screen.in_timeline:
        return
    if screen.session.not_theirs("job.plan"):
        return
    inside = timeline.region.contains(screen_x, screen_y)
    if inside:
        if screen.mode is None:
            screen.enter_mode(Carry(screen, Held.of(entry)))
        timeline.point_at(screen_x - timeline.region.x, screen_y - timeline.region.y)


def let_go(screen: Schedule, screen_x: int, screen_y: int) -> None:
    """Over the board it is dropped, over the queue it goes there, elsewhere nothing happens."""
    carry = screen.mode
    if not isinstance(carry, Carry):
        return
    if screen.timeline.region.contains(screen_x, screen_y):
        carry.drop()
    elif screen.queue.region.contains(screen_x, screen_y) and not carry.held.queued:
        carry.to_queue()
    else:
        carry.leave()
