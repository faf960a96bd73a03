"""Lines that were put together are kept as long as they may come into sight again."""

from rich.segment import Segment

from industrack_tui.widgets.timeline.drawn_rows import KeptStrips
from industrack_tui.widgets.timeline.runs import Runs


def test_of_many_lines_only_the_oldest_are_put_together_anew() -> None:
    kept, names = KeptStrips(), [Segment("ab")]
    bodies: list[Runs] = [[(0, 3, [Segment("xyz")])] for _ in range(300)]
    strips = [kept.strip(names, body, 5) for body in bodies]
    newest = zip(bodies[100:], strips[100:], strict=True)
    assert all(kept.strip(names, body, 5) is strip for body, strip in newest)
    assert kept.strip(names, bodies[0], 5) is not strips[0]
